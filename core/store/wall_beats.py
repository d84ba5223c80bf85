"""What screens last told of themselves: one row a screen, written over.

A wall reports every ten seconds, and a database lets one writer in at a time: a collection may hold it for seconds.
So what came in is kept in memory, and one request at a time writes all of it; the others go on. What a process has not
written when it ends is told again by the walls themselves.
"""

import logging
from dataclasses import asdict, replace
from threading import Lock

from sqlalchemy import Connection, insert, select, update

from core.domain.wall_screens import Beat
from core.errors import StoreError
from core.store.engine import Store
from core.store.models_access import ScreenBeat

log = logging.getLogger(__name__)


class Beats:
    """Takes beats in; safe for any number of threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Beat] = {}
        self._lock, self._writing = Lock(), Lock()

    def keep(self, beat: Beat) -> None:
        """Keep a beat: written by this call, or by the one that writes just now or comes next."""
        with self._lock:
            self._waiting[beat.screen] = beat
        if not self._writing.acquire(blocking=False):
            return
        try:
            self._write()
        except StoreError as error:
            log.warning("what screens told of themselves could not be written, they tell it again: %s", error)
        finally:
            self._writing.release()

    def _write(self) -> None:
        with self._lock:
            taken, self._waiting = self._waiting, {}
        with self._store.begin_write() as conn:
            for beat in taken.values():
                write_beat(conn, beat)


def write_beat(conn: Connection, beat: Beat) -> None:
    """Write a beat over the one before; numbers of tokens and commands only grow."""
    before = beat_of(conn, beat.screen)
    if before is None:
        conn.execute(insert(ScreenBeat).values(**asdict(beat)))
        return
    made = replace(beat, token=max(before.token, beat.token), done=max(before.done, beat.done))
    conn.execute(update(ScreenBeat).where(ScreenBeat.screen == beat.screen).values(**asdict(made)))


def beat_of(conn: Connection, key: str) -> Beat | None:
    """Return what a screen last told."""
    row = conn.execute(select(ScreenBeat.__table__).where(ScreenBeat.screen == key)).first()
    return Beat(**row._asdict()) if row else None


def all_beats(conn: Connection) -> dict[str, Beat]:
    """Return what every screen last told, by key."""
    return {row.screen: Beat(**row._asdict()) for row in conn.execute(select(ScreenBeat.__table__))}
