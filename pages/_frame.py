"""The frame of every page: filters, banner and footer from one place, so that no page forgets SIMULASI."""

from collections.abc import Sequence

from dash.development.base_component import Component

from components import formats, labels
from components.frames import frame_name, frame_note
from components.labels import shell as said
from components.markup import Node
from components.shell import area_field, comparison_field, filter_form, frame_field, page, period_field, words_of
from core.access import current_viewer
from core.domain.area import Area, Level, level_of, parent_of
from core.domain.catalogue import Catalogue
from core.domain.figure import View
from core.store import queries

DEFAULT_FRAME = "tuntas"
FILTERS = ("periode", "wilayah", "kerangka", "banding")


def framed(
    path: str,
    *parts: Node,
    view: View,
    title: str,
    filters: Sequence[str] = FILTERS,
    extra: Sequence[Component] = (),
) -> Component:
    """Return a page with its frame.

    Args:
        path: The address without its query.
        parts: Blocks and islands.
        view: What the page shows.
        title: Of the page, for people who cannot see it.
        filters: Which of FILTERS the page offers; the others are kept in the address.
        extra: Fields of this page alone.
    """
    viewer = current_viewer()
    catalogue = queries.catalogue(viewer, view.known_at)
    summary = queries.summary(viewer, view.known_at)
    offered = {
        "periode": lambda: period_field(view, queries.periods(viewer, view.known_at)),
        "wilayah": lambda: area_field(view, choice_of_areas(view)),
        "kerangka": lambda: frame_field(view, frames_of(catalogue)),
        "banding": lambda: comparison_field(view),
    }
    hidden = {name: value for name, value in words_of(view).items() if name not in filters}
    made_up = said.MADE_UP.format(simulated=summary.simulated, indicators=summary.indicators)
    form = filter_form(path, *(offered[name]() for name in filters), *extra, hidden=hidden)
    return page(
        path,
        *parts,
        view=view,
        filters=form if filters or extra else None,
        simulated=made_up if summary.simulated else "",
        note=said.AS_OF.format(moment=formats.moment(summary.newest_at), proposal=labels.PROPOSAL),
        about=frame_note(catalogue.frames.get(view.frame), view, default=DEFAULT_FRAME),
        viewer=viewer,
        title=title,
    )


def frames_of(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return code and name with years of each frame; of a catalogue that kept none the names alone."""
    if catalogue.frames:
        return [(code, frame_name(one)) for code, one in catalogue.frames.items()]
    known = {one.frame for one in catalogue.dimensions.values()}
    return [(code, name) for code, name in labels.FRAME.items() if code in known]


def choice_of_areas(view: View) -> list[Area]:
    """Return the kabupaten, all kecamatan, and the desa of the kecamatan in which the chosen area lies."""
    catalogue, chosen = queries.catalogue(current_viewer(), view.known_at), view.area
    opened = chosen if level_of(chosen) is Level.DISTRICT else parent_of(chosen)
    areas = [*catalogue.at(Level.REGENCY)]
    for district in catalogue.at(Level.DISTRICT):
        areas.append(district)
        if district.code == opened:
            areas += catalogue.children(district.code)
    return areas
