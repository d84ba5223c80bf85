"""Reads all observations at once: the database joins texts, so that half a million rows make few Python objects.

Of each row only its value comes by itself. Periods, sources, revisions and ids come as one text a series, and equal
texts are understood once; places come as one text a few thousand rows. Nothing relies on the order in which the
database joins a series: ids tell which row is meant. Why so: docs/decisions/0020-read-model.md.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, Executable, bindparam, func, select

from core.domain.period import Period, parse_period
from core.store.engine import joined, stream_rows
from core.store.models import Observation
from core.store.places import BETWEEN, SIZE, Places
from core.store.series import Key, Series, Words, position

CHUNK = 20_000  # rows fetched at a time: bounds what is in memory twice while loading
FEW = 1_000  # values fetched at a time: their tuples are used again before the garbage collector looks at them
_SEPARATORS = (",", BETWEEN, ",", ",")  # of periods, sources, revisions, ids
SAMPLES = 5_000  # runs asked for at a time

_Ints = NDArray[np.int64]
_Joined = tuple[str, str, str, str, str, str]  # indicator, area, periods, sources, revisions, ids
_Mark = tuple[str, str]  # flag, citation


class Part(NamedTuple):
    """The rows of one source within a series; `rows`: their positions, oldest period first; None: all as they come."""

    source: str
    periods: tuple[Period, ...]
    rows: _Ints | None


class Shape(NamedTuple):
    """What the joined texts of a series say: equal texts, which most series share, are understood once."""

    parts: tuple[Part, ...]
    sources: _Ints  # of each row its number
    revisions: _Ints


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows in the order of their ids.

    Attributes:
        ids: Ascending.
        values: Of each row.
        runs: Run id of each row.
        marks: Flag and citation of the rows that have one, by position.
        places: Of each row, by position.
    """

    ids: _Ints
    values: NDArray[np.float64]
    runs: _Ints
    marks: dict[int, _Mark]
    places: Places


@dataclass(frozen=True, slots=True)
class Everything:
    """All series, and what goes with them: the fields of core.store.facts.Facts of the same names."""

    series: dict[Key, dict[str, Series]]
    places: Places
    stored_at: dict[int, datetime]
    rows: int


def read_all(conn: Connection, condition: ColumnElement[bool], origins: Words, calendars: dict[Any, Any]) -> Everything:
    """Return every series of the rows that meet a condition, newest revisions only.

    Args:
        conn: A connection of `Store.read`.
        condition: On Observation; literal values only.
        origins: Takes the origins of the rows.
        calendars: Takes the periods of the series: those of one text are one tuple.
    """
    # One after the other on one connection: a second one would be another moment of the store, and under SQLite's
    # rollback journal it would wait for a writer that waits for the first.
    found, values = _joined(conn, condition), _values(conn, condition)
    at = _numbers(",".join(one[5] for one in found))
    rows = _rows(conn, condition, np.sort(at), values)
    # Without gaps the id is the position; a store that lost numbers to a rollback has to look them up.
    dense = len(at) == 0 or int(rows.ids[-1]) == len(at)
    positions = at - 1 if dense else np.searchsorted(rows.ids, at)
    series = _Reader(rows, positions, origins, calendars).all_series(found)
    return Everything(series, rows.places, _stored_at(conn, rows), len(at))


class _Reader:
    """Lays values, origins and places of the rows behind one another in the order of the series, and cuts them up."""

    def __init__(self, rows: Rows, positions: _Ints, origins: Words, calendars: dict[Any, Any]) -> None:
        self.rows = rows
        self.positions = positions
        self.origins = origins
        self.calendars = calendars
        self.shapes: dict[tuple[str, str, str], Shape] = {}
        self.sources: dict[str, int] = {}

    def all_series(self, texts: list[_Joined]) -> dict[Key, dict[str, Series]]:
        shapes = [self._shape(*one[2:5]) for one in texts]
        if not shapes:
            return {}
        numbers = self._origins(shapes)
        columns = (self.rows.values[self.positions], numbers, self.positions)
        raw = tuple(memoryview(column.tobytes()) for column in columns)
        found, start = {}, 0
        for one, shape in zip(texts, shapes, strict=True):
            end = start + len(shape.sources)
            found[one[0], one[1]] = {
                part.source: _series(part.periods, [column[start * 8 : end * 8] for column in raw])
                if part.rows is None
                else _series(part.periods, [column[start:end][part.rows].tobytes() for column in columns])
                for part in shape.parts
            }
            start = end
        return found

    def _shape(self, periods: str, sources: str, revisions: str) -> Shape:
        key = (periods, sources, revisions)
        if key not in self.shapes:
            self.shapes[key] = self._understood(periods.split(","), sources.split(BETWEEN), revisions.split(","))
        return self.shapes[key]

    def _understood(self, periods: list[str], sources: list[str], revisions: list[str]) -> Shape:
        order = np.array(revisions, dtype=np.int64)
        newest: dict[str, dict[str, int]] = {}
        for at in np.argsort(order, kind="stable").tolist():  # a later revision takes the place of an earlier one
            newest.setdefault(sources[at], {})[periods[at]] = at
        numbers = [self.sources.setdefault(source, len(self.sources)) for source in sources]
        parts = tuple(self._part(source, rows, len(periods)) for source, rows in newest.items())
        return Shape(parts, np.array(numbers, dtype=np.int64), order)

    def _part(self, source: str, rows: dict[str, int], count: int) -> Part:
        texts = tuple(rows)
        if texts not in self.calendars:
            self.calendars[texts] = tuple(sorted(map(parse_period, texts), key=position))
        periods = self.calendars[texts]
        places = [rows[period.text] for period in periods]
        return Part(source, periods, None if places == list(range(count)) else np.array(places))

    def _origins(self, shapes: list[Shape]) -> _Ints:
        """Return the number of the origin of each row, in the order of the series."""
        sources = np.concatenate([shape.sources for shape in shapes])
        revisions = np.concatenate([shape.revisions for shape in shapes])
        runs, run_of = np.unique(self.rows.runs, return_inverse=True)
        pairs = sources * len(runs) + run_of[self.positions]
        numbers = self._plain_origins(pairs, runs)[pairs]
        marked = np.zeros(len(self.rows.ids), dtype=bool)
        marked[list(self.rows.marks)] = True
        names = list(self.sources)
        for at in np.flatnonzero(marked[self.positions] | (revisions > 0)).tolist():
            row = int(self.positions[at])
            mark = self.rows.marks.get(row, ("", ""))
            origin = (names[sources[at]], int(self.rows.runs[row]), int(revisions[at]), *mark)
            numbers[at] = self.origins.numbers([origin])[0]
        return numbers

    def _plain_origins(self, pairs: _Ints, runs: _Ints) -> _Ints:
        """Return for each pair of source and run the number of the origin of its rows that say nothing else."""
        names = list(self.sources)
        present = np.zeros(len(names) * len(runs), dtype=bool)
        present[pairs] = True
        known = np.flatnonzero(present)
        plain = [(names[pair // len(runs)], int(runs[pair % len(runs)]), 0, "", "") for pair in known.tolist()]
        numbers = np.full(len(present), -1, dtype=np.int64)
        numbers[known] = self.origins.numbers(plain)
        return numbers


def _series(periods: tuple[Period, ...], raw: Sequence[bytes | memoryview]) -> Series:
    """Return the series of these periods from the bytes of its values, origins and places."""
    values, origins, places = array("d"), array("q"), array("q")
    values.frombytes(raw[0])
    origins.frombytes(raw[1])
    places.frombytes(raw[2])
    return Series(periods, values, origins, places)


def _joined(conn: Connection, condition: ColumnElement[bool]) -> list[_Joined]:
    """Return each (indicator, area) with what its rows say, joined; from the index alone."""
    columns = (Observation.period, Observation.source, Observation.revision, Observation.id)
    texts = (joined(conn, column, separator) for column, separator in zip(columns, _SEPARATORS, strict=True))
    key = (Observation.indicator, Observation.area)
    query = select(*key, *texts).where(condition).group_by(*key)
    return list(chain.from_iterable(stream_rows(conn, query, CHUNK)))


def _values(conn: Connection, condition: ColumnElement[bool]) -> NDArray[np.float64]:
    query = select(Observation.value).where(condition).order_by(Observation.id)
    parts = [np.fromiter(chain.from_iterable(part), float, len(part)) for part in stream_rows(conn, query, FEW)]
    return np.concatenate(parts or [np.empty(0)])


def _rows(conn: Connection, condition: ColumnElement[bool], ids: _Ints, values: NDArray[np.float64]) -> Rows:
    within = Observation.id.between(bindparam("first"), bindparam("last")) & condition
    summary = _summary(conn, within)
    column = select(joined(conn, Observation.run_id, ",", order_by=Observation.id)).where(within)
    marked = select(Observation.flag, Observation.citation).where(within).order_by(Observation.id)
    runs, texts = np.empty(len(ids), np.int64), []
    marks: dict[int, _Mark] = {}
    for start in range(0, len(ids), SIZE):
        part = ids[start : start + SIZE]
        ends = {"first": int(part[0]), "last": int(part[-1])}
        first, last, marks_of, places = conn.execute(summary, ends).one()
        texts.append(places)
        runs[start : start + SIZE] = first if first == last else _numbers(conn.execute(column, ends).scalar_one())
        if marks_of:
            marks.update(
                (start + at, (row[0], row[1])) for at, row in enumerate(conn.execute(marked, ends)) if any(row)
            )
    return Rows(ids, values, runs, marks, Places(texts, len(ids)))


def _numbers(text: str) -> _Ints:
    return np.fromstring(text, dtype=np.int64, sep=",")


def _summary(conn: Connection, within: ColumnElement[bool]) -> Executable:
    """Return the query for the lowest and highest run of some rows, the most that a mark holds, and their places."""
    marked = func.length(Observation.flag) + func.length(Observation.citation)
    places = joined(conn, Observation.place, BETWEEN, order_by=Observation.id)
    return select(func.min(Observation.run_id), func.max(Observation.run_id), func.max(marked), places).where(within)


def _stored_at(conn: Connection, rows: Rows) -> dict[int, datetime]:
    """Return when each run stored its rows: one run stores in one transaction, so one of its rows tells."""
    samples = rows.ids[np.unique(rows.runs, return_index=True)[1]].tolist()
    found: dict[int, datetime] = {}
    for start in range(0, len(samples), SAMPLES):
        part = samples[start : start + SAMPLES]
        query = select(Observation.run_id, Observation.stored_at).where(Observation.id.in_(part))
        found.update((run_id, stored_at) for run_id, stored_at in conn.execute(query))
    return found
