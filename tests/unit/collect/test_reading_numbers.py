"""Numbers as OPD type them, and what a careful reader takes from them (rules C1-C12 of docs/reading-rules.md)."""

import math
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from core.collect.numbers import Missing, Number, parse
from core.reasons import Reason

MISSING = Missing.MISSING
NOT = Reason.VALUE_NOT_NUMERIC
QUALIFIED = Reason.VALUE_QUALIFIED
AMBIGUOUS = Reason.NUMBER_AMBIGUOUS
UNIT = Reason.UNIT_MISMATCH

READ_EITHER_WAY = [
    ("0", 0), ("7", 7), ("-7", -7), ("+7", 7), ("007", 7), ("1234", 1234), ("309667", 309667),
    ("12.5", 12.5), ("12,5", 12.5), ("0.5", 0.5), ("0,5", 0.5), (".5", 0.5), (",5", 0.5), ("12,50", 12.5),
    ("12.3456", 12.3456), ("12,3456", 12.3456), ("1234.5", 1234.5), ("1234,56", 1234.56),
    ("1,234.56", 1234.56), ("1.234,56", 1234.56), ("25,845.65", 25845.65), ("10.715,59", 10715.59),
    ("1.234.567", 1234567), ("1,234,567", 1234567), ("1.234.567,89", 1234567.89), ("1,234,567.89", 1234567.89),
    ("1.234,567", 1234.567), ("1,234.567", 1234.567), ("0.123", 0.123), ("0,123", 0.123), (".123", 0.123),
    ("1234.567", 1234.567), ("1234,567", 1234.567), ("0,00", 0), ("0.000", 0), ("-0,5", -0.5),
    (" 12,5 ", 12.5), ("\u00a012,5\u202f", 12.5), ("1 234 567", 1234567), ("1\u00a0234,5", 1234.5),
    ("1\u202f234\u202f567,25", 1234567.25), ("1. 234. 567", 1234567), ("12 ,5", 12.5), ("12\u200b,5", 12.5),
    ("\u22125", -5), ("\u22121.234.567", -1234567), ("\u20135", -5), ("- 5", -5), ("5-", -5), ("12,5-", -12.5),
    ("(12,5)", -12.5), ("(1.234.567)", -1234567), ("'12,5", 12.5), ("1e5", 100000), ("1.5E+03", 1500),
    ("2,5e-2", 0.025),
]  # fmt: skip
ONLY_ID = [("1.234", 1234), ("12.345", 12345), ("123.456", 123456), ("1,234", 1.234), ("12,345", 12.345),
           ("-1.234", -1234), ("(1.234)", -1234), ("\u22121.234", -1234), ("1.000", 1000), ("1,000", 1)]  # fmt: skip
ONLY_EN = [("1,234", 1234), ("12,345", 12345), ("1.234", 1.234), ("(1,234)", -1234), ("1,000", 1000), ("1.000", 1)]
REFUSED = [
    ("1.23.456", NOT), ("1,23,456", NOT), ("1.234.56", NOT), ("1234.567.890", NOT), ("0.123.456", NOT),
    ("1.234,56,78", NOT), ("1,23,4.5", NOT), ("1.23,4.5", NOT), ("1,234.567.890", NOT), ("1234,567.8", NOT),
    ("12 34", NOT), ("1 23 456", NOT), ("5,", NOT), ("5.", NOT), ("--5", NOT), ("-(5)", NOT), ("(-5)", NOT),
    ("abc", NOT), ("true", NOT), ("TRUE", NOT), ("#REF!", NOT), ("#N/A", NOT), ("#DIV/0!", NOT), ("inf", NOT),
    ("Infinity", NOT), ("1/2", NOT), ("12:30", NOT), ("3.14.15", NOT), ("1.2.3", NOT), ("12abc34", NOT),
    ("\u0661\u0662", NOT), ("\uff11\uff12", NOT), ("9" * 101, NOT), ("1e999", NOT), ("0x10", NOT), ("1_000", NOT),
    ("1 234.567", AMBIGUOUS), ("1 234,567", AMBIGUOUS),
    (">=5", QUALIFIED), ("<= 5", QUALIFIED), ("> 5", QUALIFIED), ("<5", QUALIFIED), ("\u2265 5", QUALIFIED),
    ("\u2264 5", QUALIFIED), ("+-5", QUALIFIED), ("+/- 5", QUALIFIED), ("\u00b15", QUALIFIED), ("~5", QUALIFIED),
    ("kurang lebih 5", QUALIFIED), ("sekitar 12,5", QUALIFIED), ("Sekitar 100", QUALIFIED), ("\u00b1 1.200", QUALIFIED),
    ("10-15", QUALIFIED), ("10 - 15", QUALIFIED), ("10\u201315", QUALIFIED), ("10 s/d 15", QUALIFIED),
    ("10 s.d. 15", QUALIFIED), ("10 sampai 15", QUALIFIED), ("100+", QUALIFIED), ("hampir 100", QUALIFIED),
    ("lebih dari 5", QUALIFIED), ("kurang dari 5", QUALIFIED), ("maks. 10", QUALIFIED), ("minimal 3", QUALIFIED),
    ("antara 5 dan 7", QUALIFIED), ("60-85%", QUALIFIED), ("2025-01-02", QUALIFIED),
    ("=SUM(B2:B9)", Reason.FORMULA_NO_VALUE), ("=A1/B1", Reason.FORMULA_NO_VALUE),
]  # fmt: skip
NO_FIGURE = [
    "", " ", "\u00a0", "-", "--", "\u2013", "\u2014", "\u2212", "...", "\u2026", ".", "n/a", "N/A", "NA", "n.a.", "nan",
    "NaN", "null", "None", "nihil", "Nihil", "NIHIL", "Belum ada data", "belum ada data", "BELUM ADA DATA", "(-)",
    "Tidak ada data", "tidak tersedia", "Belum tersedia", "belum lapor", "t.a.d.", "kosong", "- ", " \u2013 ",
]  # fmt: skip


def test_the_table_holds_at_least_a_hundred_and_fifty_readings():
    assert sum(map(len, (READ_EITHER_WAY, ONLY_ID, ONLY_EN, REFUSED, NO_FIGURE))) >= 150


@pytest.mark.parametrize("locale", ["id", "en"])
@pytest.mark.parametrize(("text", "value"), READ_EITHER_WAY)
def test_an_unambiguous_spelling_is_read_whatever_the_habit_of_the_source(text, value, locale):
    assert parse(text, locale=locale) == Number(value)


@pytest.mark.parametrize(("text", "value"), ONLY_ID)
def test_the_indonesian_habit_groups_by_dot(text, value):
    assert parse(text, locale="id") == Number(value)


@pytest.mark.parametrize(("text", "value"), ONLY_EN)
def test_the_english_habit_groups_by_comma(text, value):
    assert parse(text, locale="en") == Number(value)


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_what_is_no_number_is_refused_with_its_reason(text, reason):
    assert parse(text) is reason


@pytest.mark.parametrize("text", NO_FIGURE)
def test_a_missing_marker_is_no_figure_and_never_zero(text):
    assert parse(text) is MISSING


def test_a_count_that_could_be_two_numbers_is_asked_back():
    assert parse("1,234", integer=True) is AMBIGUOUS
    assert parse("1.234", integer=True, locale="en") is AMBIGUOUS
    assert parse("1.234", integer=True) == Number(1234)
    assert parse("12,5", integer=True) == Number(12.5)  # refused later, as no whole number


def test_nihil_is_zero_only_where_the_configuration_says_so():
    assert parse("Nihil") is MISSING
    assert parse("Nihil", zero_words=("nihil",)) == Number(0)
    assert parse("-", zero_words=("nihil",)) is MISSING


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("Rp 1.234.567,-", "Rp", 1234567), ("Rp1.500", "Rp", 1500), ("Rp. 5.000,00", "Rp", 5000),
        ("IDR 2.000", "Rp", 2000), ("Rp (5.000)", "Rp", -5000), ("-Rp 5.000", "Rp", -5000), ("5.000,-", "Rp", 5000),
        ("5.000,--", "Rp juta", 5000), ("45,2%", "%", 45.2), ("45 %", "%", 45), ("(5%)", "%", -5), ("-5,5%", "%", -5.5),
        ("12 ton", "ton", 12), ("1.234,5 Ton", "ton", 1234.5), ("12 ton/hari", "ton/hari", 12), ("5 org", "org", 5),
        ("1,5 juta", "Rp", 1_500_000), ("Rp 1,5 miliar", "Rp", 1.5e9), ("Rp 1,5 miliar", "Rp miliar", 1.5),
        ("Rp2,5 M", "Rp", 2.5e9), ("2 jt", "Rp juta", 2), ("250 juta", "Rp miliar", 0.25), ("12 ribu", "jiwa", 12000),
        ("12 rb jiwa", "jiwa", 12000), ("3 ribu ton", "ton", 3000), ("1,2 triliun", "Rp miliar", 1200),
        ("Rp 0", "Rp", 0),
        ("Rp 5.000", "ton", UNIT), ("5.000,-", "ton", UNIT), ("45%", "ton", UNIT), ("45%", "indeks 0-100", UNIT),
        ("12 kg", "ton", UNIT), ("12 ton", "ton/hari", UNIT), ("5 hari", "menit", UNIT), ("2,5 M", "ton", UNIT),
        ("12 km", "%", UNIT), ("3 juta kg", "ton", UNIT), ("12 xyz", "ton", NOT),
    ],
)  # fmt: skip
def test_rupiah_percent_units_and_scale_words_are_taken_only_where_they_fit(text, unit, expected):
    found = parse(text, unit=unit)
    assert (found.value if isinstance(found, Number) else found) == expected


@pytest.mark.parametrize("text", ["1,5 juta", "Rp 2 miliar", "3 ribu", "2 jt", "1,2 triliun", "5 rb", "Rp 2 M"])
@pytest.mark.parametrize("unit", ["Rp", "ton", "%", "Rp miliar", ""])
def test_the_bare_figure_before_a_scale_word_is_never_stored(text, unit):
    found = parse(text, unit=unit)
    bare = parse(text.removeprefix("Rp ").split()[0])
    same_scale = unit == "Rp miliar" and ("miliar" in text or text.endswith("M"))
    assert isinstance(found, Reason) or same_scale or found.value != bare.value


@pytest.mark.parametrize(
    ("text", "value", "flag"),
    [
        ("1.234*", 1234, "p"), ("12,5**", 12.5, "p"), ("12,5 *)", 12.5, "p"), ("12,5r", 12.5, "r"),
        ("12,5 r)", 12.5, "r"), ("12,5\u00b9", 12.5, "p"), ("12,5 \u00b2)", 12.5, "p"), ("(1.234)*", -1234, "p"),
        ("12e", 12, "e"), ("12,5 p", 12.5, "p"),
    ],
)  # fmt: skip
def test_a_status_mark_becomes_a_flag(text, value, flag):
    assert parse(text) == Number(value, flag)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12, Number(12)), (12.5, Number(12.5)), (0, Number(0)), (0.0, Number(0)), (np.float64(1.5), Number(1.5)),
        (np.int64(3), Number(3)), (Decimal("1.5"), Number(1.5)), (-3, Number(-3)),
        (None, MISSING), (float("nan"), MISSING), (np.nan, MISSING), (pd.NA, MISSING), (pd.NaT, MISSING),
        (True, Reason.WRONG_TYPE), (False, Reason.WRONG_TYPE), (np.bool_(True), Reason.WRONG_TYPE),
        ({}, Reason.WRONG_TYPE), ([], Reason.WRONG_TYPE), ([1], Reason.WRONG_TYPE), ({"v": 1}, Reason.WRONG_TYPE),
        (math.inf, NOT), (-math.inf, NOT), (datetime(2026, 5, 1), NOT), (date(2026, 5, 1), NOT),
        (10**400, NOT), (2**60, Reason.VALUE_OUT_OF_RANGE),
    ],
)  # fmt: skip
def test_a_typed_cell_is_taken_as_it_is(cell, expected):
    assert parse(cell) == expected


@given(st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_what_babel_writes_in_indonesian_is_read_back(number):
    written = format_decimal(number, format="#,##0.00", locale="id_ID")
    assert parse(written) == Number(float(number))


@given(st.integers(-(10**14), 10**14), st.sampled_from(["id_ID", "en_US"]))
def test_a_whole_number_comes_back_under_its_own_habit(number, locale):
    found = parse(format_decimal(number, locale=locale), locale=locale[:2], integer=True)
    assert found == Number(float(number))


@given(st.text(max_size=40))
def test_no_text_crashes_the_reader(text):
    found = parse(text, unit="ton")
    assert found is MISSING or isinstance(found, Reason) or math.isfinite(found.value)


@given(st.text(alphabet="0123456789.,- ()%Rp*r\u00a0", max_size=14))
def test_no_number_is_invented_where_there_is_no_digit(text):
    found = parse(text, unit="%")
    assert not isinstance(found, Number) or any(letter in "0123456789" for letter in text)
