"""Conflicts: two sources disagree on one figure, or the areas below do not add up to the area above.

Both values are kept. Which one is shown is decided by the rank of the sources until somebody settles it with a
reason; what was settled stands only as long as the values it was taken on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from hashlib import sha256

from core.domain.area import Area
from core.domain.indicator import Indicator
from core.domain.period import Period
from core.errors import DecisionRefusedError

SUM_OF_AREAS = "jumlah-wilayah"  # stands where a source's id would, for the sum of the areas below
LEAST_REASON = 10  # characters: "ok" is no reason
MOST_REASON = 1_000
MOST_NAME = 120
_FLOAT_ERROR = 1e-9  # of the larger value: 0.1 + 0.2 does not contradict 0.3


class ConflictKind(Enum):
    """What contradicts what. The value is the store's word."""

    SOURCES = "sumber"
    AREAS = "jumlah-wilayah"


class ConflictState(Enum):
    """Whether somebody has settled it. The value is the word in the address."""

    OPEN = "terbuka"
    SETTLED = "diputus"


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the values that contradict one another.

    Attributes:
        source_id: Id of the source, or SUM_OF_AREAS.
        agency: Code of the office that provides the source; of a sum, of the office that owns the indicator.
        value: In the indicator's unit.
        stored_at: When it came in; of a sum, when its newest part came in.
        shown: Whether this is the value that readers see.
    """

    source_id: str
    title: str
    agency: str
    value: float
    stored_at: datetime
    flag: str = ""
    citation: str = ""
    simulated: bool = False
    shown: bool = False

    @property
    def is_sum(self) -> bool:
        """Return whether this is the sum of the areas below, not what a source said."""
        return self.source_id == SUM_OF_AREAS


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided: which claim is shown, why, and on which values (by source id)."""

    kind: ConflictKind
    indicator: str
    area: str
    period: str
    source: str
    reason: str
    decided_by: str
    decided_at: datetime
    values: Mapping[str, float]

    def stands(self, values: Mapping[str, float], tolerance: float) -> bool:
        """Return whether it still settles a disagreement between these values (by source id).

        It falls when its chosen source is gone, when a source now says something else, or when a further source
        contradicts the chosen one. A further source that agrees with the chosen one changes nothing.
        """
        if self.source not in values:
            return False
        chosen = values[self.source]
        return all(
            self.values[source] == value if source in self.values else not differ(chosen, value, tolerance)
            for source, value in values.items()
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody hands in to settle a conflict, as typed.

    Attributes:
        source: Whose value is to be shown from now on.
        seen: `fingerprint` of the values that were looked at; "" when they are looked at only now.
    """

    source: str
    reason: str
    decided_by: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One figure that is contradicted, as /konflik shows it.

    Attributes:
        claims: The shown one first, then by the rank of the sources.
        difference: The largest difference from the shown claim, in the indicator's unit.
        since: When the disagreement came into the store.
        weight: Of the indicator in the frame tuntas; 0.0 for a variable.
        decision: The decision that stands; None while it is open.
        fallen: A decision that no longer stands because the values changed.
        nearby: Other real values of the same figure in other periods, to judge by; oldest first.
    """

    kind: ConflictKind
    indicator: Indicator
    area: Area
    period: Period
    claims: tuple[Claim, ...]
    difference: float
    since: datetime
    weight: float
    decision: Decision | None = None
    fallen: Decision | None = None
    nearby: tuple[tuple[Period, float, str], ...] = ()

    @property
    def state(self) -> ConflictState:
        """Return whether it is settled."""
        return ConflictState.SETTLED if self.decision else ConflictState.OPEN

    @property
    def tolerance(self) -> float:
        """Return the difference that would be no conflict, in the indicator's unit."""
        return self.indicator.tolerance

    @property
    def simulated(self) -> bool:
        """Return whether a claim is made up."""
        return any(one.simulated for one in self.claims)

    @property
    def key(self) -> str:
        """Return its name in addresses and forms: kind, indicator, area, period."""
        return conflict_key(self.kind, self.indicator.code, self.area.code, self.period)

    @property
    def values(self) -> dict[str, float]:
        """Return what each source says."""
        return {one.source_id: one.value for one in self.claims}


def conflict_key(kind: ConflictKind, indicator: str, area: str, period: Period) -> str:
    """Return the name of a conflict in addresses and forms."""
    return "_".join((kind.value, indicator, area, period.text))


def differ(one: float, other: float, tolerance: float) -> bool:
    """Return whether two values of one figure contradict each other."""
    return abs(one - other) > tolerance + _FLOAT_ERROR * max(abs(one), abs(other))


def pressing_first(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Return open ones first, the heavier indicator first, then the one that has stood longest."""

    def place(one: Conflict) -> tuple[bool, float, datetime, str]:
        return one.decision is not None, -one.weight, one.since, one.key

    return tuple(sorted(conflicts, key=place))


def decided(found: Conflict, verdict: Verdict, decided_at: datetime) -> Decision:
    """Return a decision on a conflict as it stands now.

    Raises:
        DecisionRefusedError: If the source has no value here, reason or name cannot be kept, or the values are no
            longer those that were looked at.
    """
    reason, name = " ".join(verdict.reason.split()), " ".join(verdict.decided_by.split())
    if verdict.seen and verdict.seen != fingerprint(found):
        raise DecisionRefusedError("berubah", f"{found.key}: the values changed since they were looked at; look again")
    if verdict.source not in found.values:
        known = ", ".join(found.values)
        raise DecisionRefusedError("pilihan", f"{found.key}: no value of {verdict.source!r} here; known: {known}")
    if not LEAST_REASON <= len(reason) <= MOST_REASON:
        limits = f"{LEAST_REASON} to {MOST_REASON}"
        raise DecisionRefusedError("alasan", f"{found.key}: a reason has {limits} characters, found {len(reason)}")
    if not 1 <= len(name) <= MOST_NAME:
        raise DecisionRefusedError("nama", f"{found.key}: the name of who decides has 1 to {MOST_NAME} characters")
    place = (found.kind, found.indicator.code, found.area.code, found.period.text)
    return Decision(*place, verdict.source, reason, name, decided_at, found.values)


def fingerprint(found: Conflict) -> str:
    """Return a short mark of what the sources say, so that nobody decides on values that have changed."""
    return sha256(repr(sorted(found.values.items())).encode()).hexdigest()[:16]
