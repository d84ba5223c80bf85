"""Draws the places of values from the raw answer they were read from: what kind of place it is, decides who draws.

A file is read with the same readers that read it for the store, so what is drawn is what was understood.
"""

from collections.abc import Sequence

from core.collect.connectors import draws_excerpts
from core.collect.contract import Source
from core.domain.lineage import Excerpt
from core.domain.lineage_place import Place
from core.errors import SourceError
from core.reasons import Reason
from data_sources._excerpt_json import draw_records, draw_rows
from data_sources._excerpt_sheet import draw_sheet
from data_sources._excerpt_text import draw_text
from data_sources._fault import refusal
from data_sources._package import Package
from data_sources._sniff import kind_of

LARGEST_WHOLE = 16 * 1024 * 1024  # bytes of an xls or ods, which is taken apart as a whole
LARGEST_PACKAGE = 32 * 1024 * 1024  # bytes of an xlsx, which is unpacked as a whole and of which rows are taken apart


@draws_excerpts
def draw(source: Source, content: bytes, places: Sequence[Place]) -> Sequence[Excerpt]:
    """Return the surroundings of places, all of one sheet, one table or all pointers; () when none is in this answer.

    Raises:
        SourceError: If the answer cannot be read as what the places say it is.
    """
    try:
        return _drawn(source, content, places)
    except SourceError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        message = f"the answer is damaged ({type(error).__name__})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas rusak") from error


def _drawn(source: Source, content: bytes, places: Sequence[Place]) -> Sequence[Excerpt]:
    first = places[0]
    if len(content) > _limit_of(source, content):
        message = f"a workbook of {len(content)} bytes"
        raise refusal(source, Reason.FILE_TOO_LARGE, message, found=message, expected="buku kerja yang lebih kecil")
    if first.sheet:
        table = draw_sheet(source, content, places)
    elif first.pointer:
        return draw_records(source, content, places)
    elif first.row and kind_of(content) == "json":
        table = draw_rows(source, content, places)
    else:
        table = draw_text(source, content, places) if first.row else None
    return () if table is None else (table,)


def _limit_of(source: Source, content: bytes) -> int:
    """Return the bytes up to which a workbook is drawn; what is read line by line has the limit of core.store alone."""
    kind = kind_of(content)
    if kind == "ole" or (kind == "zip" and "mimetype" in Package(source, content).names):
        return LARGEST_WHOLE
    return LARGEST_PACKAGE if kind == "zip" else len(content)
