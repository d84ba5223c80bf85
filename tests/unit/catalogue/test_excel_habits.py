"""What Excel makes of the files when DKISP saves them in an Indonesian Windows reads as the same catalogue."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.files import read_file
from core.catalogue.rows import TargetRow, WeightRow

NUMERIC = {"nilai", "bobot", "minimum", "maksimum", "toleransi", "batas_bawah", "batas_atas", "bujur", "lintang"}


def indonesian(rows):
    """Return the rows as Excel id-ID writes them: decimal commas, days as dd/mm/yyyy."""
    header, *body = rows
    return [header, *([_indonesian(column, cell) for column, cell in zip(header, row, strict=True)] for row in body)]


def _indonesian(column, cell):
    if column in ("berlaku_sejak", "berlaku_sampai") and cell:
        year, month, day = cell.split("-")
        return f"{day}/{month}/{year}"
    return cell.replace(".", ",") if column in NUMERIC or column == "kelas_peta" else cell


def test_the_whole_catalogue_reads_the_same_after_excel_saved_it(copy):
    before = copy.load()
    for path in copy.folder.glob("*.csv"):
        copy.write(path.name, indonesian(copy.rows(path.name)), delimiter=";", encoding="utf-8-sig")
    assert copy.load() == before


def test_lines_without_text_that_excel_leaves_at_the_end_are_passed_over(copy):
    before = copy.load()
    path = copy.folder / "agencies.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b",,\r\n , ,\r\n")
    assert copy.load() == before


def test_columns_may_stand_in_another_order(copy):
    before = copy.load()
    copy.write("weights.csv", [row[::-1] for row in copy.rows("weights.csv")])
    assert copy.load() == before


def _read(header, rows, model, delimiter):
    with TemporaryDirectory() as folder:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows([header, *rows])
        path = Path(folder, "rows.csv")
        path.write_bytes(out.getvalue().encode())
        file = read_file(path, model)
        return [row for _, row in file.rows], [(fault.line, fault.column) for fault in file.faults]


texts = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=20)
numbers = st.decimals(min_value="-99999", max_value="99999", places=2).map(str)


@given(st.lists(st.tuples(st.dates(), numbers, texts), max_size=5))
def test_a_file_with_semicolons_and_decimal_commas_equals_the_one_with_commas_and_dots(found):
    header = list(TargetRow.columns())
    rows = [
        ["LH-01", "2025", number, "", "", text, "U", day.isoformat(), ""] for day, number, text in found
    ]  # fmt: skip
    english = _read(header, rows, TargetRow, ",")
    assert english == _read(header, indonesian([header, *rows])[1:], TargetRow, ";")
    assert len(english[0]) == len(rows) and english[1] == []


@given(whole=st.integers(0, 999), places=st.integers(0, 999))
def test_a_dot_and_three_digits_is_asked_back_where_a_comma_is_the_decimal_sign(whole, places):
    row = [["tuntas", "LH-01", f"{whole}.{places:03d}", "2025-01-01"]]
    assert _read(WeightRow.columns(), row, WeightRow, ";")[1] == [(2, "bobot")]


@pytest.mark.parametrize("text", ["1 000", "1.000.000", "1e3", "NaN", "inf", "١", "5%", "Rp5", "0x1", "1_0", "--1"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_is_no_plain_number_is_refused(text, delimiter):
    assert _read(WeightRow.columns(), [["tuntas", "LH-01", text, "2025-01-01"]], WeightRow, delimiter)[1]


@pytest.mark.parametrize("code", ["64.01", "64.01.10", "64.01.04.1001"])
def test_a_code_that_looks_like_a_number_stays_text(copy, code):
    area = copy.load().areas[code]
    assert area.code == code and isinstance(area.bps_code, str)
