"""What pages are given on an index: what moved it between two periods, and what an indicator is heading for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.domain.figure import Point
from core.domain.indicator import Dimension, Indicator
from core.domain.movement import Movement
from core.domain.pace import Pace
from core.domain.period import Period
from core.domain.projection import NoProjection, Projection
from core.domain.rollup import IndexValue
from core.domain.spc import Variation
from core.domain.status import Status


@dataclass(frozen=True, slots=True)
class IndexMovement:
    """What moved the index of a dimension, or of the whole frame (`dimension` None).

    Attributes:
        since, until: As of whose ends the two states are.
        before, after: The index at both ends, withheld or not; `before` as it was known on `known_on`.
        status_before, status_after: By the bands in force at each end.
        known_on: The day whose knowledge of the older state is compared too, so that revisions have a part of
            their own; None where nothing that was known then has changed.
        movement: Parts that sum to the change; None where an end is withheld.
        indicators: By code, all that the parts name.
        simulated: Codes of the indicators of which a figure or target at either end is simulated.
        floor: Coverage below which an index is withheld.
    """

    dimension: Dimension | None
    since: Period
    until: Period
    before: IndexValue
    after: IndexValue
    status_before: Status
    status_after: Status
    known_on: date | None
    movement: Movement | None
    indicators: Mapping[str, Indicator]
    simulated: frozenset[str]
    floor: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can be said of an indicator's newest value, beyond its status.

    Attributes:
        line: The values this was worked out from, oldest first, gaps as None.
        variation: Real change or usual variation; None where the series is too short.
        pace: What the target still takes; None without one.
        projection: Where the year will end, or why nothing is said; None while it is being worked out.
        simulated: A value of the line, or the target, is simulated.
    """

    line: tuple[Point, ...]
    variation: Variation | None
    pace: Pace | None
    projection: Projection | NoProjection | None
    simulated: bool
