"""Holds the scheduling lease: takes it when it is free, renews it, notices when it is lost."""

import threading
import time
from datetime import timedelta
from itertools import count

from core.collect.runner import Clock
from core.store import leases
from core.store.engine import Store
from core.store.holders import this_holder

_NUMBERS = count(1)  # tells several schedulers within one process apart


class Holding:
    """This process's part in the lease."""

    def __init__(self, store: Store, ttl: timedelta, now: Clock) -> None:
        self._store, self._ttl, self._now = store, ttl, now
        self._holder = this_holder(f"schedule-{next(_NUMBERS)}")
        self._lease: leases.Lease | None = None
        self._good_until = 0.0  # steady clock: after that another may hold the lease, whatever we believe
        self._released = False
        self._lock = threading.Lock()  # a beat may be about to take the lease while the process is told to stop

    @property
    def fence(self) -> int:
        """Return the fence of the lease we hold; 0 while we hold none."""
        return self._lease.fence if self._lease and time.monotonic() < self._good_until else 0

    def keep(self) -> tuple[bool, bool]:
        """Take or renew the lease; return whether it was gained and whether it was lost just now.

        After `release` it takes nothing more.

        Raises:
            StoreError: If the database refuses; an old lease is then held until it runs out.
        """
        with self._lock:
            return (False, False) if self._released else self._keep()

    def _keep(self) -> tuple[bool, bool]:
        had = self._lease
        asked_at = time.monotonic()
        with self._store.begin_write() as conn:
            now = self._now()
            lease = leases.renew(conn, had, self._ttl, now=now) if had else None
            if lease is None:
                lease = leases.acquire(conn, leases.SCHEDULER, self._holder, self._ttl, now=now)
        self._lease = lease
        self._good_until = asked_at + self._ttl.total_seconds()
        same = lease is not None and had is not None and lease.fence == had.fence
        return lease is not None and not same, had is not None and not same

    def release(self) -> None:
        """Give the lease back, so that another process takes over at once; waits for a `keep` that has begun."""
        with self._lock:
            self._released = True
            lease, self._lease = self._lease, None
            if lease is not None:
                with self._store.begin_write() as conn:
                    leases.release(conn, lease, now=self._now())
