"""What /asal and /asal/tempat share: addresses that keep what the page shows, points and pictures of a figure."""

from collections.abc import Callable, Sequence
from functools import cache

from dash import html
from dash.development.base_component import Component

from components.origin import Links
from components.origin_picture import pictures_section
from components.origin_points import points_list
from components.shell import address, place_address
from core.access import current_viewer
from core.domain.figure import View
from core.domain.lineage import Fact, Points, Step
from core.store import queries, way_back


def links_of(view: View) -> Links:
    """Return the addresses that keep a view, for the chain of a figure."""

    def place(step: Step, fact: Fact) -> str:
        given = (fact.provenance.source_id, fact.provenance.revision)
        return place_address(view, step.indicator.code, step.area.code, step.period.text, given)

    @cache  # a sum of 144 desa names the same source 144 times
    def page(path: str) -> str:
        return address(path, view)

    return Links(page=page, place=place)


def page_number(word: str) -> int:
    """Return the page of a list that an address asks for; the first where it names none."""
    return max(1, int(word)) if word.isascii() and word.isdigit() and len(word) < 7 else 1


def drawn_parts(step: Step, view: View, page: int, *, link: Callable[[str], str]) -> list[Component | None]:
    """Return the points that a figure counts, and the pictures of all that it rests on.

    Args:
        step: The figure.
        view: What the page shows.
        page: Of the points.
        link: The address of another page of them.
    """
    viewer = current_viewer()
    drawn = pictures_section(way_back.pictures(viewer, step, view))
    return [*points_parts(way_back.counted_points(viewer, step, view, page), view, page, link=link), drawn]


def points_parts(
    found: Sequence[Points], view: View, page: int, *, link: Callable[[str], str]
) -> list[Component | None]:
    """Return lists of points, each above the pictures of their records; see `drawn_parts`."""
    viewer = current_viewer()
    areas, links = queries.catalogue(viewer, view.known_at).areas, links_of(view)
    parts: list[Component | None] = []
    for one in found:
        listed = points_list(one, links, areas, page=page, size=way_back.POINTS, link=lambda number: link(str(number)))
        parts.append(html.Section(listed))
        simulated = one.provenance.simulated
        parts.append(pictures_section(way_back.point_pictures(viewer, [one], view), simulated=simulated))
    return parts
