"""Bands: from which percentage on a level begins, for all indicators or for one, from a day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from core.domain.indicator import Band
from core.domain.status import Status
from core.errors import CatalogueError

# From the best level down; the other members of Status are states, not levels.
LEVELS = (Status.VERY_HIGH, Status.HIGH, Status.MEDIUM, Status.LOW, Status.VERY_LOW)


@dataclass(frozen=True, slots=True)
class Bands:
    """The levels that hold for one indicator on one day.

    Attributes:
        floors: Level and its lower limit in percent (inclusive), best level first; () when none was in force.

    Raises:
        CatalogueError: If a worse level does not begin below the better one.
    """

    floors: tuple[tuple[Status, float], ...]

    def __post_init__(self) -> None:
        for (better, upper), (worse, lower) in pairwise(self.floors):
            if not lower < upper:
                raise CatalogueError(
                    f"bands: {worse.name} begins at {lower:g} %, not below {better.name} at {upper:g} %; "
                    "correct the floors in catalogue/bands.csv"
                )

    @property
    def lowest(self) -> Status:
        """Return the level of whatever lies below all limits; UNSCORED when there are no bands."""
        return self.floors[-1][0] if self.floors else Status.UNSCORED


def bands_for(bands: Iterable[Band], indicator: str, on: date) -> Bands:
    """Return the bands in force for an indicator on a day: give the END of the figure's period.

    Each level takes the newest `valid_from` up to that day; the indicator's own row goes before the
    default (""). So changed bands never repaint an old period.

    Raises:
        CatalogueError: If a level has an unknown name, or the levels overlap.
    """
    chosen: dict[Status, Band] = {}
    for band in bands:
        if band.indicator in ("", indicator) and band.valid_from <= on:
            level = _level(band)
            if level not in chosen or _rank(band) >= _rank(chosen[level]):
                chosen[level] = band
    return Bands(tuple((level, chosen[level].floor) for level in LEVELS if level in chosen))


def _rank(band: Band) -> tuple[bool, date]:
    return (band.indicator != "", band.valid_from)


def _level(band: Band) -> Status:
    for level in LEVELS:
        if level.name == band.status:
            return level
    known = ", ".join(level.name for level in LEVELS)
    raise CatalogueError(f"bands: unknown level {band.status!r} in catalogue/bands.csv; known: {known}")
