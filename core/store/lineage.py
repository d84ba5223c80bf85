"""The chain of a figure: from the shown value over formulas and sums down to stored rows and kept files.

The order is that of core.store.values: a reported value goes before a formula, a formula before a sum.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from math import fsum
from typing import Any

from sqlalchemy import Connection, select, tuple_

from core.domain.area import Area
from core.domain.figure import View
from core.domain.formula import BUILT_IN, names
from core.domain.indicator import Frequency, Indicator
from core.domain.lineage import Fact, KeptFile, Making, Step
from core.domain.period import Period, parse_period, period_of
from core.store.figures import figure
from core.store.models import Observation, RawAnswer
from core.store.provenance import provenance
from core.store.series import Cell, Series, position
from core.store.snapshot import Snapshot
from core.store.values import is_computed, parts_of, series_of

RowKey = tuple[str, str, str, str, int]  # indicator, area, period, source, revision
_Facts = dict[RowKey, Fact]
_KEY = (Observation.indicator, Observation.area, Observation.period, Observation.source, Observation.revision)
_TOGETHER = 500  # rows asked for at once


def chain(conn: Connection, snapshot: Snapshot, code: str, area: str, period: Period) -> Step:
    """Return how the value of an indicator for an area and exactly this period was made, down to stored rows.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    return chains(conn, snapshot, area, [(code, period)])[0]


def chains(conn: Connection, snapshot: Snapshot, area: str, wanted: Sequence[tuple[str, Period]]) -> tuple[Step, ...]:
    """Return the chains of several values of one area, in their order; their rows are read together.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    place = snapshot.plan.area(area)
    asked = [(snapshot.plan.indicator(code), period) for code, period in wanted]
    keys: dict[RowKey, int] = {}
    for indicator, period in asked:
        _keys(snapshot, indicator, place, period, keys)
    facts = _facts(conn, snapshot, list(keys))
    return tuple(_step(snapshot, indicator, place, period, facts) for indicator, period in asked)


def chain_of_sum(conn: Connection, snapshot: Snapshot, code: str, area: str, period: Period) -> Step:
    """Return the sum of the areas just below, also where a source reported the whole itself: what contradicts it.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    indicator, place = snapshot.plan.indicator(code), snapshot.plan.area(area)
    below = snapshot.plan.children.get(area, ()) if indicator.additive else ()
    parts = tuple(chain(conn, snapshot, code, child.code, period) for child in below)
    values = [part.value for part in parts if part.value is not None]
    if not parts or len(values) < len(parts):
        return Step(indicator, place, period, None, Making.MISSING, parts)
    return Step(indicator, place, period, fsum(values), Making.SUM, parts)  # rounded once, as core.store.values does


def period_shown(snapshot: Snapshot, code: str, view: View, at: str = "") -> Period:
    """Return the period that is asked for, else that of the figure a view shows, else the newest that is over."""
    try:
        return parse_period(at)
    except ValueError:
        shown = figure(snapshot, code, view.area, view)
        often = shown.indicator.frequency
        return shown.period or period_of(view.period.end, Frequency.DAILY if often is Frequency.EVENT else often)


def rests_on(snapshot: Snapshot, code: str, area: str, period: Period) -> dict[RowKey, int]:
    """Return the stored rows that a value rests on, each with its run; from memory alone."""
    keys: dict[RowKey, int] = {}
    _keys(snapshot, snapshot.plan.indicator(code), snapshot.plan.area(area), period, keys)
    return keys


def _keys(snapshot: Snapshot, indicator: Indicator, area: Area, period: Period, found: dict[RowKey, int]) -> None:
    cell = _own(snapshot, indicator.code, area.code, period)
    if cell is not None:
        run_id = snapshot.facts.origins.known[cell[1]][1]
        found[_key(snapshot, indicator.code, area.code, period, cell)] = run_id
        return
    for code, place in _parts(snapshot, indicator, area, period)[1]:
        _keys(snapshot, snapshot.plan.indicator(code), snapshot.plan.area(place), period, found)


def _step(snapshot: Snapshot, indicator: Indicator, area: Area, period: Period, facts: _Facts) -> Step:
    value = _value(snapshot, indicator.code, area.code, period)
    cell = _own(snapshot, indicator.code, area.code, period)
    if cell is not None:
        fact = facts.get(_key(snapshot, indicator.code, area.code, period, cell))
        return Step(indicator, area, period, value, Making.REPORTED, fact=fact)
    making, below = _parts(snapshot, indicator, area, period)
    if value is None:
        making = Making.MISSING
    parts = tuple(
        _step(snapshot, snapshot.plan.indicator(code), snapshot.plan.area(place), period, facts)
        for code, place in below
    )
    constants = _constants(snapshot, indicator, area) if making is Making.FORMULA else ()
    return Step(indicator, area, period, value, making, parts, constants)


def _parts(
    snapshot: Snapshot, indicator: Indicator, area: Area, period: Period
) -> tuple[Making, list[tuple[str, str]]]:
    """Return how a value that nobody reported is made, and the indicator and area of each of its parts."""
    set_aside = _stored(snapshot, indicator.code, area.code, period)  # in favour of the sum, by a decision
    if indicator.formula and set_aside is None:
        codes = parts_of(snapshot.catalogue, indicator.code)
        if codes and all(_value(snapshot, code, area.code, period) is not None for code in codes):
            return Making.FORMULA, [(code, area.code) for code in codes]
    children = snapshot.plan.children.get(area.code, ())
    if indicator.additive and any(_is_known(snapshot, indicator, child, period) for child in children):
        return Making.SUM, [(indicator.code, child.code) for child in children]
    if indicator.formula:  # a part is missing: the reader sees which one
        return Making.FORMULA, [(code, area.code) for code in parts_of(snapshot.catalogue, indicator.code)]
    return Making.MISSING, []


def _is_known(snapshot: Snapshot, indicator: Indicator, area: Area, period: Period) -> bool:
    """Return whether there is a value for an area or for any below it: a sum then has something to be missing from."""
    below = snapshot.plan.children.get(area.code, ())
    return _value(snapshot, indicator.code, area.code, period) is not None or any(
        _is_known(snapshot, indicator, child, period) for child in below
    )


def _value(snapshot: Snapshot, code: str, area: str, period: Period) -> float | None:
    series = series_of(snapshot, code, area)
    at = _at(series, period)
    return None if series is None or at < 0 else series.values[at]


def _own(snapshot: Snapshot, code: str, area: str, period: Period) -> Cell | None:
    """Return the reported value that is shown; None where it was computed, or decided to be the sum of its areas."""
    return None if is_computed(snapshot, code, area, period) else _stored(snapshot, code, area, period)


def _stored(snapshot: Snapshot, code: str, area: str, period: Period) -> Cell | None:
    own = snapshot.shown.get((code, area))
    at = _at(own, period)
    return None if own is None or at < 0 else (own.values[at], own.origins[at], own.places[at], at in own.conflicts)


def _at(series: Series | None, period: Period) -> int:
    """Return the position of a period; -1 where it is not there. Searched, not walked: a daily series has thousands."""
    if series is None:
        return -1
    at = bisect_left(series.periods, position(period), key=position)
    return at if at < len(series.periods) and series.periods[at] == period else -1


def _key(snapshot: Snapshot, code: str, area: str, period: Period, cell: Cell) -> RowKey:
    origin = snapshot.facts.origins.known[cell[1]]
    return code, area, period.text, origin[0], origin[2]


def _constants(snapshot: Snapshot, indicator: Indicator, area: Area) -> tuple[tuple[str, float], ...]:
    used = names(indicator.formula) & BUILT_IN
    return tuple((name, float(snapshot.plan.villages.get(area.code, 0))) for name in sorted(used))


def _facts(conn: Connection, snapshot: Snapshot, keys: Sequence[RowKey]) -> _Facts:
    rows: list[Any] = []
    for begun in range(0, len(keys), _TOGETHER):
        query = select(Observation.__table__).where(tuple_(*_KEY).in_(keys[begun : begun + _TOGETHER]))
        rows += conn.execute(query).all()
    files = kept_files(conn, {row.run_id for row in rows})
    return {_row_key(row): fact_of(snapshot, row, files.get(row.run_id, ())) for row in rows}


def _row_key(row: Any) -> RowKey:
    return row.indicator, row.area, row.period, row.source, row.revision


def fact_of(snapshot: Snapshot, row: Any, files: tuple[KeptFile, ...]) -> Fact:
    """Return a stored row as a link of the chain."""
    origin = provenance(
        snapshot,
        row.source,
        citation=row.citation,
        run_id=row.run_id,
        place=row.place,
        stored_at=row.stored_at,
        revision=row.revision,
        about=(row.indicator, row.area, row.period),
    )
    return Fact(origin, row.value, row.text, row.flag, row.note, files)


def kept_files(conn: Connection, runs: Iterable[int]) -> dict[int, tuple[KeptFile, ...]]:
    """Return the raw answers by run, in the order they came: of the last attempt, which is the one that was read."""
    found: dict[int, list[tuple[int, KeptFile]]] = {}
    query = select(RawAnswer.__table__).where(RawAnswer.run_id.in_(list(runs))).order_by(RawAnswer.id)
    for row in conn.execute(query):
        one = KeptFile(row.sha256, row.size, row.media_type, row.address)
        found.setdefault(row.run_id, []).append((row.attempt, one))
    last = {run: max(attempt for attempt, _ in kept) for run, kept in found.items()}
    return {run: tuple(one for attempt, one in kept if attempt == last[run]) for run, kept in found.items()}
