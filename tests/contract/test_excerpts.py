"""The place of a value is drawn from the kept file itself: the right cell, its neighbours, what is hidden or merged."""

import json
from datetime import datetime

import pytest
from openpyxl import Workbook
from workbooks import ods, saved, xls

import data_sources  # noqa: F401 - registers who draws
from core.collect.connectors import draw_excerpts
from core.collect.contract import Reading, Source
from core.domain.lineage_place import parse_place
from core.errors import SourceError
from core.reasons import Reason
from data_sources import _excerpts

SOURCE = Source("uji", "DLH", "excel_file")


def drawn(content, place, source=SOURCE):
    found = draw_excerpts(source, content, [parse_place(place)])
    assert len(found) <= 1
    return found[0] if found else None


def marked(excerpt):
    [(row, column)] = excerpt.marked
    return excerpt.lines[row].cells[column]


def workbook(rows=60, columns=20, title="Rekap"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(["Laporan"])
    sheet.append(["Kecamatan", *[f"Bulan {number}" for number in range(1, columns)]])
    for row in range(rows):
        sheet.append([f"Kec. {row}", *[row * 100 + column for column in range(1, columns)]])
    return book


def test_the_cell_of_a_large_sheet_stands_among_its_neighbours_and_the_rest_is_left_out():
    excerpt = drawn(saved(workbook(rows=5000)), "Rekap!M3000")
    assert marked(excerpt) == 2997 * 100 + 12
    assert excerpt.sheet == "Rekap"
    assert len(excerpt.lines) < 25
    assert excerpt.heads[:2] == ("A", "B")
    assert "" in excerpt.heads  # columns left out between
    assert [line.number for line in excerpt.lines if line.is_head] == ["1", "2"]
    assert excerpt.lines[excerpt.marked[0][0]].number == "3000"
    assert excerpt.lines[excerpt.marked[0][0]].cells[0] == "Kec. 2997"


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_older_and_the_open_format_are_drawn_too(kind):
    rows = [["Kecamatan", "Nilai"], ["Kuaro", 12.5], ["Long Ikis", 0]]
    content = xls(rows) if kind == "xls" else ods(rows)
    assert marked(drawn(content, "Rekap!B2")) == 12.5
    assert marked(drawn(content, "Rekap!B3")) == 0


def test_a_hidden_sheet_is_drawn_and_said_to_be_hidden():
    book = workbook()
    book["Rekap"].sheet_state = "hidden"
    book.create_sheet("Depan")["A1"] = "Selamat datang"
    excerpt = drawn(saved(book), "Rekap!B3")
    assert (marked(excerpt), excerpt.is_hidden) == (1, True)


def test_hidden_rows_and_columns_stay_hidden_and_are_told():
    book = workbook()
    book["Rekap"].row_dimensions[4].hidden = True
    book["Rekap"].column_dimensions["C"].hidden = True
    excerpt = drawn(saved(book), "Rekap!D5")
    assert "4" not in [line.number for line in excerpt.lines]
    assert "C" not in excerpt.heads
    assert any("tersembunyi" in notice for notice in excerpt.notices)


def test_a_merged_cell_shows_the_value_of_its_first_cell_and_its_range():
    book = workbook()
    book["Rekap"]["A40"] = "Kec. Kuaro"
    book["Rekap"].merge_cells("A40:A50")
    excerpt = drawn(saved(book), "Rekap!A49")
    assert (marked(excerpt), excerpt.merged) == ("Kec. Kuaro", ("A40:A50",))


def test_a_date_and_a_percent_are_drawn_as_they_were_read():
    book = workbook()
    book["Rekap"]["B3"] = datetime(2026, 3, 14)
    book["Rekap"]["C3"] = 0.75
    book["Rekap"]["C3"].number_format = "0%"
    content = saved(book)
    assert marked(drawn(content, "Rekap!B3")) == datetime(2026, 3, 14)
    assert marked(drawn(content, "Rekap!C3")) == 75


def test_the_line_of_a_csv_is_found_by_number_and_column():
    lines = ["Laporan;;", "Kecamatan;Jan;Feb", *[f"Kec {n};{n},5;{n * 2}" for n in range(3000)]]
    source = Source("uji", "DLH", "csv_file", reading=Reading(columns={"area": "Kecamatan"}))
    excerpt = drawn("\n".join(lines).encode(), "baris 2000, kolom Feb", source)
    assert marked(excerpt) == str((2000 - 3) * 2)
    assert excerpt.heads == ("Kecamatan", "Jan", "Feb")
    assert len(excerpt.lines) < 25


def test_a_line_with_others_is_drawn_though_its_source_is_not_configured_any_more():
    bare = Source("lama", "", "")
    excerpt = drawn(b"a,b\nx,1\ny,2\n", "baris 3, kolom b dan 4 baris lain", bare)
    assert marked(excerpt) == "2"


def test_a_pointer_leads_to_its_record_and_marks_the_line():
    answer = {"data": {"rekaman": [{"desa": "Janju", "lokasi": {"lat": -1.9}, "nilai": 12.0}, {"nilai": 13}]}}
    excerpt = drawn(json.dumps(answer).encode(), "/data/rekaman/0/nilai")
    assert [excerpt.lines[at].strip() for at in excerpt.marked] == ['"nilai": 12.0']
    nested = drawn(json.dumps(answer).encode(), "/data/rekaman/0/lokasi.lat")
    assert [nested.lines[at].strip() for at in nested.marked] == ['"lat": -1.9']
    assert excerpt.pointer == "/data/rekaman/0"


def test_a_field_of_a_map_feature_is_marked_and_its_thousand_coordinates_are_not_printed():
    ring = [[116.0 + n / 1e4, -1.9] for n in range(1000)]
    feature = {"type": "Feature", "properties": {"tahun": 2023, "luas": 40.5}}
    feature["geometry"] = {"type": "Polygon", "coordinates": [ring]}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    excerpt = drawn(content, "/features/0/luas")
    assert [excerpt.lines[at].strip() for at in excerpt.marked] == ['"luas": 40.5']
    assert len(excerpt.lines) <= 60
    assert max(map(len, excerpt.lines)) < 300


def test_a_long_record_is_cut_around_its_value():
    record = {f"kolom{n:03d}": n for n in range(500)}
    excerpt = drawn(json.dumps([record]).encode(), "/0/kolom400")
    assert [excerpt.lines[at].strip() for at in excerpt.marked] == ['"kolom400": 400']
    assert excerpt.is_cut
    assert len(excerpt.lines) <= 60


def test_the_row_of_a_query_is_drawn_under_its_column_names():
    answer = {"columns": ["bulan", "rata"], "rows": [[f"2025-{n:02d}", n / 2] for n in range(1, 13)]}
    excerpt = drawn(json.dumps(answer).encode(), "baris 7, kolom rata")
    assert (marked(excerpt), excerpt.heads) == (3.5, ("bulan", "rata"))


@pytest.mark.parametrize("place", ["Rekap!B99999", "baris 9999, kolom b", "/data/9/nilai"])
def test_a_place_that_is_not_there_is_no_picture(place):
    content = saved(workbook()) if "!" in place else b"a,b\nx,1\n" if "baris" in place else b'{"data": []}'
    assert drawn(content, place) is None


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"{", b"\x00\xff\xfe", b"<html></html>"])
@pytest.mark.parametrize("place", ["Rekap!B2", "baris 2, kolom b", "/data/0/nilai"])
def test_what_cannot_be_read_is_an_error_of_the_source_or_no_picture(content, place):
    try:
        assert drawn(content, place) is None
    except SourceError as error:
        assert error.source_id == "uji"


def test_text_that_looks_like_markup_stays_text():
    book = workbook()
    book["Rekap"]["B3"] = "<script>alert(1)</script>"
    assert marked(drawn(saved(book), "Rekap!B3")) == "<script>alert(1)</script>"


def together(content, *places, source=SOURCE):
    return draw_excerpts(source, content, [parse_place(place) for place in places])


def marked_of(excerpt):
    return {place.row: excerpt.lines[row].cells[column] for place, (row, column) in zip(
        excerpt.places, excerpt.marked, strict=True)}  # fmt: skip


def test_cells_of_one_sheet_are_drawn_together_and_each_is_marked():
    [excerpt] = together(saved(workbook(rows=500)), "Rekap!C10", "Rekap!C300", "Rekap!M301", "Rekap!C9999")
    assert marked_of(excerpt) == {10: 702, 300: 29702, 301: 29812}
    assert len(excerpt.lines) < 25
    assert {"C", "M"} <= set(excerpt.heads)


def test_a_hundred_lines_of_a_csv_are_one_table_without_the_lines_between():
    content = "\n".join(["Desa;Nilai", *[f"Desa {n};{n}" for n in range(2, 3000)]]).encode()
    source = Source("uji", "DLH", "csv_file", reading=Reading(columns={"area": "Desa"}))
    rows = range(100, 2100, 20)
    [excerpt] = together(content, *(f"baris {row}, kolom Nilai" for row in rows), source=source)
    assert marked_of(excerpt) == {row: str(row) for row in rows}
    assert len(excerpt.lines) < 220  # a hundred, the gaps between them, the head


def test_pointers_have_a_record_each_and_rows_of_a_query_one_table():
    answer = json.dumps([{"nilai": 1}, {"nilai": 2}, {"nilai": 3}]).encode()
    assert [one.pointer for one in together(answer, "/0/nilai", "/2/nilai", "/9/nilai")] == ["/0", "/2"]
    query = json.dumps({"columns": ["bulan", "rata"], "rows": [[n, n / 2] for n in range(1, 40)]}).encode()
    [table] = together(query, "baris 3, kolom rata", "baris 30, kolom rata")
    assert marked_of(table) == {3: 1.5, 30: 15.0}


def test_places_of_which_none_is_there_have_no_picture():
    assert together(saved(workbook()), "Rekap!B99999", "Rekap!C99999") == ()


def test_records_of_points_stand_in_one_table_and_each_is_marked_whole():
    features = [
        {"type": "Feature", "properties": {"nama": f"TPS {n}"}, "geometry": {"type": "Point", "coordinates": [116, -n]}}
        for n in range(300)
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    [excerpt] = together(content, "/features/7", "/features/290", "/features/300")
    assert excerpt.is_of_records
    assert [line.number for line in excerpt.lines] == ["/features/7", "/features/290"]
    assert excerpt.marked == ((0, -1), (1, -1))
    assert excerpt.heads[0] == "geometry.coordinates"
    assert excerpt.lines[1].cells[0] == "[116, -290]"
    [one] = together(content, "/features/7")
    assert one.pointer == "/features/7"


def test_many_values_of_a_json_answer_are_one_table_with_a_mark_for_each():
    records = [{"desa": f"Desa {n}", "lokasi": {"luas": n / 2}, "nilai": n} for n in range(144)]
    places = [f"/data/{n}/{column}" for n in range(100, 120) for column in ("nilai", "lokasi.luas")]
    [excerpt] = together(json.dumps({"data": records}).encode(), *places)
    assert len(excerpt.lines) == 20
    shown = [excerpt.lines[row].cells[column] for row, column in excerpt.marked]
    assert shown == [value for n in range(100, 120) for value in (n, n / 2)]


def test_the_lines_of_an_answer_whose_columns_a_connector_names_anew_are_drawn():
    source = Source("titik", "BPBD", "nasa_firms", reading=Reading(columns={"lon": "lon", "id": "feature_id"}))
    excerpt = drawn(b"latitude,longitude,acq_date\n-1.9,116.2,2026-03-06\n-1.8,116.3,2026-03-06\n", "baris 3", source)
    assert excerpt.lines[excerpt.marked[0][0]].cells == ("-1.8", "116.3", "2026-03-06")
    assert excerpt.marked[0][1] == -1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_line_far_down_is_drawn_in_each_encoding_and_below_a_line_that_names_the_delimiter(encoding):
    lines = ["sep=;", "Kecamatan;Nilai", *[f"Kec {n} – {n} m²;{n}" for n in range(30_000)]]
    excerpt = drawn("\r\n".join(lines).encode(encoding), "baris 25000, kolom Nilai", Source("uji", "", "csv_file"))
    assert marked(excerpt) == str(25_000 - 2)
    assert excerpt.lines[excerpt.marked[0][0]].cells[0] == f"Kec {25_000 - 2} – {25_000 - 2} m²"


def test_nothing_below_the_last_line_that_is_drawn_is_read():
    content = b"a,b\n" + b"x,1\n" * 200 + b'"never closed,1\n' * 3
    assert marked(drawn(content, "baris 10, kolom b", Source("uji", "", "csv_file"))) == "1"


def test_a_workbook_that_is_only_read_as_a_whole_has_a_limit_of_its_own(monkeypatch):
    monkeypatch.setattr(_excerpts, "LARGEST_WHOLE", 100)
    rows = [["Kecamatan", "Nilai"], ["Kuaro", 12.5]]
    for content in (xls(rows), ods(rows)):
        with pytest.raises(SourceError) as caught:
            drawn(content, "Rekap!B2")
        assert caught.value.reason is Reason.FILE_TOO_LARGE
    assert marked(drawn(saved(workbook()), "Rekap!B3")) == 1
    monkeypatch.setattr(_excerpts, "LARGEST_PACKAGE", 100)
    with pytest.raises(SourceError) as caught:
        drawn(saved(workbook()), "Rekap!B3")
    assert caught.value.reason is Reason.FILE_TOO_LARGE


def test_a_record_that_is_itself_too_large_is_not_drawn():
    content = json.dumps([{"teks": "x" * 5_000_000, "nilai": 1}]).encode()
    with pytest.raises(SourceError) as caught:
        drawn(content, "/0/nilai")
    assert caught.value.reason is Reason.FILE_TOO_LARGE
