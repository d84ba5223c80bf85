"""The lease: who may schedule. All functions run inside `Store.begin_write`, so no two decide at once.

The fence grows with every take-over. A holder that was stopped and wakes up later still believes in
its lease; its fence gives it away, and `check_fence` refuses what it wants to store.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, insert, select, update

from core.errors import StaleWriterError
from core.store.holders import is_dead
from core.store.models import Lease as LeaseRow

SCHEDULER = "scheduler"
_LEASE = LeaseRow.__table__.c


@dataclass(frozen=True, slots=True)
class Lease:
    """What its holder knows of a lease.

    Attributes:
        fence: Number of this holding; whoever holds it later has a greater one.
        expires_at: From then on anybody may take over.
    """

    name: str
    holder: str
    fence: int
    expires_at: datetime


def acquire(conn: Connection, name: str, holder: str, ttl: timedelta, *, now: datetime) -> Lease | None:
    """Take the lease if it is free, run out, ours, or its holder is dead.

    Returns:
        The lease, with the same fence if it was ours and a greater one otherwise; None while another holds it.
    """
    held = _row(conn, name)
    if held is None:
        conn.execute(insert(LeaseRow).values(name=name, holder=holder, fence=1, expires_at=now + ttl))
        return Lease(name, holder, 1, now + ttl)
    ours = held["holder"] == holder
    if not ours and held["expires_at"] > now and not is_dead(held["holder"]):
        return None
    lease = Lease(name, holder, held["fence"] + (0 if ours else 1), now + ttl)
    conn.execute(
        update(LeaseRow)
        .where(_LEASE.name == name)
        .values(holder=holder, fence=lease.fence, expires_at=lease.expires_at)
    )
    return lease


def renew(conn: Connection, lease: Lease, ttl: timedelta, *, now: datetime) -> Lease | None:
    """Hold on longer; None when another has taken over, and then we must stop scheduling."""
    kept = conn.execute(update(LeaseRow).where(*_is(lease)).values(expires_at=now + ttl))
    return replace(lease, expires_at=now + ttl) if kept.rowcount else None


def release(conn: Connection, lease: Lease, *, now: datetime) -> None:
    """Give the lease back, if it is still ours. The row stays, because the fence must never start again."""
    conn.execute(update(LeaseRow).where(*_is(lease)).values(holder="", expires_at=now))


def current_fence(conn: Connection, name: str = SCHEDULER) -> int:
    """Return the greatest fence that was given out; 0 before the first."""
    held = _row(conn, name)
    return int(held["fence"]) if held else 0


def check_fence(conn: Connection, fence: int, name: str = SCHEDULER) -> None:
    """Refuse a writer whose lease was taken over.

    Args:
        conn: The connection of the transaction that stores.
        fence: Of the lease under which the work began; 0 for work that needs no lease.
        name: The lease.

    Raises:
        StaleWriterError: If a greater fence was given out since.
    """
    held = _row(conn, name) if fence else None
    if held is not None and held["fence"] != fence:
        raise StaleWriterError(
            f"lease {name}: fence {fence} is past, {held['fence']} holds now. Nothing was stored; "
            "the new holder collects again"
        )


def _row(conn: Connection, name: str) -> RowMapping | None:
    # Columns, not the mapped class: a Connection gives rows, and no identity map may stand in between.
    return conn.execute(select(*_LEASE).where(_LEASE.name == name)).mappings().first()


def _is(lease: Lease) -> tuple:  # type: ignore[type-arg]
    return _LEASE.name == lease.name, _LEASE.holder == lease.holder, _LEASE.fence == lease.fence
