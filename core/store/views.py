"""What an address asks for. Unknown words fall back to the default: an old link still opens."""

from datetime import date

from core.access import current_viewer
from core.clock import today_in_city
from core.domain.area import REGENCY
from core.domain.figure import ComparisonKind, View
from core.domain.period import Period, parse_period
from core.store import queries

_YEARS = range(1900, 2101)  # what comes before or after a period must be a date as well


def view_of(
    periode: str = "", wilayah: str = "", kerangka: str = "", banding: str = "", diketahui: str = "", **_: str
) -> View:
    """Return the view that the query of an address describes."""
    viewer, known_at = current_viewer(), known_day(diketahui)
    today = known_at or today_in_city()
    known = queries.catalogue(viewer, known_at)
    kinds = {kind.value: kind for kind in ComparisonKind}
    return View(
        period=_period(periode) or queries.default_period(viewer, today),
        today=today,
        area=wilayah if wilayah in known.areas else REGENCY,
        frame=kerangka if any(one.frame == kerangka for one in known.dimensions.values()) else "tuntas",
        comparison=kinds.get(banding, ComparisonKind.PREVIOUS),
        known_at=known_at,
    )


def known_day(text: str) -> date | None:
    """Return the past day whose knowledge an address asks for; None for what is known now.

    Today is not over: what is known at its end is not known yet, so it is asked for like any day to come.
    """
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        return None
    return day if day and day.year in _YEARS and day < today_in_city() else None


def _period(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period if period.start.year in _YEARS else None
