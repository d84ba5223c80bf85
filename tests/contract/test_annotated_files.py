"""An office's own file handed back: comments at exactly the refused cells, their own content as it was."""

import io
import re
from dataclasses import dataclass

import openpyxl
import pytest
from corpus import cases
from filled_forms import Filled, source_of, taken, values_of
from hypothesis import HealthCheck, given, settings
from openpyxl.cell.cell import MergedCell
from test_filled_forms import TEXTS, filled_by_staff

import data_sources as _connectors  # noqa: F401 - registers them
from core.collect.connectors import plain_sheet
from core.collect.contract import Layout, Reading, Source
from core.domain.plain_sheet import NOTES_SHEET
from core.reasons import explain
from core.reports.annotated import annotated
from core.reports.notes_words import COPIED
from data_sources.excel_file import read_excel
from tests.contract.workbooks import changed, saved


@dataclass
class Mark:
    place: str
    column: str = ""
    found: str = ""
    sentence: str = "Salah."
    mend: str = "Perbaiki."


def marks_of(gathered):
    said = [(one, explain(one.reason, found=one.found, expected=one.expected)) for one in gathered.rejected]
    return [Mark(one.place, one.column, one.found, words.sentence, words.mend) for one, words in said]


def handed_back(content, source, marks=None):
    marks = marks_of(taken(content, source)) if marks is None else marks
    return annotated(content, marks, plain_sheet(source, content))


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def comments(book):
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def test_exactly_the_refused_cells_of_a_form_carry_a_comment_and_a_colour():
    content, _, refused = filled_by_staff()
    book = opened(handed_back(content, source_of()))
    assert set(comments(book)) == {place for place, _ in refused}
    coloured = {
        f"Isian!{cell.coordinate}" for row in book["Isian"] for cell in row if cell.fill.fgColor.rgb == "FFF4B183"
    }
    assert coloured == {place for place, _ in refused}


def test_the_list_stands_first_and_leads_to_each_cell():
    content, _, refused = filled_by_staff()
    book = opened(handed_back(content, source_of()))
    assert (book.sheetnames[0], book.active.title) == (NOTES_SHEET, NOTES_SHEET)
    assert [one.title for one in book if one.sheet_view.tabSelected] == [NOTES_SHEET]
    rows = list(book[NOTES_SHEET].iter_rows(min_row=6, values_only=True))
    assert {row[1] for row in rows} == {place for place, _ in refused}
    links = {
        cell.value: cell.hyperlink for row in book[NOTES_SHEET].iter_rows(min_row=6) for cell in row if cell.hyperlink
    }
    assert {place: link.location for place, link in links.items()} == {
        place: place.replace("Isian!", "'Isian'!") for place, _ in refused
    }
    assert {link.target for link in links.values()} == {None}


def test_read_again_it_says_the_same():
    content, values, refused = filled_by_staff()
    again = taken(handed_back(content, source_of()), source_of())
    assert values_of(again) == values
    assert {(one.place, one.reason.value) for one in again.rejected} == refused


def test_marks_of_an_earlier_check_go_when_the_cell_is_mended():
    filled = Filled()
    number = filled.write("LH-06", value="entah")
    first = handed_back(filled.saved(), source_of())
    book = opened(first)
    book["Isian"][f"G{number}"] = 61.5
    second = opened(handed_back(saved(book), source_of()))
    assert comments(second) == {}
    assert second.sheetnames == [NOTES_SHEET, "Isian", "Petunjuk"]
    assert second["Isian"][f"G{number}"].fill.fill_type is None


def test_a_workbook_that_comes_back_with_its_notes_is_read_as_before():
    book = openpyxl.Workbook()
    for row in (["Kecamatan", "Nilai"], ["Kuaro", "entah"], ["Long Ikis", 8.25]):
        book.active.append(row)
    reading = Reading(Layout.LONG, {"area": "Kecamatan", "value": "Nilai"})
    for options in ({}, {"sheet": 1}):
        source = Source("uji", "DLH", "excel_file", options=options, reading=reading)
        before = read_excel(source, saved(book))
        back = annotated(saved(book), [Mark("Sheet!B2")], plain_sheet(source, saved(book)))
        assert opened(back).sheetnames[0] == NOTES_SHEET
        assert read_excel(source, back).equals(before)


def test_a_bomb_in_a_part_that_nobody_reads_is_not_unfolded():
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    content = changed(filled_by_staff()[0], "docProps/core.xml", lambda _data: laughs)
    book = opened(handed_back(content, source_of()))
    assert book[NOTES_SHEET]["A3"].value == COPIED


def _cells(case, book):
    """Return the refused cells that are no part of a merged one but its first."""
    places = [place for place, _ in case.refused if re.fullmatch(r".+![A-Z]+[0-9]+", place)]
    return {place for place in places if not isinstance(book[place[: place.rindex("!")]][_name(place)], MergedCell)}


def _name(place):
    return place.rpartition("!")[2]


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_every_file_that_is_read_can_be_handed_back(case):
    source = Source("uji", "DLH", case.connector, options={**case.options, "path": "x"}, reading=case.reading)
    marks = [Mark(place) for place, _ in sorted(case.refused)]
    book = opened(annotated(case.content, marks, plain_sheet(source, case.content)))
    assert book.sheetnames[0] == NOTES_SHEET
    assert len(comments(book)) >= min(1, len(marks))
    assert _cells(case, book) <= set(comments(book))
    assert [row[1] for row in book[NOTES_SHEET].iter_rows(min_row=6, max_row=5 + len(marks), values_only=True)] == [
        one.place for one in marks
    ]


@given(text=TEXTS)
@settings(max_examples=30, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_was_written_is_never_a_formula_or_a_link(text):
    content = Filled("DPUTR").saved()
    mark = Mark("Isian!G5", text, text, text, text)
    book = opened(handed_back(content, source_of("DPUTR"), [mark]))
    cells = next(iter(book[NOTES_SHEET].iter_rows(min_row=6, max_row=6)))
    assert {cell.data_type for cell in cells} <= {"n", "s"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == ["B6"]
