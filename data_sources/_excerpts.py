"""Draws the place of a value from the raw answer it was read from: what kind of place it is, decides who draws.

A file is read with the same readers that read it for the store, so what is drawn is what was understood.
"""

from core.collect.contract import Source, draws_excerpts
from core.domain.lineage import Excerpt
from core.domain.lineage_place import Place
from core.errors import SourceError
from core.reasons import Reason
from data_sources._excerpt_json import draw_record, draw_rows
from data_sources._excerpt_sheet import draw_sheet
from data_sources._excerpt_text import draw_text
from data_sources._fault import refusal
from data_sources._json import parse_json
from data_sources._sniff import kind_of


@draws_excerpts
def draw(source: Source, content: bytes, place: Place) -> Excerpt | None:
    """Return the surroundings of a place; None when it is not in this answer.

    Raises:
        SourceError: If the answer cannot be read as what the place says it is.
    """
    try:
        return _drawn(source, content, place)
    except SourceError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        message = f"the answer is damaged ({type(error).__name__})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas rusak") from error


def _drawn(source: Source, content: bytes, place: Place) -> Excerpt | None:
    if place.sheet:
        return draw_sheet(source, content, place)
    if place.pointer:
        return draw_record(parse_json(source.id, content), place)
    if place.row and kind_of(content) == "json":
        return draw_rows(parse_json(source.id, content), place)
    return draw_text(source, content, place) if place.row else None
