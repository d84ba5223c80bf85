"""The form as a workbook: what may be filled in is open, all else is locked, lists and limits warn in Indonesian."""

import io
from datetime import date

import openpyxl
import pytest
from filled_forms import CATALOGUE, FIRST, MADE, form, rows_of

from core.domain.forms import FORM_COLUMNS, LastValue
from core.domain.indicator import Target, Verification
from core.domain.period import parse_period
from core.reports import form_words as words
from core.reports.form_workbook import FormHead, form_workbook, limits_of


def opened(**known):
    return openpyxl.load_workbook(io.BytesIO(form(**known)))


def row_of(sheet, code, area="64.01"):
    return next(row for row in sheet.iter_rows(min_row=FIRST) if (row[0].value, row[3].value) == (code, area))


def target(code, *, low=None, high=None, value=None, verification=Verification.VERIFIED):
    return {code: [Target(code, 2026, value, low, high, "Perda", verification, date(2020, 1, 1))]}


def test_the_sheet_to_be_filled_in_is_the_first_that_is_seen():
    book = opened()
    assert (book.sheetnames, book.active.title) == (["Isian", "Petunjuk"], "Isian")


def test_the_form_says_whose_it_is_and_by_which_catalogue():
    book = opened()
    assert {one.name: one.value for one in book.custom_doc_props.props} == {
        "Templat": "formulir_dlh",
        "Versi katalog": "0123456789ab",
    }
    for sheet in book:
        texts = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=3) for cell in row if cell.value)
        assert "Dinas Lingkungan Hidup" in texts
        assert "formulir_dlh" in texts
        assert "0123456789ab" in texts


def test_only_what_is_filled_in_is_open():
    sheet = opened()["Isian"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    titles = [cell.value for cell in sheet[FIRST - 1]]
    free = {title for title, cell in zip(titles, sheet[FIRST], strict=True) if not cell.protection.locked}
    assert free == {FORM_COLUMNS[word] for word in ("period", "value", "flag", "note")}
    assert all(cell.protection.locked for cell in sheet[FIRST - 1])


def test_no_column_beside_has_the_title_of_one_that_is_read():
    titles = [cell.value for cell in opened()["Isian"][FIRST - 1]]
    assert len({title.casefold() for title in titles}) == len(titles)
    assert set(FORM_COLUMNS.values()) < set(titles)


def test_periods_and_flags_are_chosen_from_lists():
    sheet = opened()["Isian"]
    number = row_of(sheet, "LH-A", "64.01.05")[0].row
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if f"F{number}" in rule.sqref}
    assert lists == {'"2026-10,2026-09,2026-08,2026-07"'}
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if f"H{number}" in rule.sqref}
    assert lists == {f'"{",".join(words.FLAGS.values())}"'}


@pytest.mark.parametrize(("code", "kind", "low", "high"), [("LH-06", "decimal", 0, 100), ("LH-10", "whole", 0, 1000)])
def test_limits_warn_in_words_and_forbid_nothing(code, kind, low, high):
    sheet = opened()["Isian"]
    number = row_of(sheet, code)[0].row
    rule = next(one for one in sheet.data_validations.dataValidation if f"G{number}" in one.sqref)
    assert (rule.type, float(rule.formula1), float(rule.formula2)) == (kind, low, high)
    assert rule.errorStyle == "warning"
    assert limits_of(CATALOGUE.indicators[code]) in rule.error
    assert len(rule.error) <= 255


def test_decimals_are_those_of_the_catalogue_and_periods_stay_text():
    sheet = opened()["Isian"]
    assert [row_of(sheet, code)[6].number_format for code in ("LH-06", "LH-11", "LH-10")] == [
        "#,##0.0",
        "#,##0.00",
        "#,##0",
    ]
    assert {row[5].number_format for row in sheet.iter_rows(min_row=FIRST)} == {"@"}
    assert {row[5].data_type for row in sheet.iter_rows(min_row=FIRST)} == {"s"}


def test_what_was_said_last_stands_beside_and_says_when_it_is_made_up():
    newest = {
        ("LH-06", "64.01"): LastValue(61.25, parse_period("2026-09"), simulated=True),
        ("LH-07", "64.01"): LastValue(0.0, parse_period("2026-11-20")),
    }
    book = opened(newest=newest)
    sheet = book["Isian"]
    found = [[cell.value for cell in row_of(sheet, code)[9:14]] for code in ("LH-06", "LH-07", "LH-10")]
    assert [row[:2] + row[4:] for row in found] == [
        [61.25, "2026-09", "SIMULASI"],
        [0, "2026-11-20", None],
        [None, None, None],
    ]
    guide = [cell.value for row in book["Petunjuk"].iter_rows() for cell in row]
    assert words.GUIDE_SIMULATED in guide


@pytest.mark.parametrize(
    ("targets", "shown"),
    [
        (target("LH-06", value=40.0), 40),
        (target("LH-06", low=60.0, high=85.5), "60 sampai 85,5"),
        (target("LH-06", low=60.0), "paling sedikit 60"),
        (target("LH-06", value=1234.5, verification=Verification.SIMULATED), "1.234,5 (SIMULASI)"),
        ({}, None),
    ],
)
def test_the_target_stands_beside(targets, shown):
    assert row_of(opened(targets=targets)["Isian"], "LH-06")[11].value == shown


def test_the_header_stays_in_sight_and_on_every_printed_page():
    sheet = opened()["Isian"]
    assert sheet.freeze_panes == f"C{FIRST}"
    assert sheet.auto_filter.ref == f"A{FIRST - 1}:N{FIRST + len(rows_of()) - 1}"
    assert sheet.print_title_rows == f"${FIRST - 1}:${FIRST - 1}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)


def test_nothing_in_it_is_a_formula_or_a_link():
    head = FormHead('=HYPERLINK("http://jahat.example")', "formulir_dlh", "0123456789ab", MADE)
    book = openpyxl.load_workbook(io.BytesIO(form_workbook(head, rows_of())))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


def test_the_same_form_has_the_same_bytes():
    assert form() == form()


def test_an_office_that_is_asked_nothing_is_told_so():
    sheet = openpyxl.load_workbook(io.BytesIO(form_workbook(FormHead("X", "formulir_x", "0" * 12, MADE), ())))["Isian"]
    assert sheet.cell(FIRST, 2).value == words.EMPTY
