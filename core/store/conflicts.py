"""Conflicts: every figure on which two sources disagree, or that the areas below do not add up to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from core.domain.area import Area
from core.domain.conflict import (
    SUM_OF_AREAS,
    Claim,
    Conflict,
    ConflictKind,
    differ,
    pressing_first,
)
from core.domain.indicator import Indicator
from core.domain.period import Period
from core.errors import NotFoundError
from core.reasons_id import SUM_OF_PARTS
from core.store.facts import Cell, Series, origin_of
from core.store.snapshot import Snapshot, is_covered
from core.store.values import LONG_AGO, contradicts, summed

NEARBY = 4  # values of other periods to judge by
FRAME = "tuntas"  # whose weights say how much a conflict matters


def all_conflicts(snapshot: Snapshot) -> tuple[Conflict, ...]:
    """Return every conflict, open and settled, the most pressing first."""
    return snapshot.indexes.get("conflicts", lambda: pressing_first([*_of_sources(snapshot), *_of_areas(snapshot)]))


def conflict(snapshot: Snapshot, key: str) -> Conflict:
    """Return one conflict by its key.

    Raises:
        NotFoundError: If there is none of that name (any more).
    """
    found = next((one for one in all_conflicts(snapshot) if one.key == key), None)
    if found is None:
        raise NotFoundError(f"no conflict {key!r}; /konflik lists those there are")
    return found


def _of_sources(snapshot: Snapshot) -> Iterator[Conflict]:
    for (code, area_code), found in snapshot.heard.items():
        indicator, area = snapshot.catalogue.indicators.get(code), snapshot.catalogue.areas.get(area_code)
        shown = [source for source in found if snapshot.standings.shown(source)]
        if len(shown) < 2 or indicator is None or area is None:
            continue
        visible = {source: found[source].cells() for source in shown}
        for period in sorted(set().union(*visible.values())):
            cells = {source: one[period] for source, one in visible.items() if period in one}
            if len(cells) > 1:
                yield from _between(snapshot, indicator, area, period, cells)


def _between(
    snapshot: Snapshot, indicator: Indicator, area: Area, period: Period, cells: Mapping[str, Cell]
) -> Iterator[Conflict]:
    """Yield the conflict of one figure, if the best source is contradicted by another one of its kind."""
    ranked = sorted(cells, key=lambda source: snapshot.standings.of(source).order)
    made_up = snapshot.standings.of(ranked[0]).known_simulated
    peers = [source for source in ranked if snapshot.standings.of(source).known_simulated == made_up]
    top = cells[peers[0]][0]
    if any(differ(top, cells[source][0], indicator.tolerance) for source in peers):
        claims = tuple(_claim(snapshot, cells[source]) for source in peers)
        yield _made(snapshot, ConflictKind.SOURCES, indicator, area, period, claims)


def _of_areas(snapshot: Snapshot) -> Iterator[Conflict]:
    for indicator in snapshot.catalogue.indicators.values():
        for area in snapshot.catalogue.areas.values() if indicator.additive else ():
            own, children = snapshot.shown.get((indicator.code, area.code)), snapshot.plan.children.get(area.code)
            if own is None or not children or not is_covered(indicator, children[0].level):
                continue
            mine, below = own.cells(), summed(snapshot, indicator, area.code)
            for period in sorted(mine.keys() & below.keys()):
                if contradicts(snapshot, indicator, mine[period], below[period]):
                    claims = (_claim(snapshot, mine[period]), _sum(snapshot, indicator, below[period]))
                    yield _made(snapshot, ConflictKind.AREAS, indicator, area, period, claims)


def _made(
    snapshot: Snapshot,
    kind: ConflictKind,
    indicator: Indicator,
    area: Area,
    period: Period,
    claims: tuple[Claim, ...],
) -> Conflict:
    last = snapshot.settled.get((kind, (indicator.code, area.code)), {}).get(period.text)
    values = {one.source_id: one.value for one in claims}
    stands = last is not None and last.stands(values, indicator.tolerance)
    shown = _shown_first(claims, last.source if last and stands else claims[0].source_id)
    return Conflict(
        kind=kind,
        indicator=indicator,
        area=area,
        period=period,
        claims=shown,
        difference=max(abs(one.value - shown[0].value) for one in shown),
        since=_since(indicator, claims),
        weight=_weight(snapshot, indicator, period.end),
        decision=last if stands else None,
        fallen=None if stands else last,
        nearby=_nearby(snapshot, indicator, area, period),
    )


def _shown_first(claims: tuple[Claim, ...], source: str) -> tuple[Claim, ...]:
    marked = [replace(one, shown=one.source_id == source) for one in claims]
    return tuple(sorted(marked, key=lambda one: not one.shown))


def _claim(snapshot: Snapshot, cell: Cell) -> Claim:
    origin = origin_of(snapshot.facts, cell[1])
    standing = snapshot.standings.of(origin.source)
    return Claim(
        source_id=origin.source,
        title=standing.source.title or origin.source,
        agency=standing.source.agency,
        value=cell[0],
        stored_at=snapshot.facts.stored_at.get(origin.run_id, LONG_AGO),
        flag=origin.flag,
        citation=origin.citation,
        simulated=standing.simulated,
    )


def _sum(snapshot: Snapshot, indicator: Indicator, cell: Cell) -> Claim:
    """Return the sum as a claim; of its parts the worst one stands for when it came and whether it is made up."""
    origin = origin_of(snapshot.facts, cell[1])
    return Claim(
        source_id=SUM_OF_AREAS,
        title=SUM_OF_PARTS,
        agency=indicator.agency,
        value=cell[0],
        stored_at=snapshot.facts.stored_at.get(origin.run_id, LONG_AGO),
        simulated=snapshot.standings.of(origin.source).simulated,
    )


def _since(indicator: Indicator, claims: tuple[Claim, ...]) -> datetime:
    """Return when the first claim came that contradicts an earlier one."""
    by_age = sorted(claims, key=lambda one: one.stored_at)
    later = [
        one.stored_at
        for at, one in enumerate(by_age)
        if any(differ(one.value, other.value, indicator.tolerance) for other in by_age[:at])
    ]
    return later[0]


def _weight(snapshot: Snapshot, indicator: Indicator, on: date) -> float:
    weights = snapshot.plan.weights.get((FRAME, indicator.code), ())
    in_force = [one for one in weights if one.valid_from <= on]
    return max(in_force, key=lambda one: one.valid_from).weight if in_force else 0.0


def _nearby(
    snapshot: Snapshot, indicator: Indicator, area: Area, period: Period
) -> tuple[tuple[Period, float, str], ...]:
    """Return what is known of the same figure at other times from real sources: nearest first, told oldest first."""
    series = snapshot.shown.get((indicator.code, area.code))
    if series is None:
        return ()
    real = [at for at in range(len(series.periods)) if not snapshot.standing(series, at).simulated]
    others = [at for at in real if series.periods[at] != period]
    others.sort(key=lambda at: abs((series.periods[at].end - period.end).days))
    return tuple(_told(snapshot, series, at) for at in sorted(others[:NEARBY]))


def _told(snapshot: Snapshot, series: Series, at: int) -> tuple[Period, float, str]:
    standing = snapshot.standing(series, at)
    return series.periods[at], series.values[at], standing.source.title or standing.source.id


def open_of(snapshot: Snapshot, agency: str) -> tuple[Conflict, ...]:
    """Return the open conflicts on the indicators that an office owns."""
    return tuple(one for one in all_conflicts(snapshot) if one.decision is None and one.indicator.agency == agency)
