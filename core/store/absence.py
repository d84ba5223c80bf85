"""Why there is no figure: the reason that tells the reader what to do about it, and what stands behind it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from core.domain.area import Area
from core.domain.figure import Absence, Gap, View
from core.domain.freshness import due_on
from core.domain.indicator import Frequency, Indicator
from core.domain.period import Period, period_of
from core.domain.work import RunState
from core.reasons import Reason
from core.store.returns import returned_of
from core.store.snapshot import Snapshot, is_covered
from core.store.standing import Standing
from core.store.values import may_be_made_of, parts_of, series_of

_LOCKED = Reason.PERIOD_LOCKED.value


def absence_of(snapshot: Snapshot, indicator: Indicator, area: Area, end: date) -> Absence:
    """Return why an indicator has no value for an area as of a day, the most telling reason first."""
    if not is_covered(indicator, area.level):
        return Absence.NOT_COVERED
    if not indicator.is_in_force(end):
        return Absence.NOT_IN_FORCE
    if returned_of(snapshot, indicator, area, end):
        return Absence.RETURNED
    sources = sources_of(snapshot, indicator.code)
    if not sources:
        return _without_source(snapshot, indicator)
    if any(one.failing for one in sources):
        return Absence.SOURCE_DOWN
    locked = _is_locked(snapshot, indicator, end)
    if any(rejections_of(one, indicator.code, locked=locked) is not None for one in sources):
        return Absence.REJECTED
    never_ran = all(one.last_state is None for one in sources)
    if never_ran or indicator.frequency is Frequency.EVENT:
        return Absence.NOT_DUE
    missing, parts = _missing(snapshot, indicator, area, end)
    # Where nothing at all has come, the parts are not the point.
    return Absence.PART_MISSING if 0 < len(missing) < parts else Absence.NOT_REPORTED


def gap_of(snapshot: Snapshot, indicator: Indicator, area: Area, why: Absence, view: View) -> Gap:
    """Return the numbers and dates behind an absence."""
    end = min(view.period.end, view.today)
    sources = sources_of(snapshot, indicator.code)
    period = _expected(indicator, end)
    missing, parts = _missing(snapshot, indicator, area, end) if why is Absence.PART_MISSING else ((), 0)
    locked = _is_locked(snapshot, indicator, end)
    refused = _all_rejections(sources, indicator.code, locked=locked) if why is Absence.REJECTED else Counter[str]()
    series = series_of(snapshot, indicator.code, area.code)
    return Gap(
        period=period,
        due_on=due_on(period, indicator.frequency) if period else None,
        since=min((one.failing_since for one in sources if one.failing and one.failing_since), default=None),
        sources=tuple(one.source.title or one.source.id for one in _concerned(sources, indicator, why, locked=locked)),
        rejected=refused.total(),
        reason=refused.most_common(1)[0][0] if refused else "",
        missing=missing,
        parts=parts,
        first=series.periods[0] if series else None,
        returned=returned_of(snapshot, indicator, area, end) if why is Absence.RETURNED else None,
    )


def sources_of(snapshot: Snapshot, code: str) -> list[Standing]:
    """Return the shown sources that are configured to bring an indicator, or that brought it, the best first."""
    ids = {*snapshot.standings.serving.get(code, ()), *_brought(snapshot).get(code, ())}
    found = [snapshot.standings.of(source_id) for source_id in ids if snapshot.standings.shown(source_id)]
    return sorted(found, key=lambda one: one.order)


def rejections_of(standing: Standing, code: str, *, locked: bool = False) -> Counter[str] | None:
    """Return how many rows the newest run refused of what an indicator needs, by reason; None when none are known.

    A column names an indicator only in a source that has one for each; a source of one indicator has no other. What a
    lock held back has no column, and tells nothing of a period that is not `locked`.
    """
    named = standing.source.reading.indicators
    column = named[code].column if code in named else ""
    refused = {key: count for key, count in standing.rejected.items() if locked or key[1] != _LOCKED}
    concerned = [
        (reason, count)
        for (where, reason), count in refused.items()
        if len(named) == 1 or where == column or reason == _LOCKED
    ]
    if standing.last_state is RunState.REFUSED:
        concerned = concerned or [(reason, count) for (_, reason), count in refused.items()]
    elif not concerned:
        return None
    total: Counter[str] = Counter()
    for reason, count in concerned:
        total[reason] += count
    return total


def _all_rejections(sources: list[Standing], code: str, *, locked: bool) -> Counter[str]:
    found = (rejections_of(one, code, locked=locked) for one in sources)
    return sum((one for one in found if one is not None), Counter[str]())


def _concerned(sources: list[Standing], indicator: Indicator, why: Absence, *, locked: bool) -> list[Standing]:
    """Return the sources that an absence speaks of: of a failure those that failed, else all that are asked."""
    if why is Absence.SOURCE_DOWN:
        return [one for one in sources if one.failing]
    if why is Absence.REJECTED:
        return [one for one in sources if rejections_of(one, indicator.code, locked=locked) is not None]
    return sources


def _is_locked(snapshot: Snapshot, indicator: Indicator, end: date) -> bool:
    period = _expected(indicator, end)
    return period is not None and snapshot.locks.of(indicator.code, period) is not None


def _expected(indicator: Indicator, end: date) -> Period | None:
    """Return the newest period of the indicator's own length that was over by a day; None for events."""
    if indicator.frequency is Frequency.EVENT:
        return None
    period = period_of(end, indicator.frequency)
    return period if period.end <= end else period.previous()


def _missing(snapshot: Snapshot, indicator: Indicator, area: Area, end: date) -> tuple[tuple[str, ...], int]:
    """Return the names of the parts that have no value by a day, and how many parts there are."""
    parts = may_be_made_of(snapshot, indicator.code, area.code)
    return tuple(_names(snapshot, indicator, parts, end)), len(parts)


def _names(snapshot: Snapshot, indicator: Indicator, parts: tuple[tuple[str, str], ...], end: date) -> Iterator[str]:
    for code, area in parts:
        series = series_of(snapshot, code, area)
        if series is None or series.newest(end) < 0:
            plan = snapshot.plan
            yield plan.area(area).name if code == indicator.code else plan.indicator(code).name


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
