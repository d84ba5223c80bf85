"""Past states: what was known when a day of the city was over. Few are kept, for such a state never changes."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime, timedelta

from core.clock import end_of_day, now_utc
from core.store.snapshot import Snapshot

KEPT = 6  # states; each weighs as much as the newest one
# A run takes its instant just before it writes, and waits for its turn at most a minute: an hour after midnight
# nothing can come any more that says it was stored before.
SETTLES = timedelta(hours=1)

_Key = tuple[date, int]


class Past:
    """The past states that were asked for last; one thread reads a state, the others wait for it."""

    def __init__(self, read: Callable[[datetime], Snapshot]) -> None:
        """Take the function that reads the state before an instant."""
        self._read = read
        self._kept: OrderedDict[_Key, Snapshot] = OrderedDict()
        self._reading = threading.Lock()

    def get(self, day: date, number: int) -> Snapshot:
        """Return what was known at the end of a day; `number` is that of the newest state of the store."""
        until = end_of_day(day)
        key = (day, 0 if until + SETTLES < now_utc() else number)
        with self._reading:
            if key not in self._kept:
                self._kept[key] = self._read(until)
            self._kept.move_to_end(key)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
