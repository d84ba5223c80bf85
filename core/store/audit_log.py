"""The audit log in the store: entries are added within the transaction of what they tell of, and read by filter."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, insert, select, true

from core.clock import end_of_day
from core.domain.audit import Action, Entry, Event, Head, chained, written
from core.store.engine import Store
from core.store.models_access import AuditEntry

CHUNK = 1_000  # entries in memory at a time while all are read


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are asked for; None and "" leave a field open.

    Attributes:
        action: What was done.
        actor: Who did it: the whole name.
        since, until: City days, both included.
    """

    action: Action | None = None
    actor: str = ""
    since: date | None = None
    until: date | None = None


def record(conn: Connection, event: Event, *, now: datetime) -> Entry:
    """Add an entry; `conn` is of `Store.begin_write`, so that nobody else adds one at the same time."""
    entry = chained(event, now, head(conn))
    words = asdict(entry)
    conn.execute(insert(AuditEntry).values(id=words.pop("number"), **words))
    return entry


def record_alone(store: Store, event: Event, *, now: datetime) -> Entry:
    """Add an entry in a transaction of its own: for what changes nothing else in the store.

    Raises:
        StoreError: If it could not be written down.
    """
    with store.begin_write() as conn:
        return record(conn, event, now=now)


def head(conn: Connection) -> Head | None:
    """Return the newest entry's number and digest; None for an empty log."""
    row = conn.execute(select(AuditEntry.id, AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)).first()
    return Head(row.id, row.digest) if row else None


def entries(conn: Connection, wanted: AuditFilter, *, limit: int, before: int | None = None) -> tuple[Entry, ...]:
    """Return the newest entries that a filter leaves, newest first; `before`: only those with a lower number."""
    query = select(AuditEntry.__table__).where(_condition(wanted)).order_by(AuditEntry.id.desc()).limit(limit)
    if before is not None:
        query = query.where(AuditEntry.id < before)
    return tuple(Entry(*row) for row in conn.execute(query))


def all_entries(conn: Connection, wanted: AuditFilter | None = None) -> Iterator[Entry]:
    """Yield entries by number, a part at a time."""
    query = select(AuditEntry.__table__).where(_condition(wanted or AuditFilter())).order_by(AuditEntry.id)
    for row in conn.execute(query.execution_options(yield_per=CHUNK)):
        yield Entry(*row)


def actors(conn: Connection) -> tuple[str, ...]:
    """Return every name that stands in the log."""
    return tuple(conn.execute(select(AuditEntry.actor).distinct().order_by(AuditEntry.actor)).scalars())


def newest_of(conn: Connection, action: Action) -> Entry | None:
    """Return the newest entry of an action."""
    found = entries(conn, AuditFilter(action), limit=1)
    return found[0] if found else None


def _condition(wanted: AuditFilter) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [true()]
    if wanted.action:
        parts.append(AuditEntry.action == wanted.action.value)
    if wanted.actor:
        parts.append(AuditEntry.actor == wanted.actor)
    if wanted.since:
        parts.append(AuditEntry.at >= written(end_of_day(wanted.since - timedelta(days=1))))
    if wanted.until:
        parts.append(AuditEntry.at < written(end_of_day(wanted.until)))
    return and_(*parts)
