"""Trying again: only where waiting helps, with growing pauses, politely and never for long.

Source: RFC 9110 section 10.2.3 (Retry-After); the limits are [collect] attempts, pause and longest_pause.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from core.errors import RunStoppedError, SourceDownError

GROWTH = 4  # each pause is so many times the one before

Answer = TypeVar("Answer")
Wait = Callable[[float], bool]  # waits so many seconds; True: this process is stopping


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a run waits for its source.

    Attributes:
        attempts: How often the source is asked at most, the first time included.
        pause: Seconds before the second attempt; grows by GROWTH with each further one.
        longest: Seconds that a worker sleeps at most; a source that asks for more is left to its next due time.
    """

    attempts: int
    pause: float
    longest: float


def with_retries(call: Callable[[], Answer], patience: Patience, wait: Wait) -> Answer:
    """Return what the call returns; on SourceDownError pause and call again.

    Raises:
        SourceDownError: The last one, when all attempts are used or the source asks for a longer pause than allowed.
        RunStoppedError: If this process is stopping.
    """
    attempt = 1
    while True:
        try:
            return call()
        except SourceDownError as error:
            seconds = pause_after(attempt, error.retry_after, patience)
            if attempt >= patience.attempts or seconds is None:
                raise
        if wait(seconds):
            raise RunStoppedError("stopped while waiting for the source; nothing was stored")
        attempt += 1


def pause_after(attempt: int, retry_after: float | None, patience: Patience) -> float | None:
    """Return the seconds to wait after the n-th attempt; None when the source asks for more than is allowed.

    Args:
        attempt: 1 after the first.
        retry_after: Seconds that the source asked for; None when it did not. Our own pause is kept if longer.
        patience: The limits.
    """
    own = min(patience.pause * float(GROWTH ** (attempt - 1)), patience.longest)
    if retry_after is None:
        return own
    # Written so that a nonsensical number (NaN) is refused and not slept for.
    return max(own, retry_after) if retry_after <= patience.longest else None
