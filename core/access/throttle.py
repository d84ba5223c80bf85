"""Slows down guessing: each failure makes the next attempt wait longer, for a name and for an address alone.

Nobody can lock an office out: waits are short, an address that got in lately with that name waits for its own
failures only, and attempts that come too early are not counted.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

FREE = 4  # failures before the first wait
LONGEST = 60.0  # seconds
FORGOTTEN = 900.0  # seconds after the last failure
KEPT = 10_000  # names and addresses; the oldest go first
OFFICE = 5  # one address may stand for a whole office: so many times more failures before it waits

_Key = tuple[str, str]


@dataclass(slots=True)
class _Failures:
    count: int = 0
    last: float = 0.0


class Throttle:
    """Counts failures in the memory of this process; safe for any number of threads."""

    def __init__(self) -> None:
        self._failed: OrderedDict[_Key, _Failures] = OrderedDict()
        self._known: OrderedDict[_Key, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, login: str, address: str, now: float) -> float:
        """Return the seconds that an attempt has to wait still; 0: it may be made.

        Args:
            login: As typed.
            address: Where the attempt comes from.
            now: Seconds of a clock that never goes back.
        """
        with self._lock:
            return max(self._left(key, free, now) for key, free in self._counted(login, address))

    def failed(self, login: str, address: str, now: float) -> None:
        """Count a failure."""
        with self._lock:
            for key, _ in self._counted(login, address):
                found = self._failed.pop(key, None)
                if found is None or now - found.last > FORGOTTEN:
                    found = _Failures()
                found.count, found.last = found.count + 1, now
                self._failed[key] = found
                while len(self._failed) > KEPT:
                    self._failed.popitem(last=False)

    def succeeded(self, login: str, address: str, now: float) -> None:
        """Forget the failures of who got in, and remember that this address is one of theirs."""
        with self._lock:
            for key, _ in self._counted(login, address):
                self._failed.pop(key, None)
            self._known.pop((login, address), None)
            self._known[login, address] = now
            while len(self._known) > KEPT:
                self._known.popitem(last=False)

    def _counted(self, login: str, address: str) -> list[tuple[_Key, int]]:
        """Return what is counted, and how many failures are free."""
        name = address if (login, address) in self._known else ""
        return [((login, name), FREE), (("", address), FREE * OFFICE)]

    def _left(self, key: _Key, free: int, now: float) -> float:
        found = self._failed.get(key)
        if found is None or found.count < free or now - found.last > FORGOTTEN:
            return 0.0
        return max(0.0, found.last + min(LONGEST, 2.0 ** (found.count - free)) - now)
