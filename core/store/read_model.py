"""The read model: the newest state of the store in memory of each web process, renewed when it moved.

Pages read figures from here without SQL. The store's version number is asked at most once a second; when it
moved, one thread reads what is new and puts the next snapshot in place, while all others go on with the old one.
"""

import logging
import threading
import time
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError

from core.config import Config
from core.domain.catalogue import Catalogue
from core.errors import StoreError
from core.store.catalogues import CatalogueState, KeptState, StateKind, in_force, kept_states, load_state
from core.store.decisions import changed, load_decisions
from core.store.facts import Key, Series, load_facts
from core.store.locks import load_locks
from core.store.models import Boundary, StoreVersion
from core.store.past import Past
from core.store.snapshot import Memo, Plan, Snapshot, shown_series
from core.store.source_states import sources_before
from core.store.standing import load_standings
from core.store.values import affected
from core.store.verifications import changed_returns, heard, load_checks, open_returns

log = logging.getLogger(__name__)

PAUSE = 1.0  # seconds between two looks at the version: what a viewer may lag behind


class Readable(Protocol):
    """What is needed of a store: a connection to read from."""

    def read(self) -> AbstractContextManager[Connection]:
        """Return a connection for reading."""


class ReadModel:
    """Hands out the newest snapshot; safe for any number of threads."""

    def __init__(self, store: Readable, catalogue: Catalogue, config: Config) -> None:
        self.store = store
        self.plan = Plan(catalogue, config)
        self._plans = Memo(64)  # by sha256: a kept state never changes
        self._snapshot: Snapshot | None = None
        self._renewing = threading.Lock()
        self._past = Past(self.read_before)
        self._looked_at = 0.0
        self._down = False

    def current(self) -> Snapshot:
        """Return the newest snapshot, at most about a second behind the store.

        Raises:
            StoreError: If the store cannot be read and nothing was read before.
        """
        snapshot = self._snapshot
        if snapshot is None:
            with self._renewing:
                return self._snapshot or self._first()
        if time.monotonic() - self._looked_at < PAUSE or not self._renewing.acquire(blocking=False):
            return snapshot
        try:
            return self._renewed(snapshot)
        finally:
            self._renewing.release()

    def renew(self) -> Snapshot:
        """Return the snapshot of the store as it is now, without waiting for the pause to pass."""
        with self._renewing:
            return self._renewed(self._snapshot) if self._snapshot else self._first()

    def known_on(self, day: date) -> Snapshot:
        """Return what was known at the end of a day of the city that is over.

        Raises:
            CatalogueError: If this release can no longer read the catalogue of that day.
            StoreError: If the store cannot be read.
        """
        number = self.current().number
        try:
            return self._past.get(day, number)
        except SQLAlchemyError as error:
            raise StoreError(f"the store cannot be read ({type(error).__name__}); check [store] url") from error

    def catalogue_states(self) -> tuple[CatalogueState, ...]:
        """Return every kept state of the catalogue, oldest first.

        Raises:
            CatalogueError: If this release can no longer read one.
        """
        with self.store.read() as conn:
            states = kept_states(conn)
            return tuple(CatalogueState(one.known_at, one.sha256, self._plan(conn, one).catalogue) for one in states)

    def _plan(self, conn: Connection, state: KeptState | None) -> Plan:
        """Return what follows from a kept state of the catalogue; None: from today's."""
        if state is None:
            return self.plan
        config = self.plan.config
        return self._plans.get(state.sha256, lambda: Plan(load_state(conn, state, demo=config.demo.enabled), config))

    def _first(self) -> Snapshot:
        try:
            self._snapshot = self._read(None)
        except (SQLAlchemyError, StoreError) as error:
            raise StoreError(f"the store cannot be read ({type(error).__name__}); check [store] url") from error
        self._looked_at = time.monotonic()
        return self._snapshot

    def _renewed(self, before: Snapshot) -> Snapshot:
        """Return the next snapshot, or the old one while the store is out of reach: readers go on."""
        try:
            if self._version() != before.number:
                self._snapshot = self._read(before)
            if self._down:
                log.warning("the store can be read again")
            self._down = False
        except (SQLAlchemyError, StoreError) as error:
            if not self._down:
                log.warning("the store cannot be read (%s); showing version %d", type(error).__name__, before.number)
            self._down = True
        self._looked_at = time.monotonic()
        return self._snapshot or before

    def _version(self) -> int:
        with self.store.read() as conn:
            return _number(conn)

    def _read(self, before: Snapshot | None) -> Snapshot:
        with self.store.read() as conn:
            # Asked first: rows that come while reading are read again next time, never missed.
            number = _number(conn)
            facts = load_facts(conn, before.facts if before else None)
            standings = load_standings(conn, self.plan.config)
            settled, checks, locks = load_decisions(conn), load_checks(conn), load_locks(conn)
            boundary_run = conn.execute(select(func.max(Boundary.run_id))).scalar() or 0
        returned = open_returns(facts, checks)
        said = heard(facts, returned)
        snapshot = Snapshot(
            number,
            self.plan,
            facts,
            standings,
            shown_series(self.plan, said, standings, settled),
            boundary_run=boundary_run,
            settled=settled,
            checks=checks,
            locks=locks,
            returned=returned,
            heard=said,
        )
        if before and _same_sources(before, snapshot):
            _carry_over(before, snapshot)
        return snapshot

    def read_before(self, until: datetime) -> Snapshot:
        """Read what was stored before an instant, under catalogue and sources as known then; nothing of it is kept."""
        config = self.plan.config
        with self.store.read() as conn:
            state = in_force(kept_states(conn, StateKind.SOURCES), until)
            then = sources_before(conn, state, config.sources, until)
            plan = self._plan(conn, in_force(kept_states(conn), until)).under(then.sources)
            facts = load_facts(conn, until=until)
            standings = load_standings(conn, config, then)
            settled, checks, locks = load_decisions(conn, until), load_checks(conn, until), load_locks(conn, until)
            number = _number(conn)
        returned = open_returns(facts, checks)
        said = heard(facts, returned)
        return Snapshot(
            number,
            plan,
            facts,
            standings,
            shown_series(plan, said, standings, settled),
            settled=settled,
            checks=checks,
            locks=locks,
            returned=returned,
            heard=said,
            until=until,
        )


def _number(conn: Connection) -> int:
    return conn.execute(select(StoreVersion.number)).scalar() or 0


def _same_sources(before: Snapshot, after: Snapshot) -> bool:
    """Return whether the same sources are shown in the same order: else every computed series may change."""
    old, new = before.standings.by_id, after.standings.by_id
    return old.keys() == new.keys() and all(old[name].order == new[name].order for name in old)


def _carry_over(before: Snapshot, after: Snapshot) -> None:
    """Keep what was computed from facts that did not change, and the polygons while no new ones came."""
    if after.facts.touched is not None:
        decided = changed(before.settled, after.settled) | changed_returns(before.checks, after.checks)
        stale = affected(after.catalogue, after.facts.touched | decided)
        kept: dict[Key, Series | None] = dict(before.computed.entries)
        after.computed.entries = {key: series for key, series in kept.items() if key[0] not in stale}
    if before.boundary_run == after.boundary_run:
        after.polygons.entries = dict(before.polygons.entries)
