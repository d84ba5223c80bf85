"""What a value counts: which one speaks for a period, its target, its attainment, its status."""

from dataclasses import dataclass
from datetime import date

from core.domain.area import Area
from core.domain.attainment import attainment, status_of
from core.domain.bands import Bands, bands_for
from core.domain.change import since_january
from core.domain.figure import Point
from core.domain.freshness import freshness
from core.domain.indicator import Frequency, Indicator, Kind, Target
from core.domain.period import Period
from core.domain.rollup import cap
from core.domain.status import FreshnessState, Status
from core.domain.targets import target_at
from core.store.facts import Series
from core.store.snapshot import Snapshot
from core.store.values import series_of


@dataclass(frozen=True, slots=True)
class Score:
    """The value that speaks for a period, and what it counts.

    Attributes:
        series, at: Where it stands.
        too_old: It is delinquent as of the period's end: shown, but not measured.
    """

    series: Series
    at: int
    target: Target | None
    attainment: float | None
    status: Status
    too_old: bool
    simulated: bool

    @property
    def period(self) -> Period:
        """Return the period the value speaks of."""
        return self.series.periods[self.at]

    @property
    def capped(self) -> float | None:
        """Return what counts in an index: 0 to 1; None where not measured."""
        return None if self.too_old else cap(self.attainment)


def score(snapshot: Snapshot, code: str, area: Area, end: date) -> Score | None:
    """Return what the newest value by a day counts; None when there is none by then."""
    series = series_of(snapshot, code, area.code)
    indicator = snapshot.plan.indicator(code)
    at = newest(series, indicator, end) if series else -1
    if series is None or at < 0:
        return None
    period = series.periods[at]
    target = target_at(snapshot.plan.targets.get(code, ()), indicator, area, period)
    share = attainment(indicator.kind, scored(indicator, series, at), target)
    return Score(
        series,
        at,
        target,
        share,
        status_of(share, bands(snapshot, code, period.end)),
        freshness(period, indicator.frequency, end).state is FreshnessState.DELINQUENT,
        snapshot.standing(series, at).simulated,
    )


def newest(series: Series, indicator: Indicator, end: date) -> int:
    """Return the position of the value that speaks for a day; -1 when there is none by then.

    Of several that end on the same day (December and its year) the one of the indicator's own frequency.
    """
    at = series.newest(end)
    for other in range(at, -1, -1):
        if series.periods[other].end != series.periods[at].end:
            break
        if series.periods[other].frequency is indicator.frequency:
            return other
    return at


def points(series: Series, frequency: Frequency) -> list[Point]:
    """Return the values of one length of period, oldest first, without the gaps."""
    return [
        Point(period, series.values[at]) for at, period in enumerate(series.periods) if period.frequency is frequency
    ]


def bands(snapshot: Snapshot, code: str, on: date) -> Bands:
    """Return the bands of an indicator ("": of an index) in force on a day."""
    return snapshot.indexes.get(("bands", code, on), lambda: bands_for(snapshot.catalogue.bands, code, on))


def scored(indicator: Indicator, series: Series, at: int) -> float | None:
    """Return what is held against the target: the value, or the sum since January; None with a gap in that."""
    if indicator.kind is not Kind.CUMULATIVE:
        return series.values[at]
    period = series.periods[at]
    return since_january(points(series, period.frequency), period)
