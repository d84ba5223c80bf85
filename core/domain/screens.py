"""What one page is given in one answer: figures, indexes, work. Made by core.store.queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.area import Area
from core.domain.figure import AreaCell, AreaMap, Figure, IndexFigure, Point, Provenance, View
from core.domain.indicator import Agency, Comparator, Target
from core.domain.period import Period
from core.domain.work import RejectionRow, SourceHealth


@dataclass(frozen=True, slots=True)
class AgencyState:
    """An office at a glance: how many of its figures are due, late, missing, red."""

    agency: Agency
    total: int
    measured: int
    late: int
    missing: int
    low: int  # LOW or VERY_LOW
    worst_late_days: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All of the first page in one answer."""

    view: View
    total: IndexFigure
    dimensions: tuple[IndexFigure, ...]
    attention: tuple[Figure, ...]  # worst first
    below_target: int
    map: AreaMap
    agencies: tuple[AgencyState, ...]  # latest first
    simulated: int  # of how many indicators the newest figure is simulated
    indicators: int
    newest_at: datetime | None  # newest stored_at


@dataclass(frozen=True, slots=True)
class Summary:
    """What the banner and the foot of every page say: indicators in all, how many are simulated, newest `stored_at`."""

    simulated: int
    indicators: int
    newest_at: datetime | None


@dataclass(frozen=True, slots=True)
class DimensionView:
    """All of /dimensi/<kode>."""

    view: View
    index: IndexFigure
    figures: tuple[Figure, ...]
    districts: tuple[Area, ...]
    heat: Mapping[str, Mapping[str, Figure]]  # indicator code -> kecamatan code -> figure


@dataclass(frozen=True, slots=True)
class AgencyView:
    """All of /opd/<kode>."""

    view: View
    state: AgencyState
    figures: tuple[Figure, ...]
    sources: tuple[SourceHealth, ...]
    rejections: tuple[RejectionRow, ...]  # of the newest runs, newest first


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """One stored row as an auditor sees it."""

    indicator: str
    area: Area
    period: Period
    value: float
    text: str
    flag: str
    revision: int
    provenance: Provenance
    raw_sha256: str


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """All of /indikator/<kode>.

    Attributes:
        series: Every period of the shown area, oldest first, gaps as None.
        targets: All targets of the indicator, by year.
        ranking: The areas below the shown one (kecamatan, or desa of a kecamatan), best first, absent last.
        parts: For a computed figure its parts, else ().
        observations: Raw rows of the shown area and its series, newest first, at most 200, revisions included.
    """

    view: View
    figure: Figure
    series: tuple[Point, ...]
    targets: tuple[Target, ...]
    comparators: tuple[Comparator, ...]
    ranking: tuple[AreaCell, ...]
    map: AreaMap | None
    parts: tuple[Figure, ...]
    observations: tuple[ObservationRow, ...]
