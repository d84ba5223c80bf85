"""Faults of time, seen in scorecards in use: each is planted here, and what holds of our rules rejects it.

CityScore rewrites its "historic" targets when a page is opened and counts the week back from the last entry;
AKSARA has an `effective_from` of its bands that nothing reads. The faults of values (a perfect zero, missing
counted as zero, rounding up, no cap) stand in test_rule_properties.
"""

import statistics
from datetime import date, timedelta

import pytest
from rule_properties import make_target

from core.domain.bands import Bands, bands_for
from core.domain.freshness import freshness
from core.domain.indicator import Band, Frequency
from core.domain.period import parse_period, period_of
from core.domain.rollup import index
from core.domain.status import FreshnessState, Status
from core.domain.targets import target_for

MAY_2025 = parse_period("2025-05")
HISTORY = (61.0, 64.0, 66.0, 70.0)

# Properties. Each takes the rule it is asked of.


def a_target_of_the_past_is_what_was_set_then(rule):
    """Whatever is measured later, and whoever looks: the target of May 2025 is the one that was in force."""
    targets = [make_target(70.0, year=2025), make_target(80.0, year=2026, valid_from=date(2026, 1, 1))]
    for history in (HISTORY[:2], HISTORY, (*HISTORY, 12.0)):
        assert rule(targets, history, MAY_2025) == 70.0


def new_bands_never_repaint_an_old_year(rule):
    """0.8 was HIGH in 2025; bands that are stricter from 2026 on change 2026 alone."""
    old = [Band("", level.name, floor, date(2000, 1, 1)) for level, floor in ((Status.HIGH, 76), (Status.VERY_LOW, 0))]
    stricter = [*old, Band("", "HIGH", 85, date(2026, 1, 1))]
    assert rule(stricter, MAY_2025.end) == rule(old, MAY_2025.end)
    assert rule(stricter, date(2026, 5, 31)) != rule(old, date(2026, 5, 31))


def a_dead_feed_stops_scoring(rule):
    """A daily feed that ended: from the day it is delinquent on it is not measured, and the coverage says so."""
    last = date(2026, 3, 1)
    alive = rule(last, last)
    dead = rule(last, last + timedelta(days=3))
    assert (alive.value, alive.coverage) == (100.0, 1.0)
    assert (dead.value, dead.coverage) == (None, 0.0)


# Our rules, in the form the properties ask for.


def our_target(targets, _history, period):
    found = target_for(targets, "X-01", period)
    return found.value if found else None


def our_bands(bands, on):
    return bands_for(bands, "", on)


def _score(last, today):
    age = freshness(period_of(last, Frequency.DAILY), Frequency.DAILY, today)
    counts = age.state is not FreshnessState.DELINQUENT
    return index([(1.0, 1.0 if counts else None)], floor=0.7)


RULES = (
    (a_target_of_the_past_is_what_was_set_then, our_target),
    (new_bands_never_repaint_an_old_year, our_bands),
    (a_dead_feed_stops_scoring, _score),
)


# The planted faults.


def mean_less_one_deviation_of_what_is_known_now(_targets, history, _period):
    return statistics.mean(history) - statistics.pstdev(history)


def the_newest_target_for_every_year(targets, _history, _period):
    return max(targets, key=lambda one: one.valid_from).value


def todays_bands_for_every_year(bands, _on):
    return bands_for(bands, "", date.max)


def bands_rounded_down_to_the_easiest_ever(bands, on):
    return Bands(tuple((level, min(floor, 51.0 - at)) for at, (level, floor) in enumerate(our_bands(bands, on).floors)))


def the_week_counted_back_from_the_last_entry(last, _today):
    return _score(last, last)


FAULTS = (
    (a_target_of_the_past_is_what_was_set_then, mean_less_one_deviation_of_what_is_known_now),
    (a_target_of_the_past_is_what_was_set_then, the_newest_target_for_every_year),
    (new_bands_never_repaint_an_old_year, todays_bands_for_every_year),
    (new_bands_never_repaint_an_old_year, bands_rounded_down_to_the_easiest_ever),
    (a_dead_feed_stops_scoring, the_week_counted_back_from_the_last_entry),
)


@pytest.mark.parametrize(("holds", "rule"), RULES, ids=lambda one: one.__name__)
def test_our_rules_keep_it(holds, rule):
    holds(rule)


@pytest.mark.parametrize(("holds", "fault"), FAULTS, ids=lambda one: one.__name__)
def test_the_planted_fault_is_rejected(holds, fault):
    with pytest.raises(AssertionError):
        holds(fault)
