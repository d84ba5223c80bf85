"""What must hold between the rows of the catalogue: codes once, references to what exists, nothing forgotten."""

from collections.abc import Iterable, Iterator

from core.catalogue.complete import band_faults, root_faults, target_faults, weight_faults
from core.catalogue.files import Files
from core.catalogue.formulas import formula_faults
from core.catalogue.references import reference_faults
from core.catalogue.table import Fault, Table

_Key = tuple[Table, int, tuple[str, ...]]


def cross_faults(files: Files) -> Iterator[Fault]:
    """Yield every fault between rows.

    What asks whether a set is complete waits until each row by itself is right: a weight that is no
    number would otherwise be reported as missing too.
    """
    yield from _repeated(files)
    yield from reference_faults(files)
    yield from target_faults(files)
    yield from formula_faults(files)
    if not files.faults():
        yield from weight_faults(files)
        yield from band_faults(files)
        yield from root_faults(files)


def _repeated(files: Files) -> Iterator[Fault]:
    areas, aliases, weights, bands = files.areas, files.aliases, files.weights, files.bands
    yield from _once(((table, n, (row.code,)) for table, n, row in files.measures()), "kode")
    for file in (files.frames, files.dimensions, files.agencies, areas):
        yield from _once(((file.table, n, (row.code,)) for n, row in file.rows), "kode")
    yield from _once(((areas.table, n, (row.bps_code,)) for n, row in areas.rows), "kode_bps")
    yield from _once(((aliases.table, n, (row.alias.casefold(),)) for n, row in aliases.rows), "alias")
    yield from _once(
        ((t, n, (row.indicator, str(row.year), str(row.valid_from))) for t, n, row in files.all_targets()),
        "indikator + tahun + berlaku_sejak",
    )
    yield from _once(
        ((weights.table, n, (row.frame, row.indicator, str(row.valid_from))) for n, row in weights.rows),
        "kerangka + indikator + berlaku_sejak",
    )
    yield from _once(
        ((bands.table, n, (row.indicator, row.status.value, str(row.valid_from))) for n, row in bands.rows),
        "indikator + status + berlaku_sejak",
    )


def _once(keys: Iterable[_Key], columns: str) -> Iterator[Fault]:
    """Yield a fault for every key that stood in an earlier line, of this file or of another one."""
    seen: dict[tuple[str, ...], str] = {}
    for table, number, key in keys:
        if key in seen:
            shown = " ".join(part or "(empty)" for part in key)
            yield table.fault(number, columns, shown, f"it once; it stands in {seen[key]} too")
        else:
            seen[key] = f"{table.name} line {number}"
