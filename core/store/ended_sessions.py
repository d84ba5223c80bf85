"""Sessions that somebody left: a copy of their cookie opens nothing any more. Kept as digests, looked at in memory."""

import hashlib
import time
from datetime import datetime, timedelta

from sqlalchemy import insert, select
from sqlalchemy.exc import SQLAlchemyError

from core.clock import now_utc
from core.errors import StoreError
from core.store.engine import Store
from core.store.models_access import EndedSession

PAUSE = 1.0  # seconds between two looks: what a copy of a cookie may outlive its session in another process
LONGEST = timedelta(hours=168)  # of a session ([access] longest_hours): what ended before is over by its age


class EndedSessions:
    """The sessions that were left, of all processes over a store; known ones count while it cannot be read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: set[str] = set()
        self._until, self._looked_at = 0, -PAUSE

    def end(self, session: str, *, now: datetime) -> None:
        """Let a session be over.

        Args:
            session: What its cookie calls it.
            now: Aware.

        Raises:
            StoreError: If it could not be written down.
        """
        digest = _digest(session)
        with self._store.begin_write() as conn:
            conn.execute(insert(EndedSession).values(digest=digest, ended_at=now))
        self._known.add(digest)

    def is_ended(self, session: str) -> bool:
        """Return whether a session was left, as it was known at most PAUSE seconds ago."""
        now = time.monotonic()
        if now - self._looked_at >= PAUSE:
            self._looked_at = now
            self._look()
        return _digest(session) in self._known

    def _look(self) -> None:
        table = EndedSession.__table__.c
        query = select(table.id, table.digest).where(table.id > self._until, table.ended_at > now_utc() - LONGEST)
        try:
            with self._store.read() as conn:
                rows = conn.execute(query.order_by(table.id)).all()
        except (SQLAlchemyError, StoreError):
            return
        self._known.update(row.digest for row in rows)
        self._until = rows[-1].id if rows else self._until


def _digest(session: str) -> str:
    return hashlib.sha256(session.encode()).hexdigest()
