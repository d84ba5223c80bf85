"""Locks: a period of an office's indicators in which nothing changes any more what is shown, until it is opened again.

A lock names the indicators it holds, as they were when it was set: a later change of the catalogue opens none.
Why so: docs/decisions/0065.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from core.domain.conflict import MOST_REASON
from core.domain.period import Period
from core.errors import DecisionRefusedError


class LockAct(Enum):
    """What was done. The value is the store's word."""

    LOCKED = "dikunci"
    OPENED = "dibuka"


@dataclass(frozen=True, slots=True)
class Lock:
    """A period of an office that somebody locked, or opened.

    Attributes:
        indicators: Codes of what it holds: the office's own, and all that their formulas need.
        reason: Why; "" where whoever locked gave none.
        by: Name of who did it.
        at: When; aware.
    """

    act: LockAct
    agency: str
    period: Period
    indicators: frozenset[str]
    reason: str
    by: str
    at: datetime

    def holds(self, indicator: str, period: Period) -> bool:
        """Return whether a value lies in it: its indicator is held, and its period lies wholly within."""
        return indicator in self.indicators and is_within(period, self.period)


@dataclass(frozen=True, slots=True)
class Locks:
    """The locks that hold, and those that were opened.

    Attributes:
        held: Oldest first.
        opened: Every opening there ever was, oldest first.
        indicators: All that any of `held` holds.
    """

    held: tuple[Lock, ...] = ()
    opened: tuple[Lock, ...] = ()
    indicators: frozenset[str] = field(default_factory=frozenset)

    def of(self, indicator: str, period: Period) -> Lock | None:
        """Return the oldest lock in which a value lies; None where it may change."""
        if indicator not in self.indicators:
            return None
        return next((one for one in self.held if one.holds(indicator, period)), None)

    def of_agency(self, agency: str) -> "Locks":
        """Return those of one office."""
        held, opened = (tuple(one for one in some if one.agency == agency) for some in (self.held, self.opened))
        return replace(self, held=held, opened=opened)

    def opened_before(self, indicator: str, period: Period, instant: datetime) -> Lock | None:
        """Return the last opening before an instant of a lock in which a value lay; None where it never was locked."""
        return next((one for one in reversed(self.opened) if one.at <= instant and one.holds(indicator, period)), None)

    def found(self, agency: str, period: Period) -> Lock | None:
        """Return the lock of exactly this office and period."""
        return next((one for one in self.held if (one.agency, one.period) == (agency, period)), None)


def locks_from(acts: Iterable[Lock]) -> Locks:
    """Return what holds after some acts, given oldest first: of an office and a period the newest one counts."""
    newest: dict[tuple[str, str], Lock] = {}
    opened: list[Lock] = []
    for one in acts:
        key = one.agency, one.period.text
        newest.pop(key, None)
        if one.act is LockAct.LOCKED:
            newest[key] = one
        else:
            opened.append(one)
    held = tuple(newest.values())
    return Locks(held, tuple(opened), frozenset[str]().union(*(one.indicators for one in held)))


def is_within(inner: Period, outer: Period) -> bool:
    """Return whether all days of one period are days of the other."""
    return outer.start <= inner.start and inner.end <= outer.end


def lockable(period: Period, today: date) -> Period:
    """Return a period that may be locked.

    Raises:
        DecisionRefusedError: If it is not over yet.
    """
    if period.end >= today:
        raise DecisionRefusedError("berjalan", f"{period}: only a period that has ended can be locked")
    return period


def note_of(typed: str) -> str:
    """Return the reason of a lock as it is kept; there need not be one.

    Raises:
        DecisionRefusedError: If it is too long.
    """
    note = " ".join(typed.split())
    if len(note) > MOST_REASON:
        raise DecisionRefusedError("catatan", f"a note has at most {MOST_REASON} characters, found {len(note)}")
    return note
