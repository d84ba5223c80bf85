"""The way back from a figure: stored rows, runs, rejections. Read from the tables, not from memory."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from core.domain.area import REGENCY, Area, level_of
from core.domain.period import parse_period
from core.domain.screens import ObservationRow
from core.domain.verification import MayRead
from core.domain.work import RejectionRow, RunRow, RunState
from core.store.models import Observation, RawAnswer, Rejection, Run
from core.store.provenance import provenance
from core.store.returns import is_told, key_of, returned_too
from core.store.snapshot import Snapshot

CHUNK = 5_000  # rows of an export in memory at a time
# Named as the fields of RunRow and RejectionRow.
_RUN = (
    *(
        Run.id,
        Run.source.label("source_id"),
        Run.trigger,
        Run.started_at,
        Run.finished_at,
        Run.state,
        Run.read,
        Run.new,
    ),
    *(Run.same, Run.revised, Run.rejected, Run.reason, Run.sentence, Run.mend),
)
_REJECTION = (
    *(Rejection.run_id, Run.source.label("source_id"), Rejection.place, Rejection.column, Rejection.found),
    *(Rejection.reason, Rejection.sentence, Rejection.mend),
    func.coalesce(Run.finished_at, Run.started_at).label("at"),
)


def observation_rows(
    conn: Connection, snapshot: Snapshot, code: str, area: str, *, limit: int, may_read: MayRead = returned_too
) -> tuple[ObservationRow, ...]:
    """Return the stored rows of an indicator for an area, revisions included, newest period first.

    `may_read`: which of the returned rows are listed.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot.plan.indicator(code), snapshot.plan.area(area)
    query = select(Observation.__table__).where(Observation.indicator == code, Observation.area == area)
    query = query.where(snapshot.knows(Observation.stored_at))
    rows: list[Any] = [row for row in conn.execute(query) if snapshot.standings.shown(row.source)]
    rows = [row for row in rows if is_told(snapshot, row, may_read)]
    rows.sort(key=lambda row: (parse_period(row.period), row.stored_at, row.id), reverse=True)
    return _told(conn, snapshot, rows[:limit])


def all_observations(conn: Connection, snapshot: Snapshot) -> Iterator[ObservationRow]:
    """Yield the current row of every indicator, area, period and shown source, in that order; none that is returned."""
    newest = (
        select(func.max(Observation.id))
        .where(snapshot.knows(Observation.stored_at))
        .group_by(Observation.indicator, Observation.area, Observation.period, Observation.source)
        .scalar_subquery()
    )
    order = (Observation.indicator, Observation.area, Observation.period, Observation.source)
    query = select(Observation.__table__).where(Observation.id.in_(newest)).order_by(*order)
    for part in conn.execute(query.execution_options(stream_results=True)).partitions(CHUNK):
        rows: list[Any] = [row for row in part if snapshot.standings.shown(row.source)]
        rows = [row for row in rows if key_of(row) not in snapshot.returned]
        yield from _told(conn, snapshot, rows)


def run_rows(conn: Connection, condition: Any, *, limit: int) -> tuple[RunRow, ...]:
    """Return runs that meet a condition, newest first."""
    runs = conn.execute(select(*_RUN).where(condition).order_by(Run.id.desc()).limit(limit)).all()
    answers = _answers(conn, [run.id for run in runs])
    return tuple(_run_row(run, answers.get(run.id, ())) for run in runs)


def rejection_rows(conn: Connection, condition: Any, *, limit: int) -> tuple[RejectionRow, ...]:
    """Return rejections that meet a condition, those of the newest run first, in the order of their rows."""
    query = select(*_REJECTION).join(Run).where(condition).order_by(Rejection.run_id.desc(), Rejection.id).limit(limit)
    return tuple(RejectionRow(**row._mapping) for row in conn.execute(query))


def _told(conn: Connection, snapshot: Snapshot, rows: list[Any]) -> tuple[ObservationRow, ...]:
    answers = _answers(conn, {row.run_id for row in rows})
    return tuple(_observation_row(snapshot, row, answers.get(row.run_id, ())) for row in rows)


def _observation_row(snapshot: Snapshot, row: Any, answers: tuple[str, ...]) -> ObservationRow:
    return ObservationRow(
        indicator=row.indicator,
        area=snapshot.catalogue.areas.get(row.area) or _unknown_area(row.area),
        period=parse_period(row.period),
        value=row.value,
        text=row.text,
        flag=row.flag,
        revision=row.revision,
        provenance=provenance(
            snapshot,
            row.source,
            citation=row.citation,
            run_id=row.run_id,
            place=row.place,
            stored_at=row.stored_at,
            revision=row.revision,
            about=(row.indicator, row.area, row.period),
        ),
        # A run of several answers (pages) keeps all; the first one is where a reader begins.
        raw_sha256=answers[0] if answers else "",
    )


def _unknown_area(code: str) -> Area:
    """Return a bare area for a code that left the catalogue, so that its rows are not dropped silently."""
    level = level_of(code)
    return Area(code, "", code, level, level.value, "" if code == REGENCY else code.rpartition(".")[0])


def _answers(conn: Connection, runs: Iterable[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    query = select(RawAnswer.run_id, RawAnswer.sha256).where(RawAnswer.run_id.in_(list(runs))).order_by(RawAnswer.id)
    for run_id, sha256 in conn.execute(query):
        found[run_id] = (*found.get(run_id, ()), sha256)
    return found


def _run_row(run: Any, answers: tuple[str, ...]) -> RunRow:
    return RunRow(**{**run._mapping, "state": RunState(run.state)}, raw_sha256=answers)
