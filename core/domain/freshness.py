"""Freshness: the age of the data against their own frequency, not the age of the last fetch."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from core.domain.figure import Ended, Freshness, PartAge
from core.domain.indicator import Frequency, Indicator
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
_WORSE = (
    FreshnessState.EVENT,
    FreshnessState.NONE,
    FreshnessState.ENDED,
    FreshnessState.FRESH,
    FreshnessState.DUE,
    FreshnessState.OVERDUE,
    FreshnessState.DELINQUENT,
)


def ending(indicator: Indicator, successor: Indicator | None, today: date) -> Ended | None:
    """Return that an indicator is over on a day; None while it is in force, its last day included.

    What is over cannot be late: the one rule for pages, lists, wall and files.
    """
    last = indicator.valid_to
    return None if last is None or today <= last else Ended(last, successor)


def freshness(
    period: Period | None,
    frequency: Frequency,
    today: date,
    confirmed_on: date | None = None,
    ended: Ended | None = None,
) -> Freshness:
    """Return how old a figure is on a day, and how late the next one.

    Args:
        period: The period the newest value speaks of; None when nothing was ever reported.
        frequency: How often the indicator is due; EVENT has an age but is never late.
        today: A day of the city.
        confirmed_on: The last good run that still held the value. It is passed on and renews nothing:
            the same old figure fetched again today is still old.
        ended: That the indicator is over by then (`ending`): nothing is due any more, whatever is missing.

    Returns:
        DUE is the time of grace after `due_on`; `late_days` counts from `due_on` once the figure is
        OVERDUE or DELINQUENT, and is 0 before. A period that has not ended has the age 0.
    """
    age = max(0, (today - period.end).days) if period else None
    if ended is not None:
        return Freshness(FreshnessState.ENDED, age_days=age, confirmed_on=confirmed_on, until=period, ended=ended)
    if period is None or age is None:
        return Freshness(FreshnessState.NONE, confirmed_on=confirmed_on)
    if frequency is Frequency.EVENT:
        return Freshness(FreshnessState.EVENT, age_days=age, confirmed_on=confirmed_on, until=period)
    due = period.end + timedelta(days=LIMITS[frequency][0])
    state = _state(age, frequency)
    late = (today - due).days if state in _LATE else 0
    return Freshness(state, age_days=age, late_days=late, due_on=due, confirmed_on=confirmed_on, until=period)


def badness(one: Freshness) -> tuple[int, int, int]:
    """Return what orders ages: the worse state, then the later, then the older is the larger."""
    return _WORSE.index(one.state), one.late_days, one.age_days or 0


def of_parts(own: Freshness, parts: Sequence[PartAge]) -> Freshness:
    """Return how old a computed figure is: as bad as its worst part, which it names. One that is over stays so.

    Args:
        own: By the period that the computed value speaks of.
        parts: Its parts; a part that is computed itself is named by its own worst part.
    """
    leaves = [one.freshness.oldest or one for one in parts]
    if not leaves or own.ended is not None:
        return own
    oldest = max(leaves, key=lambda one: badness(one.freshness))
    worst = max((own, oldest.freshness), key=badness)
    return replace(worst, confirmed_on=own.confirmed_on, oldest=oldest, until=own.until)


def due_on(period: Period, frequency: Frequency) -> date | None:
    """Return the day the figure of a period is due; None for events."""
    return None if frequency is Frequency.EVENT else period.end + timedelta(days=LIMITS[frequency][0])


def _state(age: int, frequency: Frequency) -> FreshnessState:
    due, overdue, delinquent = LIMITS[frequency]
    if age >= delinquent:
        return FreshnessState.DELINQUENT
    if age >= overdue:
        return FreshnessState.OVERDUE
    return FreshnessState.DUE if age >= due else FreshnessState.FRESH
