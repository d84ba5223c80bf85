"""One stored row by what names it, with the other revisions of the same figure. Read from the tables."""

from typing import Any

from sqlalchemy import Connection, select

from core.domain.lineage import Fact, Making, Step
from core.domain.period import Period
from core.domain.verification import MayRead
from core.errors import NotFoundError
from core.store.lineage import fact_of, kept_files
from core.store.models import Observation
from core.store.returns import is_told, returned_too
from core.store.snapshot import Snapshot


def stored_row(
    conn: Connection,
    snapshot: Snapshot,
    key: tuple[str, str, Period],
    given: tuple[str, int],
    may_read: MayRead = returned_too,
) -> tuple[Step, tuple[Fact, ...]]:
    """Return one stored row as a reported value, and the other revisions of the same figure.

    Args:
        conn: Of the store.
        snapshot: What is shown.
        key: Indicator, area, period.
        given: By which source; which revision, negative: the newest.
        may_read: Which of the returned rows are told of.

    Raises:
        NotFoundError: If there is no such row, or its source is not shown.
    """
    (code, area, period), (source_id, revision) = key, given
    indicator, place = snapshot.plan.indicator(code), snapshot.plan.area(area)
    rows = _rows(conn, snapshot, key, source_id) if snapshot.standings.shown(source_id) else []
    rows = [row for row in rows if is_told(snapshot, row, may_read)]
    chosen = next((row for row in reversed(rows) if revision < 0 or row.revision == revision), None)
    if chosen is None:
        raise NotFoundError(f"{source_id!r} gave no figure of {code} for {area} and {period.text}")
    files = kept_files(conn, {row.run_id for row in rows})
    fact = fact_of(snapshot, chosen, files.get(chosen.run_id, ()))
    others = tuple(fact_of(snapshot, row, files.get(row.run_id, ())) for row in rows if row is not chosen)
    return Step(indicator, place, period, fact.value, Making.REPORTED, fact=fact), others


def _rows(conn: Connection, snapshot: Snapshot, key: tuple[str, str, Period], source_id: str) -> list[Any]:
    code, area, period = key
    query = select(Observation.__table__).where(
        Observation.indicator == code,
        Observation.area == area,
        Observation.period == period.text,
        Observation.source == source_id,
        snapshot.knows(Observation.stored_at),
    )
    return [*conn.execute(query.order_by(Observation.revision))]
