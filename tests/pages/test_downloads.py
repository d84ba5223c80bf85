"""Every table can be taken away as CSV and XLSX: the same figures as on the page, and SIMULASI where it belongs."""

import csv
import io
import re

import pytest
from html_tree import parse
from python_calamine import CalamineWorkbook

from components import formats
from core.access import current_viewer
from core.store import queries
from core.store.views import view_of

VIEW = {"periode": "2026-09", "wilayah": "64.01", "kerangka": "tuntas"}
TABLES = {
    "dimensi": "kode=tangguh&periode=2026-09",
    "angka-opd": "kode=DLH&periode=2026-09",
    "opd": "periode=2026-09",
    "deret": "kode=LH-01&wilayah=64.01.04",
    "wilayah": "kode=LH-01&periode=2026-09",
    "baris": "kode=LH-01",
    "penggerak": "kode=sejahtera&periode=2026-09&dari=2026-06",
    "sumber": "",
    "ditolak": "kode=dinkes_dbd",
}


def read_csv(content):
    """Return (notes, heads, rows) of a CSV for Excel."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    at = next(i for i, line in enumerate(lines) if not line or not line[0].startswith("# "))
    return [line[0] for line in lines[:at]], lines[at], lines[at + 1 :]


def read_xlsx(content):
    """Return (notes, heads, rows) of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheet, notes = (book.get_sheet_by_index(i).to_python() for i in (0, 1))
    return [row[0] for row in notes], sheet[0], sheet[1:]


def taken(client, name, query):
    csv_answer, xlsx_answer = (client.get(f"/unduh/{name}.{kind}?{query}") for kind in ("csv", "xlsx"))
    assert (csv_answer.status_code, xlsx_answer.status_code) == (200, 200)
    return read_csv(csv_answer.data), read_xlsx(xlsx_answer.data)


def number(text):
    return float(text.replace(",", ".")) if isinstance(text, str) else text


@pytest.mark.parametrize("name", TABLES)
def test_both_kinds_hold_the_same_table(client, name):
    (notes, heads, rows), (_, xlsx_heads, xlsx_rows) = taken(client, name, TABLES[name])
    assert heads == xlsx_heads
    assert len(rows) == len(xlsx_rows) > 0
    assert notes[0].startswith("# ")
    for row, other in zip(rows, xlsx_rows, strict=True):
        for cell, same in zip(row, other, strict=True):
            if isinstance(same, float):
                assert number(cell) == pytest.approx(same)
            elif isinstance(same, str):
                assert cell.lstrip("'") == same.lstrip("'") or cell == same


@pytest.mark.parametrize("name", TABLES)
def test_a_download_names_itself_its_moment_and_is_not_kept(client, name):
    answer = client.get(f"/unduh/{name}.csv?{TABLES[name]}")
    assert re.search(r'filename="[a-z0-9-]+\.csv"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Diunduh" in answer.get_data(as_text=True)
    assert answer.data.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("name", "query"), [("dimensi", "kode=tangguh"), ("dimensi", "kode=unggul"), ("angka-opd", "kode=DKISP")]
)
@pytest.mark.parametrize("period", ["2026-09", "2024"])
def test_each_figure_is_the_one_of_the_page_and_says_whether_it_is_made_up(client, name, query, period):
    (notes, heads, rows), _ = taken(client, name, f"{query}&periode={period}")
    areas = {
        area.name: area.code for area in queries.catalogue(current_viewer()).areas.values() if area.code.count(".") < 3
    }
    made_up = 0
    for row in rows:
        cells = dict(zip(heads, row, strict=True))
        figure = queries.figure(
            current_viewer(), cells["Kode"], view_of(periode=period, wilayah=areas[cells["Wilayah"]])
        )
        assert (cells["Nilai"] == "") == (figure.value is None)
        if figure.value is not None:
            assert number(cells["Nilai"]) == pytest.approx(figure.value)
            assert cells["Periode"] == figure.period.text
            assert cells["Sumber"] == figure.provenance.attribution
            assert cells["Rujukan"] == figure.provenance.citation
        assert (cells.get("Keterangan", "") == "SIMULASI") == figure.is_made_up
        made_up += figure.is_made_up
    assert made_up
    assert notes[1].startswith("# SIMULASI")


def test_what_the_page_prints_is_what_the_file_holds(client):
    tree = parse(client.get("/dimensi/tangguh?periode=2026-09").data)
    (_, heads, rows), _ = taken(client, "dimensi", "kode=tangguh&periode=2026-09")
    held = {}
    for row in rows:
        cells = dict(zip(heads, row, strict=True))
        if cells["Wilayah"] == "Paser":
            held[cells["Kode"]] = cells
    for row in tree.one("table", "figures").one("tbody").all("tr"):
        code = re.search(r"/indikator/([^?]+)", row.one("th").all("a")[0].get("href")).group(1)
        shown = row.all("td", "n")[0].text()
        indicator = queries.catalogue(current_viewer()).indicators[code]
        value = number(held[code]["Nilai"]) if held[code]["Nilai"] else None
        assert shown.startswith(formats.measured(value, indicator)), (code, shown)


def test_a_series_says_of_each_point_whether_it_is_made_up(client):
    (notes, heads, rows), (_, _, xlsx_rows) = taken(client, "deret", "kode=TI-01")
    seen = queries.indicator(current_viewer(), "TI-01", view_of())
    assert [row[heads.index("Periode")] for row in rows] == [point.period.text for point in seen.series]
    told = [row[heads.index("Keterangan")] == "SIMULASI" for row in rows]
    assert told == [point.simulated for point in seen.series]
    assert {True, False} == set(told)
    values = [row[3] for row in xlsx_rows]
    assert values == [point.value if point.value is not None else "" for point in seen.series]
    assert any(note.startswith("# Sumber: ") for note in notes)


def test_a_gap_is_an_empty_cell_and_no_zero(client):
    (_, heads, rows), _ = taken(client, "deret", "kode=TI-01")
    gaps = [row for row in rows if row[3] == ""]
    assert gaps
    assert heads[3].startswith("Nilai (")


def test_without_the_demonstration_no_file_speaks_of_it(real_only):
    for name, query in TABLES.items():
        if name != "ditolak":
            answer = real_only.get(f"/unduh/{name}.csv?{query}")
            assert answer.status_code == 200
            assert "SIMULASI" not in answer.get_data(as_text=True), name
