"""Which conflict stands behind the mark of a contradicted value, so that the mark can lead to it."""

from core.domain.conflict import ConflictKind, conflict_key
from core.domain.period import Period
from core.store.series import Series
from core.store.snapshot import Snapshot
from core.store.values import is_computed, made_of, series_of


def contradiction(snapshot: Snapshot, code: str, area: str, period: Period) -> str:
    """Return the key of the open conflict of a value, or else of the first of its parts that has one; "" without."""
    if _is_marked(snapshot.shown.get((code, area)), period):
        return conflict_key(ConflictKind.SOURCES, code, area, period)
    if not _is_marked(series_of(snapshot, code, area), period):
        return ""
    if not is_computed(snapshot, code, area, period):
        return conflict_key(ConflictKind.AREAS, code, area, period)
    parts = (contradiction(snapshot, *part, period) for part in made_of(snapshot, code, area, period))
    return next(filter(None, parts), "")


def _is_marked(series: Series | None, period: Period) -> bool:
    return series is not None and any(series.periods[at] == period for at in series.conflicts)
