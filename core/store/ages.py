"""How old figures are: a computed one is as old as its worst part."""

from datetime import date

from core.domain.figure import Freshness, PartAge
from core.domain.freshness import freshness, of_parts
from core.domain.period import Period
from core.store.scores import newest
from core.store.snapshot import Snapshot
from core.store.values import made_of, series_of


def age_of(snapshot: Snapshot, code: str, area: str, today: date) -> Freshness:
    """Return how late the reporting of a figure is on a day.

    By its newest value of that day: looking back at an older period makes nothing stale that has come since.
    """
    return snapshot.indexes.get(("age", code, area, today), lambda: _age_of(snapshot, code, area, today).freshness)


def _age_of(snapshot: Snapshot, code: str, area: str, today: date) -> PartAge:
    indicator, series = snapshot.plan.indicator(code), series_of(snapshot, code, area)
    at = newest(series, indicator, today) if series else -1
    if series is None or at < 0:
        return PartAge(indicator, snapshot.plan.area(area), None, freshness(None, indicator.frequency, today))
    period: Period = series.periods[at]
    confirmed_on = snapshot.standing(series, at).confirmed_on
    own = freshness(period, indicator.frequency, today, confirmed_on)
    parts = [_age_of(snapshot, *part, today) for part in made_of(snapshot, code, area, period)]
    return PartAge(indicator, snapshot.plan.area(area), period, of_parts(own, parts))
