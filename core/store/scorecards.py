"""Rapor data of all offices: what was due in twelve months, what came, when it first came, how clean it was."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from core.clock import CITY_ZONE, in_city
from core.domain.area import REGENCY
from core.domain.freshness import due_on
from core.domain.indicator import Agency, Frequency, Indicator
from core.domain.period import Period, period_of
from core.domain.scorecard import (
    MONTHS,
    Scorecard,
    Slot,
    completeness,
    due_periods,
    on_time,
    trend,
    worst_first,
)
from core.domain.verification import Row
from core.reasons import Reason
from core.store.absence import sources_of
from core.store.conflicts import open_of
from core.store.models import Observation, Rejection, Run
from core.store.snapshot import Snapshot
from core.store.values import parts_of, series_of

_WHAT = (Observation.indicator, Observation.period)
_FIRST = func.min(Observation.stored_at, type_=Observation.stored_at.type)
Arrivals = Mapping[tuple[str, str], datetime]  # indicator and period to when the first value was in the store
MayRead = Callable[[str], bool]  # whether the runs of an office's sources are the viewer's to read


def scorecards(conn: Connection, snapshot: Snapshot, today: date, may_read: MayRead) -> tuple[Scorecard, ...]:
    """Return the rapor of every office that owns an indicator, the worst first."""
    months = _months(today)
    slots = _slots(conn, snapshot, months[0].start, today)
    counts = _counts(conn, snapshot, months[0].start)
    cards = []
    for agency in snapshot.catalogue.agencies.values():
        owned = [one for one in snapshot.catalogue.shown() if one.agency == agency.code]
        if owned:
            own = [one for one in slots if one.indicator.agency == agency.code]
            rows = counts.get(agency.code, (0, 0)) if may_read(agency.code) else (0, 0)
            cards.append(_card(snapshot, agency, owned, own, rows, months))
    return worst_first(cards)


def _card(
    snapshot: Snapshot,
    agency: Agency,
    owned: list[Indicator],
    slots: list[Slot],
    rows: tuple[int, int],
    months: list[Period],
) -> Scorecard:
    return Scorecard(
        agency=agency,
        indicators=len(owned),
        due=len({one.indicator.code for one in slots}),
        slots=len(slots),
        filled=sum(one.came_on is not None for one in slots),
        completeness=completeness(slots),
        on_time=on_time(slots),
        judged=sum(one.judged for one in slots),
        rows=rows[0],
        rejected=rows[1],
        open_conflicts=len(open_of(snapshot, agency.code)),
        trend=trend(slots, months),
        simulated=any(_is_simulated(snapshot, one.code) for one in owned),
        returned=sum(_is_of(snapshot, row, agency) for row in snapshot.returned),
    )


def _is_of(snapshot: Snapshot, row: Row, agency: Agency) -> bool:
    return snapshot.standings.shown(row.source) and snapshot.standings.of(row.source).source.agency == agency.code


def _months(today: date) -> list[Period]:
    months = [period_of(today, Frequency.MONTHLY)]
    while len(months) < MONTHS:
        months.append(months[-1].previous())
    return months[::-1]


def _slots(conn: Connection, snapshot: Snapshot, first: date, last: date) -> list[Slot]:
    wanted = [(one, period) for one in snapshot.catalogue.shown() for period in due_periods(one, first, last)]
    since = min((period.start.year for _, period in wanted), default=last.year)
    whole, areas = _arrivals(conn, snapshot, since, whole=True), _arrivals(conn, snapshot, since, whole=False)
    asked = _asked_on(conn, snapshot)
    found = []
    for indicator, period in wanted:
        due = due_on(period, indicator.frequency) or last
        begun = _begun(snapshot, indicator.code, asked)
        came_on = _came_on(snapshot, indicator.code, period, whole, areas)
        found.append(Slot(indicator, period, due, came_on, begun is not None and begun <= due))
    return found


def _came_on(snapshot: Snapshot, code: str, period: Period, whole: Arrivals, areas: Arrivals) -> date | None:
    """Return the day the figure of the kabupaten could first be shown; None while it cannot."""
    has = snapshot.indexes.get(("has", code), lambda: _periods(snapshot, code))
    arrived = _arrived(snapshot, code, period.text, whole, areas) if period.text in has else None
    return in_city(arrived).date() if arrived else None


def _periods(snapshot: Snapshot, code: str) -> frozenset[str]:
    series = series_of(snapshot, code, REGENCY)
    return frozenset(period.text for period in series.periods) if series else frozenset()


def _arrived(snapshot: Snapshot, code: str, period: str, whole: Arrivals, areas: Arrivals) -> datetime | None:
    """Return when a figure was first there: reported, or with its last area, or with its last part."""
    parts = [_arrived(snapshot, part, period, whole, areas) for part in parts_of(snapshot.catalogue, code)]
    known = [one for one in parts if one is not None]
    ways = [whole.get((code, period)), areas.get((code, period))]
    if parts and len(known) == len(parts):
        ways.append(max(known))
    return min((one for one in ways if one is not None), default=None)


def _arrivals(conn: Connection, snapshot: Snapshot, since: int, *, whole: bool) -> Arrivals:
    """Return when the first values of the kabupaten were stored, or when the last of its areas had its first one."""
    area = Observation.area == REGENCY if whole else Observation.area != REGENCY
    hidden = [one for one in snapshot.standings.by_id if not snapshot.standings.shown(one)]
    conditions = (area, Observation.period >= str(since), Observation.source.not_in(hidden))
    query = select(*_WHAT, Observation.area, _FIRST).where(*conditions, snapshot.knows(Observation.stored_at))
    found: dict[tuple[str, str], datetime] = {}
    for code, period, _, first in conn.execute(query.group_by(*_WHAT, Observation.area)):
        found[code, period] = max(found.get((code, period), first), first)
    return found


def _asked_on(conn: Connection, snapshot: Snapshot) -> dict[str, date]:
    """Return the city day on which each source was first asked."""
    query = select(Run.source, func.min(Run.started_at, type_=Run.started_at.type)).group_by(Run.source)
    return {source: in_city(at).date() for source, at in conn.execute(query.where(snapshot.knows(Run.started_at)))}


def _begun(snapshot: Snapshot, code: str, asked: Mapping[str, date]) -> date | None:
    """Return the day from which a figure could have come; None where nobody was ever asked for it."""
    own = [asked[one.source.id] for one in sources_of(snapshot, code) if one.source.id in asked]
    parts = [_begun(snapshot, part, asked) for part in parts_of(snapshot.catalogue, code)]
    computed = [max(one for one in parts if one)] if parts and all(parts) else []
    return min([*own, *computed], default=None)


def _counts(conn: Connection, snapshot: Snapshot, since: date) -> dict[str, tuple[int, int]]:
    """Return for each office how many rows of its sources were read since a day, and how many were refused.

    What a lock held back was not wrong, and counts as no refused row.
    """
    start = datetime(since.year, since.month, since.day, tzinfo=CITY_ZONE)
    known = and_(Run.started_at >= start, snapshot.knows(Run.started_at))
    query = select(Run.source, func.sum(Run.read), func.sum(Run.rejected)).where(known)
    held = _held_back(conn, known) if snapshot.locks.held or snapshot.locks.opened else {}
    found: dict[str, tuple[int, int]] = {}
    rows: Any = conn.execute(query.group_by(Run.source))
    for source_id, read, rejected in rows:
        standing = snapshot.standings.of(source_id)
        if snapshot.standings.shown(source_id):
            before = found.get(standing.source.agency, (0, 0))
            found[standing.source.agency] = (before[0] + int(read), before[1] + int(rejected) - held.get(source_id, 0))
    return found


def _held_back(conn: Connection, known: ColumnElement[bool]) -> dict[str, int]:
    """Return for each source how many values a lock held back in some runs."""
    query = select(Run.source, func.count()).join(Rejection, Rejection.run_id == Run.id)
    locked = query.where(known, Rejection.reason == Reason.PERIOD_LOCKED.value)
    return dict(conn.execute(locked.group_by(Run.source)).all())


def _is_simulated(snapshot: Snapshot, code: str) -> bool:
    series = series_of(snapshot, code, REGENCY)
    return series is not None and snapshot.standing(series, len(series.periods) - 1).simulated
