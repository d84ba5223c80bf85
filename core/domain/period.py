"""Periods: the span of days a figure speaks of: "2026", "2026-S1", "2026-Q1", "2026-03", "2026-W07", "2026-03-14"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, total_ordering

from core.domain.indicator import Frequency

_FORMS: tuple[tuple[Frequency, re.Pattern[str]], ...] = (
    (Frequency.YEARLY, re.compile(r"(\d{4})")),
    (Frequency.HALF_YEARLY, re.compile(r"(\d{4})-S([12])")),
    (Frequency.QUARTERLY, re.compile(r"(\d{4})-Q([1-4])")),
    (Frequency.MONTHLY, re.compile(r"(\d{4})-(0[1-9]|1[0-2])")),
    (Frequency.WEEKLY, re.compile(r"(\d{4})-W(0[1-9]|[1-4]\d|5[0-3])")),
    (Frequency.DAILY, re.compile(r"(\d{4})-(\d{2})-(\d{2})")),
)
_MONTHS_PER_PART = {Frequency.HALF_YEARLY: 6, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A span of whole days of the city.

    Attributes:
        text: The canonical form; what the store keeps.
        start, end: First and last day, both within the period.
        frequency: Its length.
    """

    text: str
    start: date
    end: date
    frequency: Frequency

    def __lt__(self, other: "Period") -> bool:
        """Order by the last day, then by the first: a year comes before its December, which starts later."""
        return (self.end, self.start) < (other.end, other.start)

    def __hash__(self) -> int:
        """Return a hash of the text alone: it says all the rest, and periods are keys by the hundred thousand."""
        return hash(self.text)

    def __str__(self) -> str:
        """Return the canonical text."""
        return self.text

    def previous(self) -> "Period":
        """Return the period of the same length just before this one."""
        return period_of(self.start - timedelta(days=1), self.frequency)

    def following(self) -> "Period":
        """Return the period of the same length just after this one."""
        return period_of(self.end + timedelta(days=1), self.frequency)

    def year_before(self) -> "Period":
        """Return the same period one year earlier; week 53 and 29 February fall back to week 52 and the 28th."""
        if self.frequency is Frequency.WEEKLY:
            year, week, _ = self.start.isocalendar()
            last = date(year - 1, 12, 28).isocalendar().week  # 28 December is always in the last week
            return parse_period(f"{year - 1}-W{min(week, last):02d}")
        day = self.start
        leap = (day.month, day.day) == (2, 29)
        return period_of(day.replace(year=day.year - 1, day=28 if leap else day.day), self.frequency)


def parse_period(text: str) -> Period:
    """Return the period that a canonical text names.

    Raises:
        ValueError: If the text has none of the six forms, or no such day, week or month exists.
    """
    for frequency, form in _FORMS:
        match = form.fullmatch(text)
        if match:
            numbers = [int(group) for group in match.groups()]
            return period_of(_first_day(frequency, numbers), frequency)
    raise ValueError(f"not a period: {text!r}; expected 2026, 2026-S1, 2026-Q1, 2026-03, 2026-W07 or 2026-03-14")


@lru_cache(maxsize=20_000)  # a page walks from period to period some hundred times, always over the same few years
def period_of(day: date, frequency: Frequency) -> Period:
    """Return the period of a length that contains a day; EVENT counts by the day."""
    if frequency in (Frequency.DAILY, Frequency.EVENT):
        return Period(day.isoformat(), day, day, Frequency.DAILY)
    if frequency is Frequency.WEEKLY:
        year, week, weekday = day.isocalendar()
        monday = day - timedelta(days=weekday - 1)
        return Period(f"{year}-W{week:02d}", monday, monday + timedelta(days=6), frequency)
    if frequency is Frequency.YEARLY:
        return Period(f"{day.year:04d}", date(day.year, 1, 1), date(day.year, 12, 31), frequency)
    return _part_of_year(day, frequency)


def _part_of_year(day: date, frequency: Frequency) -> Period:
    months = _MONTHS_PER_PART[frequency]
    part = (day.month - 1) // months
    start = date(day.year, part * months + 1, 1)
    after = part * months + 1 + months
    end = (date(day.year, after, 1) if after <= 12 else date(day.year + 1, 1, 1)) - timedelta(days=1)
    mark = {6: f"S{part + 1}", 3: f"Q{part + 1}", 1: f"{start.month:02d}"}[months]
    return Period(f"{day.year:04d}-{mark}", start, end, frequency)


def _first_day(frequency: Frequency, numbers: list[int]) -> date:
    year, part, *rest = [*numbers, 1]
    if frequency is Frequency.WEEKLY:
        return date.fromisocalendar(year, part, 1)
    if frequency is Frequency.DAILY:
        return date(year, part, rest[0])
    if frequency is Frequency.YEARLY:
        return date(year, 1, 1)
    return date(year, (part - 1) * _MONTHS_PER_PART[frequency] + 1, 1)
