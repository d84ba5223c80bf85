"""What a run came to: for the store, the progress line and the command's JSON."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from core.collect.batch import Rejected
from core.collect.redact import Redactor
from core.domain.work import RunState
from core.errors import ConfigError, SourceError, StoreError
from core.reasons import Reason, explain
from core.store.locks import HeldBack

LONGEST_MESSAGE = 2000  # characters; an exception of a library may carry a whole answer


class Trigger(Enum):
    """Why a run was started. The value is what the store keeps."""

    SCHEDULE = "jadwal"
    MANUAL = "manual"
    FIRST = "awal"
    CATCH_UP = "susulan"
    UPLOAD = "unggahan"


class Fault(Enum):
    """Whose fault a failure is. The value is the exit code of the command."""

    SOURCE = 1
    CONFIG = 2
    STORE = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """Why nothing came in.

    Attributes:
        error: Class and English message, for the operator; free of secrets.
        sentence, mend: Indonesian, for everyone.
        fault: Who has to look into it.
    """

    reason: Reason
    error: str
    sentence: str
    mend: str
    fault: Fault = Fault.SOURCE


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt to collect one source.

    Attributes:
        run_id: Key of the run; None after a dry run and when nothing was started.
        state: None when the run was skipped, because the source is being collected or this due time was done already.
        skipped: Why, in English; "" when it was not.
        rejections: What was rejected, in the order of the answer.
        seconds: How long it took.
    """

    source_id: str
    trigger: Trigger
    state: RunState | None
    run_id: int | None = None
    dry_run: bool = False
    skipped: str = ""
    read: int = 0
    new: int = 0
    same: int = 0
    revised: int = 0
    rejected: int = 0
    failure: Failure | None = None
    rejections: tuple[Rejected | HeldBack, ...] = field(default=(), repr=False)
    seconds: float = 0.0

    @property
    def is_bad(self) -> bool:
        """Return whether nothing was stored though it should have been."""
        return self.state in (RunState.FAILED, RunState.REFUSED, RunState.ABANDONED)

    def as_json(self) -> dict[str, Any]:
        """Return what `collect --json` prints, one object a source."""
        failure = self.failure
        return {
            "source": self.source_id,
            "run": self.run_id,
            "trigger": self.trigger.value,
            "state": self.state.value if self.state else "skipped",
            "dry_run": self.dry_run,
            "skipped": self.skipped,
            **{name: getattr(self, name) for name in ("read", "new", "same", "revised", "rejected")},
            "seconds": round(self.seconds, 3),
            "reason": failure.reason.value if failure else "",
            "error": failure.error if failure else "",
            "sentence": failure.sentence if failure else "",
            "mend": failure.mend if failure else "",
            "rejections": [rejection_json(one) for one in self.rejections],
        }


def rejection_json(rejected: Rejected | HeldBack) -> dict[str, str]:
    """Return one rejected row or cell with its sentence."""
    told = explain(rejected.reason, found=rejected.found, expected=rejected.expected)
    return {
        "place": rejected.place,
        "column": rejected.column,
        "found": rejected.found,
        "reason": rejected.reason.value,
        "sentence": told.sentence,
        "mend": told.mend,
    }


def failure_of(error: Exception, redactor: Redactor) -> Failure:
    """Return what to tell about an error, whatever it is."""
    known = error if isinstance(error, SourceError) else None
    reason = known.reason if known else Reason.INTERNAL_ERROR
    told = explain(
        reason,
        found=redactor.text(known.found) if known else "",
        expected=redactor.text(known.expected) if known else "",
    )
    message = redactor.text(f"{type(error).__name__}: {error}")
    return Failure(reason, message[:LONGEST_MESSAGE], told.sentence, told.mend, _fault(error))


def _fault(error: Exception) -> Fault:
    if isinstance(error, StoreError):
        return Fault.STORE
    return Fault.CONFIG if isinstance(error, ConfigError) else Fault.SOURCE
