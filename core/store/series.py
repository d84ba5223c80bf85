"""Series of values, compact in memory: arrays by period, origins and places by number."""

from array import array
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from core.domain.period import Period

Key = tuple[str, str]  # indicator, area
Cell = tuple[float, int, int, bool]  # value, number of its origin, number of its place, whether sources disagree


class Origin(NamedTuple):
    """What rows have in common that one run brought: stored once as a plain tuple, named by number."""

    source: str
    run_id: int
    revision: int
    flag: str
    citation: str


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one indicator for one area, oldest period first; all fields have the same length.

    Attributes:
        periods: In the order of Period; may mix lengths (a yearly figure beside months).
        values: In the indicator's unit.
        origins, places: Numbers of words of the facts.
        conflicts: Positions at which another source disagrees beyond the tolerance.
    """

    periods: tuple[Period, ...]
    values: "array[float]"
    origins: "array[int]"
    places: "array[int]"
    conflicts: frozenset[int] = frozenset()

    def newest(self, end: date) -> int:
        """Return the position of the newest period that ended by a day; -1 when there is none."""
        return bisect_right(self.periods, end, key=_end) - 1

    def cells(self) -> dict[Period, Cell]:
        """Return the values by period."""
        return {
            period: (self.values[at], self.origins[at], self.places[at], at in self.conflicts)
            for at, period in enumerate(self.periods)
        }


def _end(period: Period) -> date:
    return period.end


def position(period: Period) -> tuple[date, date]:
    """Return what puts periods in order: the end, then the start."""
    return period.end, period.start


def series_from(cells: Mapping[Period, Cell]) -> Series:
    """Return the series that holds these cells, put in order."""
    periods = sorted(cells, key=position)
    ordered = [cells[period] for period in periods]
    return Series(
        tuple(periods),
        array("d", (cell[0] for cell in ordered)),
        array("q", (cell[1] for cell in ordered)),
        array("q", (cell[2] for cell in ordered)),
        frozenset(at for at, cell in enumerate(ordered) if cell[3]),
    )


class Words:
    """Things that repeat, stored once and named by number. Only ever grows, so that numbers stay true."""

    def __init__(self) -> None:
        self.known: list[Any] = []
        self._numbers: dict[Any, int] = {}

    def numbers(self, words: Sequence[Any]) -> "array[int]":
        """Return the numbers of some words, new ones for new words."""
        for word in set(words).difference(self._numbers):
            self._numbers[word] = len(self.known)
            self.known.append(word)
        return array("q", map(self._numbers.__getitem__, words))
