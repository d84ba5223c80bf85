"""What the pages are given: a figure with all that must stand beside it. Made by core.store.queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any

from core.domain.area import REGENCY, Area, Level
from core.domain.indicator import Dimension, Indicator, Target, Verification
from core.domain.period import Period
from core.domain.status import FreshnessState, Status
from core.domain.verification import Mark, Returned


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows, as its URL says it: ?periode=2026-09&wilayah=64.01.04&kerangka=nasional&banding=tahun-lalu.

    Attributes:
        period: A month, quarter or year; figures of other lengths are taken as of its end.
        area: Kemendagri code.
        frame: Code of a frame of the catalogue: "tuntas", "mas" or "nasional".
        comparison: Which comparison is printed first.
        today: The city's day, against which age and lateness are counted; looking back, `known_at`.
        known_at: Show what was known at the end of this day of the city; None: what is known now.
    """

    period: Period
    today: date
    area: str = REGENCY
    frame: str = "tuntas"
    comparison: "ComparisonKind" = field(default_factory=lambda: ComparisonKind.PREVIOUS)
    known_at: date | None = None


class ComparisonKind(Enum):
    """What a value is compared with. The value is the word in the URL."""

    PREVIOUS = "sebelumnya"
    LAST_YEAR = "tahun-lalu"
    YEAR_TO_DATE = "sejak-januari"


class Absence(Enum):
    """Why there is no figure. The words for people stand in components.labels."""

    NOT_DUE = "not-due"
    NOT_REPORTED = "not-reported"
    REJECTED = "rejected"
    SOURCE_DOWN = "source-down"
    PART_MISSING = "part-missing"
    NOT_IN_FORCE = "not-in-force"  # the indicator had ended by then, or had not begun
    NOT_COVERED = "not-covered"  # not collected for areas of this level
    NO_SOURCE = "no-source"  # no source is configured for it
    RETURNED = "returned"  # walidata returned it to its office, which has not answered
    TOO_OLD = "too-old"  # there is one, but too old to speak for this period


@dataclass(frozen=True, slots=True)
class Ended:
    """That an indicator is over: its last day, and the indicator that follows it; None where none does."""

    on: date
    successor: Indicator | None = None


@dataclass(frozen=True, slots=True)
class Freshness:
    """Age of the data (not of the fetch) on `View.today`.

    Attributes:
        age_days: Days since the last day of the period; None with NONE.
        late_days: Days past the due day; 0 when not late.
        due_on: The day the next figure is (or was) due; None for EVENT and NONE.
        confirmed_on: Day of the last good run that still held this value; None when unknown.
        oldest: Of a computed figure the part that is worst off; state, age and lateness are then the part's where
            those are worse. None for a reported figure.
        until: The newest period that was reported; looking back, the shown value speaks of an earlier one.
        ended: With ENDED: since when, and what follows it.
    """

    state: FreshnessState
    age_days: int | None = None
    late_days: int = 0
    due_on: date | None = None
    confirmed_on: date | None = None
    oldest: "PartAge | None" = None
    until: Period | None = None
    ended: Ended | None = None


@dataclass(frozen=True, slots=True)
class PartAge:
    """How old one reported part of a computed figure is. `period`: its newest one; None without any."""

    indicator: Indicator
    area: Area
    period: Period | None
    freshness: Freshness


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands behind an absence, in numbers and dates; what does not apply or is not known is empty.

    Attributes:
        period: The period whose value is missing, and `due_on` the day it is (or was) due.
        since: When the source first failed in a row, up to now.
        sources: Titles of the sources that are asked for it.
        rejected: How many rows or cells of the newest run were refused.
        reason: Code of the reason most of them were refused for (core.reasons.Reason).
        missing: Names of the parts or areas that have no value, and `parts` how many there should be.
        first: The first period that has a value, when the view lies before it.
        returned: The value that was returned.
    """

    period: Period | None = None
    due_on: date | None = None
    since: datetime | None = None
    sources: tuple[str, ...] = ()
    rejected: int = 0
    reason: str = ""
    missing: tuple[str, ...] = ()
    parts: int = 0
    first: Period | None = None
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value against an earlier one of the same indicator and area.

    Attributes:
        kind: Which comparison. YEAR_TO_DATE: sum (additive) or mean since January against the same span last year.
        period: The earlier period.
        value: The earlier value, in the unit; None when there is none.
        difference: Now minus then, in the unit; None when either is missing.
        better: Whether the change is for the better; None when no judgement can be made or nothing changed.
    """

    kind: ComparisonKind
    period: Period
    value: float | None
    difference: float | None
    better: bool | None


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; None is a gap and stays one. `simulated`: the value is made up (known in full series)."""

    period: Period
    value: float | None
    flag: str = ""
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the shown value comes from. For a computed figure: of its worst part; `parts` names all."""

    source_id: str
    source_title: str
    agency: str
    attribution: str
    citation: str  # address of the publication, "" when the source is the publication
    simulated: bool
    run_id: int
    place: str  # sheet!cell, row, pointer
    stored_at: datetime
    revision: int
    found: Mark | None = None  # what walidata found of it; None while nobody looked


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator for an area, as of the end of a period, with all that must stand beside it.

    Attributes:
        period: The period the value speaks of; None without a value.
        value: In the indicator's unit; None when absent (then `absence` says why). Zero is a value.
        absence: Why there is no value; TOO_OLD and NOT_IN_FORCE may stand beside one: it is shown
            with its own status, but counts as not measured in every index.
        attainment: Share of the target, 1.0 = reached, not capped; None without target or value.
        comparisons: Previous period, same period last year, year to date, in this order.
        spark: The newest 24 periods up to the view's period, oldest first, with gaps.
        simulated: The value or a part of it is simulated.
        conflict: Another source disagrees beyond the tolerance, or the areas below do not add up to it.
        contradiction: Key of that conflict; of a computed figure the one of the first part that has one.
        flag: p, e, b, i or r; of a computed figure the worst of its parts.
        gap: What stands behind `absence`; None without one.
        returned: The newer value in whose place the shown one stands, since it was returned.
    """

    indicator: Indicator
    area: Area
    period: Period | None
    value: float | None
    flag: str
    absence: Absence | None
    target: Target | None
    attainment: float | None
    status: Status
    freshness: Freshness
    comparisons: tuple[Comparison, ...]
    spark: tuple[Point, ...]
    provenance: Provenance | None
    simulated: bool
    conflict: bool = False
    contradiction: str = ""
    gap: Gap | None = None
    returned: Returned | None = None

    @property
    def is_made_up(self) -> bool:
        """Return whether the value, or the target that its status was judged by, is simulated."""
        judged = self.target is not None and self.target.verification is Verification.SIMULATED
        return self.simulated or (judged and self.value is not None)


@dataclass(frozen=True, slots=True)
class IndexPart:
    """One indicator within an index: its weight as a share of 1 and its capped attainment (None = not measured)."""

    figure: Figure
    weight: float
    capped: float | None


@dataclass(frozen=True, slots=True)
class IndexFigure:
    """The index of a dimension, or of the whole frame (`dimension` None), 0 to 100.

    Attributes:
        value: None when withheld.
        coverage: Share of the weight that was measured, 0 to 1.
        floor: Coverage below which the index is withheld.
        change: Points against the period before; None when either is withheld.
        before: The period it is compared with.
        spark: The newest 12 periods, None where withheld.
        late: How many of its figures are overdue or worse.
        oldest: Of the figures that it was measured by the one whose data are latest against their schedule.
    """

    dimension: Dimension | None
    value: float | None
    status: Status
    coverage: float
    floor: float
    change: float | None
    before: Period
    spark: tuple[Point, ...]
    parts: tuple[IndexPart, ...]
    simulated: bool
    late: int
    oldest: Figure | None = None


@dataclass(frozen=True, slots=True)
class AreaCell:
    """One area on a map or in a ranking."""

    area: Area
    figure: Figure
    klass: int | None = None  # index into AreaMap.limits, when the classes are by value; None without value


@dataclass(frozen=True, slots=True)
class BoundarySet:
    """Polygons of one level.

    Attributes:
        schematic: Drawn by this project, not official.
        attribution: Who drew them.
        features: GeoJSON FeatureCollection, EPSG:4326, properties `code`, `name`, `lon`, `lat` (label point).
    """

    level: Level
    schematic: bool
    attribution: str
    features: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AreaMap:
    """An indicator over the areas of one level. `limits`: upper limits of the classes; () = coloured by status."""

    indicator: Indicator
    period: Period
    level: Level
    cells: tuple[AreaCell, ...]
    limits: tuple[float, ...]
    boundaries: BoundarySet
