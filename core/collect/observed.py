"""Decides what becomes of each cell that was read: an observation, a refusal, or a count."""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.batch import COLUMN, OBSERVATION_COLUMNS, Batch, Rejected, empty_observations, shown
from core.collect.cells import Cells, KeyPart, Reader
from core.collect.contract import Column
from core.collect.layouts import Rows
from core.collect.reduce import Refused, reduce_rows
from core.collect.zeros import keys_of, zeros_of
from core.domain.period import Period
from core.reasons import Reason

TEXT_LENGTH = 100  # letters the store keeps of a value as reported


@dataclass(slots=True)
class Tally:
    """What was decided so far.

    Attributes:
        rows: Refused keys of rows: (row, agency column, reason, expected) to the number of values lost.
        titles: The same for keys that a column title carries.
        refused, lacking: By indicator, the keys of refused cells and of cells without a figure; for `reduce`.
        zeroed: Positions of the rows that say 0 because their indicator does not take them.
    """

    frames: list[pd.DataFrame] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    rows: Counter[tuple[int, str, Reason, str]] = field(default_factory=Counter)
    titles: Counter[tuple[str, Reason, str]] = field(default_factory=Counter)
    refused: dict[str, list[Refused]] = field(default_factory=dict)
    lacking: dict[str, list[Refused]] = field(default_factory=dict)
    zeroed: list[Rows] = field(default_factory=list)
    read: int = 0
    missing: int = 0
    merged: int = 0
    withheld: int = 0


def observe(reader: Reader, blocks: list[Cells]) -> tuple[Batch, set[int]]:
    """Return the batch of all blocks, and the positions of the rows that say 0 without being taken."""
    tally = Tally()
    for cells in blocks:
        _decide(reader, cells, tally)
    frames = [*_reduced(reader, tally), *_zeros(reader, tally)]
    rejected = [*_key_rejections(reader, tally), *tally.rejected]
    observations = pd.concat(frames, ignore_index=True) if frames else empty_observations().assign(**{COLUMN: ""})
    batch = Batch(observations, rejected, tally.read, tally.missing, 0, tally.merged, tally.withheld)
    return batch, {int(row) for rows in tally.zeroed for row in rows}


def _decide(reader: Reader, cells: Cells, tally: Tally) -> None:
    """Sort the cells of a block: first those without a figure, then bad keys, then bad values; the rest is good."""
    values, rows = cells.values, cells.block.rows
    there = ~values.missing
    areas, periods = cells.area.texts(), cells.period.texts()
    bad_area = there & cells.area.bad()
    bad_period = there & ~bad_area & cells.period.bad()
    unsafe = there & ~bad_area & ~bad_period & (reader.remarks.unsafe[rows] != "")
    bad_value = there & ~bad_area & ~bad_period & ~unsafe & (values.reason != None)  # noqa: E711 - by element
    good = there & ~bad_area & ~bad_period & ~unsafe & ~bad_value
    tally.read += len(rows)
    tally.missing += int(values.missing.sum())
    _count_keys(cells, cells.area, bad_area, tally)
    _count_keys(cells, cells.period, bad_period, tally)
    for at in np.flatnonzero(unsafe):
        tally.rows[int(rows[at]), str(reader.remarks.unsafe[rows[at]]), Reason.TEXT_UNSAFE, ""] += 1
    _reject_values(reader, cells, np.flatnonzero(bad_value), tally)
    if cells.block.column.reduce:
        _remember(cells, areas, periods, bad_area | bad_period | unsafe | bad_value, tally.refused)
        _remember(cells, areas, periods, values.missing, tally.lacking)
    if good.any():
        tally.frames.append(_frame(reader, cells, np.flatnonzero(good), areas, periods))


def _count_keys(cells: Cells, part: KeyPart, bad: NDArray[np.bool_], tally: Tally) -> None:
    for at in np.flatnonzero(bad):
        key = part.keys[part.codes[at]]
        if key.reason is None:
            continue
        if part.by_row:
            tally.rows[int(cells.block.rows[at]), part.title, key.reason, key.expected] += 1
        else:
            tally.titles[part.title, key.reason, key.expected] += 1


def _key_rejections(reader: Reader, tally: Tally) -> list[Rejected]:
    """Return one refusal for each row or column title whose key could not be read, with the values it cost."""
    table, places = reader.table, reader.places
    found: list[Rejected] = []
    for (row, title, reason, expected), cells in sorted(tally.rows.items(), key=lambda item: item[0][0]):
        held = table.records[title].iloc[row] if title in table.records else table.source.reading.fixed.get(title, "")
        if title == table.columns.get("area") and reader.plan.areas is not None:
            held = reader.plan.areas[row]
        column = title if title in table.records else ""
        found.append(Rejected(places.cell(row, column), column, shown(held), reason, expected, cells))
    for (title, reason, expected), cells in tally.titles.items():
        held = title if title in table.records else table.source.reading.fixed.get(title, "")
        found.append(Rejected(f"kolom {shown(title)}"[:200], shown(title), shown(held), reason, expected, cells))
    return found


def _reject_values(reader: Reader, cells: Cells, bad: NDArray[np.int64], tally: Tally) -> None:
    title, block = cells.block.title, cells.block
    places = reader.places.cells(block.rows[bad], title)
    for at, place in zip(bad, places, strict=True):
        reason = cells.values.reason[at]
        tally.rejected.append(Rejected(place, title, shown(block.values[at]), reason, _expected(cells, reason)))


def _expected(cells: Cells, reason: Reason) -> str:
    if reason in (Reason.UNIT_MISMATCH, Reason.PERCENT_SCALE_SUSPECT):
        return cells.unit
    return ""


def _remember(
    cells: Cells,
    areas: NDArray[np.object_],
    periods: NDArray[np.object_],
    which: NDArray[np.bool_],
    into: dict[str, list[Refused]],
) -> None:
    keys = {(areas[at], periods[at]) for at in np.flatnonzero(which)}
    into.setdefault(cells.block.code, []).extend(Refused(area, period) for area, period in keys)


def _frame(
    reader: Reader, cells: Cells, good: NDArray[np.int64], areas: NDArray[np.object_], periods: NDArray[np.object_]
) -> pd.DataFrame:
    rows, remarks = cells.block.rows[good], reader.remarks
    flags = cells.values.flag[good]
    column: Column = cells.block.column
    data: dict[str, object] = {
        "indicator": np.full(len(good), cells.block.code, dtype=object),
        "area": areas[good],
        "period": periods[good],
        "value": _converted(cells, good),
        "text": _texts(cells, good),
        "flag": np.where(flags != "", flags, remarks.flag[rows]),
        "place": reader.places.cells(rows, cells.block.title),
        "citation": remarks.citation[rows],
        "note": remarks.note[rows],
        COLUMN: np.full(len(good), cells.block.title, dtype=object),
    }
    frame = pd.DataFrame(data)
    frame = frame.astype({name: "str" for name in (*OBSERVATION_COLUMNS, COLUMN) if name != "value"})
    if column.reduce:
        frame["at"] = _days(reader, cells, good)
    return frame


def _days(reader: Reader, cells: Cells, good: NDArray[np.int64]) -> list[int]:
    """Return the first day of each row's own period, before it was widened, as a number to sort by."""
    keys = reader.periods(None, coarsen=False) if not cells.block.period else None
    if keys is None:
        starts = [key.period.start.toordinal() if key.period else 0 for key in cells.period.keys]
        return [starts[code] for code in cells.period.codes[good]]
    starts = [key.period.start.toordinal() if key.period else 0 for key in keys.keys]
    return [starts[code] for code in keys.codes[cells.block.rows[good]]]


def _converted(cells: Cells, good: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the values in the catalogue's unit."""
    values = cells.values.value.copy()
    for mask, one in cells.conversions:
        if one is None or one.is_identity:
            continue
        factors = [
            one.factor(key.period) if isinstance(key.period, Period) else (1.0, 1.0) for key in cells.period.keys
        ]
        up, down = np.array(factors, dtype=np.float64).T
        codes = cells.period.codes[mask]
        values[mask] = values[mask] * up[codes] / down[codes]
    return values[good]


def _texts(cells: Cells, good: NDArray[np.int64]) -> list[str]:
    """Return the values as the agency wrote them."""
    held = cells.block.values[good]
    if held.dtype.kind in "fiu":
        return [_plain(value) for value in held.tolist()]
    return [" ".join(cell.split())[:TEXT_LENGTH] if isinstance(cell, str) else _plain(cell) for cell in held]


def _plain(value: object) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)[:TEXT_LENGTH]


def _reduced(reader: Reader, tally: Tally) -> list[pd.DataFrame]:
    """Return the frames with the indicators reduced that are configured so."""
    by_code: dict[str, list[pd.DataFrame]] = {}
    frames: list[pd.DataFrame] = []
    for frame in tally.frames:
        code = str(frame["indicator"].iloc[0])
        if "at" in frame:
            by_code.setdefault(code, []).append(frame)
        else:
            frames.append(frame)
    for code, parts in by_code.items():
        how = reader.reading.indicators[code].reduce
        done, merged, withheld = reduce_rows(
            pd.concat(parts, ignore_index=True),
            how,
            refused=tally.refused.get(code, []),
            lacking=tally.lacking.get(code, []),
        )
        tally.merged += merged
        tally.withheld += withheld
        frames.append(done)
    return [frame for frame in frames if len(frame)]


def _zeros(reader: Reader, tally: Tally) -> list[pd.DataFrame]:
    """Return 0 for what was looked for and not found."""
    frames = []
    for code, column in reader.reading.indicators.items():
        if not column.where or column.reduce not in ("count", "any"):
            continue
        taken = keys_of([frame for frame in tally.frames if frame["indicator"].iloc[0] == code])
        found, rows = zeros_of(reader, code, taken, [*tally.refused.get(code, []), *tally.lacking.get(code, [])])
        tally.zeroed.append(rows)
        tally.read += len(rows)
        tally.merged += len(rows) - len(found)
        if len(found):
            frames.append(found)
    return frames
