"""The points behind a count: which ones, of which run and file; and what to say where that cannot be told."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup, escape

from components import formats
from components.data_table import data_table
from components.labels import origin as said
from components.marks import simulated_tag
from components.origin import Links, kept_files
from core.domain.area import Area
from core.domain.lineage import Point, Points


def layer_how(found: Sequence[Points]) -> str:
    """Return how the count of a layer came about: "cacah rekaman ...: 12 dari BPBD + 3 dari BMKG = 15 titik"."""
    numbers = " + ".join(
        said.LAYER_FROM.format(count=formats.number(one.total, 0), source=one.provenance.source_title) for one in found
    )
    total = formats.number(sum(one.total for one in found), 0)
    return said.LAYER_HOW.format(numbers=numbers, count=total) if found else said.LAYER_EMPTY


def points_list(
    points: Points, links: Links, areas: Mapping[str, Area], *, page: int, size: int, link: Callable[[int], str]
) -> Component:
    """Return the points with the run that stored them and its file.

    Args:
        points: One page of them.
        links: Addresses.
        areas: By code, for their names.
        page: Which page, from 1.
        size: Points of a full page.
        link: The address of another page.
    """
    heading = said.POINTS if points.steps else said.POINTS_OF.format(name=points.title)
    return html.Div(
        [
            html.H2(heading),
            html.P(_how(points)) if points.steps else None,
            None if points.is_as_counted or not points.is_told else html.P(_otherwise(points), className="caution"),
            _stored_by(points, links),
            _pages(points, page, size, link),
            _table(points, areas) if points.points else None,
        ],
        className="points",
    )


def _how(points: Points) -> str:
    if not points.is_told:
        return said.COUNTED_UNTOLD.format(name=points.title)
    words = said.COUNTED_HOW if points.total else said.COUNTED_NONE
    return words.format(name=points.title, total=formats.number(points.total, 0))


def _otherwise(points: Points) -> str:
    value = sum(step.value or 0 for step in points.steps)
    return said.COUNTED_OTHERWISE.format(total=formats.number(points.total, 0), value=formats.number(value, 0))


def _stored_by(points: Points, links: Links) -> Component:
    origin = points.provenance
    link = html.A(origin.attribution or origin.source_title, href=links.page(f"/sumber/{origin.source_id}"))
    run = said.RUN_WHEN.format(run=origin.run_id, moment=formats.moment(origin.stored_at))
    file = said.FILE if len(points.files) < 2 else said.FILES.format(count=len(points.files))
    return html.Dl(
        [
            *(html.Dt(said.SOURCE), html.Dd([link, simulated_tag(shown=origin.simulated)])),
            *(html.Dt(said.RUN), html.Dd(run)),
            *(html.Dt(file), html.Dd(kept_files(points.files))),
        ],
        className="facts",
    )


def _pages(points: Points, page: int, size: int, link: Callable[[int], str]) -> Component | None:
    last = -(-points.total // size)
    if last < 2 or not points.points:
        return None
    first = (page - 1) * size + 1
    words = said.POINTS_PAGES.format(
        first=formats.number(first, 0),
        last=formats.number(first + len(points.points) - 1, 0),
        total=formats.number(points.total, 0),
    )
    numbers: list[object] = []
    for number in range(1, last + 1):
        shown = formats.number(number, 0)
        numbers += [html.B(shown) if number == page else html.A(shown, href=link(number)), " "]
    return html.P([words, *numbers])


def _table(points: Points, areas: Mapping[str, Area]) -> Component:
    rows = [_row(one, areas, is_counted=bool(points.steps)) for one in points.points]
    return data_table(said.POINTS_HEADS, rows, caption=said.POINTS)


def _row(point: Point, areas: Mapping[str, Area], *, is_counted: bool) -> tuple[object, ...]:
    """Return one row as texts: five hundred of them made of components took most of the time of their page."""
    lon, lat = (formats.number(one, 5) for one in point.position)
    area = areas.get(point.area)
    nowhere = said.NOWHERE if is_counted else formats.NOTHING
    key = f"<small>{escape(said.POINT_KEY.format(key=point.key))}</small>"
    return (
        Markup(f"{escape(point.name)} {key}"),  # noqa: S704 - both are escaped
        point.kind,
        formats.moment(point.seen) if point.seen else formats.NOTHING,
        f"{lon}; {lat}",
        area.name if area else nowhere,
        Markup(f"<code>{escape(point.place)}</code>") if point.place else said.NO_POINT_PLACE,  # noqa: S704 - escaped
    )
