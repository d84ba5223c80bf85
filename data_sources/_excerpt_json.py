"""Draws part of a JSON answer: the records that pointers lead to, printed, values marked; or rows of a query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core.domain.lineage import CellValue, RecordExcerpt, TableExcerpt
from core.domain.lineage_place import Place, steps_of
from data_sources._excerpt_text import column_named
from data_sources._excerpt_window import TEXT, bounded, drawn_table, window

LINES = 60  # of a printed record
LEVELS = 4  # of nesting that are printed
ITEMS = 6  # entries of a list that are printed
_BOXES = ("properties", "attributes")  # where features carry their fields
_Path = tuple[str, ...]
_NOWHERE = object()


def draw_records(answer: Any, places: Sequence[Place]) -> tuple[RecordExcerpt, ...]:
    """Return the record of each pointer, printed; a pointer that leads nowhere in this answer has none."""
    return tuple(record for place in places if (record := _record(answer, place)) is not None)


def _record(answer: Any, place: Place) -> RecordExcerpt | None:
    steps = steps_of(place.pointer)
    whole = _at(answer, steps)
    path: _Path = ()
    if isinstance(whole, dict):
        record = whole
    else:
        steps, name = steps[:-1], steps[-1]
        record = _at(answer, steps)
        if not isinstance(record, dict):
            return None
        path = _path(record, name)
    lines = list(_printed(record, ()))
    marked = [at for at, (where, _) in enumerate(lines) if path and where[: len(path)] == path]
    begin = max(0, min(marked, default=0) - LINES // 2)
    shown = lines[begin : begin + LINES]
    return RecordExcerpt(
        pointer="".join(f"/{step}" for step in steps),
        lines=tuple(text for _, text in shown),
        marked=tuple(at - begin for at in marked if begin <= at < begin + LINES),
        places=(place,),
        is_cut=len(shown) < len(lines),
    )


def draw_rows(answer: Any, places: Sequence[Place]) -> TableExcerpt | None:
    """Return rows of a query around the marked ones; None when there are no such rows."""
    if not isinstance(answer, dict) or not {"columns", "rows"} <= answer.keys():
        return None
    names = {at: str(name) for at, name in enumerate(answer["columns"])}
    near = window(place.row for place in places)
    rows: dict[int, dict[int, CellValue]] = {
        number: dict(enumerate(map(_cell, row))) for number, row in enumerate(answer["rows"], 1) if number in near
    }
    found = {place: column_named(place.title, names) for place in places if place.row in rows}
    return drawn_table(rows, names, found, heads=0)


def _at(value: Any, steps: list[str]) -> Any:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
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
