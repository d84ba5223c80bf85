"""Returned values as readers are told of them, and as their office finds them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from core.domain.area import Area
from core.domain.freshness import freshness
from core.domain.indicator import Indicator
from core.domain.period import Period, parse_period
from core.domain.status import FreshnessState
from core.domain.verification import Mark, MayRead, Returned, Row
from core.store.series import Key, position
from core.store.snapshot import Snapshot


def returned_of(
    snapshot: Snapshot, indicator: Indicator, area: Area, end: date, after: Period | None = None
) -> Returned | None:
    """Return the newest returned value that would speak for a day; None when none would.

    Args:
        snapshot: In whose knowledge.
        indicator: Of what.
        area: For where.
        end: The day; a period that ends later, or too long before, does not speak for it.
        after: Only of periods that come after this one, of the value that is shown.
    """
    marks = _by_key(snapshot).get((indicator.code, area.code), {})
    speaking = [
        one
        for one in marks
        if one.end <= end
        and (after is None or position(one) > position(after))
        and indicator.is_in_force(one.end)
        and freshness(one, indicator.frequency, end).state is not FreshnessState.DELINQUENT
    ]
    if not speaking:
        return None
    period = max(speaking, key=position)
    return told(snapshot, marks[period])


def told(snapshot: Snapshot, mark: Mark) -> Returned:
    """Return what readers are told of a return: the office by its short name."""
    code = snapshot.standings.of(mark.row.source).source.agency
    agency = snapshot.catalogue.agencies.get(code)
    return Returned(parse_period(mark.row.period), agency.short if agency else code, mark.at, mark.by, mark.reason)


def key_of(row: Any) -> Row:
    """Return what names a stored row of the table of observations."""
    return Row(row.indicator, row.area, row.period, row.source, row.run_id)


def is_told(snapshot: Snapshot, row: Any, may_read: MayRead) -> bool:
    """Return whether a stored row is told of: what was once returned only to whom it is to mend, or who looks after it.

    Also after its office has sent another value: nobody else was to read it then, and need not now.
    """
    key = key_of(row)
    return key not in snapshot.checks.returned or may_read(key)


def returned_too(_row: Row) -> bool:
    """Return that every returned row may be read."""
    return True


def _by_key(snapshot: Snapshot) -> Mapping[Key, Mapping[Period, Mark]]:
    """Return the open returns of shown sources; of several of one figure that of the best source."""

    def collect() -> dict[Key, dict[Period, Mark]]:
        found: dict[Key, dict[Period, Mark]] = {}
        seen = [one for one in snapshot.returned.values() if snapshot.standings.shown(one.row.source)]
        for one in sorted(seen, key=lambda mark: snapshot.standings.of(mark.row.source).order):
            row = one.row
            found.setdefault((row.indicator, row.area), {}).setdefault(parse_period(row.period), one)
        return found

    return snapshot.indexes.get("returned", collect)
