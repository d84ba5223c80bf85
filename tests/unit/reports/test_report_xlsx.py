"""Workbooks, read again by two readers: types are kept, nothing is a formula, sources go along."""

import io
import math
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

import core.reports.xlsx_file as xlsx_file
from core.errors import DataError
from core.reports.table import Table
from core.reports.xlsx_file import sheet_name, to_xlsx

ATTACKS = ["=1+1", "=cmd|' /C calc'!A0", "+62", "-1+1", "@SUM(1)", "\t=1", "\r=1", "{=1}", "http://x.test", "-5", "007"]


def opened(table: Table):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(table)))


def test_text_is_text_whatever_it_begins_with():
    sheet = opened(Table("Uji", ("a",), [(text,) for text in ATTACKS])).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == ATTACKS
    assert not any(cell.hyperlink for cell in cells)


def test_headers_titles_and_notes_are_never_formulas():
    book = opened(Table("=1+1", ("=2+2", "@x"), [(1, 2)], ("=3+3", "-4+4")))
    types = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert types == {"s", "n"}


def test_numbers_are_numbers_and_negative_ones_too():
    sheet = opened(Table("Uji", ("a", "b"), [(-12.5, -3), (0, 0.0)])).worksheets[0]
    assert [[(c.data_type, c.value) for c in row] for row in sheet.iter_rows(min_row=2)] == [
        [("n", -12.5), ("n", -3)],
        [("n", 0), ("n", 0)],
    ]


def test_missing_is_an_empty_cell():
    sheet = opened(Table("Uji", ("a", "b", "c"), [(None, math.nan, "")])).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [None, None, None]


@given(st.lists(st.tuples(st.floats(-1e15, 1e15), st.text("Kuaro =+-@'\"<&;,éß日", max_size=20)), max_size=8))
@settings(deadline=None, derandomize=True, database=None, max_examples=60)
def test_reading_again_gives_the_same_table(rows):
    table = Table("Uji", ("angka", "teks"), rows)
    back = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(table))).get_sheet_by_index(0).to_python()
    assert back[0] == ["angka", "teks"]
    assert [(float(number), text) for number, text in back[1:]] == [
        (pytest.approx(number, rel=1e-15), text) for number, text in rows
    ]


def test_days_are_days_in_both_readers():
    table = Table("Uji", ("a", "b"), [(date(2026, 3, 14), datetime(2026, 3, 13, 20, tzinfo=UTC))])
    assert [cell.value for cell in opened(table).worksheets[0][2]] == [datetime(2026, 3, 14), datetime(2026, 3, 14, 4)]
    back = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(table))).get_sheet_by_index(0).to_python()
    assert back[1] == [date(2026, 3, 14), datetime(2026, 3, 14, 4)]


def test_the_header_is_styled_frozen_and_can_be_filtered():
    sheet = opened(Table("Uji", ("a", "b"), [(1, 2)])).worksheets[0]
    assert sheet["A1"].font.bold
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")


def test_columns_are_as_wide_as_their_text_within_limits():
    sheet = opened(Table("Uji", ("a", "Kecamatan", "c"), [(1, "Paser Belengkong", "x" * 900)])).worksheets[0]
    widths = [sheet.column_dimensions[letter].width for letter in "ABC"]
    assert widths[0] < widths[1] < widths[2] < 65
    assert widths[1] >= len("Paser Belengkong")


def test_decimals_are_shown_and_the_value_stays_whole():
    cell = opened(Table("Uji", ("a",), [(1234.5678,)], decimals={"a": 1})).worksheets[0]["A2"]
    assert (cell.value, cell.number_format) == (1234.5678, "#,##0.0")


def test_sources_stand_on_a_sheet_of_their_own():
    sheet = opened(Table("Sampah", ("a",), [(1,)], ("Sumber: DLH", "Lisensi: CC BY")))["Sumber"]
    assert [row[0].value for row in sheet.iter_rows()] == ["Sampah", None, "Sumber: DLH", "Lisensi: CC BY"]


def test_simulated_rows_say_so_on_both_sheets():
    book = opened(Table("Sampah", ("a",), [(1,), (2,)], ("Sumber: DLH",), simulated=frozenset({1})))
    assert [[c.value for c in row] for row in book.worksheets[0].iter_rows()] == [
        ["a", "Keterangan"],
        [1, None],
        [2, "SIMULASI"],
    ]
    assert book["Sumber"]["A3"].value.startswith("SIMULASI: ")
    assert book["Sumber"]["A3"].font.bold


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Sampah: Kuaro/Long Ikis [2026]?", "Sampah Kuaro Long Ikis 2026"),
        ("x" * 40, "x" * 31),
        ("sumber", "Data"),
        ("'", "Data"),
        ("", "Data"),
        ("History", "Data"),
    ],
)
def test_any_title_becomes_a_name_that_excel_takes(title, name):
    assert sheet_name(title) == name
    assert opened(Table(title, ("a",), [(1,)])).sheetnames == [name, "Sumber"]


def test_a_text_longer_than_a_cell_is_cut_not_lost():
    value = opened(Table("Uji", ("a",), [("x" * 40_000,)])).worksheets[0]["A2"].value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_half_a_letter_does_not_stop_the_file():
    assert opened(Table("Uji", ("a",), [("Ku\ud800aro",)])).worksheets[0]["A2"].value == "Ku?aro"


def test_more_rows_than_a_sheet_holds_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx_file, "_MOST_ROWS", 3)
    assert to_xlsx(Table("Uji", ("a",), [(1,), (2,)]))
    with pytest.raises(DataError, match="write CSV"):
        to_xlsx(Table("Uji", ("a",), [(1,), (2,), (3,)]))


def test_a_table_without_rows_or_columns_is_still_a_file():
    assert opened(Table("Kosong", ("a",), [])).worksheets[0]["A1"].value == "a"
    assert opened(Table("Kosong", (), [])).sheetnames == ["Kosong", "Sumber"]
