"""Draws part of a JSON answer: the records that pointers lead to, printed, values marked; or rows of a query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.collect.contract import Source
from core.domain.lineage import CellValue, Excerpt, Line, RecordExcerpt, TableExcerpt
from core.domain.lineage_place import Place, steps_of
from data_sources._excerpt_text import column_named
from data_sources._excerpt_window import FEW, HEAD, TEXT, bounded, columns_near, drawn_table, window
from data_sources._json import flat
from data_sources._json_window import Entries, values_at

LINES = 60  # of a printed record
LEVELS = 4  # of nesting that are printed
ITEMS = 6  # entries of a list that are printed
_BOXES = ("properties", "attributes")  # where features carry their fields
_Path = tuple[str, ...]
_Found = tuple[str, dict[str, Any], str | None]  # pointer of a record, the record, the column in it
_NOWHERE = object()


def draw_records(source: Source, content: bytes, places: Sequence[Place]) -> tuple[Excerpt, ...]:
    """Return the record of each pointer, printed, or a table of many; a pointer that leads nowhere here has none.

    Whole records, which points are, stand in a table when there are two of them.

    Raises:
        SourceError: If a record cannot be read.
    """
    answer = values_at(source.id, content, [steps_of(place.pointer) for place in places], records=True)
    found = {place: pair for place in places if (pair := _pair(answer, place)) is not None}
    whole = all(name is None for _, _, name in found.values())
    if len(found) > (1 if whole else FEW):
        return (_table(found),)
    return tuple(_record(pair, place) for place, pair in found.items())


def _pair(answer: Any, place: Place) -> _Found | None:
    """Return the record that a pointer leads into, its own pointer, and the column; None for the whole record."""
    steps = steps_of(place.pointer)
    whole = _at(answer, steps)
    if _is_record(whole):
        return _pointer(steps), whole, None
    record = _at(answer, steps[:-1])
    return (_pointer(steps[:-1]), record, steps[-1]) if _is_record(record) else None


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and not isinstance(value, Entries)


def _pointer(steps: Sequence[str]) -> str:
    return "".join(f"/{step}" for step in steps)


def _table(found: Mapping[Place, _Found]) -> TableExcerpt:
    """Return records as the lines of a table, nested fields under dotted names, marked where values stand."""
    records = {pointer: _flat(record) for pointer, record, _ in found.values()}
    known = list(dict.fromkeys(name for record in records.values() for name in record))
    names = sorted(known, key=lambda name: not name.endswith("coordinates"))  # where a point lies comes first
    at = {name: number for number, name in enumerate(names)}
    column = {
        place: -1 if name is None else at.get(".".join(_path(record, name)), -1)
        for place, (_, record, name) in found.items()
    }
    columns = columns_near(range(len(names)), {one for one in column.values() if one >= 0})
    lines = [
        Line(pointer, tuple(_cell(record.get(names[one])) if one >= 0 else None for one in columns))
        for pointer, record in records.items()
    ]
    row = {line.number: number for number, line in enumerate(lines)}
    return TableExcerpt(
        heads=tuple(names[one] if one >= 0 else "" for one in columns),
        lines=tuple(lines),
        marked=tuple(
            (row[pointer], columns.index(column[place]) if column[place] >= 0 else -1)
            for place, (pointer, _, _) in found.items()
        ),
        places=tuple(found),
        is_of_records=True,
    )


def _flat(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a record by their paths; of long lists, such as the corners of a polygon, the first few."""
    return {name: value[:ITEMS] if isinstance(value, list) else value for name, value in flat(record).items()}


def _record(found: _Found, place: Place) -> RecordExcerpt:
    pointer, record, name = found
    path = () if name is None else _path(record, name)
    lines = list(_printed(record, ()))
    marked = [at for at, (where, _) in enumerate(lines) if path and where[: len(path)] == path]
    begin = max(0, min(marked, default=0) - LINES // 2)
    shown = lines[begin : begin + LINES]
    return RecordExcerpt(
        pointer=pointer,
        lines=tuple(text for _, text in shown),
        marked=tuple(at - begin for at in marked if begin <= at < begin + LINES),
        places=(place,),
        is_cut=len(shown) < len(lines),
    )


def draw_rows(source: Source, content: bytes, places: Sequence[Place]) -> TableExcerpt | None:
    """Return rows of a query around the marked ones; None when there are no such rows.

    Raises:
        SourceError: If one of them cannot be read.
    """
    near = window(place.row for place in places)
    wanted = [["columns"], *(["rows", str(number - 1)] for number in sorted({*range(1, HEAD + 1), *near.rows}))]
    answer = values_at(source.id, content, wanted, records=False)
    if not isinstance(answer, dict) or not {"columns", "rows"} <= answer.keys():
        return None
    names = {at: str(name) for at, name in enumerate(answer["columns"])}
    rows: dict[int, dict[int, CellValue]] = {
        int(number) + 1: dict(enumerate(map(_cell, row))) for number, row in answer["rows"].items()
    }
    found = {place: column_named(place.title, names) for place in places if place.row in rows}
    return drawn_table(rows, names, found, heads=0)


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        else:
            return _NOWHERE
    return value


def _path(record: Mapping[str, Any], name: str) -> _Path:
    """Return the keys that lead to a column of a flattened record: "nilai", "lokasi.desa", a feature's field."""
    if name in record:
        return (name,)
    for box in _BOXES:
        if isinstance(record.get(box), dict) and _path(record[box], name):
            return (box, *_path(record[box], name))
    for key, inner in record.items():
        if isinstance(inner, dict) and name.startswith(f"{key}."):
            return (key, *_path(inner, name.removeprefix(f"{key}.")))
    return ()


def _printed(value: Any, path: _Path) -> Iterator[tuple[_Path, str]]:
    """Yield the lines of a value with the path that each belongs to; what nests deep or runs long is left out."""
    indent = "  " * len(path)
    name = f"{json.dumps(path[-1], ensure_ascii=False)}: " if path and not path[-1].isdigit() else ""
    pairs: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        pairs, signs = list(value.items()), "{}"
    elif isinstance(value, list):
        pairs, signs = [(str(at), one) for at, one in enumerate(value[:ITEMS])], "[]"
    if not pairs or len(path) >= LEVELS:
        text = json.dumps(value, ensure_ascii=False, default=str)
        yield path, f"{indent}{name}{text if len(text) <= TEXT else text[:TEXT] + '…'}"
        return
    yield path, f"{indent}{name}{signs[0]}"
    for key, inner in pairs:
        yield from _printed(inner, (*path, key))
    if isinstance(value, list) and len(value) > ITEMS:
        yield path, f"{indent}  … ({len(value) - ITEMS} lagi)"
    yield path, f"{indent}{signs[1]}"


def _cell(value: Any) -> CellValue:
    if value is None or isinstance(value, str | float | int | bool):
        return bounded(value)
    return bounded(json.dumps(value, ensure_ascii=False))
