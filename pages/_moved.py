"""What moved an index, as a part of a page and as a table to take away."""

from dataclasses import replace

from dash.development.base_component import Component

from components import formats, labels, words_movement
from components.labels import downloads as taken
from components.labels import movement as said
from components.shell import address, index_origin_address
from components.waterfall import MOST, movement_section
from core.access import current_viewer
from core.clock import now_utc
from core.domain.figure import View
from core.domain.moved import IndexMovement
from core.domain.movement import MovedPart
from core.domain.period import Period
from core.reports.table import Cell, Table
from core.store import analyses, queries
from core.store.views import known_day, view_of


def moved_part(path: str, code: str, view: View, since: str, *, name: str, most: int = MOST) -> Component:
    """Return what moved the index of a dimension ("": of the frame) since a period.

    Args:
        path: Of the page, for the choice of the older period.
        code: Of the dimension.
        view: What the page shows.
        since: `dari` of the address; "" for what the comparison means.
        name: Of the index.
        most: How many parts have a row of their own.
    """
    period = analyses.since_of(since, view)
    found = analyses.movement(current_viewer(), code, view, period)
    return movement_section(
        found,
        name=name,
        link=lambda one: address(f"/indikator/{one}", view),
        origin=lambda one: index_origin_address(replace(view, period=one), code),
        choices=[
            (formats.period(one), address(path, view, dari=one.text), one == period) for one in _older(view, period)
        ],
        query=address("", view, kode=code, dari=period.text).lstrip("?"),
        most=most,
    )


def weights_note(view: View, code: str) -> str:
    """Return how far an index hangs on its weights; "" where it is withheld, for then there is no index."""
    found = analyses.sensitivity(current_viewer(), view)
    band = found.dimensions.get(code) if code else found.total
    dimensions = queries.catalogue(current_viewer(), view.known_at).dimensions
    names = {one: dimensions[one].name for one in found.order}
    told = [words_movement.band(band, found.draws)] if band else []
    if not code and (order := words_movement.order(found, names)):
        told.append(order)
    return f"{'; '.join(told)}." if told else ""


def moved_table(query: dict[str, str]) -> Table:
    """Return the parts as a table: exact points, printed points, and the level after each.

    Raises:
        NotFoundError: If there is no such dimension.
    """
    code, viewer = query.get("kode", ""), current_viewer()
    if code:
        query = {**query, "kerangka": queries.frame_of(viewer, code, known_day(query.get("diketahui", "")))}
    view = view_of(**query)
    found = analyses.movement(viewer, code, view, analyses.since_of(query.get("dari", ""), view))
    parts = found.movement.parts if found.movement else ()
    name = found.dimension.name if found.dimension else view.frame
    return Table(
        title=said.FILE.format(name=name, since=found.since, until=found.until),
        columns=said.FILE_HEADS,
        rows=_rows(found, parts),
        notes=[
            taken.TAKEN.format(moment=formats.moment(now_utc()), title=labels.TITLE),
            words_movement.moved(found),
            said.EXACT,
            labels.PROPOSAL,
        ],
        simulated=frozenset(at for at, part in enumerate(parts, start=1) if part.indicator in found.simulated),
    )


def _rows(found: IndexMovement, parts: tuple[MovedPart, ...]) -> list[list[Cell]]:
    seen = found.movement
    if seen is None or seen.start is None or seen.start_hundredths is None:
        return []
    level, rows = seen.start_hundredths, [_end(said.FILE_START, seen.start, seen.start_hundredths)]
    for part in parts:
        level += part.hundredths
        indicator = found.indicators[part.indicator]
        rows.append(
            [
                len(rows), indicator.code, indicator.name, said.CAUSE[part.cause], _percent(part.before),
                _percent(part.after), _percent(part.weight_before), _percent(part.weight_after), part.points,
                part.hundredths / 100, level / 100,
            ]
        )  # fmt: skip
    return [*rows, _end(said.FILE_END, seen.end, seen.end_hundredths or 0)]


def _end(word: str, exact: float | None, printed: int) -> list[Cell]:
    return [None, None, word, None, None, None, None, None, exact, None, printed / 100]


def _percent(share: float | None) -> float | None:
    return None if share is None else round(share * 100, 2)


def _older(view: View, chosen: Period) -> list[Period]:
    """Return older periods to choose from, newest first: one, three and six before, a year before, last December."""
    walk = [view.period]
    while len(walk) <= 6:
        walk.append(walk[-1].previous())
    year_end = next((one for one in walk[1:] if one.end.year < view.period.end.year), None)
    offered = {walk[1], walk[3], walk[6], view.period.year_before(), chosen, *([year_end] if year_end else [])}
    return sorted(offered, reverse=True)
