"""The way back from a figure: stored rows, runs, rejections. Read from the tables, not from memory."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from core.domain.area import REGENCY, Area, level_of
from core.domain.figure import Provenance
from core.domain.period import parse_period
from core.domain.screens import ObservationRow
from core.domain.work import RejectionRow, RunRow, RunState
from core.store.models import Observation, RawAnswer, Rejection, Run
from core.store.snapshot import Snapshot

CHUNK = 5_000  # rows of an export in memory at a time


def observation_rows(
    conn: Connection, snapshot: Snapshot, code: str, area: str, *, limit: int
) -> tuple[ObservationRow, ...]:
    """Return the stored rows of an indicator for an area, revisions included, newest period first.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot.plan.indicator(code), snapshot.plan.area(area)
    query = select(*_COLUMNS).where(Observation.indicator == code, Observation.area == area)
    query = query.where(snapshot.knows(Observation.stored_at))
    rows: list[Any] = [row for row in conn.execute(query) if snapshot.standings.shown(row.source)]
    rows.sort(key=lambda row: (parse_period(row.period), row.stored_at, row.id), reverse=True)
    return _told(conn, snapshot, rows[:limit])


def all_observations(conn: Connection, snapshot: Snapshot) -> Iterator[ObservationRow]:
    """Yield the current row of every indicator, area, period and shown source, in that order."""
    newest = (
        select(func.max(Observation.id))
        .where(snapshot.knows(Observation.stored_at))
        .group_by(Observation.indicator, Observation.area, Observation.period, Observation.source)
        .scalar_subquery()
    )
    order = (Observation.indicator, Observation.area, Observation.period, Observation.source)
    query = select(*_COLUMNS).where(Observation.id.in_(newest)).order_by(*order)
    for part in conn.execute(query.execution_options(stream_results=True)).partitions(CHUNK):
        rows: list[Any] = [row for row in part if snapshot.standings.shown(row.source)]
        yield from _told(conn, snapshot, rows)


def run_rows(conn: Connection, condition: Any, *, limit: int) -> tuple[RunRow, ...]:
    """Return runs that meet a condition, newest first."""
    runs = conn.execute(select(Run.__table__).where(condition).order_by(Run.id.desc()).limit(limit)).all()
    answers = _answers(conn, [run.id for run in runs])
    return tuple(_run_row(run, answers.get(run.id, ())) for run in runs)


def rejection_rows(conn: Connection, condition: Any, *, limit: int) -> tuple[RejectionRow, ...]:
    """Return rejections that meet a condition, those of the newest run first, in the order of their rows."""
    query: Select[Any] = (
        select(Rejection.__table__, Run.source, Run.started_at, Run.finished_at)
        .join(Run, Run.id == Rejection.run_id)
        .where(condition)
        .order_by(Rejection.run_id.desc(), Rejection.id)
        .limit(limit)
    )
    return tuple(
        RejectionRow(
            run_id=row.run_id,
            source_id=row.source,
            place=row.place,
            column=row.column,
            found=row.found,
            reason=row.reason,
            sentence=row.sentence,
            mend=row.mend,
            at=row.finished_at or row.started_at,
        )
        for row in conn.execute(query)
    )


_COLUMNS = (
    Observation.id,
    Observation.indicator,
    Observation.area,
    Observation.period,
    Observation.source,
    Observation.revision,
    Observation.value,
    Observation.text,
    Observation.flag,
    Observation.place,
    Observation.citation,
    Observation.run_id,
    Observation.stored_at,
)


def _told(conn: Connection, snapshot: Snapshot, rows: list[Any]) -> tuple[ObservationRow, ...]:
    answers = _answers(conn, {row.run_id for row in rows})
    return tuple(_observation_row(snapshot, row, answers.get(row.run_id, ())) for row in rows)


def _observation_row(snapshot: Snapshot, row: Any, answers: tuple[str, ...]) -> ObservationRow:
    standing = snapshot.standings.of(row.source)
    source = standing.source
    return ObservationRow(
        indicator=row.indicator,
        area=snapshot.catalogue.areas.get(row.area) or _unknown_area(row.area),
        period=parse_period(row.period),
        value=row.value,
        text=row.text,
        flag=row.flag,
        revision=row.revision,
        provenance=Provenance(
            source_id=source.id,
            source_title=source.title or source.id,
            agency=source.agency,
            attribution=source.attribution or source.id,
            citation=row.citation,
            simulated=standing.simulated,
            run_id=row.run_id,
            place=row.place,
            stored_at=row.stored_at,
            revision=row.revision,
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
    return RunRow(
        id=run.id,
        source_id=run.source,
        trigger=run.trigger,
        started_at=run.started_at,
        finished_at=run.finished_at,
        state=RunState(run.state),
        read=run.read,
        new=run.new,
        same=run.same,
        revised=run.revised,
        rejected=run.rejected,
        reason=run.reason,
        sentence=run.sentence,
        mend=run.mend,
        raw_sha256=answers,
    )
