"""The book of runs: begin, end, what was rejected, which raw answers were kept.

All functions run inside `Store.begin_write`, so looking first and writing then is one step.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, insert, select, update

from core.domain.work import RunState
from core.errors import StaleWriterError
from core.reasons import Reason, explain
from core.reasons_id import INTERRUPTED
from core.store.holders import is_dead, this_holder
from core.store.leases import check_fence, current_fence
from core.store.locks import HeldBack
from core.store.models import RawAnswer, Rejection, Run

LONGEST_RUN = timedelta(hours=2)  # three tries of a source with the longest pauses stay well below
SHOWN = 500  # characters of a rejected cell that are kept
_RUN = Run.__table__.c


@dataclass(frozen=True, slots=True)
class Counts:
    """What recording did with the figures of one answer."""

    new: int = 0
    same: int = 0
    revised: int = 0
    held: tuple[HeldBack, ...] = ()  # by a lock, and so not stored

    def as_dict(self) -> dict[str, int]:
        """Return the counts by the names of the run's columns."""
        return {"new": self.new, "same": self.same, "revised": self.revised}

    def __add__(self, other: "Counts") -> "Counts":
        """Return both together."""
        numbers = (self.new + other.new, self.same + other.same, self.revised + other.revised)
        return Counts(*numbers, self.held + other.held)


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended.

    Attributes:
        read: Records or cells that the answer held.
        rejected: How many of them were refused, or held back by a lock.
        reason: A code of core.reasons; "" when all is well.
        sentence, mend: Indonesian, for everyone.
        error: Class and English message, for the operator; free of secrets.
    """

    state: RunState
    counts: Counts = field(default_factory=Counts)
    read: int = 0
    rejected: int = 0
    reason: str = ""
    sentence: str = ""
    mend: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """A raw answer in DATA_DIR/raw; `address` is free of query string and secrets, `attempt` counts from 1."""

    sha256: str
    size: int
    media_type: str
    address: str
    attempt: int = 1


class RejectedRow(Protocol):
    """A rejected row or cell, as core.collect.batch describes it."""

    @property
    def place(self) -> str:
        """Sheet!cell, row, pointer."""

    @property
    def column(self) -> str:
        """The agency's column."""

    @property
    def found(self) -> str:
        """What was there."""

    @property
    def reason(self) -> Reason:
        """The stable code."""

    @property
    def expected(self) -> str:
        """What was expected, for the sentence."""


def start_run(
    conn: Connection,
    *,
    source_id: str,
    trigger: str,
    now: datetime,
    due_at: datetime | None = None,
    fence: int = 0,
    holder: str | None = None,
    simulated: bool = False,
) -> int | None:
    """Enter a run that begins now. Commit at once: only a committed run is seen when its process dies.

    Args:
        conn: A connection of `Store.begin_write`.
        source_id: The section in config.toml.
        trigger: jadwal, manual, awal, susulan.
        now: Aware.
        due_at: When the schedule wanted it; None for a run by hand.
        fence: Of the lease; 0 for a run without one.
        holder: Mark of the process that runs it; None means this one.
        simulated: Whether the source's figures are made up.

    Returns:
        Its id; None when that due time was run already, or a living run of the source is under way.

    Raises:
        StaleWriterError: If the lease was taken over.
    """
    check_fence(conn, fence)
    abandon_dead_runs(conn, now=now, source_id=source_id)
    same_source = conn.execute(
        select(_RUN.id)
        .where(_RUN.source == source_id)
        .where((_RUN.state == RunState.RUNNING.value) | ((_RUN.due_at == due_at) if due_at else False))
        .limit(1)
    )
    if same_source.first():
        return None
    values = {"source": source_id, "trigger": trigger, "due_at": due_at, "started_at": now, "fence": fence}
    holder = this_holder() if holder is None else holder
    added = conn.execute(insert(Run).values(**values, holder=holder, simulated=simulated, state=RunState.RUNNING.value))
    key = added.inserted_primary_key
    assert key is not None  # one row was added
    return int(key[0])


def finish_run(conn: Connection, run_id: int, ending: Ending, *, now: datetime) -> None:
    """Enter how a run ended, in the transaction that records its figures.

    Raises:
        StaleWriterError: If the run was given up meanwhile (its process seemed dead), or its lease
            was taken over. The whole transaction must be rolled back, and begin_write does so.
    """
    check_run(conn, run_id)
    told = {name: getattr(ending, name) for name in ("read", "rejected", "reason", "sentence", "mend")}
    values = told | ending.counts.as_dict()
    values |= {"state": ending.state.value, "finished_at": now, "error": _printable(ending.error)}
    conn.execute(update(Run).where(_RUN.id == run_id).values(**values))


def check_run(conn: Connection, run_id: int) -> None:
    """Refuse a run that may not write any more.

    Raises:
        StaleWriterError: If it is not running, or the fence under which it began is past.
    """
    run = conn.execute(select(_RUN.state, _RUN.fence).where(_RUN.id == run_id)).first()
    if run is None or run.state != RunState.RUNNING.value:
        found = "unknown" if run is None else run.state
        raise StaleWriterError(f"run {run_id} is {found}, not running. Nothing was stored; the next run collects again")
    check_fence(conn, run.fence)


def abandon_dead_runs(conn: Connection, *, now: datetime, source_id: str | None = None) -> tuple[int, ...]:
    """Close the runs whose process is gone; their due times become free to be caught up.

    A run counts as gone when its process is certainly dead, when the lease under which it began was taken
    over (its process may be halted, and would hold up its source), or when it is older than LONGEST_RUN.
    One that was only slow is no danger: it stores nothing any more (`check_run`).

    Args:
        conn: A connection of `Store.begin_write`.
        now: Aware.
        source_id: Look at the runs of this source only.

    Returns:
        Ids of the closed runs.
    """
    fence = current_fence(conn)
    running = select(_RUN.id, _RUN.holder, _RUN.started_at, _RUN.fence).where(_RUN.state == RunState.RUNNING.value)
    if source_id is not None:
        running = running.where(_RUN.source == source_id)
    oldest = now - LONGEST_RUN
    gone = tuple(
        run.id
        for run in conn.execute(running)
        if is_dead(run.holder) or run.started_at < oldest or run.fence not in (0, fence)
    )
    if gone:
        conn.execute(
            update(Run)
            .where(_RUN.id.in_(gone))
            .values(
                state=RunState.ABANDONED.value,
                finished_at=now,
                due_at=None,
                sentence=INTERRUPTED.sentence,
                mend=INTERRUPTED.mend,
                error="the process ended before the run did",
            )
        )
    return gone


def keep_raw_rows(conn: Connection, run_id: int, answers: Iterable[KeptAnswer]) -> None:
    """Enter which raw answers a run was made from."""
    rows = [{"run_id": run_id, **asdict(one)} for one in answers]
    if rows:
        conn.execute(insert(RawAnswer), rows)


def record_rejections(conn: Connection, run_id: int, rejections: Iterable[RejectedRow]) -> int:
    """Enter what was rejected, with the sentence and the way to mend it; return how many."""
    rows = [_rejection(run_id, one) for one in rejections]
    if rows:
        conn.execute(insert(Rejection), rows)
    return len(rows)


def _rejection(run_id: int, one: RejectedRow) -> dict[str, object]:
    found = _printable(one.found)
    words = explain(one.reason, found=found, expected=one.expected)
    return {
        "run_id": run_id,
        "place": _printable(one.place),
        "column": _printable(one.column),
        "found": found,
        "reason": one.reason.value,
        "sentence": words.sentence,
        "mend": words.mend,
    }


def _printable(text: str) -> str:
    """Return the text as every engine can hold it: NUL and lone surrogates are why some rows were rejected."""
    safe = text[:SHOWN].encode("utf-8", "backslashreplace").decode()
    return "".join(sign if sign.isprintable() or sign in "\t\n" else "\ufffd" for sign in safe)
