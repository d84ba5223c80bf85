"""Decisions on conflicts: added, never changed; the newest one of a figure counts as long as its values stand."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from core.domain.conflict import ConflictKind, Decision
from core.store.facts import Key
from core.store.models import ConflictDecision

Settled = Mapping[tuple[ConflictKind, Key], Mapping[str, Decision]]  # kind and series to period to decision


def load_decisions(conn: Connection, before: datetime | None = None) -> Settled:
    """Return the newest decision of each figure; with `before` as they were known until that instant."""
    query = select(ConflictDecision.__table__).order_by(ConflictDecision.id)
    if before is not None:
        query = query.where(ConflictDecision.decided_at < before)
    found: dict[tuple[ConflictKind, Key], dict[str, Decision]] = {}
    for row in conn.execute(query):
        kind = ConflictKind(row.kind)
        decision = Decision(
            kind=kind,
            indicator=row.indicator,
            area=row.area,
            period=row.period,
            source=row.source,
            reason=row.reason,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
            values=json.loads(row.taken_on),
        )
        found.setdefault((kind, (row.indicator, row.area)), {})[row.period] = decision
    return found


def record_decision(conn: Connection, decision: Decision) -> None:
    """Add a decision; `conn` is of `Store.begin_write`, and the caller tells readers (`bump_version`)."""
    conn.execute(
        insert(ConflictDecision).values(
            kind=decision.kind.value,
            indicator=decision.indicator,
            area=decision.area,
            period=decision.period,
            source=decision.source,
            reason=decision.reason,
            decided_by=decision.decided_by,
            decided_at=decision.decided_at,
            taken_on=json.dumps(dict(decision.values), sort_keys=True),
        )
    )


def changed(before: Settled, after: Settled) -> frozenset[str]:
    """Return the indicators whose decisions differ between two states."""
    return frozenset(key[0] for kind, key in {*before, *after} if before.get((kind, key)) != after.get((kind, key)))
