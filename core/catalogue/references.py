"""Whether what a row of the catalogue refers to exists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from core.catalogue.files import Files
from core.catalogue.table import Fault, Table

FRAMES = ("tuntas", "mas", "nasional")  # also columns of indicators.csv

_Reference = tuple[Table, int, str]


def reference_faults(files: Files) -> Iterator[Fault]:
    """Yield every reference to a code that stands in no line, not even in a faulty one."""
    agencies = files.agencies.codes()
    owners = ((table, number, row.agency) for table, number, row in files.measures())
    yield from _unknown(owners, "opd", agencies, f"a code of agencies.csv: {', '.join(sorted(agencies))}")
    yield from _indicators(files)
    yield from _frames(files)
    yield from _successors(files)
    yield from _areas(files)


def _unknown(references: Iterable[_Reference], column: str, known: set[str], expected: str) -> Iterator[Fault]:
    for table, number, code in references:
        if code not in known:
            yield table.fault(number, column, repr(code), expected)


def _indicators(files: Files) -> Iterator[Fault]:
    shown = files.indicators.codes()
    expected = "a code of indicators.csv"
    targets = ((table, number, row.indicator) for table, number, row in files.all_targets())
    yield from _unknown(targets, "indikator", shown, expected)
    weights = ((files.weights.table, number, row.indicator) for number, row in files.weights.rows)
    yield from _unknown(weights, "indikator", shown, expected)
    bands = ((files.bands.table, number, row.indicator) for number, row in files.bands.rows)
    yield from _unknown(bands, "indikator", shown | {""}, f"{expected}, or nothing for all indicators")
    comparators = ((files.comparators.table, number, row.indicator) for number, row in files.comparators.rows)
    yield from _unknown(comparators, "indikator", files.codes(), f"{expected} or variables.csv")


def _frames(files: Files) -> Iterator[Fault]:
    of_frame: dict[str, list[str]] = defaultdict(list)
    for line in files.dimensions.table.lines:
        of_frame[line.cells["kerangka"]].append(line.cells["kode"])
    for frame in FRAMES:
        mapped = ((files.indicators.table, number, getattr(row, frame)) for number, row in files.indicators.rows)
        expected = f"a dimension of {frame} in dimensions.csv ({', '.join(of_frame[frame])}), or nothing"
        yield from _unknown(mapped, frame, {*of_frame[frame], ""}, expected)
    for file in (files.dimensions, files.weights):
        frames = ((file.table, number, row.frame) for number, row in file.rows)
        yield from _unknown(frames, "kerangka", set(FRAMES), " or ".join(FRAMES))


def _successors(files: Files) -> Iterator[Fault]:
    """Yield successors that do not exist, and those that begin before what they take the place of has ended."""
    shown = {row.code: row for _, row in files.indicators.rows}
    after = ((files.indicators.table, number, row.successor) for number, row in files.indicators.rows)
    yield from _unknown(after, "penerus", files.indicators.codes() | {""}, "a code of indicators.csv, or nothing")
    for number, row in files.indicators.rows:
        begins = shown[row.successor].valid_from if row.successor in shown else None
        if row.successor in shown and not (row.valid_to and begins and row.valid_to < begins):
            expected = f"berlaku_sampai before berlaku_sejak of {row.successor}: series are never joined"
            yield files.indicators.table.fault(number, "penerus", repr(row.successor), expected)
    known = files.frames.codes() | {""}
    before = ((files.frames.table, number, row.predecessor) for number, row in files.frames.rows)
    yield from _unknown(before, "pendahulu", known, "a code of frames.csv, or nothing")


def _areas(files: Files) -> Iterator[Fault]:
    codes = files.areas.codes()
    parents = ((files.areas.table, number, row.parent) for number, row in files.areas.rows)
    yield from _unknown(parents, "induk", codes | {""}, "an area of this file")
    aliases = ((files.aliases.table, number, row.code) for number, row in files.aliases.rows)
    yield from _unknown(aliases, "kode", codes, "an area of areas.csv")
    yield from _taken_names(files)


def _taken_names(files: Files) -> Iterator[Fault]:
    """Yield aliases that are the official name of another area of the same level: nobody could tell which is meant."""
    owners = {(row.name.casefold(), row.kind.level): row.code for _, row in files.areas.rows}
    levels = {row.code: row.kind.level for _, row in files.areas.rows}
    for number, row in files.aliases.rows:
        owner = owners.get((row.alias.casefold(), levels[row.code])) if row.code in levels else None
        if owner and owner != row.code:
            yield files.aliases.table.fault(number, "alias", repr(row.alias), f"no name of another area ({owner})")
