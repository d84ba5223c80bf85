"""The one place that asks what time it is. Instants are aware UTC; days are days of the city (WITA)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Asia/Makassar has no daylight saving, so a day of the city always has 24 hours.
CITY_ZONE = ZoneInfo("Asia/Makassar")


def now_utc() -> datetime:
    """Return the current instant, aware, in UTC."""
    return datetime.now(UTC)


def today_in_city() -> date:
    """Return the current day in WITA."""
    return now_utc().astimezone(CITY_ZONE).date()


def end_of_day(day: date) -> datetime:
    """Return the instant at which a day of the city is over, aware, in UTC: the first one that is not of it."""
    return datetime.combine(day + timedelta(days=1), time.min, CITY_ZONE).astimezone(UTC)


def in_city(instant: datetime) -> datetime:
    """Return the same instant on the city's clock."""
    return instant.astimezone(CITY_ZONE)
