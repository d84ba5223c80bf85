"""Revisions of an indicator and of what it is made of: old, new, when, who, why. Read from the stored rows."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, and_, select
from sqlalchemy.orm import aliased

from core.domain.period import Period, parse_period
from core.domain.revision import Revision
from core.domain.verification import MayRead
from core.store.lineage import rests_on
from core.store.models import Observation
from core.store.returns import key_of, returned_too
from core.store.snapshot import Snapshot

_Key = tuple[str, str, str, str, int]  # indicator, area, period, source, revision


def revisions(
    conn: Connection,
    snapshot: Snapshot,
    code: str,
    area: str,
    period: Period | None,
    *,
    limit: int,
    may_read: MayRead = returned_too,
) -> tuple[Revision, ...]:
    """Return the newest revisions of an indicator for an area, of computed figures those of the rows they rest on.

    Args:
        conn: A connection of `Store.read`.
        snapshot: Corrections that were known in it, of the sources it shows.
        code: Of the indicator.
        area: Kemendagri code.
        period: Of the shown figure; None when there is none.
        limit: How many at most; those of the shown figure go first.
        may_read: Which of the returned rows are told of, as the value before or after.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot.plan.indicator(code), snapshot.plan.area(area)
    used: Collection[_Key] = rests_on(snapshot, code, area, period) if period else ()
    pairs = {(code, area), *((key[0], key[1]) for key in used)}
    rows = [row for row in _corrected(conn, snapshot, pairs) if (row.indicator, row.area) in pairs]
    told = [row for row in rows if snapshot.standings.shown(row.source) and _is_told(snapshot, row, may_read)]
    found = [_revision(snapshot, row, used) for row in told]
    found.sort(key=lambda one: (one.shown, one.stored_at, one.period.end, one.number), reverse=True)
    return tuple(found[:limit])


def _corrected(conn: Connection, snapshot: Snapshot, pairs: set[tuple[str, str]]) -> list[Any]:
    new, old = aliased(Observation), aliased(Observation)
    same = (getattr(new, name) == getattr(old, name) for name in ("indicator", "area", "period", "source"))
    columns = (new.indicator, new.area, new.period, new.source, new.revision, new.value, new.flag, new.note)
    before = (old.value.label("old_value"), old.flag.label("old_flag"), old.run_id.label("old_run_id"))
    query = (
        select(*columns, new.run_id, new.stored_at, *before)
        .join(old, and_(*same, old.revision == new.revision - 1))
        .where(
            new.indicator.in_({pair[0] for pair in pairs}),
            new.area.in_({pair[1] for pair in pairs}),
            new.revision > 0,
            snapshot.knows(new.stored_at),
        )
    )
    return list(conn.execute(query))


def _is_told(snapshot: Snapshot, row: Any, may_read: MayRead) -> bool:
    new = key_of(row)
    both = (new, replace(new, run_id=row.old_run_id))
    return all(one not in snapshot.checks.returned or may_read(one) for one in both)


def _revision(snapshot: Snapshot, row: Any, used: Collection[_Key]) -> Revision:
    standing = snapshot.standings.of(row.source)
    # A figure rests on the newest revision; the earlier corrections of the same row led to it.
    keys = {key[:4] for key in used}
    period = parse_period(row.period)
    return Revision(
        indicator=snapshot.plan.indicator(row.indicator),
        area=snapshot.plan.area(row.area),
        period=period,
        number=row.revision,
        old=row.old_value,
        new=row.value,
        old_flag=row.old_flag,
        new_flag=row.flag,
        stored_at=row.stored_at,
        source_id=standing.source.id,
        source_title=standing.source.title or standing.source.id,
        agency=standing.source.agency,
        run_id=row.run_id,
        note=row.note,
        simulated=standing.simulated,
        shown=(row.indicator, row.area, row.period, row.source) in keys,
        opened=snapshot.locks.opened_before(row.indicator, period, row.stored_at),
    )
