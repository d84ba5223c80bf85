"""The catalogue in memory: what is measured, by whom, against what, where. Read from CSV by core.catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.domain.area import Area, Level
from core.domain.indicator import Agency, Band, Comparator, Dimension, Frame, Indicator, Target, Weight


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All definitions, checked and complete. Mappings keep the order of the files.

    Attributes:
        indicators: By code; the 60 and the variables (`is_variable`) that formulas need.
        aliases: Alternative spelling (as typed by an OPD) to area code.
        frames: By code; none in a catalogue of before frames.csv.
        targets, weights, bands, comparators: As in the files, oldest `valid_from` first.
    """

    dimensions: Mapping[str, Dimension]
    agencies: Mapping[str, Agency]
    indicators: Mapping[str, Indicator]
    areas: Mapping[str, Area]
    aliases: Mapping[str, str]
    targets: tuple[Target, ...]
    weights: tuple[Weight, ...]
    bands: tuple[Band, ...]
    comparators: tuple[Comparator, ...]
    frames: Mapping[str, Frame] = field(default_factory=dict)

    def shown(self) -> list[Indicator]:
        """Return the indicators without the variables, in the order of the file."""
        return [one for one in self.indicators.values() if not one.is_variable]

    def children(self, code: str) -> list[Area]:
        """Return the areas just below one, in the order of their codes; of "64.01" the kecamatan."""
        return [area for area in self.areas.values() if area.parent == code]

    def at(self, level: Level) -> list[Area]:
        """Return all areas of a level."""
        return [area for area in self.areas.values() if area.level is level]

    def of_frame(self, frame: str) -> list[Dimension]:
        """Return the dimensions of a frame in their order."""
        return sorted((d for d in self.dimensions.values() if d.frame == frame), key=lambda d: d.order)
