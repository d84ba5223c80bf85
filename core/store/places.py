"""Places of rows (sheet and cell, row, pointer), as joined texts: taken apart only where a figure shows its place.

Half a million places as Python texts would take longer to make than all else of the read model together.
"""

from array import array
from collections.abc import Sequence

from core.store.memo import Memo

SIZE = 2_000  # places in a text: taking one apart costs a twentieth of a millisecond
BETWEEN = "\x1f"  # the separator of units of ASCII; no place holds it, and where one does `Joined` says so


class Places:
    """Places by number: those of the joined texts first, then those that came one by one. Only ever grows."""

    def __init__(self, texts: Sequence[str] = (), count: int = 0) -> None:
        """Take texts of SIZE places each, the last one of fewer, and how many places they hold."""
        self._texts = texts
        self._count = count
        self._apart = Memo(64)
        self._later: list[str] = []
        self._numbers: dict[str, int] = {}

    @property
    def known(self) -> "Places":
        """Return what is asked for a place by its number."""
        return self

    def __getitem__(self, number: int) -> str:
        """Return the place with a number."""
        if number >= self._count:
            return self._later[number - self._count]
        at, within = divmod(number, SIZE)
        parts: list[str] = self._apart.get(at, lambda: self._texts[at].split(BETWEEN))
        return parts[within]

    def numbers(self, places: Sequence[str]) -> "array[int]":
        """Return the numbers of some places, new ones for those that did not come one by one before."""
        for place in set(places).difference(self._numbers):
            self._numbers[place] = self._count + len(self._later)
            self._later.append(place)
        return array("q", map(self._numbers.__getitem__, places))
