"""Why there is no figure: the reason that tells the reader what to do about it."""

from core.domain.area import Area
from core.domain.figure import Absence
from core.domain.indicator import Frequency, Indicator
from core.domain.work import RunState
from core.store.snapshot import Snapshot, is_covered
from core.store.standing import Standing
from core.store.values import parts_of


def absence_of(snapshot: Snapshot, indicator: Indicator, area: Area) -> Absence:
    """Return why an indicator has no value for an area, the most telling reason first."""
    if not is_covered(indicator, area.level):
        return Absence.NOT_COVERED
    sources = sources_of(snapshot, indicator.code)
    if not sources:
        return _without_source(snapshot, indicator)
    if any(one.failing for one in sources):
        return Absence.SOURCE_DOWN
    if any(_rejected(one, indicator.code) for one in sources):
        return Absence.REJECTED
    never_ran = all(one.last_state is None for one in sources)
    if never_ran or indicator.frequency is Frequency.EVENT:
        return Absence.NOT_DUE
    return Absence.NOT_REPORTED


def sources_of(snapshot: Snapshot, code: str) -> list[Standing]:
    """Return the shown sources that are configured to bring an indicator, or that brought it, the best first."""
    ids = {*snapshot.standings.serving.get(code, ()), *_brought(snapshot).get(code, ())}
    found = [snapshot.standings.of(source_id) for source_id in ids if snapshot.standings.shown(source_id)]
    return sorted(found, key=lambda one: one.order)


def _brought(snapshot: Snapshot) -> dict[str, set[str]]:
    """Return which sources ever brought each indicator (a LONG table names them only in its rows)."""

    def collect() -> dict[str, set[str]]:
        brought: dict[str, set[str]] = {}
        for (code, _), found in snapshot.facts.series.items():
            brought.setdefault(code, set()).update(found)
        return brought

    return snapshot.indexes.get("brought", collect)


def _without_source(snapshot: Snapshot, indicator: Indicator) -> Absence:
    parts = parts_of(snapshot.catalogue, indicator.code)
    return Absence.PART_MISSING if any(sources_of(snapshot, code) for code in parts) else Absence.NO_SOURCE


def _rejected(standing: Standing, code: str) -> bool:
    """Return whether the newest run rejected what this indicator needs, as far as its rejections tell."""
    if standing.last_state is RunState.REFUSED:
        return True
    named = standing.source.reading.indicators
    column = named[code].column if code in named else ""
    return bool(standing.rejected_columns) and (len(named) == 1 or column in standing.rejected_columns)
