"""Turns: so many at a time, so many in line, the next are told at once."""

import threading

import pytest

from core.errors import BusyError
from core.turns import Turns


class Holding:
    """Holds a turn in a thread of its own until it is told to end."""

    def __init__(self, turns):
        self.turns, self.has, self.end, self.error = turns, threading.Event(), threading.Event(), None
        self.thread = threading.Thread(target=self.hold)
        self.thread.start()

    def hold(self):
        try:
            with self.turns.one():
                self.has.set()
                self.end.wait(30)
        except BusyError as error:
            self.error = error

    def ended(self):
        self.end.set()
        self.thread.join(30)


def test_as_many_as_are_let_have_a_turn_and_the_next_waits_for_one_of_them():
    turns = Turns(2, 1, patience=30)
    first, second = Holding(turns), Holding(turns)
    assert first.has.wait(30)
    assert second.has.wait(30)
    third = Holding(turns)
    assert not third.has.is_set()
    first.ended()
    assert third.has.wait(30)
    second.ended(), third.ended()
    assert third.error is None


def test_whoever_finds_the_line_full_is_told_at_once():
    turns = Turns(1, 0, patience=30)
    first = Holding(turns)
    assert first.has.wait(30)
    with pytest.raises(BusyError, match="too many"), turns.one():
        pass
    first.ended()
    with turns.one():
        pass


def test_whoever_waited_too_long_leaves_the_line():
    turns = Turns(1, 1, patience=0.01)
    first = Holding(turns)
    assert first.has.wait(30)
    for _ in range(3):  # the place in line is free again each time
        with pytest.raises(BusyError, match="within"), turns.one():
            pass
    first.ended()


def test_a_turn_ends_with_whatever_goes_wrong_in_it():
    turns = Turns(1, 0, patience=0.01)
    for _ in range(2):
        with pytest.raises(ValueError, match="of a test"), turns.one():
            raise ValueError("of a test")
