"""Reads the period a figure speaks of, in every way Indonesian offices write it, or says why it cannot be read.

dd/mm/yyyy is the order of day and month (C14); an instant belongs to the day of the city (C13).
"""

import re
from datetime import date, datetime, timedelta
from numbers import Real

from core.clock import CITY_ZONE, in_city
from core.collect.date_forms import Read, built, read_compact, read_form
from core.collect.missing import is_missing
from core.domain.indicator import Frequency
from core.domain.period import Period, period_of
from core.reasons import Reason

_SERIAL_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet, its false 29 February 1900 counted in
_SERIALS = (20_000, 80_000)  # 1954 to 2119: a year or yyyymm is never in between
_ORDER = (
    Frequency.DAILY,
    Frequency.WEEKLY,
    Frequency.MONTHLY,
    Frequency.QUARTERLY,
    Frequency.HALF_YEARLY,
    Frequency.YEARLY,
)
_FILLER = re.compile(r"^(?:periode|bulan|bln|tanggal|tgl|per|posisi|hari)\b\.?\s*:?\s*", re.IGNORECASE)
_WEEKDAY = re.compile(r"^(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*,\s*", re.IGNORECASE)
_ZONE = re.compile(r"\s*\b(WIB|WITA|WIT)\s*$", re.IGNORECASE)
_OFFSETS = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00"}


def read_period(
    found: object, wanted: Frequency | None = None, *, year: int | None = None, coarsen: bool = False
) -> Read:
    """Return the period a cell names, with the length that is wanted.

    Args:
        found: A cell: text, date, datetime (naive: on the city's clock), year as a number, spreadsheet serial.
        wanted: Length of the indicator's periods; None or EVENT takes the period as it is written.
        year: The year of the row or of the source, for "Maret" or "TW III" alone.
        coarsen: Several rows are reduced to one value: a month may then stand for its quarter.

    Returns:
        The period, or DATE_INVALID, PERIOD_INVALID, PERIOD_AMBIGUOUS, PERIOD_IMPLAUSIBLE.
    """
    period = _read(found, year)
    return period if isinstance(period, Reason) else fit(period, wanted, coarsen=coarsen)


def fit(period: Period, wanted: Frequency | None, *, coarsen: bool = False) -> Read:
    """Return the period of the wanted length: a day stands for the month it lies in, a year never for a month."""
    if wanted is None or wanted is Frequency.EVENT or period.frequency is wanted:
        return period
    shorter = _ORDER.index(period.frequency) < _ORDER.index(wanted)
    if period.frequency is Frequency.DAILY or (coarsen and shorter):
        # A week belongs to the month and year of its Thursday (ISO 8601).
        days = 3 if period.frequency is Frequency.WEEKLY else 0
        return period_of(period.start + timedelta(days=days), wanted)
    return Reason.PERIOD_INVALID


def read_year(found: object) -> int | Reason:
    """Return the year in a cell: 2026, 2026.0, "2026", "Tahun 2026"."""
    period = _read(found, None)
    if isinstance(period, Reason):
        return period
    return period.start.year if period.frequency in (Frequency.YEARLY, Frequency.DAILY) else Reason.PERIOD_INVALID


def read_month(found: object, year: int) -> Read:
    """Return the month in a cell of a month column: 3, 3.0, "03", "Mar", "Maret 2026"."""
    number = _number(found)
    if number is None and isinstance(found, str) and re.fullmatch(r"\s*(?:bulan\s*)?\d{1,2}\s*", found, re.IGNORECASE):
        number = int("".join(letter for letter in found if letter.isdigit()))
    if number is None:
        period = _read(found, year)
        return period if isinstance(period, Reason) or period.start.year == year else Reason.PERIOD_AMBIGUOUS
    return built(f"{year:04d}-{number:02d}") if 1 <= number <= 12 else Reason.DATE_INVALID


def read_instant(found: object) -> datetime | Reason:
    """Return the aware instant in a cell; without a zone it is on the city's clock."""
    if isinstance(found, datetime):
        return found if found.tzinfo else found.replace(tzinfo=CITY_ZONE)
    if not isinstance(found, str):
        return Reason.DATE_INVALID
    text = _ZONE.sub(lambda match: _OFFSETS[match.group(1).upper()], found.strip())
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        day = _read(text, None)
        if isinstance(day, Reason) or day.frequency is not Frequency.DAILY:
            return Reason.DATE_INVALID
        instant = datetime.combine(day.start, datetime.min.time())
    return read_instant(instant)


def _read(found: object, year: int | None) -> Read:
    if is_missing(found):
        return Reason.PERIOD_INVALID
    if isinstance(found, datetime):
        return _day(in_city(found).date() if found.tzinfo else found.date())
    if isinstance(found, date):
        return _day(found)
    if isinstance(found, str):
        return _read_text(found, year)
    number = _number(found)
    if number is None and isinstance(found, float) and _SERIALS[0] < found < _SERIALS[1]:
        number = int(found)  # a serial with a time of day
    return Reason.PERIOD_INVALID if number is None else _read_number(number)


def _number(found: object) -> int | None:
    """Return a whole number from a typed cell; None for text, bool, fractions and infinity."""
    if isinstance(found, bool | str) or not isinstance(found, Real) or type(found).__name__ == "bool_":
        return None
    value = float(found)
    return int(value) if value.is_integer() else None


def _read_number(number: int) -> Read:
    if _SERIALS[0] <= number <= _SERIALS[1]:
        return _day(_SERIAL_EPOCH + timedelta(days=number))
    if 1000 <= number <= 9999:
        return built(f"{number:04d}")
    return read_compact(str(number)) if number > 0 else Reason.PERIOD_INVALID


def _read_text(found: str, year: int | None) -> Read:
    text = _FILLER.sub("", _WEEKDAY.sub("", " ".join(found.split()))).rstrip("*: ").strip()
    if len(text) > 60:
        return Reason.PERIOD_INVALID
    read = read_form(text, year)
    return _read_timestamp(text) if read is None else read


def _read_timestamp(text: str) -> Read:
    """Read an ISO date with a time; with a zone it is turned to the city's day."""
    if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
        return Reason.PERIOD_INVALID
    text = _ZONE.sub(lambda match: _OFFSETS[match.group(1).upper()], text)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return Reason.DATE_INVALID
    return _day(in_city(instant).date() if instant.tzinfo else instant.date())


def _day(day: date) -> Period:
    return period_of(day, Frequency.DAILY)
