"""Recomputes the shown indexes from rows that were read again, in a database of their own, and compares them."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from core.collect.verify_report import Kind, Report
from core.collect.verify_rows import Row
from core.domain.area import Area, Level
from core.domain.indicator import Indicator
from core.domain.indicator import Kind as FormulaKind
from core.domain.period import Period
from core.opening import Parts
from core.store.engine import migrate, open_store
from core.store.indexes import index_value
from core.store.lineage import RowKey, rests_on
from core.store.models import ConflictDecision, Observation, Run, Verification
from core.store.read_model import ReadModel
from core.store.scores import points, score
from core.store.snapshot import Snapshot, is_covered

LINE = 12  # periods of an index's line
_TABLES = (Run, ConflictDecision, Verification)


def periods_of(period: Period, area: Area) -> list[Period]:
    """Return the periods whose index is shown for an area: its line of twelve; of a desa the one alone."""
    line = [period]
    while len(line) < LINE and area.level is not Level.VILLAGE:
        line.append(line[-1].previous())
    return line


def needed_rows(snapshot: Snapshot, period: Period) -> dict[RowKey, int]:
    """Return the stored rows that the shown indexes rest on, each with its run."""
    found: dict[RowKey, int] = {}
    for indicator, area, one in _scored(snapshot, period):
        for part in _counted(snapshot, indicator, area, one):
            found |= rests_on(snapshot, indicator.code, area.code, part)
    return found


def compare_indexes(shown: Snapshot, again: Snapshot, period: Period, report: Report) -> None:
    """Note each shown figure and index that is not, to the last digit, what was recomputed."""
    for indicator, area, one in _scored(shown, period):
        _compare_figures(shown, again, indicator, area, one, report)
    for frame, code, area, one in _indexes(shown, period):
        was, now = (index_value(each, frame, code, area, one) for each in (shown, again))
        report.indexes += 1
        if was != now:
            place = f"{frame} {code or 'whole frame'}, {area.code} {area.name}, {one.text}"
            words = f"shown {was.value!r} at coverage {was.coverage!r}, recomputed {now.value!r} at {now.coverage!r}"
            report.found(Kind.INDEX, place, words)


@contextmanager
def recomputed(parts: Parts, rows: Iterable[Row]) -> Iterator[Snapshot]:
    """Open what readers would see if these rows alone were stored, beside runs and decisions as they are."""
    with tempfile.TemporaryDirectory(prefix="verify-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'again.sqlite3'}")
        try:
            migrate(store)
            copies = [(table, _all(parts, table)) for table in _TABLES]
            with store.begin_write() as conn:
                for table, held in [*copies, (Observation, [_without_id(row) for row in rows])]:
                    if held:
                        conn.execute(insert(table), held)
            yield ReadModel(store, parts.catalogue, parts.config).current()
        finally:
            store.close()


def _compare_figures(
    shown: Snapshot, again: Snapshot, indicator: Indicator, area: Area, period: Period, report: Report
) -> None:
    was, now = (score(each, indicator.code, area, period.end) for each in (shown, again))
    pairs = [(one.period.text, one.series.values[one.at], one.attainment) if one else None for one in (was, now)]
    report.figures += was is not None
    if pairs[0] != pairs[1]:
        words = f"shown {_told(pairs[0])}, recomputed {_told(pairs[1])}"
        report.found(Kind.FIGURE, f"{indicator.code}, {area.code} {area.name}, {period.text}", words)


def _told(one: tuple[str, float, float | None] | None) -> str:
    return "nothing" if one is None else f"{one[1]!r} of {one[0]} (attainment {one[2]!r})"


def _scored(snapshot: Snapshot, period: Period) -> Iterator[tuple[Indicator, Area, Period]]:
    """Yield every indicator of an index, for every area it is collected for, in every period that is shown."""
    for indicator in snapshot.catalogue.shown():
        if indicator.kind is FormulaKind.INFORMATION or not indicator.dimensions:
            continue
        for area in snapshot.catalogue.areas.values():
            if is_covered(indicator, area.level):
                yield from ((indicator, area, one) for one in periods_of(period, area))


def _counted(snapshot: Snapshot, indicator: Indicator, area: Area, period: Period) -> list[Period]:
    """Return the periods whose values count: the one that speaks for the day, of sums since January all of the year."""
    found = score(snapshot, indicator.code, area, period.end)
    if found is None:
        return []
    if indicator.kind is not FormulaKind.CUMULATIVE:
        return [found.period]
    known = (point.period for point in points(found.series, found.period.frequency))
    return [one for one in known if one.start.year == found.period.start.year and one.end <= found.period.end]


def _indexes(snapshot: Snapshot, period: Period) -> Iterator[tuple[str, str, Area, Period]]:
    frames = dict.fromkeys(one.frame for one in snapshot.catalogue.dimensions.values())
    for frame in frames:
        for code in ("", *(one.code for one in snapshot.catalogue.of_frame(frame))):
            for area in snapshot.catalogue.areas.values():
                yield from ((frame, code, area, one) for one in periods_of(period, area))


def _all(parts: Parts, table: Any) -> list[dict[str, Any]]:
    with parts.store.read() as conn:
        return [dict(row._mapping) for row in conn.execute(select(table.__table__))]


def _without_id(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}
