"""The areas that the simulated figures are for, as the catalogue has them, and days and periods up to yesterday."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from core.domain.indicator import Frequency
from core.domain.period import Period, period_of

AREAS = Path(__file__).resolve().parent.parent / "catalogue" / "areas.csv"
REGENCY = "64.01"
REGENCY_LABEL = "KABUPATEN PASER"
# Three years; days for one, so that every month of the index's line is covered.
COUNTS = {
    Frequency.DAILY: 400,
    Frequency.WEEKLY: 52,
    Frequency.MONTHLY: 36,
    Frequency.QUARTERLY: 12,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 3,
}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True, slots=True)
class Place:
    """An area: its code, name, parent, weight (inhabitants) and, for a kecamatan, its capital in degrees."""

    code: str
    name: str
    parent: str
    people: int
    lon: float
    lat: float


@cache
def places() -> tuple[Place, ...]:
    """Return all areas in the order of the catalogue."""
    with AREAS.open(encoding="utf-8-sig", newline="") as file:
        return tuple(
            Place(
                row["kode"],
                row["nama"],
                row["induk"],
                int(row["penduduk"] or 0),
                float(row["bujur"] or 0),
                float(row["lintang"] or 0),
            )
            for row in csv.DictReader(file)
        )


def districts() -> list[Place]:
    """Return the ten kecamatan."""
    return [place for place in places() if place.parent == REGENCY]


def villages() -> list[Place]:
    """Return the 144 desa and kelurahan."""
    return [place for place in places() if place.code.count(".") == 3]


def weighted(values: dict[str, float], decimals: int) -> float:
    """Return the mean over kecamatan, weighted by inhabitants: what the kabupaten's own row says."""
    people = {place.code: place.people for place in districts() if place.code in values}
    return round(sum(values[code] * weight for code, weight in people.items()) / sum(people.values()), decimals)


def recent(frequency: Frequency, today: date, *, late: int = 0) -> list[Period]:
    """Return the newest complete periods before a day, oldest first.

    Args:
        frequency: Their length.
        today: Only periods that ended before it count.
        late: How many of the newest are not there yet.
    """
    newest = period_of(today, frequency)
    if newest.end >= today:
        newest = newest.previous()
    for _ in range(late):
        newest = newest.previous()
    found = [newest]
    while len(found) < COUNTS[frequency]:
        found.append(found[-1].previous())
    return found[::-1]


def day_text(day: date) -> str:
    """Return a day as offices write it: 02/10/2025."""
    return day.strftime("%d/%m/%Y")


def month_text(period: Period) -> str:
    """Return a month as offices write it: Okt 2025."""
    return f"{MONTHS[period.start.month - 1]} {period.start.year}"


def quarter_text(period: Period) -> str:
    """Return a quarter as offices write it: Triwulan III 2025."""
    return f"Triwulan {('I', 'II', 'III', 'IV')[(period.start.month - 1) // 3]} {period.start.year}"


def half_text(period: Period) -> str:
    """Return a half-year as offices write it: Semester 2 2025."""
    return f"Semester {1 if period.start.month == 1 else 2} {period.start.year}"


def days_of(period: Period) -> list[date]:
    """Return the days of a period."""
    return [period.start + timedelta(days=number) for number in range((period.end - period.start).days + 1)]
