"""When a source is due: against an oracle of its own, over a leap year, in any zone of the host."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from core.clock import CITY_ZONE
from core.collect.due import due_between, newest_due, next_due, parse_cron
from core.errors import ConfigError

YEAR = (datetime(2027, 12, 31, 16, tzinfo=UTC), datetime(2028, 12, 31, 16, tzinfo=UTC))  # WITA 2028 with 29 Feb


def _fits(field, value):
    if field == "*":
        return True
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low = 0 if span == "*" else int(first)
        high = 10**6 if span == "*" else int(last or first)
        if low <= value <= high and (value - low) % int(step or 1) == 0:
            return True
    return False


def _oracle(line, after, until):
    """Walk minute by minute over the city's clock, eight hours before UTC, and read cron as crontab(5) says."""
    minute, hour, day, month, weekday = line.split()
    now = after.replace(second=0, microsecond=0) + timedelta(minutes=1)
    while now <= until:
        city = now + timedelta(hours=8)
        sunday_first = city.isoweekday() % 7
        by_week = _fits(weekday, sunday_first) or (sunday_first == 0 and _fits(weekday, 7))
        by_day = _fits(day, city.day)
        either = by_day or by_week if "*" not in (day, weekday) else by_day and by_week
        if _fits(minute, city.minute) and _fits(hour, city.hour) and _fits(month, city.month) and either:
            yield now
        now += timedelta(minutes=1)


@pytest.mark.parametrize(
    "line",
    ["0 6 * * *", "5,35 7-9 * * *", "0 0 1 * *", "30 23 31 * *", "0 0 29 2 *", "0 5 * * 0", "0 5 * * 7",
     "15 8 * * 1-5", "0 12 13 * 5", "*/20 0 1 1 *", "0 7 * * 0-6/2"],
)  # fmt: skip
def test_a_year_of_due_times_is_what_crontab_means(line):
    assert list(due_between(line, *YEAR)) == list(_oracle(line, *YEAR))


def test_new_year_is_the_citys_not_utcs():
    found = next_due("0 0 1 1 *", datetime(2026, 12, 31, 12, tzinfo=UTC))
    assert found == datetime(2026, 12, 31, 16, tzinfo=UTC)


def test_the_next_due_time_is_never_the_present_one():
    due = datetime(2026, 3, 1, 6, tzinfo=CITY_ZONE)
    assert next_due("0 6 * * *", due) == due + timedelta(days=1)
    assert next_due("0 6 * * *", due - timedelta(microseconds=1)) == due


def test_the_newest_due_time_may_be_the_present_one():
    due = datetime(2026, 3, 1, 6, tzinfo=CITY_ZONE)
    assert newest_due("0 6 * * *", due) == due
    assert newest_due("0 6 * * *", due - timedelta(microseconds=1)) == due - timedelta(days=1)


@pytest.mark.parametrize("line", ["* * * * *", "0 * * * *", "0 6 * * *", "0 6 * * 1", "0 6 1 * *", "0 6 1 1 *"])
def test_the_newest_due_time_has_none_after_it(line):
    until = datetime(2026, 11, 22, 10, 17, 30, tzinfo=UTC)
    newest = newest_due(line, until)
    assert newest <= until < next_due(line, newest)


def test_six_fields_put_the_second_in_front():
    start = datetime(2026, 3, 1, tzinfo=UTC)
    assert next_due("*/10 * * * * *", start) == start + timedelta(seconds=10)


@pytest.mark.parametrize(
    ("line", "told"),
    [("every day", "2 field"), ("61 * * * *", "61"), ("* * * * 8", "'8'"), ("* * * * xyz", "xyz"),
     ("* 25 * * *", "25"), ("* * * * 1/0", "step"), ("", "0 field")],
)  # fmt: skip
def test_a_line_that_is_no_cron_is_told_with_the_reason(line, told):
    with pytest.raises(ConfigError, match=told):
        parse_cron(line)


def test_a_date_that_never_comes_is_never_due():
    assert newest_due("0 0 31 2 *", datetime(2026, 3, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize("zone", ["UTC", "Asia/Jakarta", "America/New_York"])
def test_the_zone_of_the_host_does_not_matter(zone):
    code = (
        "from datetime import UTC, datetime; from core.collect.due import due_between;"
        "print([d.astimezone(UTC).isoformat() for d in due_between('30 1 * * *',"
        " datetime(2026, 3, 6, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC))])"
    )
    told = subprocess.run([sys.executable, "-c", code], env={**os.environ, "TZ": zone}, capture_output=True, check=True)
    assert told.stdout.decode().count("T17:30:00+00:00") == 4
