"""PDF of a paper, laid out by typst from plain values: text is handed over as data and never becomes markup.

The template reads nothing but its own folder, fetches nothing, and knows no fonts but those that typst brings.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from core.errors import DataError
from core.reports.paper import Paper, Sheet
from core.reports.printable import REPLACED, pieces
from core.reports.table import stem
from core.turns import Turns

MOST_ROWS = 60  # of a table; a paper is read, all rows are in the workbook
MOST_LETTERS = 12_000  # of one text
MOST_ALTOGETHER = 300_000  # letters of a paper: what typst lays out within some seconds and 300 MB
LAST_USUAL = "\u017f"  # of Latin letters; the fonts have all up to here
MOST_ODD = 64  # letters beyond those that are tried one by one, some milliseconds each
TEMPLATES = Path(__file__).parent / "templates"

_STANDARDS: Any = ["a-2a", "ua-1"]  # to be archived, and to be read by a screen reader
_TURNS = Turns(1, 2, patience=15.0)  # each takes a processor and memory


def to_pdf(paper: Paper) -> bytes:
    """Return the paper as a PDF; tables are cut at MOST_ROWS and say so, texts end in "…" where they are too long."""
    template = (TEMPLATES / "paper.typ").read_bytes()
    return laid_out(template, _plain(paper, _Budget()), made_at=int(paper.made_at.timestamp()))


def file_stem(paper: Paper) -> str:
    """Return a name for the file without its ending: ASCII letters, digits and "-" only."""
    return stem(paper.title)


def laid_out(template: bytes, paper: Mapping[str, Any], *, made_at: int) -> bytes:
    """Return what a template makes of plain values; one at a time.

    A letter that none of the fonts has is shown as replaced.

    Args:
        template: Of typst.
        paper: What it finds as `paper`.
        made_at: Seconds since 1970, UTC.

    Raises:
        DataError: If the template cannot be laid out.
        BusyError: If others are being laid out and more wait already.
    """
    said = json.dumps(paper, ensure_ascii=False)
    with _TURNS.one():
        made = _compiled(template, said, made_at, _STANDARDS)
        if made is None:
            said = said.translate(dict.fromkeys(map(ord, _shapeless(said)), REPLACED))
            made = _compiled(template, said, made_at, _STANDARDS) or _compiled(template, said, made_at, [])
    if made is None:
        raise DataError("the paper could not be laid out: it holds letters that no font has")
    return made


def _compiled(template: bytes, said: str, made_at: int, standards: Any) -> bytes | None:
    """Return the PDF; None where a letter has no shape, which the standards forbid."""
    import typst  # noqa: PLC0415 - 84 MB that only those need who print

    try:
        made: Any = typst.compile(
            template,
            root=TEMPLATES,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"paper": said},
            package_path=TEMPLATES / "none",  # there are none, and none are fetched
            package_cache_path=TEMPLATES / "none",
            format="pdf",
            timestamp=made_at,
            pdf_standards=standards,
        )
    except typst.TypstError as error:
        if "could not be displayed" in str(error):
            return None
        raise DataError(f"the paper could not be laid out: {error}") from error
    return bytes(made)


def _shapeless(said: str) -> set[str]:
    """Return the letters that no font has; of more than MOST_ODD unusual ones the others untried."""
    odd = sorted({letter for letter in said if letter > LAST_USUAL and letter != REPLACED})
    return {letter for letter in odd[:MOST_ODD] if not _has_shape(letter)} | set(odd[MOST_ODD:])


@lru_cache(maxsize=4_096)
def _has_shape(letter: str) -> bool:
    template = (TEMPLATES / "letter.typ").read_bytes()
    return _compiled(template, json.dumps(letter), 0, _STANDARDS) is not None


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415 - as above

    return typst.Fonts(include_system_fonts=False)


class _Budget:
    """How many letters a paper may still have."""

    def __init__(self) -> None:
        self._left = MOST_ALTOGETHER

    def take(self, text: str) -> str:
        """Return a text, cut where it is too long or the paper is full."""
        most = min(MOST_LETTERS, self._left)
        self._left -= min(most, len(text))
        return text if len(text) <= most else f"{text[:most]}…"


def _plain(value: Any, budget: _Budget) -> Any:
    """Return a value as JSON has it: each part with its kind, each text as its pieces."""
    if isinstance(value, str):
        return pieces(budget.take(value))
    if isinstance(value, Sheet):
        value = _cut(value)
    if is_dataclass(value):
        named = {one.name: _field(one.name, getattr(value, one.name), budget) for one in fields(value)}
        return {"kind": type(value).__name__.lower(), **named}
    if isinstance(value, Sequence):
        return [_plain(one, budget) for one in value]
    return value


def _field(name: str, value: Any, budget: _Budget) -> Any:
    """Return a field; what names a drawing or is one is no text that is shown."""
    if name in ("mark", "drawings"):
        return value
    return None if name == "made_at" else _plain(value, budget)


def _cut(sheet: Sheet) -> Sheet:
    """Return a table of as many rows as are printed; `more` stays only where something was cut."""
    most = min(sheet.most, MOST_ROWS)
    if len(sheet.rows) <= most:
        return replace(sheet, more="")
    return replace(sheet, rows=sheet.rows[:most], more=sheet.more.replace("{shown}", str(most)))
