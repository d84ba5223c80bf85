"""What moved an index: the parts sum to the change, to the last digit, and stand under the right name."""

import math
import random
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rule_properties import make_target

from core.domain.index_steps import Cause, Scored
from core.domain.indicator import Kind
from core.domain.movement import movement
from core.domain.rollup import index, points

RULES = settings(max_examples=300, deadline=None, derandomize=True, database=None)
KINDS = (Kind.HIGHER, Kind.LOWER, Kind.CUMULATIVE, Kind.PREDICATE, Kind.INFORMATION)
numbers = st.floats(-1e4, 1e4, allow_subnormal=False)
targets = st.none() | numbers.map(make_target)
scored = st.builds(
    Scored,
    kind=st.sampled_from(KINDS),
    weight=st.sampled_from([0.0, 0.1, 0.3, 1.0, 2.5, 7.0]),
    value=st.none() | numbers,
    target=targets,
)
states = st.dictionaries(st.sampled_from([f"X-{n:02}" for n in range(9)]), scored, max_size=9)


def member(share, weight=1.0, kind=Kind.HIGHER, target=100.0):
    """Return a member that reached a share of a target of 100; None is not measured."""
    return Scored(kind, weight, None if share is None else share * 100, make_target(target))


def index_of(state):
    return index([(one.weight, one.capped) for one in state.values()], floor=0.0).value


def causes(found):
    return {(part.cause, part.indicator): part.points for part in found.parts}


@RULES
@given(states, states, st.none() | states, st.randoms())
def test_parts_sum_to_the_change_to_the_last_digit_in_any_order(then, now, known_then, order):
    found = movement(then, now, known_then=known_then)
    if found.change is None:
        assert found.parts == ()
        return
    shuffled = [part.points for part in found.parts]
    order.shuffle(shuffled)
    assert sum(shuffled) == math.fsum(shuffled) == found.change
    assert found.start + sum(shuffled) == found.end


@RULES
@given(states, states, st.none() | states)
def test_printed_parts_sum_to_the_printed_change(then, now, known_then):
    found = movement(then, now, known_then=known_then)
    if found.change is not None:
        assert sum(part.hundredths for part in found.parts) == found.end_hundredths - found.start_hundredths
        assert sum(found.by_cause().values()) == found.end_hundredths - found.start_hundredths


@RULES
@given(states, states, st.none() | states)
def test_the_ends_are_the_index_that_is_shown(then, now, known_then):
    found = movement(then, now, known_then=known_then)
    for level, printed, state in (
        (found.start, found.start_hundredths, then if known_then is None else known_then),
        (found.end, found.end_hundredths, now),
    ):
        shown = index_of(state)
        assert (level is None) == (shown is None)
        if shown is not None:
            assert level == pytest.approx(shown, abs=1e-10)
            assert printed <= (Fraction(shown) + Fraction(2, 10**10)) * 100, "rounded up"
            assert printed > (Fraction(shown) - Fraction(2, 10**10)) * 100 - 1


@RULES
@given(states, states)
def test_a_part_never_prints_the_other_sign(then, now):
    for part in movement(then, now).parts:
        assert part.points * part.hundredths >= 0
        assert abs(part.hundredths / 100 - part.points) < 0.0101


@RULES
@given(states, st.none() | states)
def test_nothing_moves_when_nothing_changed(state, known):
    assert movement(state, state).parts == ()
    assert movement(state, state, known_then=state).parts == ()
    if known is not None:
        assert {part.cause for part in movement(state, state, known_then=known).parts} <= {Cause.REVISION}


@RULES
@given(states, states, st.randoms())
def test_the_order_of_the_indicators_changes_nothing(then, now, order):
    mixed = list(now)
    order.shuffle(mixed)
    assert movement(then, now).parts == movement(then, {code: now[code] for code in mixed}).parts


@RULES
@given(st.dictionaries(st.sampled_from("ABCDEF"), st.tuples(st.floats(0, 2), st.floats(0, 2)), min_size=1))
def test_with_equal_weights_and_targets_each_part_is_the_difference_of_its_points(shares):
    then = {code: member(old) for code, (old, _) in shares.items()}
    now = {code: member(new) for code, (_, new) in shares.items()}
    before = points([(1.0, one.capped) for one in then.values()])
    after = points([(1.0, one.capped) for one in now.values()])
    found = causes(movement(then, now))
    for code, was, is_ in zip(shares, before, after, strict=True):
        assert found.get((Cause.VALUE, code), 0.0) == pytest.approx(is_ - was, abs=1e-9)


def test_what_came_in_is_told_from_what_improved():
    then = {"A": member(0.5), "B": member(None), "C": member(0.5)}
    now = {"A": member(0.5), "B": member(0.8), "C": member(0.6)}
    found = causes(movement(then, now))
    assert found == {
        (Cause.COVERAGE, "B"): pytest.approx(10.0),  # 50 -> 60 by the one that came in at 80
        (Cause.VALUE, "C"): pytest.approx(10 / 3),
    }


def test_what_dropped_out_raises_the_index_only_under_the_name_of_coverage():
    then = {"A": member(0.9), "B": member(0.3)}
    now = {"A": member(0.9), "B": member(None)}
    assert causes(movement(then, now)) == {(Cause.COVERAGE, "B"): pytest.approx(30.0)}


def test_an_eased_target_is_no_improvement_of_the_value():
    then = {"A": member(0.5), "B": member(0.5)}
    now = {"A": member(0.5, target=50.0), "B": member(0.5)}
    assert causes(movement(then, now)) == {(Cause.TARGET, "A"): pytest.approx(25.0)}


def test_new_weights_stand_under_their_own_name_for_each_indicator():
    then = {"A": member(0.9), "B": member(0.3)}
    now = {"A": member(0.9, weight=3.0), "B": member(0.3)}
    found = causes(movement(then, now))
    assert set(found) == {(Cause.WEIGHT, "A"), (Cause.WEIGHT, "B")}
    assert sum(found.values()) == pytest.approx(15.0)
    assert all(part > 0 for part in found.values()), "more weight on the better one raises, less on the worse one too"


def test_weights_on_another_scale_move_nothing():
    then = {"A": member(0.9, 1.0), "B": member(0.3, 2.0)}
    now = {code: replace(one, weight=one.weight * 4) for code, one in then.items()}
    assert movement(then, now).change == 0.0
    assert all(part.points == 0 for part in movement(then, now).parts)


def test_another_frame_is_told_from_coverage():
    then = {"A": member(0.5), "B": member(0.9, weight=0.0)}
    now = {"A": member(0.5, weight=0.0), "B": member(0.9)}
    found = causes(movement(then, now))
    assert {cause for cause, _ in found} == {Cause.FRAME}
    assert sum(found.values()) == pytest.approx(40.0)


def test_a_revision_is_told_from_what_happened_since():
    known_then = {"A": member(0.5), "B": member(None)}
    then = {"A": member(0.6), "B": member(0.8)}
    now = {"A": member(0.7), "B": member(0.8)}
    found = movement(then, now, known_then=known_then)
    assert found.start == 50.0
    assert found.by_cause() == {Cause.REVISION: 2000, Cause.VALUE: 500}


def test_the_way_from_one_set_to_a_wholly_different_one_adds_up_too():
    found = movement({"A": member(0.2)}, {"B": member(0.7)})
    assert sum(part.points for part in found.parts) == found.change == pytest.approx(50.0)


def test_without_a_measured_end_there_is_no_change_and_no_part():
    found = movement({"A": member(None)}, {"A": member(0.7)})
    assert (found.start, found.change, found.parts) == (None, None, ())


def test_sixty_indicators_are_taken_apart_exactly():
    draw = random.Random(7)
    then = {f"X-{n:02}": member(draw.choice([None, draw.random()]), draw.choice([1, 2, 0.3])) for n in range(60)}
    now = {f"X-{n:02}": member(draw.choice([None, draw.random()]), draw.choice([1, 2, 0.3])) for n in range(60)}
    found = movement(then, now, known_then=now)
    assert math.fsum(part.points for part in found.parts) == found.change == 0.0
