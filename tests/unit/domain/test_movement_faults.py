"""Ways to take a change apart that are in use elsewhere, planted here: each is rejected by what ours keeps."""

import math

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from test_movement import member

from core.domain.movement import movement
from core.domain.rollup import index, points

RULES = settings(max_examples=200, deadline=None, derandomize=True, database=None, phases=[Phase.generate])
CODES = ("A", "B", "C", "D", "E", "F", "G")
shares = st.none() | st.floats(0, 1.5, allow_subnormal=False)
states = st.fixed_dictionaries(dict.fromkeys(CODES, shares))


def as_state(given_shares):
    return {code: member(given_shares[code], 1.0 + at / 7) for at, code in enumerate(CODES)}


def index_of(state):
    return index([(one.weight, one.capped) for one in state.values()], floor=0.0).value


# Properties of rule(then, now), which returns the change and the parts by indicator; None where an end has no index.


def parts_sum_to_the_change_to_the_last_digit(rule):
    @RULES
    @given(states, states)
    def check(then, now):
        got = rule(as_state(then), as_state(now))
        if got is not None:
            change, parts = got
            assert sum(parts.values()) == math.fsum(reversed(parts.values())) == change

    check()


def who_did_not_change_has_no_part(rule):
    @RULES
    @given(states, states, st.sampled_from(CODES), shares)
    def check(then, now, code, share):
        got = rule(as_state({**then, code: share}), as_state({**now, code: share}))
        assert got is None or got[1].get(code, 0.0) == 0.0

    check()


def a_part_is_worth_what_its_share_of_the_weight_is_worth(rule):
    """One of two equal ones improves by a tenth: half of that, not a tenth and not what is left over."""

    def check():
        _, parts = rule({"A": member(0.5), "B": member(0.5)}, {"A": member(0.6), "B": member(0.5)})
        assert parts["A"] == pytest.approx(5.0)

    check()


PROPERTIES = (
    parts_sum_to_the_change_to_the_last_digit,
    who_did_not_change_has_no_part,
    a_part_is_worth_what_its_share_of_the_weight_is_worth,
)


def ours(then, now):
    found = movement(then, now)
    if found.change is None:
        return None
    parts = {}
    for part in found.parts:
        parts[part.indicator] = parts.get(part.indicator, 0.0) + part.points
    return found.change, parts


def _ends(then, now):
    ends = index_of(then), index_of(now)
    return None if None in ends else ends


def difference_of_points(then, now):
    """What came in makes all others smaller, and all of them seem to have moved."""
    ends = _ends(then, now)
    if ends is None:
        return None
    before, after = (points([(one.weight, one.capped) for one in end.values()]) for end in (then, now))
    parts = {code: (new or 0.0) - (old or 0.0) for code, old, new in zip(then, before, after, strict=True)}
    return ends[1] - ends[0], parts


def rounded_to_two_decimals(then, now):
    got = ours(then, now)
    return got and (got[0], {code: round(part, 2) for code, part in got[1].items()})


def what_is_left_over_is_spread(then, now):
    got = rounded_to_two_decimals(then, now)
    if not got or not got[1]:
        return got
    left = (got[0] - math.fsum(got[1].values())) / len(CODES)
    return got[0], {code: got[1].get(code, 0.0) + left for code in CODES}


def what_is_left_over_is_a_part_of_its_own(then, now):
    got = rounded_to_two_decimals(then, now)
    if not got:
        return got
    return got[0], {**got[1], "A": got[1].get("A", 0.0) + got[0] - math.fsum(got[1].values())}


def change_of_attainment_without_weight(then, now):
    ends = _ends(then, now)
    if ends is None:
        return None
    parts = {code: 100 * ((now[code].capped or 0.0) - (then[code].capped or 0.0)) for code in then}
    return math.fsum(parts.values()), parts


FAULTS = (
    difference_of_points,
    rounded_to_two_decimals,
    what_is_left_over_is_spread,
    what_is_left_over_is_a_part_of_its_own,
    change_of_attainment_without_weight,
)


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda one: one.__name__)
def test_our_movement_keeps_every_property(holds):
    holds(ours)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: one.__name__)
def test_a_planted_way_to_take_it_apart_is_rejected(fault):
    assert any(_rejects(holds, fault) for holds in PROPERTIES)


def _rejects(holds, fault):
    try:
        holds(fault)
    except (AssertionError, ExceptionGroup, KeyError):
        return True
    return False
