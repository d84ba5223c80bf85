"""What a verification found: differences at their places, what could not be recomputed, and how much was compared."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import Enum
from typing import Any

from core.domain.period import Period


class Kind(Enum):
    """What differs. The value stands in the lines and in the JSON."""

    RAW = "raw answer"  # the bytes are not those that were kept
    ROW = "row"  # a stored row says something else than its raw answer
    EXTRA = "row without answer"  # a stored row that its raw answer does not hold
    GONE = "row is gone"  # a row of the raw answer, or of the run's count, is not stored any more
    UNREADABLE = "not reproducible"  # the answer is whole, but its section now reads it otherwise or not at all
    CATALOGUE = "catalogue"  # a kept state of the definitions is not what its sha256 says, or not the present one
    GUARD = "guard"  # the database would let rows be changed
    FIGURE = "figure"  # a shown value is not the recomputed one
    INDEX = "index"  # a shown index is not the recomputed one


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: where, and in words what was expected and found."""

    kind: Kind
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind.value}: {self.place}: {self.words}"


@dataclass(frozen=True, slots=True)
class Unverified:
    """A run that cannot be read again, and how many of the compared rows rest on it."""

    run_id: int
    source_id: str
    rows: int
    why: str

    def __str__(self) -> str:
        return f"run {self.run_id} ({self.source_id}), {self.rows} row(s): {self.why}"


@dataclass(slots=True)
class Report:
    """What was compared, and what came of it."""

    period: Period
    runs: int = 0
    answers: int = 0
    rows: int = 0
    points: int = 0
    figures: int = 0
    indexes: int = 0
    differences: list[Difference] = field(default_factory=list)
    unverified: list[Unverified] = field(default_factory=list)

    def found(self, kind: Kind, place: str, words: str) -> None:
        """Note a difference."""
        self.differences.append(Difference(kind, place, words))

    def as_json(self) -> dict[str, Any]:
        """Return what `verify --json` prints."""
        counts = {name: getattr(self, name) for name in ("runs", "answers", "rows", "points", "figures", "indexes")}
        return {
            "period": self.period.text,
            "verified": not self.differences and not self.unverified,
            "compared": counts,
            "differences": [asdict(one) | {"kind": one.kind.value} for one in self.differences],
            "unverified": [asdict(one) for one in self.unverified],
        }

    def lines(self, most: int) -> Iterator[str]:
        """Yield what the command prints: at most so many lines of each list, then the sum."""
        yield from _shortened("difference", self.differences, most)
        yield from _shortened("cannot be recomputed", self.unverified, most)
        yield (
            f"{self.period.text}: {self.indexes:,} index(es) and {self.figures:,} figure(s) recomputed from "
            f"{self.rows:,} row(s) and {self.points:,} point(s) of {self.answers} raw answer(s): "
            f"{len(self.differences)} difference(s), "
            f"{len(self.unverified)} run(s) that cannot be recomputed"
        )


def _shortened(word: str, found: Iterable[object], most: int) -> Iterator[str]:
    listed = list(found)
    yield from (f"{word}: {one}" for one in listed[:most])
    if len(listed) > most:
        yield f"{word}: and {len(listed) - most} more; --json lists them all"
