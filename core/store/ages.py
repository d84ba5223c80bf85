"""How old figures are: a computed one is as old as its worst part."""

from datetime import date

from core.domain.figure import Ended, Freshness, PartAge
from core.domain.freshness import ending, freshness, of_parts
from core.domain.indicator import Indicator
from core.domain.period import Period
from core.store.scores import newest
from core.store.snapshot import Snapshot
from core.store.values import made_of, series_of


def age_of(snapshot: Snapshot, code: str, area: str, today: date) -> Freshness:
    """Return how late the reporting of a figure is on a day.

    By its newest value of that day: looking back at an older period makes nothing stale that has come since.
    """
    return snapshot.indexes.get(("age", code, area, today), lambda: _age_of(snapshot, code, area, today).freshness)


def ended_of(snapshot: Snapshot, indicator: Indicator, today: date) -> Ended | None:
    """Return that an indicator is over on a day, with what follows it; else None."""
    return ending(indicator, snapshot.catalogue.indicators.get(indicator.successor), today)


def _age_of(snapshot: Snapshot, code: str, area: str, today: date) -> PartAge:
    indicator, series = snapshot.plan.indicator(code), series_of(snapshot, code, area)
    at = newest(series, indicator, today) if series else -1
    ended = ended_of(snapshot, indicator, today)
    if series is None or at < 0:
        never = freshness(None, indicator.frequency, today, ended=ended)
        return PartAge(indicator, snapshot.plan.area(area), None, never)
    period: Period = series.periods[at]
    confirmed_on = snapshot.standing(series, at).confirmed_on
    own = freshness(period, indicator.frequency, today, confirmed_on, ended)
    parts = [_age_of(snapshot, *part, today) for part in made_of(snapshot, code, area, period)]
    return PartAge(indicator, snapshot.plan.area(area), period, of_parts(own, parts))
