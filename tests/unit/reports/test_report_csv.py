"""CSV files, read again: nothing is evaluated, negative numbers stay numbers, Excel's letters are right."""

import csv
import io
import math
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.reports.csv_file import neutralise, plain_number, to_csv
from core.reports.table import Table

ATTACKS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+62 812",
    "+SUM(A1)",
    "-1+1",
    "-cmd()",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u00a0=1+1",
    "\uff1d1+1",
    "\uff20SUM(1)",
    "=",
    "-",
    "\x00=1",
]
SPLIT = ["a,=1+1", "a;=1+1", 'a";=1+1', "a\t=1+1", "a\n=1+1", "a; -cmd()", "a,@SUM(1)", 'x,"=1+1"']
HONEST = ["Tanah Grogot", "Rp5.000,-", "a-b", "1 + 1 = 2", "10,-", "surel@paserkab.go.id", "suhu; -5", "Kuaro, Paser"]


def read(content: bytes, delimiter=";"):
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    return [row for row in rows if not (row and row[0].startswith("# "))]


@pytest.mark.parametrize("text", ATTACKS)
def test_text_that_would_be_evaluated_gets_an_apostrophe(text):
    cell = read(to_csv(Table("Uji", ("a", "b"), [(text, 1)])))[1][0]
    assert cell.startswith("'")


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("text", [*ATTACKS, *SPLIT])
def test_no_cell_is_armed_even_when_another_setting_splits_the_line(text, delimiter):
    content = to_csv(Table("Uji", ("a", "b"), [("awal", text)], (text,))).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        for cell in row:
            assert not re.match(r'["\s]*[=@\uff1d\uff20]', cell), row
            assert not re.match(r'["\s]*[+\-][^\d\s,;]', cell), row


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_stays_as_it_is(text):
    assert neutralise(text) == text


@pytest.mark.parametrize("text", ["-1,5", "-12", "+3", "-1.234,5"])
def test_text_that_is_a_signed_number_stays_a_number(text):
    assert neutralise(text) == text


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**12), 10**12))
@settings(deadline=None, derandomize=True, database=None)
def test_every_number_reads_back_as_the_same_number(value):
    cell = read(to_csv(Table("Uji", ("a",), [(value,)])))[1][0]
    assert re.fullmatch(r"-?\d+(,\d+)?", cell)
    assert float(cell.replace(",", ".")) == value


def test_a_negative_number_is_written_as_one():
    assert read(to_csv(Table("Uji", ("a", "b"), [(-3, -12.5)])))[1] == ["-3", "-12,5"]


@pytest.mark.parametrize(
    ("value", "text"), [(1e-7, "0.0000001"), (1e21, "1" + "0" * 21), (1234.0, "1234"), (-0.0, "-0"), (70.8, "70.8")]
)
def test_numbers_have_neither_exponent_nor_separators(value, text):
    assert plain_number(value) == text


def test_excel_knows_the_letters_by_the_mark_and_the_lines_by_their_end():
    content = to_csv(Table("Polutan µg/m³", ("Wilayah",), [("Kuaro",)]))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").split("\r\n") == ["# Polutan µg/m³", "Wilayah", "Kuaro", ""]


def test_missing_is_empty_and_zero_is_zero():
    table = Table("Uji", ("a", "b", "c", "d"), [(None, math.nan, 0, 0.0)])
    assert read(to_csv(table))[1] == ["", "", "0", "0"]


def test_days_and_moments_are_written_in_city_time():
    table = Table("Uji", ("a", "b"), [(date(2026, 3, 14), datetime(2026, 3, 13, 20, tzinfo=UTC))])
    assert read(to_csv(table))[1] == ["2026-03-14", "2026-03-14 04:00:00"]


def test_notes_stand_above_the_header_and_simulated_rows_say_so():
    table = Table("Sampah", ("Wilayah", "ton"), [("Kuaro", 1.5)], ("Sumber: DLH",), simulated=frozenset({0}))
    lines = to_csv(table).decode("utf-8-sig").splitlines()
    assert lines[0] == "# Sampah"
    assert lines[1].startswith("# SIMULASI: ")
    assert lines[2:] == ["# Sumber: DLH", "Wilayah;ton;Keterangan", "Kuaro;1,5;SIMULASI"]


def test_for_programs_the_header_is_the_first_line_and_the_decimal_sign_a_dot():
    table = Table("Sampah", ("Wilayah", "ton"), [("Kuaro", -1.5)], ("Sumber: DLH",), simulated=frozenset({0}))
    assert read(to_csv(table, machine=True), ",") == [["Wilayah", "ton", "Keterangan"], ["Kuaro", "-1.5", "SIMULASI"]]


def test_half_a_letter_does_not_stop_the_file():
    assert "Ku?aro" in to_csv(Table("Uji", ("a",), [("Ku\ud800aro",)])).decode("utf-8-sig")


@given(st.text())
@settings(deadline=None, derandomize=True, database=None, max_examples=500)
def test_whatever_the_text_the_table_keeps_its_shape(text):
    rows = read(to_csv(Table("Uji", ("a", "b"), [(text, 1.5), ("akhir", None)])))
    assert [len(row) for row in rows[-2:]] == [2, 2]
    assert rows[-2][1:] == ["1,5"]
    assert not re.match(r"[=+\-@\t\r]", rows[-2][0]) or re.fullmatch(r"[+-]?\d+([.,]\d+)*", rows[-2][0])
