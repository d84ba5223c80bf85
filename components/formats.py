"""Numbers, dates and periods as people in Indonesia write them. All through Babel, locale id_ID."""

from datetime import date, datetime
from functools import lru_cache

from babel.core import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from components.labels import numbers as said
from core.clock import in_city
from core.domain.area import Area
from core.domain.indicator import Frequency, Indicator
from core.domain.period import Period

LOCALE = Locale.parse("id_ID")  # once: Babel would parse the name again for every number
NOTHING = "–"  # what stands where there is no value; never 0


def number(value: float | None, decimals: int = 1) -> str:
    """Return "1.234,5"; NOTHING for None. Rounds half to even, never up by principle."""
    return NOTHING if value is None else _number(value, decimals)


# The same figures stand on many pages and come back at every renewal: a page has up to 1,500 of them.
@lru_cache(maxsize=16_384)
def _number(value: float, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(format_decimal(round(value, decimals) + 0.0, format=pattern, locale=LOCALE))


@lru_cache(maxsize=4_096)
def _date(on: date, pattern: str) -> str:
    return str(format_date(on, format=pattern, locale=LOCALE))


def size(number_of_bytes: int) -> str:
    """Return the size of a file: "812 byte", "12,3 KB", "8 MB"."""
    for unit, step in ((said.MEGABYTES, 1024 * 1024), (said.KILOBYTES, 1024)):
        if number_of_bytes >= step:
            value = number_of_bytes / step
            return unit.format(number=number(value, 0 if value >= 100 or value == int(value) else 1))
    return said.BYTES.format(number=number(number_of_bytes, 0))


def share(value: float | None, decimals: int = 0) -> str:
    """Return a fraction of 1 as percent, rounded down: 0.6999 is "69 %", so that no floor looks reached."""
    if value is None:
        return NOTHING
    step = 10**decimals
    return f"{number(int(value * 100 * step + 1e-9) / step, decimals)} %"


def index_value(value: float | None) -> str:
    """Return an index with one decimal, cut off and not rounded, so that no band looks reached before it is."""
    return NOTHING if value is None else number(int(value * 10 + 1e-9) / 10, 1)


def short_unit(unit: str) -> str:
    """Return the unit as it stands beside a value: an index has none."""
    return "" if unit.startswith(("indeks", "nilai")) else unit


def measured(value: float | None, indicator: Indicator) -> str:
    """Return a value with its unit: "48,2 %", "2 desa", "3,27"."""
    text = number(value, indicator.decimals)
    unit = short_unit(indicator.unit)
    return f"{text} {unit}" if unit and value is not None else text


def area(one: Area) -> str:
    """Return "Kabupaten Paser", "Kec. Tanah Grogot", "Desa Janju", "Kel. Kuaro"."""
    return f"{said.AREA_KIND[one.kind]} {one.name}"


def day(value: date | datetime, *, weekday: bool = False, year: bool = True) -> str:
    """Return "22 Nov 2026", with `weekday` "Minggu, 22 Nov 2026"; an instant is read on the city's clock."""
    on = in_city(value).date() if isinstance(value, datetime) else value
    pattern = ("EEEE, " if weekday else "") + "d MMM" + (" y" if year else "")
    return _date(on, pattern)


def clock(value: datetime) -> str:
    """Return "07.15 WITA"."""
    return in_city(value).strftime(said.CLOCK)


def moment(value: datetime | None) -> str:
    """Return "22 Nov 2026 07.15 WITA"; NOTHING for None."""
    return NOTHING if value is None else f"{day(value)} {clock(value)}"


def period(value: Period | None, *, short: bool = False) -> str:
    """Return a period in words: "September 2026", "TW III 2026", "Semester I 2026", "Minggu 7 2026", "14 Mar 2026"."""
    if value is None:
        return NOTHING
    year, _, part = value.text.partition("-")
    match value.frequency:
        case Frequency.MONTHLY:
            return _date(value.start, "MMM y" if short else "MMMM y")
        case Frequency.QUARTERLY:
            pattern = said.QUARTER_SHORT if short else said.QUARTER
            return pattern.format(number=said.ROMAN[int(part[1]) - 1], year=year)
        case Frequency.HALF_YEARLY:
            pattern = said.HALF_YEAR_SHORT if short else said.HALF_YEAR
            return pattern.format(number=said.ROMAN[int(part[1]) - 1], year=year)
        case Frequency.WEEKLY:
            return said.WEEK.format(number=int(part[1:]), year=year)
        case Frequency.YEARLY:
            return year
        case _:
            return day(value.start)
