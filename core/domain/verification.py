"""Verification: what walidata found of the values that offices sent. Collected values count without it.

A value that was returned to its office is shown to nobody until the office sends another one. Judged is one row: the
value that one run of one source brought for an indicator, an area and a period. Why so: docs/decisions/0061.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from core.domain.conflict import LEAST_REASON, MOST_REASON
from core.domain.period import Period
from core.errors import DecisionRefusedError


class Judgement(Enum):
    """What was found. The value is the store's word."""

    VERIFIED = "terverifikasi"  # all that a source had brought up to a run
    RETURNED = "dikembalikan"  # one row, with a reason
    WITHDRAWN = "dibatalkan"  # the return of a row is taken back


@dataclass(frozen=True, slots=True)
class Row:
    """One value as one run brought it; a run brings at most one of an indicator, an area and a period."""

    indicator: str
    area: str
    period: str
    source: str
    run_id: int

    @property
    def key(self) -> str:
        """Return its name in forms, among the rows of its source."""
        return "_".join((self.indicator, self.area, self.period, str(self.run_id)))


MayRead = Callable[[Row], bool]  # whether a returned row is the viewer's to read


@dataclass(frozen=True, slots=True)
class Mark:
    """What somebody found.

    Attributes:
        row: What it is about; with VERIFIED its indicator, area and period are "": all of the source up to the run.
        reason: Why it was returned; "" with VERIFIED and WITHDRAWN.
        by: Name of who found it.
        at: When; aware.
    """

    judgement: Judgement
    row: Row
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned value as readers are told of it: of which period, to which office, when, by whom and why."""

    period: Period
    agency: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Checks:
    """All that was found, as far as it holds.

    Attributes:
        returned: Rows that were returned and not taken back, with the newest mark of each.
        verified: Source to its marks, oldest first, each up to a later run than the one before.
        moved: Indicator to when a row of it was last returned or taken back.
    """

    returned: Mapping[Row, Mark] = field(default_factory=dict)
    verified: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)
    moved: Mapping[str, datetime] = field(default_factory=dict)

    def of(self, row: Row) -> Mark | None:
        """Return what was found of a row: that it was returned, or else the first mark that covers it."""
        if row in self.returned:
            return self.returned[row]
        marks = self.verified.get(row.source, ())
        at = bisect_left(marks, row.run_id, key=_run)
        return marks[at] if at < len(marks) else None

    def last_of(self, source: str) -> Mark | None:
        """Return the newest verification of a source."""
        return self.verified.get(source, (None,))[-1]

    def verified_until(self, source: str) -> int:
        """Return the newest run of a source up to which all was verified; 0 when nothing was."""
        last = self.last_of(source)
        return last.row.run_id if last else 0


def checks_from(marks: Iterable[Mark]) -> Checks:
    """Return what holds of some marks, given oldest first: of a row the newest one."""
    newest: dict[Row, Mark] = {}
    verified: dict[str, tuple[Mark, ...]] = {}
    moved: dict[str, datetime] = {}
    for one in marks:
        if one.judgement is Judgement.VERIFIED:
            before = verified.get(one.row.source, ())
            if not before or before[-1].row.run_id < one.row.run_id:
                verified[one.row.source] = (*before, one)
        else:
            newest[one.row] = one
            moved[one.row.indicator] = one.at
    returned = {row: one for row, one in newest.items() if one.judgement is Judgement.RETURNED}
    return Checks(returned, verified, moved)


def _run(mark: Mark) -> int:
    return mark.row.run_id


def reason_of(typed: str) -> str:
    """Return the reason of a return as it is kept.

    Raises:
        DecisionRefusedError: If it is too short or too long.
    """
    reason = " ".join(typed.split())
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        limits = f"{LEAST_REASON} to {MOST_REASON}"
        raise DecisionRefusedError("alasan", f"a reason has {limits} characters, found {len(reason)}")
    return reason
