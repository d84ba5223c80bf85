"""What a request read that is not for everybody: noted where it is read, told to the audit log with the answer."""

from contextvars import ContextVar
from typing import Protocol, TypeVar

from core.domain.audit import Sight


class _OfSource(Protocol):
    @property
    def source_id(self) -> str: ...


Row = TypeVar("Row", bound=_OfSource)
_seen: ContextVar[set[str] | None] = ContextVar("seen", default=None)


def begin() -> None:
    """Note from now on what this request reads."""
    _seen.set(set())


def note(sight: Sight, what: str = "") -> None:
    """Note that something was read; outside of a request (commands, tests) nobody asks.

    Args:
        sight: Of which kind.
        what: Whose: the source; "" where the kind says all.
    """
    seen = _seen.get()
    if seen is not None:
        seen.add(f"{sight.value} {what}".rstrip())


def noted(sight: Sight, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Note whose rows were read, and return them."""
    for source_id in {one.source_id for one in rows}:
        note(sight, source_id)
    return rows


def taken() -> tuple[str, ...]:
    """Return what was noted, in order of words, and end noting."""
    seen = _seen.get()
    _seen.set(None)
    return tuple(sorted(seen or ()))
