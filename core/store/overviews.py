"""The first page: where the area stands, what needs attention, how the offices report."""

from collections.abc import Iterable, Sequence

from core.domain.area import REGENCY, Level
from core.domain.figure import AreaMap, BoundarySet, Figure, IndexFigure, View
from core.domain.indicator import Agency, Indicator
from core.domain.screens import AgencyState, Overview, Summary
from core.domain.status import Status
from core.store.figures import figure
from core.store.indexes import LATE, index_figure
from core.store.maps import area_map
from core.store.snapshot import Snapshot, is_covered

ATTENTION = 8  # figures: what is read at a glance
LOW = (Status.LOW, Status.VERY_LOW)


def overview(snapshot: Snapshot, view: View, bounds: BoundarySet) -> Overview:
    """Return all of the first page; the map shows the kecamatan of the whole kabupaten."""
    figures = all_figures(snapshot, view)
    pressing = attention(figures)
    newest_at = max(snapshot.facts.stored_at.values(), default=None)
    return Overview(
        view=view,
        total=index_figure(snapshot, None, view),
        dimensions=_dimensions(snapshot, view),
        attention=pressing,
        below_target=sum(1 for one in figures if is_measured(one) and (one.attainment or 0.0) < 1),
        map=_map(snapshot, view, pressing, bounds),
        agencies=agency_states(snapshot, view),
        simulated=sum(one.simulated for one in figures),
        indicators=len(figures),
        newest_at=newest_at,
    )


def summary(snapshot: Snapshot, view: View) -> Summary:
    """Return what the banner and the foot of every page say, for the whole kabupaten."""
    figures = all_figures(snapshot, view)
    newest_at = max(snapshot.facts.stored_at.values(), default=None)
    return Summary(sum(one.simulated for one in figures), len(figures), newest_at)


def all_figures(snapshot: Snapshot, view: View) -> list[Figure]:
    """Return the figures of all indicators in force for the view's area, in the order of the catalogue."""
    shown = [one for one in snapshot.catalogue.shown() if one.is_in_force(view.period.end)]
    return [figure(snapshot, one.code, view.area, view) for one in shown]


def is_measured(one: Figure) -> bool:
    """Return whether a figure has an attainment that counts: of a value that is not too old."""
    return one.attainment is not None and one.absence is None


def attention(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return what needs attention: the red ones, worst first; where there is room left, the latest ones."""
    red = [one for one in figures if is_measured(one) and one.status in LOW]
    red.sort(key=lambda one: (one.attainment, not one.indicator.is_core, one.indicator.code))
    late = [one for one in figures if one.freshness.state in LATE and one not in red]
    late.sort(key=lambda one: (not one.indicator.is_core, -one.freshness.late_days, one.indicator.code))
    return tuple((red + late)[:ATTENTION])


def worst_first(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return figures with the lowest attainment first, then those without a score, then those without a value."""

    def place(one: Figure) -> tuple[bool, bool, float]:
        return one.value is None, not is_measured(one), one.attainment or 0.0

    return tuple(sorted(figures, key=place))


def agency_states(snapshot: Snapshot, view: View) -> tuple[AgencyState, ...]:
    """Return all offices that own an indicator, the latest first."""
    figures = all_figures(snapshot, view)
    states = []
    for agency in snapshot.catalogue.agencies.values():
        own = [one for one in figures if one.indicator.agency == agency.code]
        if own:
            states.append(agency_state(agency, own))
    return tuple(sorted(states, key=lambda one: (-one.worst_late_days, -one.late, -one.missing, one.agency.code)))


def agency_state(agency: Agency, figures: Sequence[Figure]) -> AgencyState:
    """Return how an office's figures fare."""
    covered = [one for one in figures if is_covered(one.indicator, one.area.level)]
    return AgencyState(
        agency=agency,
        total=len(covered),
        measured=sum(one.value is not None for one in covered),
        late=sum(one.freshness.state in LATE for one in covered),
        missing=sum(one.value is None and one.status is not Status.NOT_DUE for one in covered),
        low=sum(is_measured(one) and one.status in LOW for one in covered),
        worst_late_days=max((one.freshness.late_days for one in covered), default=0),
    )


def _dimensions(snapshot: Snapshot, view: View) -> tuple[IndexFigure, ...]:
    return tuple(index_figure(snapshot, one, view) for one in snapshot.catalogue.of_frame(view.frame))


def _map(snapshot: Snapshot, view: View, pressing: Sequence[Figure], bounds: BoundarySet) -> AreaMap:
    indicator = _mapped(snapshot, view, [one.indicator for one in pressing])
    return area_map(snapshot, indicator.code, view, Level.DISTRICT, "", bounds)


def _mapped(snapshot: Snapshot, view: View, pressing: Sequence[Indicator]) -> Indicator:
    """Return the indicator for the map: the most pressing one that has figures by kecamatan, else a core one."""
    shown = snapshot.catalogue.shown()
    core_first = sorted(shown, key=lambda one: not one.is_core)
    finer = [one for one in (*pressing, *core_first) if is_covered(one, Level.DISTRICT)]
    for indicator in finer:
        if any(
            figure(snapshot, indicator.code, area.code, view).value is not None
            for area in snapshot.plan.children.get(REGENCY, ())
        ):
            return indicator
    return (finer or shown)[0]
