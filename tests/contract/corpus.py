"""Workbooks and CSV files as OPD send them, each with what a careful reader takes from it.

A case is (name, content, connector, options, reading, expected, refused): expected maps (area, period) to the value,
refused holds (place, reason) of every cell that must be told. Figures are made up.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

import openpyxl
from openpyxl.styles import numbers

from core.collect.contract import Column, Layout, Reading
from tests.contract.workbooks import changed, ods, saved, xls

KUARO, IKIS, KALI, GROGOT, BELENGKONG = "64.01.05", "64.01.06", "64.01.08", "64.01.04", "64.01.03"
PASER = "64.01"
TON = "LH-A"  # tons, additive
SHARE = "PL-09"  # percent
COUNT = "BN-03"  # whole numbers, by day


@dataclass
class Case:
    name: str
    content: bytes
    connector: str
    reading: Reading
    expected: dict
    refused: set = field(default_factory=set)
    options: dict = field(default_factory=dict)


def months(code=TON, **more):
    return Reading(Layout.MONTHS_ACROSS, {"area": "Kecamatan"}, indicators={code: Column()}, **more)


def across(column, code=TON, period="Bulan", **more):
    columns = {"area": "Kecamatan", "period": period}
    return Reading(Layout.INDICATORS_ACROSS, columns, indicators={code: Column(column)}, **more)


def book(*rows, title="Rekap", merges=(), change=None):
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for area in merges:
        sheet.merge_cells(area)
    if change:
        change(made, sheet)
    return saved(made)


HEAD = (["No", "Kecamatan", 2025, None], [None, None, "Jan", "Feb"])
HEAD_MERGES = ("A3:A4", "B3:B4", "C3:D3")
TWO = {(KUARO, "2025-01"): 12.5, (KUARO, "2025-02"): 13.0, (IKIS, "2025-01"): 7.25, (IKIS, "2025-02"): 8.0}
BODY = ([1, "Kuaro", 12.5, 13], [2, "Long Ikis", 7.25, 8])


def csv(text, encoding="utf-8"):
    return text.encode(encoding)


def percent(made, sheet):
    for row in sheet.iter_rows(min_row=2, min_col=3):
        for cell in row:
            cell.number_format = numbers.FORMAT_PERCENTAGE_00


def _hide_old(made, sheet):
    old = made.create_sheet("2019", 0)
    for row in ([], [], *HEAD, [1, "Kuaro", 99, 99], [2, "Long Ikis", 98, 98]):
        old.append(row)
    old.sheet_state = "hidden"


def _very_hidden(made, sheet):
    _hide_old(made, sheet)
    made["2019"].sheet_state = "veryHidden"


def _hide_row(made, sheet):
    sheet.row_dimensions[6].hidden = True


def _hide_column(made, sheet):
    sheet.column_dimensions["D"].hidden = True


def _formulas(content):
    return changed(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<f>SUM(C5:C6)</f><v />", b"<f>SUM(C5:C6)</f><v>19.75</v>"),
    )


TITLE = (["REKAPITULASI SAMPAH KABUPATEN PASER"], [])


def workbooks():
    """Yield the cases in Excel's formats."""
    plain = book(*TITLE, *HEAD, *BODY, merges=("A1:D1", *HEAD_MERGES))
    yield Case("judul dan header dua baris", plain, "excel_file", months(), TWO)
    total = book(*TITLE, *HEAD, *BODY, [None, "JUMLAH", 19.75, 21], ["Sumber: DLH"], merges=HEAD_MERGES)
    yield Case("jumlah dan catatan kaki dilewati", total, "excel_file", months(), TWO)
    regency = {**TWO, (PASER, "2025-01"): 19.75, (PASER, "2025-02"): 21.0}
    yield Case("jumlah sebagai kabupaten", total, "excel_file", months(regency_labels=("JUMLAH",)), regency)
    merged_total = book(*TITLE, *HEAD, *BODY, ["JUMLAH", None, 19.75, 21], merges=(*HEAD_MERGES, "A7:B7"))
    yield Case("jumlah digabung di atas nomor", merged_total, "excel_file", months(), TWO)
    yield Case(
        "lembar lama tersembunyi",
        book(*TITLE, *HEAD, *BODY, merges=HEAD_MERGES, change=_hide_old),
        "excel_file",
        months(),
        TWO,
    )
    yield Case(
        "lembar sangat tersembunyi",
        book(*TITLE, *HEAD, *BODY, merges=HEAD_MERGES, change=_very_hidden),
        "excel_file",
        months(),
        TWO,
    )
    visible = {key: value for key, value in TWO.items() if key[0] == KUARO}
    yield Case(
        "baris tersembunyi",
        book(*TITLE, *HEAD, *BODY, merges=HEAD_MERGES, change=_hide_row),
        "excel_file",
        months(),
        visible,
    )
    january = {key: value for key, value in TWO.items() if key[1] == "2025-01"}
    yield Case(
        "kolom tersembunyi",
        book(*TITLE, *HEAD, *BODY, merges=HEAD_MERGES, change=_hide_column),
        "excel_file",
        months(),
        january,
    )
    dashes = book(*TITLE, *HEAD, [1, "Kuaro", "-", 0], [2, "Long Ikis", "n/a", "Belum ada data"], merges=HEAD_MERGES)
    yield Case("tanda tiada bukan nol", dashes, "excel_file", months(), {(KUARO, "2025-02"): 0.0})
    loud = book(*TITLE, *HEAD, [1, "KEC. KUARO\u00a0", 12.5, 13], [2, "  long\u00a0ikis", 7.25, 8], merges=HEAD_MERGES)
    yield Case("huruf besar dan spasi keras", loud, "excel_file", months(), TWO)
    text = book(*TITLE, *HEAD, [1, "Kuaro", "1.234,5", "12,25"], [2, "Long Ikis", "10.715,59", "8"], merges=HEAD_MERGES)
    values = {
        (KUARO, "2025-01"): 1234.5,
        (KUARO, "2025-02"): 12.25,
        (IKIS, "2025-01"): 10715.59,
        (IKIS, "2025-02"): 8.0,
    }
    yield Case("angka sebagai teks, gaya Indonesia", text, "excel_file", months(), values)
    english = book(
        *TITLE, *HEAD, [1, "Kuaro", "1,234.5", "12.25"], [2, "Long Ikis", "25,845.65", "8"], merges=HEAD_MERGES
    )
    values = {**values, (IKIS, "2025-01"): 25845.65}
    yield Case("angka sebagai teks, gaya Inggris", english, "excel_file", months(numbers="en"), values)
    errors = book(*TITLE, *HEAD, [1, "Kuaro", "#REF!", 13], [2, "Long Ikis", "≥ 7", "10-15"], merges=HEAD_MERGES)
    refused = {("Rekap!C5", "value_not_numeric"), ("Rekap!C6", "value_qualified"), ("Rekap!D6", "value_qualified")}
    yield Case(
        "sel rusak ditolak dengan tempatnya", errors, "excel_file", months(), {(KUARO, "2025-02"): 13.0}, refused
    )
    formula = book(*TITLE, *HEAD, *BODY, [3, "Long Kali", "=SUM(C5:C6)", "=SUM(D5:D6)"], merges=HEAD_MERGES)
    yield Case(
        "rumus dengan dan tanpa nilai",
        _formulas(formula),
        "excel_file",
        months(),
        {**TWO, (KALI, "2025-01"): 19.75},
        {("Rekap!D7", "formula_no_value")},
    )
    unknown = book(*TITLE, *HEAD, *BODY, [3, "Balikpapan", 5, 6], merges=HEAD_MERGES)
    yield Case("wilayah lain ditolak", unknown, "excel_file", months(), TWO, {("Rekap!B7", "area_unknown")})
    old_name = book(*TITLE, *HEAD, [1, "Pasir Belengkong", 1, 2], [2, "Tnh. Grogot", 3, 4], merges=HEAD_MERGES)
    named = {
        (BELENGKONG, "2025-01"): 1.0,
        (BELENGKONG, "2025-02"): 2.0,
        (GROGOT, "2025-01"): 3.0,
        (GROGOT, "2025-02"): 4.0,
    }
    yield Case("ejaan lama dan singkatan", old_name, "excel_file", months(), named)
    units = book(
        ["Kecamatan", "Bulan", "Berat"], [None, None, "(ton)"], ["(1)", "(2)", "(3)"], ["Kuaro", "Jan 2025", 5]
    )
    yield Case("baris satuan dan nomor kolom", units, "excel_file", across("Berat"), {(KUARO, "2025-01"): 5.0})
    down = book(
        ["Kecamatan", "Bulan", "Berat"],
        ["Kuaro", "Jan 2025", 1],
        [None, "Feb 2025", 2],
        ["Long Ikis", "Jan 2025", 3],
        merges=("A2:A3",),
    )
    joined = {(KUARO, "2025-01"): 1.0, (KUARO, "2025-02"): 2.0, (IKIS, "2025-01"): 3.0}
    yield Case("kecamatan digabung ke bawah", down, "excel_file", across("Berat"), joined)
    jointly = book(
        ["Kecamatan", "Bulan", "Berat"], ["Kuaro", "Jan 2025", 9], ["Long Ikis", "Jan 2025", None], merges=("C2:C3",)
    )
    both = {("Rekap!C2", "value_not_numeric"), ("Rekap!C3", "value_not_numeric")}
    yield Case("nilai digabung dua kecamatan", jointly, "excel_file", across("Berat"), {}, both)
    typed = book(["Kecamatan", "Bulan", "Berat"], ["Kuaro", datetime(2025, 1, 1), 4], ["Kuaro", date(2025, 2, 28), 5])
    yield Case(
        "tanggal bertipe", typed, "excel_file", across("Berat"), {(KUARO, "2025-01"): 4.0, (KUARO, "2025-02"): 5.0}
    )
    shares = book(
        ["Kecamatan", "Bulan", "Cakupan"], ["Kuaro", "Mei 2025", 0.9731], ["Long Ikis", "Agt 2025", 1], change=percent
    )
    yield Case(
        "format persen",
        shares,
        "excel_file",
        across("Cakupan", SHARE),
        {(KUARO, "2025-05"): 97.31, (IKIS, "2025-08"): 100.0},
    )
    fractions = book(["Kecamatan", "Bulan", "Cakupan"], ["Kuaro", "Jan 2025", 0.97], ["Long Ikis", "Jan 2025", 0.88])
    suspects = {("Rekap!C2", "percent_scale_suspect"), ("Rekap!C3", "percent_scale_suspect")}
    yield Case("pecahan tanpa format persen", fractions, "excel_file", across("Cakupan", SHARE), {}, suspects)
    beyond = book(["Kecamatan", "Bulan", "Cakupan"], ["Kuaro", "Jan 2025", 197], ["Long Ikis", "Jan 2025", 88])
    yield Case(
        "persen lebih dari 100",
        beyond,
        "excel_file",
        across("Cakupan", SHARE),
        {(IKIS, "2025-01"): 88.0},
        {("Rekap!C2", "value_out_of_range")},
    )
    twice = book(
        ["Kecamatan", "Bulan", "Berat"],
        ["Kuaro", "Jan 2025", 1],
        ["KUARO", "Januari 2025", 2],
        ["Long Ikis", "Jan 2025", 3],
    )
    conflict = {("Rekap!C2", "duplicate_conflict"), ("Rekap!C3", "duplicate_conflict")}
    yield Case("dua nilai untuk satu kunci", twice, "excel_file", across("Berat"), {(IKIS, "2025-01"): 3.0}, conflict)
    same = book(["Kecamatan", "Bulan", "Berat"], ["Kuaro", "Jan 2025", 1], ["KUARO", "Januari 2025", 1])
    yield Case("nilai sama dua kali", same, "excel_file", across("Berat"), {(KUARO, "2025-01"): 1.0})
    far = book(
        *[[]] * 5,
        [None, None, None, "Kecamatan", None, "Bulan", "Berat"],
        [None, None, None, "Kuaro", None, "Jan 2025", 5],
    )
    yield Case("tabel tidak mulai di A1", far, "excel_file", across("Berat"), {(KUARO, "2025-01"): 5.0})
    pages = book(
        ["Kecamatan", "Bulan", "Berat"],
        ["Kuaro", "Jan 2025", 1],
        [],
        ["Kecamatan", "Bulan", "Berat"],
        ["Long Ikis", "Jan 2025", 2],
    )
    yield Case(
        "judul kolom berulang", pages, "excel_file", across("Berat"), {(KUARO, "2025-01"): 1.0, (IKIS, "2025-01"): 2.0}
    )
    colon = book(["KECAMATAN :", "bulan", "BERAT\n(TON)"], ["Kuaro", "Jan 2025", 1])
    yield Case("judul kolom ditulis lain", colon, "excel_file", across("Berat (ton)"), {(KUARO, "2025-01"): 1.0})
    groups = book(
        ["Kecamatan", "Bulan", "Sampah", None, "Sampah B3", None],
        [None, None, "Masuk", "Keluar", "Masuk", "Keluar"],
        ["Kuaro", "Jan 2025", 1, 2, 3, 4],
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )
    yield Case("kelompok kolom", groups, "excel_file", across("Sampah Keluar"), {(KUARO, "2025-01"): 2.0})
    years = book(["Kecamatan", "Jan 2024", "Jan 2025"], ["Kuaro", 1, 2])
    yield Case(
        "bulan dengan tahun di judul", years, "excel_file", months(), {(KUARO, "2024-01"): 1.0, (KUARO, "2025-01"): 2.0}
    )
    yield from _other_formats()


def _other_formats():
    rows = [["Kecamatan", "Jan 2025", "Feb 2025"], ["Kuaro", 12.5, 13.0], ["Long Ikis", 7.25, 8.0]]
    old = [("2019", [["Kecamatan", "Jan 2025"], ["Kuaro", 99]])]
    yield Case("xls", xls(rows, hidden=old), "excel_file", months(), TWO)
    yield Case("xls dengan judul", xls([["REKAP"], [], *rows, ["JUMLAH", 19.75, 21.0]]), "excel_file", months(), TWO)
    yield Case("ods", ods(rows), "excel_file", months(), TWO)
    share = ('office:value-type="percentage" office:value="0.9731"', "97,31%")
    percents = ods([["Kecamatan", "Bulan", "Cakupan"], ["Kuaro", "Jan 2025", share]])
    yield Case("ods dengan persen", percents, "excel_file", across("Cakupan", SHARE), {(KUARO, "2025-01"): 97.31})


def texts():
    """Yield the cases in CSV."""
    long = "Kecamatan;Bulan;Berat\nKuaro;Jan 2025;1.234,5\nLong Ikis;Feb 2025;7,25\n"
    expected = {(KUARO, "2025-01"): 1234.5, (IKIS, "2025-02"): 7.25}
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        yield Case(f"csv {encoding}", csv(long, encoding), "csv_file", across("Berat"), expected)
    yield Case("csv tab", csv(long.replace(";", "\t")), "csv_file", across("Berat"), expected)
    commas = 'Kecamatan,Bulan,Berat\r\nKuaro,Jan 2025,"1,234.5"\r\nLong Ikis,Feb 2025,7.25\r\n'
    yield Case("csv koma, gaya Inggris", csv(commas), "csv_file", across("Berat", numbers="en"), expected)
    titled = "REKAP SAMPAH;;\n;;\n" + long + ";JUMLAH;1.241,75\nSumber: DLH;;\n"
    yield Case("csv dengan judul dan catatan", csv(titled), "csv_file", across("Berat"), expected)
    short = "Kecamatan;Bulan;Berat\nKuaro;Jan 2025\nLong Ikis;Feb 2025;7,25\nLong Kali;Feb 2025;1\n"
    yield Case(
        "csv baris pendek",
        csv(short),
        "csv_file",
        across("Berat"),
        {(IKIS, "2025-02"): 7.25, (KALI, "2025-02"): 1.0},
        {("baris 2", "row_width")},
    )
    bare = "Kecamatan,Bulan,Berat\nKuaro,Jan 2025,1,5\nLong Ikis,Feb 2025,7\nLong Kali,Feb 2025,1\n"
    yield Case(
        "csv koma desimal tanpa kutip",
        csv(bare),
        "csv_file",
        across("Berat"),
        {(IKIS, "2025-02"): 7.0, (KALI, "2025-02"): 1.0},
        {("baris 2", "row_width")},
    )
    wide = "Kecamatan;2025;;2026\n;Jan;Feb;Jan\nKuaro;1;2;3\n"
    yield Case(
        "csv header dua baris",
        csv(wide),
        "csv_file",
        months(),
        {(KUARO, "2025-01"): 1.0, (KUARO, "2025-02"): 2.0, (KUARO, "2026-01"): 3.0},
    )
    future = "Kecamatan;Bulan;Berat\nKuaro;Jan 2025;1\nKuaro;Jan 2031;1\nKuaro;Jan 0202;1\n"
    yield Case(
        "csv masa depan dan tahun salah",
        csv(future),
        "csv_file",
        across("Berat"),
        {(KUARO, "2025-01"): 1.0},
        {("baris 3, kolom Berat", "period_future"), ("baris 4, kolom Berat", "period_implausible")},
    )
    note = 'Kecamatan;Bulan;Berat;Catatan\nKuaro;Jan 2025;1;"dua\nbaris; catatan"\nLong Ikis;Jan 2025;2;\n'
    yield Case(
        "csv catatan dua baris",
        csv(note),
        "csv_file",
        across("Berat"),
        {(KUARO, "2025-01"): 1.0, (IKIS, "2025-01"): 2.0},
    )


def cases():
    """Return all cases."""
    return [*workbooks(), *texts()]
