"""The work behind the figures: runs, rejected rows, sources and how they fare. Made by core.store.queries."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.domain.indicator import Agency
from core.domain.period import Period


class RunState(Enum):
    """How a run ended. The value is what the store keeps."""

    RUNNING = "running"
    OK = "ok"  # something new, or the source's rows were all good
    UNCHANGED = "unchanged"  # nothing new in a good answer
    PARTIAL = "partial"  # stored, with rows rejected
    REFUSED = "refused"  # nothing stored: every row rejected, or the strict policy
    FAILED = "failed"  # the source failed
    ABANDONED = "abandoned"  # the process died


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run, for /sumber and the exports. `sentence` and `mend` are Indonesian; "" when all is well."""

    id: int
    source_id: str
    trigger: str  # "jadwal", "manual", "awal", "susulan"
    started_at: datetime
    finished_at: datetime | None
    state: RunState
    read: int
    new: int
    same: int
    revised: int
    rejected: int
    reason: str
    sentence: str
    mend: str
    raw_sha256: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RejectionRow:
    """One rejected row or cell."""

    run_id: int
    source_id: str
    place: str
    column: str
    found: str
    reason: str
    sentence: str
    mend: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One configured source and how it fares."""

    source_id: str
    title: str
    agency: Agency
    connector: str
    simulated: bool
    schedule: str
    attribution: str
    last_run: RunRow | None
    last_success_at: datetime | None
    failing_since: datetime | None
    next_run_at: datetime | None
    running: bool
    data_until: Period | None  # newest period it gave
    observations: int
    is_uploaded: bool = False  # its office hands its file in
