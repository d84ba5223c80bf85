"""Which months a page can be opened for."""

from datetime import date

from core.domain.indicator import Frequency
from core.domain.period import Period, period_of
from core.store.snapshot import Snapshot

MOST = 36  # months in the list
SHARE = 0.25  # of all indicators with figures: a month before so many had begun shows next to nothing


def periods(snapshot: Snapshot, today: date) -> tuple[Period, ...]:
    """Return the complete months before a day for which there is something to see, newest first, at least one."""
    begun = snapshot.indexes.get("begun", lambda: _begun(snapshot))
    month = default_period(today)
    found = [month]
    while len(found) < MOST:
        month = month.previous()
        if sum(first <= month.end for first in begun) < max(1.0, SHARE * len(begun)):
            break
        found.append(month)
    return tuple(found)


def default_period(today: date) -> Period:
    """Return the newest month that was complete before a day."""
    return period_of(today, Frequency.MONTHLY).previous()


def _begun(snapshot: Snapshot) -> list[date]:
    """Return for each shown indicator with figures the end of its first period."""
    first: dict[str, date] = {}
    for (code, _), series in snapshot.shown.items():
        end = series.periods[0].end
        first[code] = min(first.get(code, end), end)
    return [end for code, end in first.items() if code in snapshot.catalogue.indicators]
