"""Flags of figures: a computed one carries the worst of its parts."""

from collections.abc import Mapping

from core.domain.flags import worst
from core.domain.period import Period
from core.store.facts import Series, origin_of
from core.store.snapshot import Snapshot
from core.store.values import made_of, may_be_made_of, series_of

NONE: Mapping[Period, str] = {}


def flags_of(snapshot: Snapshot, code: str, area: str) -> Mapping[Period, str]:
    """Return the flagged periods of an indicator for an area, with their flags."""
    return snapshot.indexes.get(("flags", code, area), lambda: _flags_of(snapshot, code, area))


def _flags_of(snapshot: Snapshot, code: str, area: str) -> Mapping[Period, str]:
    series, own = series_of(snapshot, code, area), snapshot.shown.get((code, area))
    if series is None:
        return NONE
    found = dict(_reported(snapshot, own)) if own else {}
    if series is own:
        return found
    # A series may hold years of days: only where some part is flagged the parts of that period are looked at.
    parts = [flags_of(snapshot, *part) for part in may_be_made_of(snapshot, code, area)]
    for period in set(series.periods).intersection(set[Period]().union(*parts)):
        used = made_of(snapshot, code, area, period)
        if used and (flag := worst(flags_of(snapshot, *part).get(period, "") for part in used)):
            found[period] = flag
    return found


def _reported(snapshot: Snapshot, series: Series) -> Mapping[Period, str]:
    flagged = {number: flag for number in set(series.origins) if (flag := origin_of(snapshot.facts, number).flag)}
    if not flagged:
        return NONE
    return {series.periods[at]: flagged[number] for at, number in enumerate(series.origins) if number in flagged}
