"""Part of a file as a picture: rows and columns around cells, or a record, drawn by the server as plain HTML."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup, escape

from components import formats
from components.labels import origin as said
from components.origin import exact
from core.domain.lineage import CellValue, Line, NoPicture, Picture, Point, RecordExcerpt, Step, TableExcerpt
from core.domain.lineage_place import Place, parse_place

_YEARS = range(1900, 2101)  # a whole number that may be a year is written as one: 2026, not 2.026
_NAMED = 3  # values whose rows are told one by one


@dataclass(frozen=True, slots=True)
class _Mark:
    """A stored value or point whose place is marked: what it is, and what names it as an attribute."""

    place: Place | None
    title: str
    attribute: str
    key: str


_Marks = Mapping[int, Sequence[_Mark]]  # what is marked in a row, by its column; -1: the whole row


def excerpt_picture(picture: Picture) -> Component:
    """Return the picture with what has to be said about it, or why there is none."""
    excerpt = picture.excerpt
    if excerpt is None:
        return html.P(_why_none(picture), className="empty")
    if isinstance(excerpt, RecordExcerpt):
        drawn, words = _record(excerpt), _record_words(excerpt, picture)
    else:
        drawn, words = _table(excerpt, _marks_of(picture)), _table_words(excerpt, picture)
    keys = {"data-angka": figure_keys(picture.steps), "data-titik": point_keys(picture.points)}
    return html.Figure([drawn, html.Figcaption([html.P(one) for one in words])], className="excerpt", **keys)


def figure_keys(steps: Sequence[Step]) -> str:
    """Return which stored rows these are, as attributes name them: "LH-A:64.01.04:2026-10:dlh_timbulan:0 ..."."""
    return " ".join(
        f"{one.indicator.code}:{one.area.code}:{one.period.text}:{origin.source_id}:{origin.revision}"
        for one in steps
        if one.fact and (origin := one.fact.provenance)
    )


def point_keys(points: Sequence[Point]) -> str:
    """Return which stored points these are, as attributes name them: the numbers of their rows."""
    return " ".join(str(one.id) for one in points)


def _marks_of(picture: Picture) -> list[_Mark]:
    if picture.points:
        return [
            _Mark(parse_place(one.place), said.MARK_POINT.format(name=one.name or one.key), "data-titik", str(one.id))
            for one in picture.points
        ]
    return [
        _Mark(
            parse_place(one.fact.provenance.place) if one.fact else None,
            said.MARK.format(name=_name(one)),
            "data-angka",
            figure_keys([one]),
        )
        for one in picture.steps
    ]


def _why_none(picture: Picture) -> str:
    why = said.NO_PICTURE[picture.why or NoPicture.NOT_FOUND]
    if picture.points:
        return said.NO_PICTURE_OF_POINTS.format(count=formats.number(len(picture.points), 0), why=why)
    if len(picture.steps) < 2:
        return why
    return said.NO_PICTURE_OF.format(count=formats.number(len(picture.steps), 0), why=why)


def _table(excerpt: TableExcerpt, marks: Sequence[_Mark]) -> Component:
    first = said.RECORD_NUMBER if excerpt.is_of_records else said.ROW_NUMBER
    heads = [html.Th(word or said.LEFT_OUT, scope="col") for word in (first, *excerpt.heads)]
    marked: dict[int, dict[int, list[_Mark]]] = {}
    by_place: dict[object, list[_Mark]] = {}
    for mark in marks:
        by_place.setdefault(mark.place, []).append(mark)
    for place, (row, column) in zip(excerpt.places, excerpt.marked, strict=True):
        marked.setdefault(row, {}).setdefault(column, []).extend(by_place.get(place, ()))
    rows = Markup("").join(_line(line, marked.get(at, {})) for at, line in enumerate(excerpt.lines))
    caption = said.SHEET.format(sheet=excerpt.sheet) if excerpt.sheet else said.TABLE
    if excerpt.is_of_records:
        caption = said.RECORDS
    table = html.Table([html.Caption(caption), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="sheet")
    return html.Div(table, className="scroll", tabIndex="0", role="region", **{"aria-label": said.PICTURE})


def _line(line: Line, marks: _Marks) -> Markup:
    """Return one row as text: a sum of 144 desa has two thousand cells."""
    whole = marks.get(-1)
    cells = [_cell(value, marks.get(at, whole)) for at, value in enumerate(line.cells)]
    css = "head" if line.is_head else "gap" if not line.number else ""
    number = escape(line.number or said.LEFT_OUT)
    return Markup(f'<tr class="{css}"><th scope="row">{number}</th>{"".join(cells)}</tr>')  # noqa: S704 - escaped


def _cell(value: CellValue, marks: Sequence[_Mark] | None) -> str:
    number = "n" if type(value) in (int, float) else ""
    text = escape(cell_text(value))
    if not marks:
        return f'<td class="{number}">{text}</td>'
    title = escape("; ".join(one.title for one in marks))
    keys = f'{marks[0].attribute}="{escape(" ".join(one.key for one in marks))}"'
    return f'<td class="{number} found" title="{title}" {keys}><mark>{text}</mark></td>'


def _name(step: Step) -> str:
    return f"{step.indicator.name}, {formats.area(step.area)}, {formats.period(step.period)}"


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


def _record_words(excerpt: RecordExcerpt, picture: Picture) -> list[str]:
    sentences = [f"{said.RECORD.format(pointer=excerpt.pointer or said.ROOT)}."]
    if picture.points:
        sentences.append(said.WHOLE_POINT.format(name=picture.points[0].name or picture.points[0].key))
        return [*sentences, said.CUT] if excerpt.is_cut else sentences
    sentences.append(_marked(said.MARKED_LINE if excerpt.marked else said.WHOLE_RECORD, picture.steps))
    if excerpt.is_cut:
        sentences.append(said.CUT)
    return [*sentences, *_several(picture.steps)]


def _table_words(excerpt: TableExcerpt, picture: Picture) -> list[str]:
    steps = picture.steps
    if picture.points:
        sentences = [said.MARKED_POINTS.format(count=formats.number(len(picture.points), 0))]
    elif len(steps) > 1:
        sentences = [said.MARKED_MANY.format(count=formats.number(len(steps), 0))]
    else:
        sentences = [_marked(said.MARKED if excerpt.marked[0][1] >= 0 else said.MARKED_ROW, steps)]
    if excerpt.merged:
        sentences.append(said.MERGED.format(cells=", ".join(excerpt.merged)))
    if excerpt.is_hidden:
        sentences.append(said.HIDDEN_SHEET)
    sentences += [said.NOTICE.format(notice=one) for one in excerpt.notices]
    return sentences if picture.points else [*sentences, *_several(steps)]


def _marked(sentence: str, steps: Sequence[Step]) -> str:
    return sentence.format(text="; ".join(one.fact.text for one in steps if one.fact))


def _several(steps: Sequence[Step]) -> list[str]:
    """Return which values were made of several rows of which one is marked."""
    found = [(one, fact, place.others + 1) for one in steps
             if (fact := one.fact) and (place := parse_place(fact.provenance.place)) and place.others]  # fmt: skip
    if len(steps) < 2:
        return [said.MANY_ROWS.format(count=count, note=fact.note) for _, fact, count in found]
    told = [said.MANY_ROWS_OF.format(name=_name(one), count=count) for one, _, count in found[:_NAMED]]
    left = len(found) - len(told)
    return [*told, said.MORE_SUCH.format(count=left)] if left else told
