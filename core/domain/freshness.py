"""Freshness: the age of the data against their own frequency, not the age of the last fetch."""

from datetime import date, timedelta

from core.domain.figure import Freshness
from core.domain.indicator import Frequency
from core.domain.period import Period
from core.domain.status import FreshnessState

# Days since the end of the period at which a figure becomes due, overdue, delinquent.
# Source: HDX data freshness (data.humdata.org), "update frequency"; see docs/index.md, section Freshness.
LIMITS: dict[Frequency, tuple[int, int, int]] = {
    Frequency.DAILY: (1, 2, 3),
    Frequency.WEEKLY: (7, 14, 21),
    Frequency.MONTHLY: (30, 44, 60),
    Frequency.QUARTERLY: (90, 120, 150),
    Frequency.HALF_YEARLY: (180, 210, 240),
    Frequency.YEARLY: (365, 425, 455),
}
_LATE = (FreshnessState.OVERDUE, FreshnessState.DELINQUENT)


def freshness(period: Period | None, frequency: Frequency, today: date, confirmed_on: date | None = None) -> Freshness:
    """Return how old a figure is on a day, and how late the next one.

    Args:
        period: The period the newest value speaks of; None when nothing was ever reported.
        frequency: How often the indicator is due; EVENT has an age but is never late.
        today: A day of the city.
        confirmed_on: The last good run that still held the value. It is passed on and renews nothing:
            the same old figure fetched again today is still old.

    Returns:
        DUE is the time of grace after `due_on`; `late_days` counts from `due_on` once the figure is
        OVERDUE or DELINQUENT, and is 0 before. A period that has not ended has the age 0.
    """
    if period is None:
        return Freshness(FreshnessState.NONE, confirmed_on=confirmed_on)
    age = max(0, (today - period.end).days)
    if frequency is Frequency.EVENT:
        return Freshness(FreshnessState.EVENT, age_days=age, confirmed_on=confirmed_on)
    due_on = period.end + timedelta(days=LIMITS[frequency][0])
    state = _state(age, frequency)
    late = (today - due_on).days if state in _LATE else 0
    return Freshness(state, age_days=age, late_days=late, due_on=due_on, confirmed_on=confirmed_on)


def _state(age: int, frequency: Frequency) -> FreshnessState:
    due, overdue, delinquent = LIMITS[frequency]
    if age >= delinquent:
        return FreshnessState.DELINQUENT
    if age >= overdue:
        return FreshnessState.OVERDUE
    return FreshnessState.DUE if age >= due else FreshnessState.FRESH
