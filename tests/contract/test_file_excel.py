"""Workbooks as OPD send them: what is read of them, and what is refused with which reason."""

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from core.collect.contract import CELLS, PLACE, Layout, Reading, Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources.excel_file import read_excel
from tests.contract.workbooks import changed, ods, ods_package, saved, xls

AREA = {"area": "Kecamatan", "value": "Nilai"}
PLAIN = (["Kecamatan", "Nilai"], ["Kuaro", 12.5])
SHEET = "xl/worksheets/sheet1.xml"


def read(content, *, columns=None, layout=Layout.LONG, **options):
    reading = Reading(layout, AREA if columns is None else columns)
    return read_excel(Source("uji", "DLH", "excel_file", options=options, reading=reading), content)


def reason(content, **kwargs):
    with pytest.raises(SourceChangedError) as caught:
        read(content, **kwargs)
    return caught.value.reason


def book_of(*rows, title="Rekap"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book, book.active


def test_cells_come_typed_with_the_place_of_each():
    book, _ = book_of(["Kecamatan", "Nilai", "Tanggal", "Kode"], ["Kuaro", 12.5, datetime(2025, 3, 14), "0010"])
    records = read(saved(book))
    assert records.iloc[0, :4].tolist() == ["Kuaro", 12.5, datetime(2025, 3, 14), "0010"]
    assert records.loc[0, PLACE] == "Rekap!2"
    assert records.attrs[CELLS]["Nilai"] == "B"


@pytest.mark.parametrize("code", ["0%", "0.00%", "0.0 %", '#,##0.00"x"%'])
def test_a_percent_format_means_times_a_hundred(code):
    book, sheet = book_of(["Kecamatan", "Nilai"], ["Kuaro", 0.07])
    sheet["B2"].number_format = code
    assert read(saved(book))["Nilai"].tolist() == [7.0]


def test_a_percent_sign_in_quotes_of_a_format_is_only_text():
    book, sheet = book_of(["Kecamatan", "Nilai"], ["Kuaro", 7.5])
    sheet["B2"].number_format = '0.0"%"'
    assert read(saved(book))["Nilai"].tolist() == [7.5]


def test_the_date_system_of_1904_is_known():
    book, _ = book_of(["Kecamatan", "Nilai"], ["Kuaro", datetime(2025, 3, 14)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert read(saved(book))["Nilai"].tolist() == [datetime(2025, 3, 14)]


def test_merged_headers_of_two_rows_are_joined():
    book, sheet = book_of(
        ["DATA SAMPAH KABUPATEN PASER"],
        [],
        ["No", "Kecamatan", 2025, None, "Jumlah"],
        [None, None, "Jan", "Feb", None],
        [1, "Kuaro", 1.5, 2.5, 4],
    )
    for area in ("A1:E1", "A3:A4", "B3:B4", "C3:D3", "E3:E4"):
        sheet.merge_cells(area)
    records = read(saved(book), columns={"area": "KECAMATAN"}, layout=Layout.MONTHS_ACROSS)
    assert records.columns[:5].tolist() == ["No", "Kecamatan", "2025 Jan", "2025 Feb", "Jumlah"]
    assert records.attrs[CELLS]["2025 Feb"] == "D"


def test_typed_months_in_the_header_become_year_and_month():
    book, sheet = book_of(["Kecamatan", datetime(2025, 1, 1)], ["Kuaro", 3])
    sheet["B1"].number_format = "mmm-yy"
    records = read(saved(book), columns={"area": "Kecamatan"}, layout=Layout.MONTHS_ACROSS)
    assert records.columns[1] == "2025-01"


def test_a_label_merged_down_is_repeated():
    book, sheet = book_of(
        ["Kecamatan", "Bulan", "Nilai"], ["Kuaro", "Jan", 1], [None, "Feb", 2], ["Long Ikis", "Jan", 3]
    )
    sheet.merge_cells("A2:A3")
    assert read(saved(book))["Kecamatan"].tolist() == ["Kuaro", "Kuaro", "Long Ikis"]


def test_a_figure_merged_over_two_areas_belongs_to_neither():
    book, sheet = book_of(["Kecamatan", "Nilai"], ["Kuaro", 10], ["Long Ikis", None])
    sheet.merge_cells("B2:B3")
    assert read(saved(book))["Nilai"].tolist() == ["sel gabungan 2 baris: 10.0"] * 2


def test_a_hidden_sheet_with_old_figures_is_not_read():
    book, sheet = book_of(["Kecamatan", "Nilai"], ["Kuaro", 1], title="2019")
    sheet.sheet_state = "hidden"
    new = book.create_sheet("2025")
    new.append(["Kecamatan", "Nilai"])
    new.append(["Kuaro", 2])
    assert read(saved(book))["Nilai"].tolist() == [2]
    assert read(saved(book), sheet="2019")["Nilai"].tolist() == [1]  # named, so meant


def test_hidden_rows_and_columns_are_left_out_and_told():
    book, sheet = book_of(["Kecamatan", "Lama", "Nilai"], ["Kuaro", 1, 2], ["Long Ikis", 3, 4], ["Long Kali", 5, 6])
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    records = read(saved(book))
    assert records["Kecamatan"].tolist() == ["Kuaro", "Long Kali"]
    assert "Lama" not in records
    assert records.attrs[CELLS]["Nilai"] == "C"
    assert records.attrs["notices"] == [
        "1 baris tersembunyi tidak dibaca (baris 3)",
        "1 kolom tersembunyi tidak dibaca (kolom B)",
    ]


def test_a_formula_without_stored_value_comes_as_its_text():
    book, _ = book_of(["Kecamatan", "Nilai"], ["Kuaro", "=1+1"])
    assert read(saved(book))["Nilai"].tolist() == ["=1+1"]


def test_a_formula_with_its_value_and_an_error_come_as_shown():
    book, _ = book_of(["Kecamatan", "Nilai"], ["Kuaro", "=1+1"], ["Long Ikis", "=A1/0"])
    stored = changed(
        saved(book),
        SHEET,
        lambda xml: xml.replace(b"<f>1+1</f><v />", b"<f>1+1</f><v>2</v>").replace(
            b'<c r="B3"><f>A1/0</f><v />', b'<c r="B3" t="e"><f>A1/0</f><v>#DIV/0!</v>'
        ),
    )
    assert read(stored)["Nilai"].tolist() == [2.0, "#DIV/0!"]


def test_the_sheet_is_chosen_by_name_or_number():
    book, _ = book_of(*PLAIN, title="Satu")
    book.create_sheet("Dua").append(["Kecamatan", "Nilai"])
    book["Dua"].append(["Long Kali", 9])
    assert read(saved(book), sheet="dua")["Nilai"].tolist() == [9]
    assert read(saved(book), sheet=2)["Nilai"].tolist() == [9]
    assert reason(saved(book), sheet="Tiga") is Reason.SCHEMA_MISMATCH


def test_a_table_that_does_not_begin_at_a1_keeps_its_places():
    book = openpyxl.Workbook()
    for cell, value in {"D7": "Kecamatan", "F7": "Nilai", "D8": "Kuaro", "F8": 3}.items():
        book.active[cell] = value
    records = read(saved(book))
    assert (records.loc[0, PLACE], records.attrs[CELLS]) == ("Sheet!8", {"Kecamatan": "D", "Nilai": "F"})


def test_a_lone_cell_at_the_far_corner_is_no_reason_to_fill_memory():
    book, sheet = book_of(*PLAIN)
    sheet["XFD1048576"] = 1
    assert reason(saved(book)) is Reason.FILE_TOO_LARGE


def test_xls_is_read_with_hidden_sheets_and_merges():
    hidden = [("2019", [["Kecamatan", "Nilai"], ["Kuaro", 1]])]
    rows = [["Kecamatan", "Bulan", "Nilai"], [None, "Jan", 2.5], [None, "Feb", 3.5]]
    records = read(xls(rows, hidden=hidden, merges=[(1, 2, 0, 0, "Kuaro")]))
    assert records[["Kecamatan", "Nilai", PLACE]].values.tolist() == [
        ["Kuaro", 2.5, "Rekap!2"],
        ["Kuaro", 3.5, "Rekap!3"],
    ]


def test_a_lone_cell_at_the_far_corner_of_an_xls_is_refused():
    assert (
        reason(xls([["Kecamatan", "Nilai"], ["Kuaro", 1], *[[]] * 65532, [None] * 255 + [1]])) is Reason.FILE_TOO_LARGE
    )


def test_ods_is_read_with_percent_merges_and_hidden_sheets():
    old = (
        '<table:table table:name="2019" table:style-name="ta2"><table:table-row>'
        '<table:table-cell office:value-type="string">'
        "<text:p>Kecamatan</text:p></table:table-cell></table:table-row></table:table>"
    )
    percent = ('office:value-type="percentage" office:value="0.853"', "85,3%")
    merged = ('office:value-type="string" table:number-rows-spanned="2"', "Kuaro")
    records = read(ods([["Kecamatan", "Nilai"], [merged, percent], [None, 5]], before=old))
    assert records[["Kecamatan", "Nilai", PLACE]].values.tolist() == [
        ["Kuaro", 85.3, "Rekap!2"],
        ["Kuaro", 5.0, "Rekap!3"],
    ]


def test_ods_rows_repeated_to_the_end_of_the_sheet_cost_nothing():
    cell = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = f'<table:table-row table:number-rows-repeated="1048574">{cell}</table:table-row>'
    assert len(read(ods(PLAIN, extra_row=blank))) == 1


def test_an_ods_bomb_of_repeated_cells_is_refused():
    cell = '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
    bomb = f'<table:table-row table:number-rows-repeated="1048574">{cell}</table:table-row>'
    assert reason(ods(PLAIN, extra_row=bomb)) is Reason.FILE_TOO_LARGE


def zipped(entries):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return stream.getvalue()


def bomb():
    book, _ = book_of(*PLAIN)
    return changed(saved(book), SHEET, lambda _: b" " * 400_000_000)


def dtd():
    book, _ = book_of(*PLAIN)
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return changed(saved(book), SHEET, lambda xml: xml.replace(b"<worksheet", head + b"<worksheet", 1))


def macro():
    book, _ = book_of(*PLAIN)
    return changed(
        saved(book), "[Content_Types].xml", lambda xml: xml.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    )


def vba():
    book, _ = book_of(*PLAIN)
    content = io.BytesIO(saved(book))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"x")
    return content.getvalue()


def encrypted():
    # What Office makes of a password: an OLE container that names the encrypted package in its directory.
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 3000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (lambda: b"<html><table><tr><td>Kecamatan</td></tr></table></html>", Reason.FORMAT_MISMATCH),
        (lambda: b'<?xml version="1.0"?><Workbook/>', Reason.FORMAT_MISMATCH),
        (lambda: b"Kecamatan;Nilai\nKuaro;1\n", Reason.FORMAT_MISMATCH),
        (lambda: b"%PDF-1.7 ...", Reason.FORMAT_NOT_ALLOWED),
        (lambda: zipped({"data.csv": "a;b"}), Reason.FORMAT_MISMATCH),
        (lambda: zipped({"[Content_Types].xml": "<Types>wordprocessingml</Types>"}), Reason.FORMAT_MISMATCH),
        (lambda: saved(book_of(*PLAIN)[0])[:-400], Reason.CORRUPT),
        (lambda: b"PK\x03\x04" + b"\0" * 200, Reason.CORRUPT),
        (lambda: changed(saved(book_of(*PLAIN)[0]), SHEET, lambda xml: xml[:-60]), Reason.CORRUPT),
        (bomb, Reason.ZIP_BOMB),
        (lambda: zipped({f"{number}.xml": "" for number in range(3000)}), Reason.ZIP_BOMB),
        (dtd, Reason.XML_DTD_FORBIDDEN),
        (macro, Reason.FORMAT_NOT_ALLOWED),
        (vba, Reason.FORMAT_NOT_ALLOWED),
        (encrypted, Reason.ENCRYPTED),
        (lambda: xls(PLAIN)[:1500], Reason.CORRUPT),
        (lambda: ods_package("<x>", manifest="<manifest><encryption-data/></manifest>"), Reason.ENCRYPTED),
        (lambda: ods_package("<office"), Reason.CORRUPT),
        (lambda: saved(book_of(["Kecamatan", "Nilai"])[0]), Reason.NO_DATA),
        (lambda: saved(book_of()[0]), Reason.HEADER_NOT_FOUND),
        (lambda: saved(book_of(["Wilayah", "Nilai"], ["Kuaro", 1])[0]), Reason.HEADER_NOT_FOUND),
    ],
)
def test_what_is_no_workbook_of_ours_is_refused_with_its_reason(content, expected):
    assert reason(content()) is expected


def test_sheets_all_hidden_hold_nothing():
    book, _ = book_of(*PLAIN)
    assert (
        reason(changed(saved(book), "xl/workbook.xml", lambda xml: xml.replace(b'"visible"', b'"hidden"')))
        is Reason.NO_DATA
    )
