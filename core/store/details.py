"""The pages behind the first one: a dimension, an office, an indicator."""

from collections.abc import Mapping, Sequence

from core.domain.area import REGENCY, Area, Level
from core.domain.figure import AreaCell, AreaMap, BoundarySet, Figure, Point, View
from core.domain.indicator import Frequency, Indicator, Kind
from core.domain.period import Period
from core.domain.screens import AgencyView, DimensionView, IndicatorView, ObservationRow
from core.domain.work import RejectionRow, SourceHealth
from core.errors import NotFoundError
from core.store.facts import Series
from core.store.figures import as_of, figure
from core.store.flags import flags_of
from core.store.indexes import dimension_of, index_figure, members
from core.store.maps import area_cell, area_map
from core.store.overviews import agency_state, worst_first
from core.store.scores import newest
from core.store.snapshot import Snapshot, is_covered
from core.store.values import is_computed, parts_of, series_of

BELOW = {Level.REGENCY: Level.DISTRICT, Level.DISTRICT: Level.VILLAGE}


def dimension_view(snapshot: Snapshot, code: str, view: View) -> DimensionView:
    """Return one dimension: its index, its figures, and each figure by kecamatan where it is collected so.

    Raises:
        NotFoundError: If the view's frame has no such dimension.
    """
    dimension = dimension_of(snapshot.plan, view.frame, code)
    indicators = members(snapshot.plan, view.frame, code, view.period.end)
    districts = snapshot.plan.children.get(REGENCY, ())
    heat = {
        one.code: {area.code: figure(snapshot, one.code, area.code, view) for area in districts}
        for one in indicators
        if is_covered(one, Level.DISTRICT)
    }
    figures = worst_first(figure(snapshot, one.code, view.area, view) for one in indicators)
    return DimensionView(view, index_figure(snapshot, dimension, view), figures, districts, heat)


def agency_view(
    snapshot: Snapshot,
    code: str,
    view: View,
    sources: Sequence[SourceHealth],
    rejections: Sequence[RejectionRow],
) -> AgencyView:
    """Return one office: its figures and how its sources fare.

    Raises:
        NotFoundError: If the catalogue has no such office.
    """
    agency = snapshot.catalogue.agencies.get(code)
    if agency is None:
        raise NotFoundError(f"agency {code!r} is not in catalogue/agencies.csv")
    shown = [one for one in snapshot.catalogue.shown() if one.is_in_force(view.period.end)]
    own = [one for one in shown if one.agency == code]
    figures = worst_first(figure(snapshot, one.code, view.area, view) for one in own)
    return AgencyView(view, agency_state(agency, figures), figures, tuple(sources), tuple(rejections))


def indicator_view(
    snapshot: Snapshot, code: str, view: View, bounds: BoundarySet | None, rows: Sequence[ObservationRow]
) -> IndicatorView:
    """Return one indicator in depth for the view's area.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    indicator, area = snapshot.plan.indicator(code), snapshot.plan.area(view.area)
    shown = figure(snapshot, code, area.code, view)
    targets = sorted(snapshot.plan.targets.get(code, ()), key=lambda one: (one.year, one.valid_from))
    return IndicatorView(
        view=view,
        figure=shown,
        series=full_series(snapshot, indicator, area, view),
        targets=tuple(targets),
        comparators=tuple(one for one in snapshot.catalogue.comparators if one.indicator == code),
        ranking=ranking(snapshot, indicator, area, view),
        map=_map(snapshot, indicator, area, view, bounds),
        parts=_parts(snapshot, shown, view),
        observations=tuple(rows),
    )


def full_series(snapshot: Snapshot, indicator: Indicator, area: Area, view: View) -> tuple[Point, ...]:
    """Return every period from the first to the newest value, of the length of the shown value, gaps as None.

    Events follow one another without gaps: no report of a day says nothing about that day.
    """
    series = series_of(snapshot, indicator.code, area.code)
    if series is None:
        return ()
    at = newest(series, indicator, as_of(view))
    flags = flags_of(snapshot, indicator.code, area.code)
    known = _marked(snapshot, series, series.periods[at].frequency, flags)
    if indicator.frequency is Frequency.EVENT:
        return tuple(known)
    values = {point.period.text: point for point in known}
    return tuple(values.get(one.text) or Point(one, None) for one in _between(known[0].period, known[-1].period))


def _marked(snapshot: Snapshot, series: Series, frequency: Frequency, flags: Mapping[Period, str]) -> list[Point]:
    """Return the values of one length of period with their flags; real and made-up ones may stand in one series."""
    return [
        Point(period, series.values[at], flags.get(period, ""), snapshot.standing(series, at).simulated)
        for at, period in enumerate(series.periods)
        if period.frequency is frequency
    ]


def _between(first: Period, last: Period) -> list[Period]:
    line = [first]
    while line[-1].end < last.end:
        line.append(line[-1].following())
    return line


def ranking(snapshot: Snapshot, indicator: Indicator, area: Area, view: View) -> tuple[AreaCell, ...]:
    """Return the areas just below one, best first, absent last."""
    below = snapshot.plan.children.get(area.code, ())
    cells = [area_cell(snapshot, indicator.code, one, view) for one in below if is_covered(indicator, one.level)]
    return tuple(sorted(cells, key=lambda cell: _rank(indicator.kind, cell)))


def _rank(kind: Kind, cell: AreaCell) -> tuple[bool, float, float, str]:
    found = cell.figure
    if found.value is None:
        return True, 0.0, 0.0, cell.area.code
    # Capped: two that reach the target differ by their value, not by how far a cap was passed.
    reached = -min(1.0, found.attainment) if kind is Kind.RANGE and found.attainment is not None else 0.0
    return False, reached, found.value if kind is Kind.LOWER else -found.value, cell.area.code


def _map(
    snapshot: Snapshot, indicator: Indicator, area: Area, view: View, bounds: BoundarySet | None
) -> AreaMap | None:
    level = BELOW.get(area.level)
    if level is None or bounds is None or not is_covered(indicator, level):
        return None
    return area_map(snapshot, indicator.code, view, level, area.code, bounds)


def _parts(snapshot: Snapshot, shown: Figure, view: View) -> tuple[Figure, ...]:
    code, area = shown.indicator.code, shown.area.code
    if shown.period is not None and not is_computed(snapshot, code, area, shown.period):
        return ()
    return tuple(figure(snapshot, part, area, view) for part in parts_of(snapshot.catalogue, code))
