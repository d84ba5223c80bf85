"""One state of the store, ready to be read by many threads: facts, standings, and what was computed from them."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import InstrumentedAttribute

from core.collect.contract import Source
from core.config import Config
from core.domain.area import Area, Level
from core.domain.catalogue import Catalogue
from core.domain.conflict import ConflictKind, Decision, differ
from core.domain.indicator import Indicator, Target, Weight
from core.domain.locks import Locks
from core.domain.verification import Checks, Mark, Row
from core.errors import NotFoundError
from core.store.decisions import Settled
from core.store.facts import Cell, Facts, Key, Origin, Series, origin_of, series_from
from core.store.memo import Memo
from core.store.standing import Standing, Standings

__all__ = ["FINENESS", "Memo", "Plan", "Snapshot", "is_covered", "shown_series"]

FINENESS = {Level.REGENCY: 0, Level.DISTRICT: 1, Level.VILLAGE: 2}


def is_covered(indicator: Indicator, level: Level) -> bool:
    """Return whether an indicator is collected for areas of a level."""
    return FINENESS[level] <= FINENESS[indicator.finest]


class Plan:
    """What follows from catalogue and config alone: made once, shared by all snapshots."""

    def __init__(self, catalogue: Catalogue, config: Config) -> None:
        self.catalogue = catalogue
        self.config = config
        self.children: dict[str, tuple[Area, ...]] = {}
        for area in catalogue.areas.values():
            self.children[area.parent] = (*self.children.get(area.parent, ()), area)
        self.villages = {code: self._villages(code) for code in catalogue.areas}
        self.targets: dict[str, tuple[Target, ...]] = {}
        for target in catalogue.targets:
            self.targets[target.indicator] = (*self.targets.get(target.indicator, ()), target)
        self.weights: dict[tuple[str, str], tuple[Weight, ...]] = {}
        for weight in catalogue.weights:
            key = (weight.frame, weight.indicator)
            self.weights[key] = (*self.weights.get(key, ()), weight)

    def under(self, sources: Mapping[str, Source]) -> "Plan":
        """Return the same plan with other sources: as they were known on a past day."""
        plan = copy(self)
        plan.config = self.config.model_copy(update={"sources": dict(sources)})
        return plan

    def _villages(self, code: str) -> int:
        area = self.catalogue.areas[code]
        if area.level is Level.VILLAGE:
            return 1
        return sum(self._villages(child.code) for child in self.children.get(code, ()))

    def indicator(self, code: str) -> Indicator:
        """Return an indicator or variable.

        Raises:
            NotFoundError: If the catalogue has no such code.
        """
        found = self.catalogue.indicators.get(code)
        if found is None:
            raise NotFoundError(f"indicator {code!r} is not in catalogue/indicators.csv or variables.csv")
        return found

    def area(self, code: str) -> Area:
        """Return an area.

        Raises:
            NotFoundError: If the catalogue has no such code.
        """
        found = self.catalogue.areas.get(code)
        if found is None:
            raise NotFoundError(f"area {code!r} is not in catalogue/areas.csv")
        return found


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of the store. Everything in it belongs together; a page reads one snapshot from start to end.

    Attributes:
        number: store_version of this state.
        shown: The series that readers see: hidden sources left out, the best source of each period.
        computed: Series from formulas and sums, made when first asked for.
        figures, indexes: Whatever else was made from this state: figures, index values.
        answers: Whole answers, as they were sent (core.web.kept_answers).
        pages: Whole answers to pages; shared by all viewers, so nobody may change one.
        polygons: Boundary sets by level; outlives the snapshot while `boundary_run` stays.
        boundary_run: The newest run that brought boundaries.
        settled: What was decided on contradicting values.
        checks: What was found of the values.
        locks: Periods in which nothing changes.
        returned: Rows that were returned and that their office has not answered.
        heard: What the sources say, without those.
        until: The instant before which this was known; None for the newest state.
    """

    number: int
    plan: Plan
    facts: Facts
    standings: Standings
    shown: Mapping[Key, Series]
    computed: Memo = field(default_factory=lambda: Memo(200_000))
    figures: Memo = field(default_factory=lambda: Memo(8_000))
    indexes: Memo = field(default_factory=lambda: Memo(20_000))
    answers: Memo = field(default_factory=lambda: Memo(256))
    pages: Memo = field(default_factory=lambda: Memo(400))
    polygons: Memo = field(default_factory=lambda: Memo(8))
    boundary_run: int = 0
    settled: Settled = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    locks: Locks = field(default_factory=Locks)
    returned: Mapping[Row, Mark] = field(default_factory=dict)
    heard: Mapping[Key, Mapping[str, Series]] = field(default_factory=dict)
    until: datetime | None = None

    @property
    def catalogue(self) -> Catalogue:
        """Return the definitions."""
        return self.plan.catalogue

    def knows(self, stored_at: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        """Return the condition on a column of instants that keeps to what was known in this state."""
        return true() if self.until is None else stored_at < self.until

    def origin(self, series: Series, at: int) -> Origin:
        """Return where the value at a position comes from."""
        return origin_of(self.facts, series.origins[at])

    def standing(self, series: Series, at: int) -> Standing:
        """Return the standing of the source of the value at a position."""
        return self.standings.of(self.origin(series, at).source)


def shown_series(
    plan: Plan, heard: Mapping[Key, Mapping[str, Series]], standings: Standings, settled: Settled
) -> dict[Key, Series]:
    """Return for each (indicator, area) what readers see: the chosen or else the best source at each period."""
    shown = {}
    hidden = {source for found in heard.values() for source in found if not standings.shown(source)}
    bounded = {code: one for code, one in plan.catalogue.indicators.items() if one.valid_from or one.valid_to}
    for key, found in heard.items():
        spoken = _in_force(found, bounded[key[0]]) if key[0] in bounded else found
        visible = {source: one for source, one in spoken.items() if source not in hidden}
        if len(visible) == 1:
            shown[key] = next(iter(visible.values()))
        elif visible:
            indicator = plan.catalogue.indicators.get(key[0])
            tolerance = indicator.tolerance if indicator else 0.0
            decided = settled.get((ConflictKind.SOURCES, key), {})
            shown[key] = _merged(visible, standings, tolerance, decided)
    return shown


def _in_force(found: Mapping[str, Series], indicator: Indicator) -> dict[str, Series]:
    """Return the series without periods before an indicator began or after it ended: no line crosses that day."""
    kept = {}
    for source, series in found.items():
        cells = {period: cell for period, cell in series.cells().items() if indicator.is_in_force(period.end)}
        if cells:
            kept[source] = series if len(cells) == len(series.periods) else series_from(cells)
    return kept


def _merged(
    series: Mapping[str, Series], standings: Standings, tolerance: float, decided: Mapping[str, Decision]
) -> Series:
    """Lay the series over one another, the best source on top.

    A simulated value beside a real one is no conflict between sources: made-up figures prove nothing.
    """
    cells: dict[Any, Cell] = {}
    on_top: dict[Any, bool] = {}
    for source in sorted(series, key=lambda one: standings.of(one).order):
        simulated = standings.of(source).known_simulated
        for period, cell in series[source].cells().items():
            if period not in cells:
                cells[period], on_top[period] = cell, simulated
            elif on_top[period] == simulated and differ(cells[period][0], cell[0], tolerance):
                cells[period] = (*cells[period][:3], True)
    for period in [one for one in cells if one.text in decided and cells[one][3]]:
        rivals = {name: one for name, one in series.items() if standings.of(name).known_simulated == on_top[period]}
        cells[period] = _settled(cells[period], rivals, period, decided[period.text], tolerance)
    return series_from(cells)


def _settled(cell: Cell, rivals: Mapping[str, Series], period: Any, decision: Decision, tolerance: float) -> Cell:
    """Return the chosen source's value without the mark, as long as the values are those that were decided on."""
    claims = {name: one.cells()[period] for name, one in rivals.items() if period in one.cells()}
    if not decision.stands({name: one[0] for name, one in claims.items()}, tolerance):
        return cell
    return claims[decision.source]
