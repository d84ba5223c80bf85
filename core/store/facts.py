"""The newest revisions of all observations, compact in memory: arrays by indicator, area and source.

A row costs about 42 bytes here (measured in bench/read_model.py) instead of some hundreds as Python
objects, so that half a million of them fit beside the web server on a small machine.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, func, select

from core.domain.period import Period, parse_period
from core.store.bulk import read_all
from core.store.engine import stream_rows
from core.store.models import Observation
from core.store.places import Places
from core.store.series import Cell, Key, Origin, Series, Words, position, series_from

__all__ = ["CHUNK", "Cell", "Facts", "Key", "Origin", "Series", "load_facts", "origin_of", "series_from"]

CHUNK = 20_000  # rows fetched at a time: bounds what is in memory twice while loading


@dataclass(slots=True)
class Facts:
    """All newest revisions by (indicator, area) and source. Never changed once built; `extended` returns the next.

    Attributes:
        series: (indicator, area) to source id to its series.
        stored_at: Run id to the instant its rows were stored (one run stores in one transaction).
        calendars: The periods' texts of a series to its periods in order, shared by all that have the same.
        rows: Rows read, old revisions included.
        last_id: The highest row id read.
        touched: Indicators that changed against the facts this was extended from; None: all.
    """

    series: dict[Key, dict[str, Series]] = field(default_factory=dict)
    origins: Words = field(default_factory=Words)
    places: Places = field(default_factory=Places)
    calendars: dict[tuple[str, ...], tuple[Period, ...]] = field(default_factory=dict)
    stored_at: dict[int, Any] = field(default_factory=dict)
    rows: int = 0
    last_id: int = 0
    touched: frozenset[str] | None = None


def origin_of(facts: Facts, number: int) -> Origin:
    """Return the origin with a number."""
    return Origin(*facts.origins.known[number])


def load_facts(conn: Connection, before: Facts | None = None, *, until: datetime | None = None) -> Facts:
    """Return all facts, or those that were stored before an instant; with the facts known before, only what came since.

    Rows are only ever added, by one writer at a time, so newer rows have higher ids. Should the count
    not agree in spite of that (rows deleted by hand, a restored back-up), everything is read again.
    """
    if before is None:
        return _everything(conn, until)
    facts = _extended(conn, before)
    counted = conn.execute(select(func.count()).select_from(Observation)).scalar_one()
    return facts if facts.rows == counted else _everything(conn)


def _everything(conn: Connection, until: datetime | None = None) -> Facts:
    facts = Facts()
    facts.last_id = conn.execute(select(func.max(Observation.id))).scalar() or 0
    condition = Observation.id <= facts.last_id
    if until is not None:
        condition &= Observation.stored_at < until
    found = read_all(conn, condition, facts.origins, facts.calendars)
    facts.series, facts.places, facts.stored_at, facts.rows = found.series, found.places, found.stored_at, found.rows
    return facts


def _extended(conn: Connection, before: Facts) -> Facts:
    facts = Facts(
        dict(before.series), before.origins, before.places, before.calendars, dict(before.stored_at), before.rows
    )
    facts.last_id = conn.execute(select(func.max(Observation.id))).scalar() or 0
    touched = set()
    for key, rows in _grouped(conn, before.last_id, facts.last_id):
        facts.rows += len(rows)
        facts.series[key] = _with_rows(facts, facts.series.get(key, {}), rows)
        touched.add(key[0])
    facts.stored_at.update(_stored_at(conn, before.last_id))
    facts.touched = frozenset(touched)
    return facts


_ROW = (
    Observation.indicator,
    Observation.area,
    Observation.period,
    Observation.source,
    Observation.revision,
    Observation.value,
    Observation.flag,
    Observation.citation,
    Observation.run_id,
    Observation.place,
)
_VALUE, _PLACE = itemgetter(5), itemgetter(9)
_ORIGIN = itemgetter(3, 8, 4, 6, 7)  # in the order of Origin


def _grouped(conn: Connection, after: int, last: int) -> Iterator[tuple[Key, list[Any]]]:
    """Yield the rows of each (indicator, area), revisions ascending within period and source."""
    order = (
        Observation.indicator,
        Observation.area,
        Observation.period,
        Observation.source,
        Observation.revision,
    )
    query = select(*_ROW).where(Observation.id > after, Observation.id <= last).order_by(*order)
    chunks = stream_rows(conn, query, CHUNK)
    for key, rows in groupby(chain.from_iterable(chunks), key=itemgetter(0, 1)):
        yield key, list(rows)


def _with_rows(facts: Facts, before: Mapping[str, Series], rows: Iterable[Any]) -> dict[str, Series]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(row[3], {})[row[2]] = row  # a later revision takes the place of an earlier one
    together = dict(before)
    for source, newest in found.items():
        series = _series(facts, newest)
        together[source] = series_from(before[source].cells() | series.cells()) if source in before else series
    return together


def _series(facts: Facts, newest: dict[str, Any]) -> Series:
    texts = tuple(newest)
    periods = facts.calendars.get(texts)
    if periods is None:
        periods = facts.calendars[texts] = tuple(sorted(map(parse_period, texts), key=position))
    rows = [newest[period.text] for period in periods]
    return Series(
        periods,
        array("d", map(_VALUE, rows)),
        facts.origins.numbers(list(map(_ORIGIN, rows))),
        facts.places.numbers(list(map(_PLACE, rows))),
    )


def _stored_at(conn: Connection, after: int) -> dict[int, Any]:
    query = (
        select(Observation.run_id, func.max(Observation.stored_at, type_=Observation.stored_at.type))
        .where(Observation.id > after)
        .group_by(Observation.run_id)
    )
    return dict(conn.execute(query).all())
