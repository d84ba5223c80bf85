"""Locks: what lies in one, which of several counts, and what may be locked at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.indicator import Frequency
from core.domain.locks import Lock, LockAct, is_within, lockable, locks_from, note_of
from core.domain.period import parse_period, period_of
from core.errors import DecisionRefusedError

NOON = datetime(2026, 3, 1, 4, tzinfo=UTC)
DAYS = some.dates(date(1999, 1, 1), date(2051, 12, 31))
LENGTHS = some.sampled_from([one for one in Frequency if one is not Frequency.EVENT])
PERIODS = some.builds(period_of, DAYS, LENGTHS)


def act(period="2025", agency="DLH", codes=("A", "B"), *, opened=False, step=0):
    what = LockAct.OPENED if opened else LockAct.LOCKED
    return Lock(what, agency, parse_period(period), frozenset(codes), "", "Rina", NOON + timedelta(hours=step))


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("2025-03", "2025", True),
        ("2025-Q1", "2025", True),
        ("2025-Q1", "2025-S1", True),
        ("2025", "2025", True),
        ("2025", "2025-Q1", False),
        ("2025-04", "2025-Q1", False),
        ("2024-02-29", "2024-02", True),
        ("2025-02-28", "2025-02", True),
        ("2025-03-01", "2025-02", False),
        ("2020-W53", "2020", False),  # ends on 3 January 2021
        ("2021-W01", "2021", True),
        ("2025-W01", "2025", False),  # begins on 30 December 2024
        ("2026-W01", "2026", False),
        ("2025-W05", "2025-01", False),  # 27 January to 2 February
        ("2025-W05", "2025-Q1", True),
    ],
)
def test_a_period_lies_within_another_only_with_all_its_days(inner, outer, inside):
    assert is_within(parse_period(inner), parse_period(outer)) is inside


@given(PERIODS, PERIODS)
def test_within_is_what_counting_the_days_says(inner, outer):
    days = {inner.start + timedelta(days=one) for one in range((inner.end - inner.start).days + 1)}
    around = {outer.start + timedelta(days=one) for one in range((outer.end - outer.start).days + 1)}
    assert is_within(inner, outer) is (days <= around)


@given(PERIODS, PERIODS, PERIODS)
def test_within_is_an_order(one, two, three):
    assert is_within(one, one)
    if is_within(one, two) and is_within(two, three):
        assert is_within(one, three)
    if is_within(one, two) and is_within(two, one):
        assert (one.start, one.end) == (two.start, two.end)


@given(DAYS)
def test_every_day_of_a_year_is_locked_by_the_year_and_by_no_other(day):
    locks = locks_from([act(f"{day.year:04d}")])
    assert locks.of("A", period_of(day, Frequency.DAILY))
    assert locks.of("A", period_of(day, Frequency.MONTHLY))
    assert not locks.of("A", period_of(day.replace(year=day.year + 1, day=min(day.day, 28)), Frequency.DAILY))
    assert not locks.of("C", period_of(day, Frequency.DAILY))


def test_the_newest_act_of_an_office_and_a_period_counts():
    first, opened = act(), act(opened=True, step=1)
    march = parse_period("2025-03")
    assert locks_from([]).of("A", march) is None
    assert locks_from([first]).of("A", march) == first
    assert locks_from([first, opened]).of("A", march) is None
    again = act(step=2, codes=("A",))
    assert locks_from([first, opened, again]).of("A", march) == again
    assert locks_from([first, opened, again]).of("B", march) is None
    assert locks_from([opened]).held == ()


def test_a_value_stays_locked_until_every_lock_around_it_is_open():
    month, year = act("2025-03"), act("2025", step=1)
    march, april = parse_period("2025-03"), parse_period("2025-04")
    both = locks_from([month, year])
    assert (both.of("A", march), both.of("A", april)) == (month, year)
    left = locks_from([month, year, act("2025", opened=True, step=2)])
    assert (left.of("A", march), left.of("A", april)) == (month, None)


def test_locks_of_two_offices_do_not_open_each_other():
    locks = locks_from([act(), act(agency="DKISP", codes=("B", "C")), act(opened=True)])
    march = parse_period("2025-03")
    assert [bool(locks.of(code, march)) for code in "ABC"] == [False, True, True]
    assert locks.found("DKISP", parse_period("2025"))
    assert not locks.found("DLH", parse_period("2025"))
    assert not locks.found("DKISP", march)


def test_the_last_opening_before_a_change_is_found():
    month, year = act("2025-03", opened=True, step=1), act("2025", opened=True, step=3)
    locks = locks_from([act("2025-03"), month, act("2025", step=2), year])
    march, april = parse_period("2025-03"), parse_period("2025-04")
    hours = [NOON + timedelta(hours=one) for one in (0, 1, 2, 3)]
    assert [locks.opened_before("A", march, one) for one in hours] == [None, month, month, year]
    assert [locks.opened_before("A", april, one) for one in hours] == [None, None, None, year]
    assert locks.opened_before("C", march, hours[3]) is None


@given(PERIODS, DAYS)
def test_only_a_period_that_is_over_can_be_locked(period, today):
    if period.end < today:
        assert lockable(period, today) is period
    else:
        with pytest.raises(DecisionRefusedError) as refused:
            lockable(period, today)
        assert refused.value.code == "berjalan"


def test_a_note_may_be_empty_and_has_an_end():
    assert (note_of(""), note_of("  LKjIP \n 2025 ")) == ("", "LKjIP 2025")
    assert len(note_of("x" * 1000)) == 1000
    with pytest.raises(DecisionRefusedError) as refused:
        note_of("x" * 1001)
    assert refused.value.code == "catatan"
