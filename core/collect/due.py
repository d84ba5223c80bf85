"""When a source is due: cron lines in city time, read as cron reads them.

Five fields: minute, hour, day of month, month, day of week; six put the second in front. Weekdays are
numbered as in crontab (0 and 7 are Sunday); where day of month and day of week are both restricted,
either is enough.
"""

from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.cron import CronTrigger

from core.clock import CITY_ZONE
from core.errors import ConfigError

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_FIELDS = ("second", "minute", "hour", "day", "month", "day_of_week")
# Looking back goes in growing steps, so that the newest due time is found without walking through all of them.
_LOOK_BACK = tuple(timedelta(minutes=count) for count in (1, 60, 24 * 60, 8 * 24 * 60, 32 * 24 * 60, 367 * 24 * 60))


@lru_cache(maxsize=512)
def parse_cron(line: str) -> BaseTrigger:
    """Return the due times that a cron line means, in city time whatever the zone of this machine.

    Raises:
        ConfigError: If it is no cron line; the message says which field and why.
    """
    values = line.split()
    if len(values) not in (5, 6):
        raise ConfigError(f"{line!r} has {len(values)} field(s); expected minute hour day month weekday")
    fields = dict(zip(_FIELDS, ["0", *values] if len(values) == 5 else values, strict=True))
    try:
        fields["day_of_week"] = _weekdays(fields["day_of_week"])
        if fields["day"] != "*" and fields["day_of_week"] != "*":
            either = ({**fields, "day": "*"}, {**fields, "day_of_week": "*"})
            return OrTrigger([CronTrigger(timezone=CITY_ZONE, **one) for one in either])
        return CronTrigger(timezone=CITY_ZONE, **fields)
    except ValueError as error:
        raise ConfigError(f"{line!r} is no cron line: {error}") from None


def next_due(line: str, after: datetime) -> datetime | None:
    """Return the first due time after an instant (exclusive); None when there is none any more."""
    found: datetime | None = parse_cron(line).get_next_fire_time(None, after + timedelta(microseconds=1))
    return found


def due_between(line: str, after: datetime, until: datetime) -> Iterator[datetime]:
    """Yield the due times after one instant (exclusive) until another (inclusive), oldest first."""
    found = next_due(line, after)
    while found is not None and found <= until:
        yield found
        found = next_due(line, found)


def newest_due(line: str, until: datetime) -> datetime | None:
    """Return the last due time up to an instant (inclusive); None when there was none for a year."""
    for span in _LOOK_BACK:
        newest = deque(due_between(line, until - span, until), maxlen=1)
        if newest:
            return newest[0]
    return None


def _weekdays(field: str) -> str:
    """Return the field by names: APScheduler 3 numbers weekdays from Monday, crontab from Sunday."""
    if field == "*":
        return field
    return ",".join(dict.fromkeys(day for part in field.lower().split(",") for day in _span(part)))


def _span(part: str) -> list[str]:
    days, _, step = part.partition("/")
    if step and not (step.isdigit() and int(step) > 0):
        raise ValueError(f"day of week {part!r}: the step must be a positive number")
    first, _, last = ("0-6" if days == "*" else days).partition("-")
    start = _number(first)
    end = _number(last) if last else (6 if step else start)
    length = (end - start) % 7 if end - start != 7 else 6  # fri-mon goes over Sunday; 0-7 is the whole week
    return [_DAYS[(start + offset) % 7] for offset in range(0, length + 1, int(step or 1))]


def _number(name: str) -> int:
    if name in _DAYS:
        return _DAYS.index(name)
    if name.isdigit() and int(name) <= 7:
        return int(name)
    raise ValueError(f"day of week {name!r}: expected 0 to 7 or {', '.join(_DAYS)}")
