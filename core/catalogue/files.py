"""The files of the catalogue, taken apart and checked row by row; what is wrong is gathered, not raised."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from core.catalogue import rows
from core.catalogue.cells import SEMICOLONS
from core.catalogue.table import Fault, Line, Table, read_table, take_apart

R = TypeVar("R", bound=rows.Row)

LATER = frozenset({"frames.csv"})  # files that kept states of before their time lack
DEMO_TARGETS = "demo/targets.csv"  # its name among kept texts: beside the folder's own targets.csv


@dataclass(frozen=True, slots=True)
class File(Generic[R]):
    """One file: its good rows with their line numbers, its text, its faults.

    Attributes:
        rows: Line number and row, in the order of the file.
        table: The text of all lines, good or not: so that a code whose row has a fault is still known.
    """

    table: Table
    rows: tuple[tuple[int, R], ...]
    faults: tuple[Fault, ...]

    def codes(self) -> set[str]:
        """Return what stands in the first column of all lines."""
        return {line.cells[self.table.columns[0]] for line in self.table.lines}


@dataclass(frozen=True, slots=True)
class Files:
    """All files of a catalogue."""

    dimensions: File[rows.DimensionRow]
    agencies: File[rows.AgencyRow]
    indicators: File[rows.IndicatorRow]
    variables: File[rows.VariableRow]
    areas: File[rows.AreaRow]
    aliases: File[rows.AliasRow]
    targets: File[rows.TargetRow]
    weights: File[rows.WeightRow]
    bands: File[rows.BandRow]
    comparators: File[rows.ComparatorRow]
    frames: File[rows.FrameRow]
    demo_targets: File[rows.TargetRow] | None = None

    def faults(self) -> list[Fault]:
        """Return what is wrong within single rows."""
        files = [getattr(self, name) for name in self.__slots__]
        return [fault for file in files if file is not None for fault in file.faults]

    def measures(self) -> Iterator[tuple[Table, int, rows.MeasureRow]]:
        """Yield the indicators, then the variables, each with its file and line."""
        for file in (self.indicators, self.variables):
            for number, row in file.rows:
                yield file.table, number, row

    def all_targets(self) -> Iterator[tuple[Table, int, rows.TargetRow]]:
        """Yield the targets, then those of the demonstration, each with its file and line."""
        for file in (self.targets, self.demo_targets):
            for number, row in file.rows if file else ():
                yield file.table, number, row  # type: ignore[union-attr]

    def codes(self) -> set[str]:
        """Return the codes of all indicators and variables."""
        return self.indicators.codes() | self.variables.codes()


def read_files(folder: Path, demo_targets: Path | None) -> Files:
    """Read every file of a folder; a file that is missing is a fault like any other."""
    demo = read_file(demo_targets, rows.TargetRow) if demo_targets else None
    return _all_files(_FromFolder(folder), demo)


def files_from(texts: Mapping[str, str], *, demo: bool) -> Files:
    """Take a state of the catalogue apart that was kept as texts by name (see core.catalogue.texts)."""
    source = _FromTexts(texts)
    return _all_files(source, source.file(DEMO_TARGETS, rows.TargetRow) if demo and DEMO_TARGETS in texts else None)


def read_file(path: Path, model: type[R]) -> File[R]:
    """Read one file and check each of its rows by itself."""
    return _checked(read_table(path, model.columns(), model.optional()), model)


class _FromFolder:
    """Files as they stand on disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def file(self, name: str, model: type[R]) -> File[R]:
        return read_file(self.folder / name, model)


class _FromTexts:
    """Files as they were kept; one that a kept state lacks is empty of everything, and faulty for it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def file(self, name: str, model: type[R]) -> File[R]:
        columns = model.columns()
        absent = ",".join(columns) if name in LATER else ""
        return _checked(take_apart(name, self.texts.get(name, absent), columns, model.optional()), model)


def _all_files(source: _FromFolder | _FromTexts, demo_targets: File[rows.TargetRow] | None) -> Files:
    return Files(
        dimensions=source.file("dimensions.csv", rows.DimensionRow),
        agencies=source.file("agencies.csv", rows.AgencyRow),
        indicators=source.file("indicators.csv", rows.IndicatorRow),
        variables=source.file("variables.csv", rows.VariableRow),
        areas=source.file("areas.csv", rows.AreaRow),
        aliases=source.file("aliases.csv", rows.AliasRow),
        targets=source.file("targets.csv", rows.TargetRow),
        weights=source.file("weights.csv", rows.WeightRow),
        bands=source.file("bands.csv", rows.BandRow),
        comparators=source.file("comparators.csv", rows.ComparatorRow),
        frames=source.file("frames.csv", rows.FrameRow),
        demo_targets=demo_targets,
    )


def _checked(table: Table, model: type[R]) -> File[R]:
    good: list[tuple[int, R]] = []
    faults = list(table.faults)
    for line in table.lines:
        try:
            good.append((line.number, model.model_validate(line.cells, context={SEMICOLONS: table.semicolons})))
        except ValidationError as error:
            faults += [_fault(table, line, detail) for detail in error.errors()]
    return File(table, tuple(good), tuple(faults))


def _fault(table: Table, line: Line, detail: ErrorDetails) -> Fault:
    """Turn pydantic's complaint into ours. One about the row as a whole has no column."""
    column = str(detail["loc"][0]) if detail["loc"] else ""
    context = detail.get("ctx", {})
    expected = str(context.get("error") or context.get("expected") or detail["msg"])
    found = repr(line.cells.get(column, "")) if column else "what contradicts itself"
    return table.fault(
        line.number, column, "an empty cell" if found == "''" else found, expected.removeprefix("Input should be ")
    )
