"""Part of a file as a picture: rows and columns around a cell, or a record, drawn by the server as plain HTML."""

from collections.abc import Sequence
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component

from components import formats
from components.labels import origin as said
from components.origin import exact
from core.domain.lineage import CellValue, Excerpt, Fact, Line, NoPicture, RecordExcerpt, TableExcerpt
from core.domain.lineage_place import parse_place

_YEARS = range(1900, 2101)  # a whole number that may be a year is written as one: 2026, not 2.026


def excerpt_picture(excerpt: Excerpt | None, why: NoPicture | None, fact: Fact) -> Component:
    """Return the picture with what has to be said about it, or why there is none."""
    if excerpt is None:
        return html.P(said.NO_PICTURE[why or NoPicture.NOT_FOUND], className="empty")
    if isinstance(excerpt, RecordExcerpt):
        return html.Figure([_record(excerpt), html.Figcaption(_record_words(excerpt, fact))], className="excerpt")
    return html.Figure([_table(excerpt), html.Figcaption(_table_words(excerpt, fact))], className="excerpt")


def _table(excerpt: TableExcerpt) -> Component:
    heads = [html.Th(said.ROW_NUMBER, scope="col"), *(_head(one) for one in excerpt.heads)]
    rows = [
        _line(line, excerpt.marked[1] if at == excerpt.marked[0] else None) for at, line in enumerate(excerpt.lines)
    ]
    caption = said.SHEET.format(sheet=excerpt.sheet) if excerpt.sheet else said.TABLE
    table = html.Table([html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sheet")
    return html.Div(table, className="scroll", tabIndex="0", role="region", **{"aria-label": said.PICTURE})


def _head(word: str) -> Component:
    return html.Th(word or said.LEFT_OUT, scope="col")


def _line(line: Line, marked: int | None) -> Component:
    """Return a row; `marked`: None is an ordinary one, -1 the whole row is marked, else the column's index."""
    cells: list[Component] = []
    for at, value in enumerate(line.cells):
        here = marked is not None and marked in (at, -1)
        names = ["n" if type(value) in (int, float) else "", "found" if here else ""]
        shown: object = html.Mark(cell_text(value)) if here else cell_text(value)
        cells.append(html.Td(shown, className=" ".join(filter(None, names))))
    number = html.Th(line.number or said.LEFT_OUT, scope="row")
    return html.Tr([number, *cells], className="head" if line.is_head else "gap" if not line.number else "")


def cell_text(value: CellValue) -> str:
    """Return a cell as people read it: numbers with a decimal comma, days with their month."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return said.YES_CELL if value else said.NO_CELL
    if isinstance(value, int | float):
        return str(int(value)) if value in _YEARS else exact(float(value))
    return formats.day(value) if isinstance(value, date | datetime) else value


def _record(excerpt: RecordExcerpt) -> Component:
    lines: list[object] = []
    for at, text in enumerate(excerpt.lines):
        lines += [html.Mark(text) if at in excerpt.marked else text, "\n"]
    return html.Pre(html.Code(lines), className="record", tabIndex="0")


def _record_words(excerpt: RecordExcerpt, fact: Fact) -> list[Component]:
    sentences = [f"{said.RECORD.format(pointer=excerpt.pointer or said.ROOT)}."]
    sentences.append((said.MARKED_LINE if excerpt.marked else said.WHOLE_RECORD).format(text=fact.text))
    if excerpt.is_cut:
        sentences.append(said.CUT)
    return _said([*sentences, *_several(fact)])


def _table_words(excerpt: TableExcerpt, fact: Fact) -> list[Component]:
    sentences = [(said.MARKED if excerpt.marked[1] >= 0 else said.MARKED_ROW).format(text=fact.text)]
    if excerpt.merged:
        sentences.append(said.MERGED.format(cells=excerpt.merged))
    if excerpt.is_hidden:
        sentences.append(said.HIDDEN_SHEET)
    sentences += [said.NOTICE.format(notice=one) for one in excerpt.notices]
    return _said([*sentences, *_several(fact)])


def _several(fact: Fact) -> list[str]:
    place = parse_place(fact.place)
    if place is None or not place.others:
        return []
    return [said.MANY_ROWS.format(count=place.others + 1, note=fact.note)]


def _said(sentences: Sequence[str]) -> list[Component]:
    return [html.P(one) for one in sentences]
