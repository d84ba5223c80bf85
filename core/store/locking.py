"""Locking and opening a period: the one way by which a lock gets into the store; and what a lock refuses."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from core.clock import in_city
from core.collect.dates import read_period
from core.domain.audit import Action, Event
from core.domain.catalogue import Catalogue
from core.domain.conflict import MOST_NAME
from core.domain.locks import Lock, LockAct, lockable, note_of
from core.domain.period import Period
from core.domain.verification import reason_of
from core.domain.viewer import Viewer
from core.errors import DecisionRefusedError, NotAllowedError
from core.reasons import Reason
from core.store import scope
from core.store.audit_log import record
from core.store.engine import Store
from core.store.locks import load_locks, record_act
from core.store.read_model import ReadModel
from core.store.snapshot import Snapshot
from core.store.values import parts_of
from core.store.writes import bump_version

_ACTIONS = {LockAct.LOCKED: Action.LOCKED, LockAct.OPENED: Action.UNLOCKED}


class LockDesk:
    """Where one viewer locks and opens, at one instant."""

    def __init__(self, viewer: Viewer, store: Store, model: ReadModel, *, now: datetime) -> None:
        """Take who acts, where it is kept, what reads the same store, and when (aware).

        Raises:
            NotAllowedError: If the viewer may not lock.
        """
        if not scope.may_lock(viewer):
            raise NotAllowedError(f"{viewer.role.value} locks nothing")
        self._viewer, self._store, self._model, self._now = viewer, store, model, now

    def lock(self, agency: str, period: str, reason: str) -> Lock:
        """Lock a period of all indicators of an office, and of what their formulas need.

        Args:
            agency: Code of the office.
            period: As typed: "2025", "2025-Q1", "Triwulan I 2025", "Maret 2025".
            reason: As typed; "" is as good.

        Raises:
            DecisionRefusedError: "opd" if there is no such office with indicators, "periode" if the period cannot be
                read, "berjalan" if it is not over, "catatan" if the reason is too long, "sudah" if it is locked.
        """
        when, note = lockable(_period(period), in_city(self._now).date()), note_of(reason)
        codes = held_for(self._model.current().catalogue, agency)
        if not codes:
            raise DecisionRefusedError("opd", f"no office {agency!r} with indicators in the catalogue")
        one = Lock(LockAct.LOCKED, agency, when, codes, note, self._viewer.name[:MOST_NAME], self._now)
        with self._store.begin_write() as conn:
            if load_locks(conn).found(agency, when):
                raise DecisionRefusedError("sudah", f"{agency} {when} is locked already")
            self._write(conn, one)
        self._model.renew()
        return one

    def open(self, agency: str, period: str, reason: str) -> Lock:
        """Open a locked period again.

        Args:
            agency: Code of the office.
            period: Of the lock, canonical.
            reason: As typed.

        Raises:
            DecisionRefusedError: "alasan" if the reason cannot be kept, "terbuka" if there is no such lock (any more).
        """
        why = reason_of(reason)
        with self._store.begin_write() as conn:
            held = {(one.agency, one.period.text): one for one in load_locks(conn).held}
            if (agency, period) not in held:
                raise DecisionRefusedError("terbuka", f"{agency} {period} is not locked")
            by = self._viewer.name[:MOST_NAME]
            one = replace(held[agency, period], act=LockAct.OPENED, reason=why, by=by, at=self._now)
            self._write(conn, one)
        self._model.renew()
        return one

    def _write(self, conn: Connection, one: Lock) -> None:
        record_act(conn, one)
        details = {"alasan": one.reason, "indikator": ", ".join(sorted(one.indicators))}
        action, subject = _ACTIONS[one.act], f"{one.agency} {one.period}"
        record(conn, Event(self._viewer.name, self._viewer.role, action, subject, details), now=self._now)
        bump_version(conn)


def held_for(catalogue: Catalogue, agency: str) -> frozenset[str]:
    """Return the codes that a lock of an office holds: its own, and all that their formulas need, whoever owns it."""
    found: set[str] = set()
    left = [code for code, one in catalogue.indicators.items() if one.agency == agency]
    while left:
        code = left.pop()
        if code not in found:
            found.add(code)
            left += parts_of(catalogue, code)
    return frozenset(found)


def refuse_locked(state: Snapshot, values: Iterable[tuple[str, Period]]) -> None:
    """Refuse to change what is shown where a value (indicator, period) is locked.

    Raises:
        DecisionRefusedError: "dikunci".
    """
    for indicator, period in values:
        lock = state.locks.of(indicator, period)
        if lock is not None:
            told = f"{lock.agency} {lock.period} was locked by {lock.by}"
            raise DecisionRefusedError("dikunci", f"{indicator} {period}: {told}; open it first")


def _period(typed: str) -> Period:
    found = read_period(typed.strip())
    if isinstance(found, Reason):
        raise DecisionRefusedError("periode", f"{typed!r} cannot be read as a period ({found.value})")
    return found
