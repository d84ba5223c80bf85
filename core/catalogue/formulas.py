"""Whether the formulas of the catalogue can be worked out: names, circles, periods and areas of their parts."""

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from core.catalogue.files import Files
from core.catalogue.rows import IndicatorRow, MeasureRow
from core.catalogue.table import Fault
from core.domain.area import Level
from core.domain.formula import BUILT_IN, check_formula, name_of, names
from core.errors import CatalogueError

_FINENESS = {Level.REGENCY: 0, Level.DISTRICT: 1, Level.VILLAGE: 2}


def formula_faults(files: Files) -> Iterator[Fault]:
    """Yield every formula that cannot be read, names what does not exist, or could never have all its parts."""
    table = files.indicators.table
    by_name = {name_of(row.code): row for _, _, row in files.measures()}
    needs: dict[str, frozenset[str]] = {}
    for number, row in files.indicators.rows:
        if not row.formula:
            continue
        try:
            check_formula(row.formula, files.codes())
        except CatalogueError as error:
            yield table.fault(number, "ekspresi", repr(row.formula), f"a formula that can be worked out: {error}")
            continue
        needs[name_of(row.code)] = names(row.formula) - BUILT_IN
        parts = [by_name[name] for name in sorted(needs[name_of(row.code)]) if name in by_name]
        for expected in _unfit(row, parts):
            yield table.fault(number, "ekspresi", repr(row.formula), expected)
    yield from _cycles(files, needs)


def _unfit(row: IndicatorRow, parts: list[MeasureRow]) -> Iterator[str]:
    """Yield why a formula, evaluated for one area and one period, would always miss a part."""
    for part in parts:
        if part.frequency is not row.frequency:
            yield f"parts that come as often as {row.code} ({row.frequency.value}); {part.code}: {part.frequency.value}"
        if _FINENESS[part.finest] < _FINENESS[row.finest]:
            yield f"parts as fine as {row.code} ({row.finest.value}); {part.code}: {part.finest.value}"


def _cycles(files: Files, needs: dict[str, frozenset[str]]) -> Iterator[Fault]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        circle = error.args[1]
        first = next(number for number, row in files.indicators.rows if name_of(row.code) in circle)
        yield files.indicators.table.fault(first, "ekspresi", " -> ".join(circle), "formulas without a circle")
