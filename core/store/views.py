"""What an address asks for. Unknown words fall back to the default: an old link still opens."""

from core.access import current_viewer
from core.clock import today_in_city
from core.domain.area import REGENCY
from core.domain.figure import ComparisonKind, View
from core.domain.period import Period, parse_period
from core.store import queries

_FRAMES = ("tuntas", "nasional")
_YEARS = range(1900, 2101)  # what comes before or after a period must be a date as well


def view_of(periode: str = "", wilayah: str = "", kerangka: str = "", banding: str = "", **_: str) -> View:
    """Return the view that the query of an address describes."""
    viewer, today = current_viewer(), today_in_city()
    kinds = {kind.value: kind for kind in ComparisonKind}
    return View(
        period=_period(periode) or queries.default_period(viewer, today),
        today=today,
        area=wilayah if wilayah in queries.catalogue(viewer).areas else REGENCY,
        frame=kerangka if kerangka in _FRAMES else "tuntas",
        comparison=kinds.get(banding, ComparisonKind.PREVIOUS),
    )


def _period(text: str) -> Period | None:
    try:
        period = parse_period(text)
    except ValueError:
        return None
    return period if period.start.year in _YEARS else None
