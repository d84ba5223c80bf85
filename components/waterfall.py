"""A waterfall drawn as a table: from one level of an index to the next, one row a part, bars made by the server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, words_movement
from components.data_table import data_table
from components.downloads import downloads
from components.figure_table import origin_link
from components.labels import movement as said
from components.marks import simulated_tag
from components.markup import Node
from core.domain.index_steps import Cause
from core.domain.moved import IndexMovement
from core.domain.movement import MovedPart
from core.domain.period import Period

MOST = 8  # parts with a row of their own; the others stand together in one
_WIDTH = 100.0  # of a bar's drawing, in its own units


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: the level before and after it, in 0.01 point; `part` None for what stands together."""

    part: MovedPart | None
    before: int
    after: int
    count: int = 1


def movement_section(
    found: IndexMovement,
    *,
    name: str,
    link: Callable[[str], str],
    origin: Callable[[Period], str],
    choices: Sequence[tuple[str, str, bool]],
    query: str,
    most: int = MOST,
) -> Component:
    """Return what moved an index, in words and as a waterfall.

    Args:
        found: The two ends and the parts.
        name: Of the index.
        link: Address of an indicator.
        origin: Address at which the index of a period is written out.
        choices: Older periods to compare with: word, address, whether it is the one that is shown.
        query: Of the table to take away, without "?".
        most: How many parts have a row of their own.
    """
    since, until = formats.period(found.since), formats.period(found.until)
    heading = html.H2(
        [
            said.TITLE,
            simulated_tag(shown=bool(found.simulated)),
            html.Small(said.FROM_TO.format(since=since, until=until)),
        ]
    )
    parts: list[Node] = [heading, _choices(choices), html.P(words_movement.moved(found), className="moved")]
    if found.movement and found.movement.parts:
        caption = said.TABLE.format(name=name, since=since, until=until)
        parts += [
            _table(found, caption=caption, link=link, origin=origin, most=most),
            html.P(said.EXACT, className="note"),
        ]
        parts.append(downloads("penggerak", query))
    return html.Section(parts, className="movement")


def _choices(choices: Sequence[tuple[str, str, bool]]) -> Component:
    links = [html.A(word, href=href, **({"aria-current": "true"} if here else {})) for word, href, here in choices]
    return html.P([html.Span(f"{said.COMPARE_SINCE}: "), *links], className="choices")


def _table(
    found: IndexMovement,
    *,
    caption: str,
    link: Callable[[str], str],
    origin: Callable[[Period], str],
    most: int,
) -> Component:
    seen = found.movement
    start, end = (seen.start_hundredths, seen.end_hundredths) if seen else (None, None)
    if seen is None or start is None or end is None:
        return html.Div()
    rows = _rows(seen.parts, start, most)
    levels = [start, end, *(row.after for row in rows)]
    low, high = min(levels), max(levels)
    span = max(high - low, 1)

    def bar(before: int, after: int) -> Markup:
        left, width = (min(before, after) - low) / span * _WIDTH, abs(after - before) / span * _WIDTH
        return _bar(left, width, css="up" if after > before else "down")

    cells: list[list[Node]] = [_level(found.since, start, origin)]
    cells += [[_name(row, found, link, origin), _why(row), bar(row.before, row.after), _points(row)] for row in rows]
    cells.append(_level(found.until, end, origin))
    return data_table(said.HEADS, cells, caption=caption, numeric=said.NUMERIC)


def _rows(parts: Sequence[MovedPart], start: int, most: int) -> list[_Row]:
    """Return the largest parts in the order of their causes, then the others as one; levels follow from the order."""
    largest = sorted(parts, key=lambda one: (-abs(one.points), one.indicator))[:most]
    ordered = sorted(largest, key=lambda one: (list(Cause).index(one.cause), -abs(one.points)))
    rows, level = [], start
    for part in ordered:
        rows.append(_Row(part, level, level + part.hundredths))
        level += part.hundredths
    left = len(parts) - len(largest)
    if left:
        rest = sum(part.hundredths for part in parts) - sum(part.hundredths for part in largest)
        rows.append(_Row(None, level, level + rest, left))
    return rows


def _name(row: _Row, found: IndexMovement, link: Callable[[str], str], origin: Callable[[Period], str]) -> Node:
    if row.part is None:
        return origin_link(said.OTHERS.format(count=formats.number(row.count, 0)), origin(found.until))
    code = row.part.indicator
    return [html.A(found.indicators[code].name, href=link(code)), simulated_tag(shown=code in found.simulated)]


def _why(row: _Row) -> Node:
    if row.part is None:
        return ""
    return [said.CAUSE[row.part.cause], html.Small(words_movement.detail(row.part))]


def _points(row: _Row) -> str:
    return words_movement.signed(row.after - row.before)


def _level(period: Period, level: int, origin: Callable[[Period], str]) -> list[Node]:
    value = origin_link(words_movement.hundredths(level), origin(period))
    return [html.B(said.LEVEL.format(period=formats.period(period))), "", "", html.B(value)]


def _bar(left: float, width: float, *, css: str) -> Markup:
    """Return one bar, hidden from screen readers: the number beside it says the same; at least 1 unit wide."""
    return Markup(
        '<svg class="fall {}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect x="{}" width="{}" y="1" height="8"/></svg>'
    ).format(css, round(min(left, _WIDTH - 1), 2), round(max(width, 1.0), 2))
