"""Labels of rows that are no observation: totals, footnotes, numbering rows; and how labels are compared."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from core.collect.missing import is_missing
from core.collect.spellings import words

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u200b\ufeff]+")
# C15. Matches labels of areas and periods only: "Jumlah Penduduk" is an honest name of an indicator.
_TOTAL = re.compile(
    r"^(?:(?:sub|grand)\s*[- ]?\s*)?(?:jumlah|jml|total|rata\s*[-–]?\s*rata|rerata|rataan|average|mean|sum)\b",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"^\W*(?:sumber|catatan|keterangan|ket|source|note|nb|cat|\*+\)|\d\)|mengetahui|kepala dinas|nip)\b\s*[.:)]?",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\(?\d{1,2}\)?")
# Titles of columns that carry no figure of ours, in tables whose other titles are areas or months.
_PASSED = words("""
    no, nomor, no., #, keterangan, ket, ket., catatan, satuan, kode, sumber, tahun, bulan, periode, tanggal, uraian
    indikator, status, rata-rata, rerata, jumlah, total, jml, target, persentase, %, kecamatan, desa, kelurahan
    desa/kelurahan, wilayah, kabupaten, kabupaten/kota, provinsi
""")


def clean(found: object) -> str:
    """Return a cell as text on one line with single blanks; "" for nothing."""
    return "" if is_missing(found) and not isinstance(found, str) else _SPACES.sub(" ", str(found)).strip()


def label_key(found: object) -> str:
    """Return a label as it is compared: case, blanks, a closing dot or colon do not count."""
    return clean(found).rstrip(".: ").casefold()


def is_total(label: str) -> bool:
    """Return whether a label is that of a total or mean row."""
    return _TOTAL.match(label) is not None


def is_footnote(label: str) -> bool:
    """Return whether a label is a source line, a remark or a signature below the table."""
    return _FOOTNOTE.match(label) is not None


def is_passed_title(title: str) -> bool:
    """Return whether a column's title says that it holds no figure of ours."""
    key = label_key(title)
    return key in _PASSED or is_total(key) or key.startswith("kolom ")


def is_numbering(label: str, cells: Iterable[object]) -> bool:
    """Return whether a row numbers the columns: "(1) (2) (3)" or 1 2 3 below the header."""
    if not _NUMBERING.fullmatch(label):
        return False
    texts = [clean(cell).removesuffix(".0") for cell in cells if not is_missing(cell)]
    if len(texts) < 2 or not all(_NUMBERING.fullmatch(text) for text in texts):
        return False
    return _consecutive([int(text.strip("()")) for text in texts])


def _consecutive(numbers: Sequence[int]) -> bool:
    return all(after == before + 1 for before, after in pairwise(numbers))
