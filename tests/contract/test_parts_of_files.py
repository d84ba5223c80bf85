"""Parts of JSON texts and of sheets are found as if the whole had been read: held against a reader of the whole."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import saved

from core.collect.contract import Source
from core.errors import SourceError
from data_sources import _json_window
from data_sources._json_window import values_at
from data_sources._package import Package
from data_sources._xlsx import Workbook
from data_sources._xlsx_sheet import only_rows, parse_sheet
from tests.contract.test_excerpts import workbook

ODD = st.sampled_from(['"', "\\", '\\"', "a", "{", "}]", ",", ":", "é", "\n", "0", "1"])
KEYS = st.lists(ODD, max_size=3).map("".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | KEYS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


def containers(value, steps=()):
    """Yield the steps to each object and list in a value."""
    if isinstance(value, dict | list):
        yield steps, value
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from containers(inner, (*steps, str(key)))


def at(found, steps):
    for step in steps:
        found = found[step]
    return found


@settings(max_examples=300, deadline=None)
@given(VALUES, st.integers(1, 40), st.booleans(), st.sampled_from([None, 1]))
def test_each_object_and_list_is_found_where_it_is_however_the_text_is_cut(value, piece, ascii_only, indent):
    content = json.dumps(value, ensure_ascii=ascii_only, indent=indent).encode()
    before, _json_window.PIECE = _json_window.PIECE, piece
    try:
        for steps, inner in containers(value):
            if steps:
                assert at(values_at("uji", content, [steps], records=False), steps) == inner
    finally:
        _json_window.PIECE = before


def test_of_a_column_its_whole_record_is_read_and_no_other():
    content = json.dumps({"data": [{"nilai": n, "kec": {"a": n}} for n in range(5)], "lain": {"nilai": 9}}).encode()
    found = values_at("uji", content, [["data", "3", "nilai"], ["data", "4", "kec.a"]], records=True)
    assert found == {"data": {"3": {"nilai": 3, "kec": {"a": 3}}, "4": {"nilai": 4, "kec": {"a": 4}}}}


@pytest.mark.parametrize("content", [b"", b"{", b"]", b'{"a": [', b'"a', b"nonsense", b"{]}[", b'{"a" 1}', b":::"])
def test_what_is_no_json_is_an_error_of_the_source_or_nothing(content):
    try:
        found = values_at("uji", content, [["a", "0", "b"]], records=True)
        assert not found or found == {"a": {}}
    except (SourceError, ValueError):
        pass


SHEET = b'<sheet><sheetData><row r="1"><c/></row><row r="2"/><row r="3" ht="1>2"><c/></row></sheetData></sheet>'


@pytest.mark.parametrize(
    ("content", "left"),
    [
        (SHEET, b'<sheet><sheetData><row r="2"/></sheetData></sheet>'),
        (SHEET.replace(b"row ", b"x:row ").replace(b"/row>", b"/x:row>"),
         b'<sheet><sheetData><x:row r="2"/></sheetData></sheet>'),
        (SHEET.replace(b' r="3"', b""), None), (SHEET.replace(b"<c/>", b"<!-- <row> -->"), None),
        (SHEET.replace(b"<c/>", b"<![CDATA[<row>]]>"), None), (b"<sheet><row r='9'><c/>", None),
        (b"<rowBreaks/><row", None), ("<row r=\"1\"/>".encode("utf-16"), None),
    ],
)  # fmt: skip
def test_rows_are_left_out_only_where_that_cannot_go_wrong(content, left):
    assert only_rows(content, lambda row: row == 2) == (content if left is None else left)


def test_a_sheet_of_which_rows_are_left_out_says_the_same_of_the_others():
    source = Source("uji", "DLH", "excel_file")
    book = workbook(rows=200)
    book["Rekap"].merge_cells("A40:A50")
    book["Rekap"].row_dimensions[41].hidden = True
    book["Rekap"].column_dimensions["C"].hidden = True
    opened = Workbook(source, Package(source, saved(book)))
    whole = parse_sheet(source, opened, opened.sheets[0])
    part = parse_sheet(source, opened, opened.sheets[0], wanted=lambda row: 38 < row < 60)
    assert part.rows == {row: cells for row, cells in whole.rows.items() if 38 < row < 60}
    assert (part.merges, part.hidden_columns, part.hidden_rows) == (whole.merges, whole.hidden_columns, {41})
