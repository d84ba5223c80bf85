"""Retries: only where waiting helps, with growing pauses, never a long sleep."""

import math

import pytest

from core.collect.retry import Patience, pause_after, with_retries
from core.errors import RunStoppedError, SourceDownError, SourceRefusedError
from core.reasons import Reason

PATIENCE = Patience(attempts=3, pause=2, longest=60)


class Flaky:
    """Raises what it is given, one after the other, then answers."""

    def __init__(self, *errors):
        self.errors, self.calls = list(errors), 0

    def __call__(self):
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return "answer"


class Sleeps(list):
    def __call__(self, seconds):
        self.append(seconds)
        return False


def _down(retry_after=None):
    return SourceDownError("s", "down", retry_after=retry_after)


def test_a_source_that_comes_back_is_answered_after_growing_pauses():
    call, sleeps = Flaky(_down(), _down()), Sleeps()
    assert with_retries(call, PATIENCE, sleeps) == "answer"
    assert sleeps == [2, 8]


def test_a_source_is_asked_no_more_often_than_allowed():
    call = Flaky(*[_down() for _ in range(9)])
    with pytest.raises(SourceDownError):
        with_retries(call, PATIENCE, Sleeps())
    assert call.calls == 3


def test_a_refusal_is_not_asked_again():
    call = Flaky(SourceRefusedError("s", "no", reason=Reason.SOURCE_FORBIDDEN))
    with pytest.raises(SourceRefusedError):
        with_retries(call, PATIENCE, Sleeps())
    assert call.calls == 1


def test_what_the_source_asks_for_is_waited_for():
    sleeps = Sleeps()
    with_retries(Flaky(_down(30)), PATIENCE, sleeps)
    assert sleeps == [30]


@pytest.mark.parametrize("asked", [61, 86_400, math.inf, math.nan])
def test_a_wait_over_the_limit_is_left_to_the_next_due_time(asked):
    call, sleeps = Flaky(_down(asked)), Sleeps()
    with pytest.raises(SourceDownError):
        with_retries(call, PATIENCE, sleeps)
    assert (call.calls, sleeps) == (1, [])


def test_a_short_or_negative_request_does_not_shorten_our_own_pause():
    assert pause_after(1, 0, PATIENCE) == 2
    assert pause_after(1, -5, PATIENCE) == 2


def test_no_pause_of_ours_is_over_the_limit():
    assert pause_after(9, None, PATIENCE) == 60


def test_a_stopping_process_waits_no_longer():
    with pytest.raises(RunStoppedError):
        with_retries(Flaky(_down()), PATIENCE, lambda _: True)
