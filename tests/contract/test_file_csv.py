"""CSV files as OPD send them: what is read, and what is refused with which reason."""

import pytest

from core.collect.contract import FAULT, PLACE, Layout, Reading, Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources.csv_file import read_csv

LONG = {"area": "Kecamatan", "value": "Nilai"}


def read(text, *, encoding="utf-8", columns=None, layout=Layout.LONG, **options):
    content = text if isinstance(text, bytes) else text.encode(encoding)
    return read_csv(
        Source("uji", "DLH", "csv_file", options=options, reading=Reading(layout, columns or LONG)), content
    )


def reason(text, **kwargs):
    with pytest.raises(SourceChangedError) as caught:
        read(text, **kwargs)
    return caught.value.reason


@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_from_the_header(sign):
    records = read(f"Kecamatan{sign}Nilai\nKuaro{sign}12\n")
    assert records[["Kecamatan", "Nilai", PLACE]].values.tolist() == [["Kuaro", "12", "baris 2"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_excels_encodings_are_read_whole(encoding):
    records = read("Kecamatan;Nilai;Catatan\nKuaro;12;“25° – naik”\n", encoding=encoding)
    assert records["Catatan"].tolist() == ["“25° – naik”"]


def test_utf_16_of_the_other_byte_order_is_read():
    assert len(read(b"\xfe\xff" + "Kecamatan;Nilai\nKuaro;1\n".encode("utf-16-be"))) == 1


def test_cells_stay_text_with_their_spaces():
    records = read("Kecamatan;Nilai\n Kuaro ;1.234,50\n")
    assert records.loc[0, "Nilai"] == "1.234,50"
    assert records.loc[0, "Kecamatan"] == " Kuaro "


def test_titles_above_and_footnotes_below_do_not_hide_the_table():
    records = read("REKAP SAMPAH;;\n;;\nNo;KECAMATAN\u00a0:;nilai\n1;Kuaro;5\n;JUMLAH;5\nSumber: DLH;;\n")
    assert records.columns[:3].tolist() == ["No", "KECAMATAN :", "nilai"]
    assert records[PLACE].tolist() == ["baris 4", "baris 5", "baris 6"]


def test_a_header_of_two_rows_is_joined():
    text = "No;Kecamatan;2025;;;2026;\n;;Jan;Feb;Mar;Jan;Feb\n1;Kuaro;1;2;3;4;5\n"
    records = read(text, columns={"area": "Kecamatan"}, layout=Layout.MONTHS_ACROSS)
    expected = ["No", "Kecamatan", "2025 Jan", "2025 Feb", "2025 Mar", "2026 Jan", "2026 Feb"]
    assert records.columns[:7].tolist() == expected


def test_units_and_column_numbers_below_the_header_are_no_records():
    assert len(read("No;Kecamatan;Nilai\n;;(ton)\n(1);(2);(3)\n1;Kuaro;5\n")) == 1


def test_a_renamed_column_is_told_with_what_was_found_and_expected():
    with pytest.raises(SourceChangedError) as caught:
        read("Kecamatan;Jumlah\nKuaro;5\n")
    assert caught.value.reason is Reason.HEADER_NOT_FOUND
    assert (caught.value.found, caught.value.expected) == ("Kecamatan, Jumlah", "Nilai")


def test_a_named_column_that_stands_twice_is_refused():
    assert reason("Kecamatan;Nilai;Nilai\nKuaro;5;6\n") is Reason.SCHEMA_MISMATCH


def test_rows_of_another_width_are_marked_and_the_good_ones_kept():
    records = read("Kecamatan,Nilai\nKuaro,12,5\nLong Ikis,7\nLong Kali,3\n,\n")
    assert records[FAULT].tolist() == ["row_width", "", ""]


def test_a_row_without_its_last_field_is_marked():
    records = read("Kecamatan;Bulan;Nilai\nKuaro;Jan\nKuaro;Feb;3\nKuaro;Mar;3\n", columns=LONG)
    assert records[FAULT].tolist() == ["row_width", "", ""]


def test_mostly_faulty_rows_are_beyond_repair():
    assert reason("Kecamatan,Nilai\nKuaro,12,5\nLong Ikis,7,1\nLong Kali,3\n") is Reason.CSV_MALFORMED


def test_an_unclosed_quote_swallows_nothing():
    rows = "".join(f"Desa {number},{number}\n" for number in range(10))
    assert reason("Kecamatan,Nilai\n" + rows.replace("Desa 4", '"Desa 4')) is Reason.CSV_MALFORMED


def test_a_quote_closed_rows_later_swallows_nothing():
    text = 'Kecamatan,Nilai\nKuaro,1\n"Long Ikis,2\nLong Kali,3\nTanah Grogot",4\nMuara Komam,5\n'
    assert reason(text) is Reason.CSV_MALFORMED


def test_an_honest_line_break_inside_quotes_is_kept():
    records = read('Kecamatan;Nilai;Catatan\nKuaro;1;"dua\nbaris"\nLong Ikis;2;\n')
    assert records["Catatan"].tolist() == ["dua\nbaris", ""]
    assert records[PLACE].tolist() == ["baris 2", "baris 4"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"<!DOCTYPE html><html><body>Silakan masuk</body></html>", Reason.FORMAT_MISMATCH),
        (b"\xef\xbb\xbf \n<html>", Reason.FORMAT_MISMATCH),
        (b"PK\x03\x04....", Reason.FORMAT_MISMATCH),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", Reason.FORMAT_MISMATCH),
        (b"%PDF-1.7", Reason.FORMAT_MISMATCH),
        (b"Kecamatan;Nilai\nKua\x00ro;1\n", Reason.CSV_MALFORMED),
        (b"Kecamatan;Nilai\nKuar\x81;1\n", Reason.ENCODING_ERROR),
        ("Kecamatan;Nilai\n\u0442\u0435\u0441\u0442;1\n".encode("cp1251"), Reason.ENCODING_ERROR),
        (b"Kecamatan;Nilai\n", Reason.NO_DATA),
        (b"Kecamatan;Nilai\n;\n;\n", Reason.NO_DATA),
        (b"Kecamatan;Nilai\nKuaro;" + b"x" * 200_000, Reason.CSV_MALFORMED),
    ],
)
def test_what_is_no_csv_is_refused_with_its_reason(content, expected):
    assert reason(content) is expected


def test_a_declared_encoding_is_used():
    source = Source("uji", "DLH", "csv_file", options={"encoding": "cp1251"}, reading=Reading(Layout.LONG, LONG))
    assert read_csv(source, "Kecamatan;Nilai\nKuaro;\u0442\n".encode("cp1251"))["Nilai"].tolist() == ["\u0442"]


def test_excels_own_separator_line_is_obeyed():
    assert read("sep=;\nKecamatan;Nilai\nKuaro;1,5\n")["Nilai"].tolist() == ["1,5"]
