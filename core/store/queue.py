"""The checker's queue: what each source brought since it was last verified, and what its office has not answered."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select, tuple_

from core.domain.figure import Comparison, ComparisonKind
from core.domain.period import Period
from core.domain.verification import Row
from core.domain.waiting import ReturnedValue, ValuesPage, Waiting, WaitingValue
from core.store.conflicts import all_conflicts
from core.store.facts import origin_of
from core.store.models import Observation
from core.store.returns import told
from core.store.series import Key, Series, position
from core.store.snapshot import Snapshot
from core.store.values import LONG_AGO
from core.store.verifications import row_of

_Place = tuple[Key, Series, int]  # where a value stands in what its source says


def waiting(snapshot: Snapshot) -> tuple[Waiting, ...]:
    """Return every shown source that has brought values, by the code of its office, then by its title."""
    return snapshot.indexes.get("queue", lambda: _waiting(snapshot))


def values_of(
    conn: Connection, snapshot: Snapshot, source_id: str, number: int, *, size: int, everything: bool = False
) -> ValuesPage:
    """Return a page of the values of a source that wait, each with what it was before.

    Args:
        conn: Of the store.
        snapshot: In whose knowledge.
        source_id: Whose values.
        number: Of the page, from 1 on; beyond the last one it is the last one.
        size: How many values a page has.
        everything: Whether those are listed too that were verified; none that is returned.
    """
    key = ("queue", source_id, everything)
    found = snapshot.indexes.get(key, lambda: _in_order(snapshot, source_id, everything=everything))
    last = max(1, -(-len(found) // size))
    skip = (min(max(1, number), last) - 1) * size
    part = [_value(snapshot, one) for one in found[skip : skip + size]]
    was = _before(conn, [one for one in part if one.revision])
    told = tuple(replace(one, revised_from=was.get(one.row)) for one in part)
    return ValuesPage(told, skip // size + 1, last, len(found), skip + 1, everything)


def returned_values(snapshot: Snapshot) -> tuple[ReturnedValue, ...]:
    """Return what was returned and is not answered, the newest return first."""
    found = [_returned(snapshot, row) for row in snapshot.returned if _is_known(snapshot, row)]
    return tuple(sorted(found, key=lambda one: (one.told.at, one.row.key), reverse=True))


def is_waiting(snapshot: Snapshot, row: Row) -> bool:
    """Return whether a row is what its source says now and was not returned; verified ones may still be returned."""
    series = snapshot.heard.get((row.indicator, row.area), {}).get(row.source)
    if series is None or not _is_known(snapshot, row):
        return False
    return any(row_of(snapshot.facts, (row.indicator, row.area), series, at) == row for at in range(len(series.values)))


def _waiting(snapshot: Snapshot) -> tuple[Waiting, ...]:
    """Count by origins, not by values: a store has half a million of these, and few thousands of those."""
    runs: dict[str, Counter[int]] = {}
    revised: Counter[str] = Counter()
    spans: dict[str, tuple[Period, Period]] = {}
    for _, source, series in _series(snapshot):
        fresh = _fresh(snapshot, source, series)
        for number, count in fresh.items():
            origin = origin_of(snapshot.facts, number)
            runs.setdefault(source, Counter())[origin.run_id] += count
            revised[source] += count * (origin.revision > 0)
        if fresh:
            ends = _ends(series, fresh)
            known = spans.get(source, ends)
            spans[source] = min(ends[0], known[0], key=position), max(ends[1], known[1], key=position)
    open_ = Counter(row.source for row in snapshot.returned)
    sources = {source for found in snapshot.facts.series.values() for source in found}
    found = [
        _of_source(snapshot, one, runs.get(one, Counter()), revised[one], spans.get(one), open_[one])
        for one in sources
        if snapshot.standings.shown(one)
    ]
    return tuple(sorted(found, key=lambda one: (one.agency, one.title, one.source_id)))


def _fresh(snapshot: Snapshot, source: str, series: Series) -> dict[int, int]:
    """Return the numbers of the origins of a series that came after the last verification, each with how often."""
    until = snapshot.checks.verified_until(source)
    counts = Counter(series.origins)
    return {one: count for one, count in counts.items() if origin_of(snapshot.facts, one).run_id > until}


def _ends(series: Series, fresh: Container[int]) -> tuple[Period, Period]:
    """Return the first and the last period of the values of these origins, of which there is at least one."""
    first = next(at for at, number in enumerate(series.origins) if number in fresh)
    last = next(at for at in range(len(series.origins) - 1, -1, -1) if series.origins[at] in fresh)
    return series.periods[first], series.periods[last]


def _of_source(
    snapshot: Snapshot,
    source_id: str,
    runs: Counter[int],
    revised: int,
    span: tuple[Period, Period] | None,
    returned: int,
) -> Waiting:
    standing = snapshot.standings.of(source_id)
    return Waiting(
        source_id=source_id,
        title=standing.source.title or source_id,
        agency=standing.office or standing.source.agency,
        simulated=standing.simulated,
        values=runs.total(),
        revised=revised,
        runs=tuple(sorted(runs)),
        span=span,
        arrived_at=snapshot.facts.stored_at.get(max(runs, default=0)),
        rejected=sum(standing.rejected.values()),
        returned=returned,
        last=snapshot.checks.last_of(source_id),
    )


def _series(snapshot: Snapshot) -> Iterator[tuple[Key, str, Series]]:
    """Yield what each shown source says of what the catalogue knows, without what was returned."""
    for key, found in snapshot.heard.items():
        if key[0] in snapshot.catalogue.indicators and key[1] in snapshot.catalogue.areas:
            yield from ((key, source, one) for source, one in found.items() if snapshot.standings.shown(source))


def _in_order(snapshot: Snapshot, source_id: str, *, everything: bool) -> list[_Place]:
    found: list[_Place] = []
    for key, source, series in sorted(_series(snapshot), key=lambda one: one[0]):
        if source == source_id:
            fresh = Counter(series.origins) if everything else _fresh(snapshot, source, series)
            found += [(key, series, at) for at, number in enumerate(series.origins) if number in fresh]
    return sorted(found, key=lambda one: position(one[1].periods[one[2]]), reverse=True)


def _value(snapshot: Snapshot, place: _Place) -> WaitingValue:
    (code, area), series, at = place
    row, origin, period = row_of(snapshot.facts, place[0], series, at), snapshot.origin(series, at), series.periods[at]
    return WaitingValue(
        row=row,
        indicator=snapshot.catalogue.indicators[code],
        area=snapshot.catalogue.areas[area],
        period=period,
        value=series.values[at],
        flag=origin.flag,
        revision=origin.revision,
        change=_change(series, at),
        conflict=_conflicts(snapshot).get((code, area, period.text), ""),
        locked=snapshot.locks.of(code, period) is not None,
    )


def _change(series: Series, at: int) -> Comparison:
    """Return how a value stands against the period before it, of the same length and as the same source gave it."""
    period = series.periods[at].previous()
    before = series.newest(period.end)
    while before >= 0 and series.periods[before].end == period.end and series.periods[before] != period:
        before -= 1
    known = before >= 0 and series.periods[before] == period
    value = series.values[before] if known else None
    return Comparison(
        ComparisonKind.PREVIOUS, period, value, None if value is None else series.values[at] - value, None
    )


def _conflicts(snapshot: Snapshot) -> dict[tuple[str, str, str], str]:
    """Return the key of the open conflict of each contradicted figure."""

    def collect() -> dict[tuple[str, str, str], str]:
        opened = [one for one in all_conflicts(snapshot) if one.decision is None]
        return {(one.indicator.code, one.area.code, one.period.text): one.key for one in opened}

    return snapshot.indexes.get("conflict-keys", collect)


def _before(conn: Connection, revised: list[WaitingValue]) -> dict[Row, float]:
    """Return what each revised value was in the revision before."""
    names = (Observation.indicator, Observation.area, Observation.period, Observation.source, Observation.revision)
    wanted = {
        (one.row.indicator, one.row.area, one.row.period, one.row.source, one.revision - 1): one.row for one in revised
    }
    query = select(*names, Observation.value).where(tuple_(*names).in_(list(wanted)))
    rows: list[Any] = list(conn.execute(query)) if wanted else []
    return {wanted[tuple(row[:5])]: row.value for row in rows}


def _returned(snapshot: Snapshot, row: Row) -> ReturnedValue:
    series = snapshot.facts.series[row.indicator, row.area][row.source]
    at = next(at for at, period in enumerate(series.periods) if period.text == row.period)
    return ReturnedValue(
        row=row,
        indicator=snapshot.catalogue.indicators[row.indicator],
        area=snapshot.catalogue.areas[row.area],
        value=series.values[at],
        source_title=snapshot.standings.of(row.source).source.title or row.source,
        office=snapshot.standings.of(row.source).office,
        arrived_at=snapshot.facts.stored_at.get(row.run_id, LONG_AGO),
        told=told(snapshot, snapshot.returned[row]),
        locked=snapshot.locks.of(row.indicator, series.periods[at]) is not None,
    )


def _is_known(snapshot: Snapshot, row: Row) -> bool:
    return row.indicator in snapshot.catalogue.indicators and row.area in snapshot.catalogue.areas
