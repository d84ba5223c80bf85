"""An office's own file handed back: every refused cell marked, and a sheet in front that says what is wrong with each.

Their workbook is kept as it is as far as openpyxl keeps it; what it cannot open, and what is no xlsx, becomes a new
workbook with the same cells at the same places.
"""

import io
import logging
from collections.abc import Mapping, Sequence
from typing import Protocol

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import column_index_from_string
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.domain.lineage_place import Place, parse_place
from core.domain.plain_sheet import NOTES_SHEET, PlainSheet
from core.reports import notes_words as words
from core.reports.copied_sheet import copy_of
from core.reports.cut_ties import cut_ties
from core.reports.kept_results import results_of, with_results
from core.reports.notes_sheet import MOST_LINES, Line, write_notes
from core.reports.openable import is_openable
from core.reports.plain_cells import readable

log = logging.getLogger(__name__)

MOST_COMMENTS = 2_000  # a drawing each: Excel becomes slow with more
MOST_CELLS = 60_000  # of a workbook that is taken apart as a whole: five seconds; somebody waits for it
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # Excel's own
_FILL = PatternFill("solid", fgColor="FFF4B183")
_LONGEST = 4_000  # characters of a comment
_MOST_IN_ONE = 5  # notes in one comment; all stand in the list
_COLUMN = "kolom "


class Mark(Protocol):
    """One thing that was refused; Finding of core.domain.uploads is one."""

    @property
    def place(self) -> str:
        """Return where: "Rekap!C7", "Rekap!7", "baris 12, kolom nilai", "kolom Mar"."""

    @property
    def column(self) -> str:
        """Return the title of its column; "" where it is none in particular."""

    @property
    def found(self) -> str:
        """Return what stood there."""

    @property
    def sentence(self) -> str:
        """Return what is wrong."""

    @property
    def mend(self) -> str:
        """Return how to mend it."""


def annotated(content: bytes, marks: Sequence[Mark], sheet: PlainSheet) -> bytes:
    """Return the file as an xlsx with its refused cells marked; never an exception for what the reader has read.

    Args:
        content: The file as it came.
        marks: What was refused, in the order in which it is listed.
        sheet: What the reader read of it (core.collect.connectors.plain_sheet).
    """
    if sheet.size <= MOST_CELLS and is_openable(content):
        try:
            return _in_their_own(content, marks, sheet)
        except Exception:
            # Whatever openpyxl stumbles over: the reader is kinder, and the office gets a copy instead.
            log.warning("annotated: a workbook is handed back as a copy", exc_info=True)
    return _in_a_copy(marks, sheet)


def _in_their_own(content: bytes, marks: Sequence[Mark], sheet: PlainSheet) -> bytes:
    # keep_links: what refers to another file is dropped, so that nothing is ever looked up.
    book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False, keep_vba=False)
    if NOTES_SHEET in book.sheetnames and sheet.name != NOTES_SHEET:
        del book[NOTES_SHEET]
    sheets = {one.title: one for one in book.worksheets}
    for one in sheets.values():
        _forget(one)
    results = results_of(content, book)
    cut_ties(book, results)
    made = _finished(book, marks, _Target(sheets, sheet), words.IN_PLACE)
    numbers = {one.title: number for number, one in enumerate(book.worksheets, start=1)}
    return with_results(
        made, {f"xl/worksheets/sheet{numbers[title]}.xml": mine for title, mine in results.items() if title in numbers}
    )


def _in_a_copy(marks: Sequence[Mark], sheet: PlainSheet) -> bytes:
    is_large = sheet.size > MOST_CELLS
    places = [parse_place(one.place) for one in marks[:MOST_LINES]] if is_large else []
    book = copy_of(sheet, {place.row for place in places if place} if is_large else None)
    return _finished(
        book, marks, _Target({sheet.name: book.active}, sheet), words.SHORTENED if is_large else words.COPIED
    )


def _forget(sheet: Worksheet) -> None:
    """Take away the marks that an earlier check left."""
    # iter_rows makes every cell up to the last one, and that one may stand at XFD1048576.
    for cell in list(sheet._cells.values()):
        comment = cell.comment
        if comment is None or not (comment.author == words.AUTHOR or words.OURS in comment.text):
            continue
        theirs = comment.text.partition(words.OURS)[0] if comment.author != words.AUTHOR else ""
        cell.comment = Comment(theirs, comment.author) if theirs else None
        if cell.fill.fgColor.rgb == _FILL.fgColor.rgb:
            cell.fill = PatternFill()


def _finished(book: Workbook, marks: Sequence[Mark], target: "_Target", how: str) -> bytes:
    """Return the workbook with marks in its cells and the list of them in front."""
    notes: dict[tuple[str, str], list[Mark]] = {}
    lines = []
    for mark in marks:
        cell = target.cell(mark)
        at = None if cell is None else (cell.parent.title, cell.coordinate)
        if at and (at in notes or len(notes) < MOST_COMMENTS):
            notes.setdefault(at, []).append(mark)
        is_seen = cell is not None and cell.parent.sheet_state == "visible"
        lines.append(Line((mark.place, mark.column, mark.found, mark.sentence, mark.mend), at, is_seen))
    for (title, name), mine in notes.items():
        _mark(book[title][name], mine)
    all_marked = {line.at for line in lines} <= {None, *notes}
    write_notes(book, lines, how, marked=0 if all_marked else len(notes))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _mark(cell: Cell, marks: Sequence[Mark]) -> None:
    """Colour a cell and say in a comment what is wrong with it; a comment of theirs stays before ours."""
    ours = "\n\n".join(words.COMMENT.format(sentence=one.sentence, mend=one.mend) for one in marks[:_MOST_IN_ONE])
    theirs = cell.comment
    text = f"{theirs.text}{words.OURS}{ours}" if theirs else ours
    comment = Comment(readable(text, _LONGEST), theirs.author if theirs else words.AUTHOR)
    comment.width, comment.height = 340, min(400, 60 + 18 * (len(text) // 45 + text.count("\n")))
    cell.comment = comment
    cell.fill = _FILL


class _Target:
    """Finds the cell that a place speaks of."""

    def __init__(self, sheets: Mapping[str, Worksheet], plain: PlainSheet) -> None:
        self._sheets, self._plain = sheets, plain
        self._columns = {_short(title): at for title, at in plain.columns.items()}
        self._merges = {title: [one.bounds for one in sheet.merged_cells.ranges] for title, sheet in sheets.items()}

    def cell(self, mark: Mark) -> Cell | None:
        """Return the cell; of a whole row its first, of a column its title; None where there is none."""
        place = parse_place(mark.place)
        if place is None:
            title = mark.place.removeprefix(_COLUMN) if mark.place.startswith(_COLUMN) else ""
            column = self._columns.get(_short(title), -1)
            return self._at(self._plain.name, self._plain.header, column) if column >= 0 else None
        if place.pointer or place.layer or not place.row:
            return None
        return self._at(place.sheet or self._plain.name, place.row, self._column(place))

    def _column(self, place: Place) -> int:
        if place.letters:
            return int(column_index_from_string(place.letters)) - 1
        named = self._columns.get(_short(place.title), -1) if place.title else -1
        return named if named >= 0 else min(self._plain.rows.get(place.row, {0: None}))

    def _at(self, name: str, row: int, column: int) -> Cell | None:
        sheet = self._sheets.get(name)
        if sheet is None or not (1 <= row <= _LAST_ROW and 0 <= column < _LAST_COLUMN):
            return None
        found = sheet.cell(row, column + 1)
        if not isinstance(found, MergedCell):
            return found
        for left, top, right, bottom in self._merges[name]:
            if left <= column + 1 <= right and top <= row <= bottom:
                return sheet.cell(top, left)
        return None


def _short(title: str) -> str:
    """Return a title as places carry it: on one line, and cut."""
    return " ".join(title.split())[:60].rstrip("…")
