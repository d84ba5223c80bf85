"""Locks in the store: added, never changed; and what they hold back of what a run brings."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from core.clock import in_city
from core.domain.locks import Lock, LockAct, Locks, locks_from
from core.domain.period import parse_period
from core.reasons import Reason
from core.store.models import Rejection
from core.store.models_locks import PeriodLock


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A value that was not stored, as a rejection: `found` names the figure, then what was reported (see `held_in`)."""

    place: str
    found: str
    expected: str
    column: str = ""
    reason: Reason = Reason.PERIOD_LOCKED


def load_acts(conn: Connection, before: datetime | None = None) -> tuple[Lock, ...]:
    """Return all that was locked and opened, oldest first; with `before` as it was known until that instant."""
    query = select(PeriodLock.__table__).order_by(PeriodLock.id)
    if before is not None:
        query = query.where(PeriodLock.done_at < before)
    return tuple(
        Lock(
            LockAct(row.act),
            row.agency,
            parse_period(row.period),
            frozenset(json.loads(row.indicators)),
            row.reason,
            row.done_by,
            row.done_at,
        )
        for row in conn.execute(query)
    )


def load_locks(conn: Connection, before: datetime | None = None) -> Locks:
    """Return the locks that hold; with `before` as it was known until that instant."""
    return locks_from(load_acts(conn, before))


def record_act(conn: Connection, one: Lock) -> None:
    """Add a lock or its end; `conn` is of `Store.begin_write`, and the caller tells readers (`bump_version`)."""
    conn.execute(
        insert(PeriodLock).values(
            act=one.act.value,
            agency=one.agency,
            period=one.period.text,
            indicators=json.dumps(sorted(one.indicators)),
            reason=one.reason,
            done_by=one.by,
            done_at=one.at,
        )
    )


def held_back(locks: Locks, columns: Mapping[str, Sequence[Any]], changes: Sequence[bool]) -> dict[int, HeldBack]:
    """Return by row what must not be stored.

    Args:
        locks: Those that hold.
        columns: Of the observations: indicator, area, period, text, place.
        changes: Of each row, whether it is new or another value than the last one.
    """
    if not locks.held:
        return {}
    asked: dict[tuple[str, str], Lock | None] = {}  # 200,000 rows speak of few periods
    found: dict[int, HeldBack] = {}
    for at, (indicator, period) in enumerate(zip(columns["indicator"], columns["period"], strict=True)):
        if not changes[at] or indicator not in locks.indicators:
            continue
        key = indicator, period
        if key not in asked:
            asked[key] = locks.of(indicator, parse_period(period))
        if (lock := asked[key]) is not None:
            found[at] = _held(lock, {name: columns[name][at] for name in ("area", "text", "place")}, key)
    return found


def held_in(conn: Connection, run_id: int) -> frozenset[tuple[str, str, str]]:
    """Return what a run was not to store: indicator, area, period.

    A rejection alone proves nothing: there has to have been a lock in which the figure lies.
    """
    rows = select(Rejection.found).where(Rejection.run_id == run_id, Rejection.reason == Reason.PERIOD_LOCKED.value)
    acts = load_acts(conn)
    named = {tuple(found.partition(": ")[0].split(" ")) for found in conn.execute(rows).scalars()}
    keys = [(one[0], one[1], one[2]) for one in named if len(one) == len(("indicator", "area", "period"))]
    return frozenset(key for key in keys if any(one.holds(key[0], parse_period(key[2])) for one in acts))


def _held(lock: Lock, row: Mapping[str, str], key: tuple[str, str]) -> HeldBack:
    indicator, period = key
    since = f"{in_city(lock.at):%d-%m-%Y}"
    return HeldBack(
        row["place"],
        f"{indicator} {row['area']} {period}: {row['text']}",
        f"{lock.agency} {lock.period}, sejak {since}, oleh {lock.by}",
    )
