"""From checked rows to the definitions that the rules work with."""

from core.catalogue.files import Files
from core.catalogue.references import FRAMES
from core.catalogue.rows import FrameRow, IndicatorRow, Mapping, MeasureRow
from core.domain.area import Area
from core.domain.catalogue import Catalogue
from core.domain.indicator import Agency, Band, Comparator, Dimension, Frame, Indicator, Kind, Target, Weight


def build(files: Files) -> Catalogue:
    """Return the catalogue of files without a fault."""
    return Catalogue(
        dimensions={row.code: Dimension(**row.model_dump()) for _, row in files.dimensions.rows},
        agencies={row.code: Agency(**row.model_dump()) for _, row in files.agencies.rows},
        indicators={row.code: _indicator(row) for _, _, row in files.measures()},
        areas={area.code: area for area in _areas(files)},
        aliases={row.alias: row.code for _, row in files.aliases.rows},
        targets=_targets(files),
        weights=tuple(sorted(_weights(files), key=lambda one: one.valid_from)),
        bands=tuple(sorted(_bands(files), key=lambda one: one.valid_from)),
        comparators=tuple(Comparator(**row.model_dump()) for _, row in files.comparators.rows),
        frames={row.code: _frame(row) for _, row in files.frames.rows},
    )


def _indicator(row: MeasureRow) -> Indicator:
    own = {*FRAMES, "mapping"}
    shared = row.model_dump(exclude=own)
    if not isinstance(row, IndicatorRow):
        # A variable is part of a formula: it is reported as such and never scored.
        return Indicator(**shared, formula_text="", formula="", kind=Kind.INFORMATION, dimensions=(), is_variable=True)
    frames = ((frame, getattr(row, frame)) for frame in FRAMES)
    dimensions = tuple((frame, code) for frame, code in frames if code)
    return Indicator(**shared, dimensions=dimensions, is_proposed=row.mapping is Mapping.PROPOSED)


def _frame(row: FrameRow) -> Frame:
    return Frame(**row.model_dump(exclude={"mapping"}), is_proposed=row.mapping is Mapping.PROPOSED)


def _areas(files: Files) -> list[Area]:
    """Return the areas in the order of their codes, the kabupaten first."""
    found = [
        Area(**row.model_dump(exclude={"kind", "population_as_of"}), kind=row.kind.value, level=row.kind.level)
        for _, row in files.areas.rows
    ]
    return sorted(found, key=lambda area: (area.code.count("."), area.code))


def _targets(files: Files) -> tuple[Target, ...]:
    found = [Target(**row.model_dump()) for _, _, row in files.all_targets()]
    return tuple(sorted(found, key=lambda one: (one.valid_from, one.year)))


def _weights(files: Files) -> list[Weight]:
    return [Weight(**row.model_dump()) for _, row in files.weights.rows]


def _bands(files: Files) -> list[Band]:
    # The name of the word is the name of the Status.
    return [Band(row.indicator, row.status.name, row.floor, row.valid_from) for _, row in files.bands.rows]
