"""Whether targets fit their indicators, and whether weights, bands and areas are complete."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from core.catalogue.files import Files
from core.catalogue.references import FRAMES
from core.catalogue.rows import IndicatorRow, StatusWord, TargetRow
from core.catalogue.table import Fault
from core.domain.indicator import Kind


def target_faults(files: Files) -> Iterator[Fault]:
    """Yield targets of a form or a size that their indicator cannot have."""
    indicators = {row.code: row for _, row in files.indicators.rows}
    for table, number, target in files.all_targets():
        row = indicators.get(target.indicator)
        for column, found, expected in _unfit(target, row) if row else ():
            yield table.fault(number, column, found, expected)


def _unfit(target: TargetRow, row: IndicatorRow) -> Iterator[tuple[str, str, str]]:
    if row.kind is Kind.INFORMATION:
        yield "indikator", repr(row.code), "an indicator that is scored; this one is jenis informasi"
        return
    if (row.kind is Kind.RANGE) != (target.value is None):
        form = "batas_bawah and batas_atas" if row.kind is Kind.RANGE else "nilai"
        yield "nilai", "another form of target", f"{form}, because {row.code} is jenis {row.kind.value}"
    for column, limit in (("nilai", target.value), ("batas_bawah", target.low), ("batas_atas", target.high)):
        if limit is not None and not _can_be(limit, row):
            yield column, f"{limit:g}", f"{row.minimum} to {row.maximum}, as {row.code} has minimum and maksimum"


def _can_be(value: float, row: IndicatorRow) -> bool:
    """Tell whether the indicator can take a value; a year's target of sums may lie above the single figure's limit."""
    too_low = row.minimum is not None and value < row.minimum
    too_high = row.maximum is not None and value > row.maximum and row.kind is not Kind.CUMULATIVE
    return not (too_low or too_high)


def weight_faults(files: Files) -> Iterator[Fault]:
    """Yield scored indicators without a weight in a frame they belong to, and weights that nothing uses."""
    weighed = {(row.frame, row.indicator) for _, row in files.weights.rows}
    table = files.indicators.table
    for number, row in files.indicators.rows:
        for frame in FRAMES:
            counts = bool(getattr(row, frame)) and row.kind is not Kind.INFORMATION
            has = (frame, row.code) in weighed
            if counts and not has:
                yield table.fault(number, "kode", repr(row.code), f"a weight in weights.csv for kerangka {frame} too")
            elif has and not counts:
                why = "it has no dimension there, or is jenis informasi"
                yield table.fault(number, "kode", repr(row.code), f"no weight in weights.csv for {frame}: {why}")


def band_faults(files: Files) -> Iterator[Fault]:
    """Yield sets of bands that leave an attainment without a level."""
    table = files.bands.table
    sets: dict[tuple[str, str], dict[StatusWord, float]] = defaultdict(dict)
    begins: dict[tuple[str, str], int] = {}
    for number, row in files.bands.rows:
        key = (row.indicator, row.valid_from.isoformat())
        sets[key][row.status] = row.floor
        begins.setdefault(key, number)
    if not any(indicator == "" for indicator, _ in sets):
        yield table.fault(0, "indikator", "no bands for all indicators", "five lines with nothing in indikator")
    for key, floors in sets.items():
        for column, found, expected in _gaps(floors):
            yield table.fault(begins[key], column, found, expected)


def _gaps(floors: dict[StatusWord, float]) -> Iterator[tuple[str, str, str]]:
    missing = [status.value for status in StatusWord if status not in floors]
    if missing:
        yield "status", f"no {', '.join(missing)}", "all five levels from this day on"
        return
    falling = [floors[status] for status in StatusWord]
    if any(high <= low for high, low in pairwise(falling)):
        found = ", ".join(f"{one:g}" for one in falling)
        yield "batas_bawah", found, "limits that fall from sangat tinggi to sangat rendah"
    elif falling[-1] != 0:
        yield "batas_bawah", f"{falling[-1]:g}", "0 for sangat rendah, so that every attainment has a level"


def root_faults(files: Files) -> Iterator[Fault]:
    """Yield a fault unless exactly one area lies in no other."""
    roots = [row.code for _, row in files.areas.rows if not row.parent]
    if len(roots) != 1:
        found = ", ".join(roots) or "no area without induk"
        yield files.areas.table.fault(0, "induk", found, "exactly one area without induk, the kabupaten")
