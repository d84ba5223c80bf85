"""What of a run goes into the store: its beginning in one transaction, its end and all it brought in another."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from core.collect.contract import SCHEMATIC, Source
from core.collect.gather import Gathered
from core.collect.outcome import Failure, Trigger
from core.domain.work import RunState
from core.reasons import explain
from core.store import writes
from core.store.engine import Store
from core.store.holders import this_holder
from core.store.models import Run
from core.store.writes import Counts, Ending, KeptAnswer

BAD = (RunState.FAILED.value, RunState.REFUSED.value)
ENDED = (*BAD, RunState.OK.value, RunState.UNCHANGED.value, RunState.PARTIAL.value)
_RUN = Run.__table__.c


@dataclass(frozen=True, slots=True)
class Opened:
    """A run that has begun; `was_bad`: the last run of its source that ended was."""

    run_id: int
    was_bad: bool


def open_run(
    store: Store,
    source: Source,
    trigger: Trigger,
    *,
    due_at: datetime | None,
    fence: int,
    now: datetime,
    wanted: Callable[[Connection], bool] | None = None,
) -> Opened | None:
    """Enter a run that begins; None when this due time was done already or the source is being collected.

    `wanted` is asked in the same transaction whether there is still something to be done; if not, None too.
    """
    with store.begin_write() as conn:
        if wanted is not None and not wanted(conn):
            return None
        run_id = _start(conn, source, trigger, due_at=due_at, fence=fence, now=now)
        return None if run_id is None else Opened(run_id, _was_bad(conn, source.id))


def record(
    conn: Connection, run_id: int, source: Source, gathered: Gathered, kept: Iterable[KeptAnswer], *, now: datetime
) -> Ending:
    """Enter all that a run brought, and its end.

    Raises:
        StaleWriterError: If the run may not write any more; the transaction must be rolled back.
    """
    counts = _record_parts(conn, run_id, source, gathered, now)
    rejected = writes.record_rejections(conn, run_id, [*gathered.rejected, *counts.held])
    state = _state(gathered, counts)
    why = _why_refused(gathered) if state is RunState.REFUSED else {}
    return _end(conn, run_id, Ending(state, counts, gathered.read, rejected, **why), kept, now)


def record_failure(store: Store, run_id: int, failure: Failure, kept: Iterable[KeptAnswer], *, now: datetime) -> None:
    """Enter that a run brought nothing, and why; what was received is listed, for whoever looks into it."""
    ending = Ending(
        RunState.FAILED,
        reason=failure.reason.value,
        sentence=failure.sentence,
        mend=failure.mend,
        error=failure.error,
    )
    with store.begin_write() as conn:
        _end(conn, run_id, ending, kept, now)


def rehearse(store: Store, source: Source, gathered: Gathered, *, now: datetime) -> Ending:
    """Return what recording would come to; everything is taken back."""
    endings: list[Ending] = []
    try:
        with store.begin_write() as conn:
            # A run of its own that nobody ever sees: the source may well be under collection elsewhere.
            run_id = _start(conn, source, Trigger.MANUAL, source_id=f"{source.id}#", now=now)
            assert run_id is not None
            endings.append(record(conn, run_id, source, gathered, (), now=now))
            raise _TakeBackError
    except _TakeBackError:
        return endings[0]


def give_up(store: Store, run_ids: Iterable[int], *, now: datetime) -> None:
    """Close runs of this process that will not end; their due times become free to be caught up."""
    ids = list(run_ids)
    if not ids:
        return
    with store.begin_write() as conn:
        conn.execute(
            update(Run)
            .where(_RUN.id.in_(ids), _RUN.state == RunState.RUNNING.value)
            .values(state=RunState.ABANDONED.value, finished_at=now, due_at=None, error="stopped before the run ended")
        )
        writes.bump_version(conn)


def last_starts(store: Store) -> dict[str, datetime]:
    """Return when the last run of each source began, those not counted whose process died."""
    begun = select(_RUN.source, func.max(_RUN.started_at)).where(_RUN.state != RunState.ABANDONED.value)
    with store.read() as conn:
        return {row.source: row[1] for row in conn.execute(begun.group_by(_RUN.source))}


def close_dead_runs(store: Store, *, now: datetime) -> None:
    """Close what processes left behind that are gone."""
    with store.begin_write() as conn:
        if writes.abandon_dead_runs(conn, now=now):
            writes.bump_version(conn)


def _was_bad(conn: Connection, source_id: str) -> bool:
    ended = select(_RUN.state).where(_RUN.source == source_id, _RUN.state.in_(ENDED))
    return conn.execute(ended.order_by(_RUN.id.desc()).limit(1)).scalar() in BAD


class _TakeBackError(Exception):
    """Ends a rehearsal: begin_write rolls back on any exception."""


def _start(
    conn: Connection,
    source: Source,
    trigger: Trigger,
    *,
    source_id: str = "",
    due_at: datetime | None = None,
    fence: int = 0,
    now: datetime,
) -> int | None:
    return writes.start_run(
        conn,
        source_id=source_id or source.id,
        trigger=trigger.value,
        now=now,
        due_at=due_at,
        fence=fence,
        holder=this_holder(),
        simulated=source.simulated,
    )


def _end(conn: Connection, run_id: int, ending: Ending, kept: Iterable[KeptAnswer], now: datetime) -> Ending:
    writes.keep_raw_rows(conn, run_id, kept)
    writes.finish_run(conn, run_id, ending, now=now)
    writes.bump_version(conn)
    return ending


def _record_parts(conn: Connection, run_id: int, source: Source, gathered: Gathered, now: datetime) -> Counts:
    if gathered.is_refused:
        return Counts()
    parts = []
    if gathered.observations is not None:
        parts.append(writes.record_observations(conn, run_id, source.id, gathered.observations, now=now))
    if gathered.features is not None:
        layer = source.reading.layer or source.id
        parts.append(writes.record_features(conn, run_id, source.id, gathered.features, layer=layer, now=now))
    if gathered.boundaries is not None:
        schematic = source.connector == SCHEMATIC or source.simulated
        parts.append(
            writes.record_boundaries(conn, run_id, source.id, gathered.boundaries, schematic=schematic, now=now)
        )
    return sum(parts, Counts())


def _state(gathered: Gathered, counts: Counts) -> RunState:
    if gathered.is_refused:
        return RunState.REFUSED
    if gathered.rejected or counts.held:
        return RunState.PARTIAL
    return RunState.OK if counts.new or counts.revised else RunState.UNCHANGED


def _why_refused(gathered: Gathered) -> dict[str, str]:
    """Return the reason that most rows were refused for, explained by the first of them."""
    [(reason, _)] = Counter(one.reason for one in gathered.rejected).most_common(1)
    first = next(one for one in gathered.rejected if one.reason is reason)
    told = explain(reason, found=first.found, expected=first.expected)
    return {"reason": reason.value, "sentence": told.sentence, "mend": told.mend}
