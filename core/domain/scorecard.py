"""Rapor data: how completely, punctually and cleanly an office provides its figures. What is not due is not asked.

Source: the shares follow DHIS2's reporting rates ("reporting rate" and "reporting rate on time"): both are held against
what was expected, so what never came is not on time either.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from core.domain.figure import Point
from core.domain.freshness import due_on
from core.domain.indicator import Agency, Frequency, Indicator
from core.domain.period import Period, period_of

MONTHS = 12  # that a scorecard looks back


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure that was due: an indicator for the whole kabupaten and one of its periods.

    Attributes:
        due_on: By the table of freshness; the period is over and the day has come.
        came_on: The city day its first value was in the store; None when it is missing to this day.
        judged: Whether it can be said to be on time: the source was being asked before the day it was due.
    """

    indicator: Indicator
    period: Period
    due_on: date
    came_on: date | None
    judged: bool

    @property
    def on_time(self) -> bool:
        """Return whether it came by the day it was due."""
        return self.came_on is not None and self.came_on <= self.due_on


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One office's rapor on a day.

    Attributes:
        indicators: How many the office owns; `due` how many of them had something due.
        slots, filled: Figures that were due in the twelve months, and how many have come.
        completeness: Mean over the indicators of filled by due; None when nothing was due.
        on_time: Mean over the indicators of on time by due, of the slots that can be judged; None without any.
        judged: How many slots can be judged.
        rows, rejected: Rows read by the newest year of runs of the office's sources, and how many were refused.
        open_conflicts: On the indicators it owns.
        returned: Values of its sources that were returned and that it has not answered.
        trend: Completeness by the month in which the figures were due, oldest first; None where nothing was due.
    """

    agency: Agency
    indicators: int
    due: int
    slots: int
    filled: int
    completeness: float | None
    on_time: float | None
    judged: int
    rows: int
    rejected: int
    open_conflicts: int
    trend: tuple[Point, ...]
    simulated: bool = False
    returned: int = 0

    @property
    def rejected_share(self) -> float | None:
        """Return the share of rows that were refused; None when none were read."""
        return self.rejected / self.rows if self.rows else None


def due_periods(indicator: Indicator, first: date, last: date) -> Iterable[Period]:
    """Yield the periods whose figures fell due from one day to another, newest first; none for events.

    A period that ends before the indicator began or after it ended is never due.
    """
    period = _newest_due(indicator, last)
    while period is not None and (day := due_on(period, indicator.frequency)) is not None and day >= first:
        if indicator.is_in_force(period.end):
            yield period
        period = period.previous()


def completeness(slots: Sequence[Slot]) -> float | None:
    """Return the mean over the indicators of what came by what was due: each indicator counts the same."""
    return _mean([[one.came_on is not None for one in own] for own in _by_indicator(slots)])


def on_time(slots: Sequence[Slot]) -> float | None:
    """Return the mean over the indicators of what was on time by what was due, of what can be judged."""
    return _mean([[one.on_time for one in own] for own in _by_indicator([one for one in slots if one.judged])])


def trend(slots: Sequence[Slot], months: Sequence[Period]) -> tuple[Point, ...]:
    """Return the completeness of what was due in each month, in percent."""
    points = []
    for month in months:
        share = completeness([one for one in slots if month.start <= one.due_on <= month.end])
        points.append(Point(month, None if share is None else 100 * share))
    return tuple(points)


def worst_first(cards: Iterable[Scorecard]) -> tuple[Scorecard, ...]:
    """Return the least complete first, then the least punctual; offices of which nothing was due last."""

    def place(one: Scorecard) -> tuple[bool, float, bool, float, str]:
        late = one.on_time is None
        return one.completeness is None, one.completeness or 0.0, late, one.on_time or 0.0, one.agency.code

    return tuple(sorted(cards, key=place))


def _by_indicator(slots: Iterable[Slot]) -> list[list[Slot]]:
    found: dict[str, list[Slot]] = {}
    for one in slots:
        found.setdefault(one.indicator.code, []).append(one)
    return list(found.values())


def _mean(each: list[list[bool]]) -> float | None:
    # fsum rounds once: the order of the indicators cannot change the last digit.
    return fsum(sum(one) / len(one) for one in each) / len(each) if each else None


def _newest_due(indicator: Indicator, last: date) -> Period | None:
    if indicator.frequency is Frequency.EVENT:
        return None
    period = period_of(last, indicator.frequency)
    while (due_on(period, indicator.frequency) or last) > last:
        period = period.previous()
    return period
