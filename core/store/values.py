"""The values of an indicator for an area: reported, else from the catalogue's formula, else the sum of the areas below.

Each period stands for itself: a reported value goes before a computed one, and a computed value exists
only where all its parts do. What is computed names its worst part as its origin: a simulated part
first, then the one that was stored longest ago.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from math import fsum

from core.domain.catalogue import Catalogue
from core.domain.conflict import SUM_OF_AREAS, ConflictKind, Decision, differ
from core.domain.formula import BUILT_IN, evaluate, name_of, names
from core.domain.indicator import Indicator
from core.domain.period import Period
from core.store.facts import Cell, Key, Series, origin_of, series_from
from core.store.snapshot import Snapshot, is_covered

LONG_AGO = datetime.min.replace(tzinfo=UTC)


def series_of(snapshot: Snapshot, code: str, area: str) -> Series | None:
    """Return all values of an indicator for an area; None when there is none."""
    indicator = snapshot.plan.indicator(code)
    sums = _adds_up(snapshot, indicator, area)
    if not sums and not indicator.formula:
        return snapshot.shown.get((code, area))
    return snapshot.computed.get((code, area), lambda: _computed(snapshot, indicator, area, sums=sums))


def parts_of(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    """Return the codes that an indicator's formula needs, in order; () without formula."""
    formula = catalogue.indicators[code].formula
    if not formula:
        return ()
    needed = names(formula) - BUILT_IN
    return tuple(sorted(other for other in catalogue.indicators if name_of(other) in needed))


def affected(catalogue: Catalogue, changed: Iterable[str]) -> frozenset[str]:
    """Return the changed indicators and all whose formula needs one of them, directly or not."""
    users = {code: parts_of(catalogue, code) for code in catalogue.indicators}
    found = set(changed)
    grown = True
    while grown:
        more = {code for code, parts in users.items() if code not in found and found.intersection(parts)}
        found |= more
        grown = bool(more)
    return frozenset(found)


def is_computed(snapshot: Snapshot, code: str, area: str, period: Period) -> bool:
    """Return whether the value of a period was computed, not reported, or decided to be the sum of its areas."""
    own = snapshot.shown.get((code, area))
    decided = snapshot.settled.get((ConflictKind.AREAS, (code, area)), {}).get(period.text)
    if own is None or not _holds(own, period):
        return True
    return decided is not None and decided.source == SUM_OF_AREAS and _takes_sum(snapshot, decided, own, period)


def _takes_sum(snapshot: Snapshot, decided: Decision, own: Series, period: Period) -> bool:
    indicator, at = snapshot.plan.indicator(decided.indicator), own.periods.index(period)
    below = summed(snapshot, indicator, decided.area).get(period)
    source = origin_of(snapshot.facts, own.origins[at]).source
    return below is not None and decided.stands({source: own.values[at], SUM_OF_AREAS: below[0]}, indicator.tolerance)


def made_of(snapshot: Snapshot, code: str, area: str, period: Period) -> tuple[Key, ...]:
    """Return the parts (indicator, area) of which the value of a period was computed; () for a reported one."""
    if not is_computed(snapshot, code, area, period):
        return ()
    indicator = snapshot.plan.indicator(code)
    parts = _of_formula(snapshot, code, area)
    if parts and all(_has(snapshot, part, period) for part in parts):
        return parts
    return _of_areas(snapshot, indicator, area)


def may_be_made_of(snapshot: Snapshot, code: str, area: str) -> tuple[Key, ...]:
    """Return every part (indicator, area) that a computed value of any period may have."""
    return _of_formula(snapshot, code, area) + _of_areas(snapshot, snapshot.plan.indicator(code), area)


def _of_formula(snapshot: Snapshot, code: str, area: str) -> tuple[Key, ...]:
    return tuple((part, area) for part in parts_of(snapshot.catalogue, code))


def _of_areas(snapshot: Snapshot, indicator: Indicator, area: str) -> tuple[Key, ...]:
    children = snapshot.plan.children.get(area, ()) if _adds_up(snapshot, indicator, area) else ()
    return tuple((indicator.code, child.code) for child in children)


def _has(snapshot: Snapshot, key: Key, period: Period) -> bool:
    series = series_of(snapshot, *key)
    return series is not None and _holds(series, period)


def _holds(series: Series, period: Period) -> bool:
    """Return whether a series has a value of a period; looked for from its end, for it may hold years of days."""
    at = series.newest(period.end)
    while at >= 0 and series.periods[at].end == period.end:
        if series.periods[at] == period:
            return True
        at -= 1
    return False


def _adds_up(snapshot: Snapshot, indicator: Indicator, area: str) -> bool:
    """Return whether areas below may be summed. Where one of them has no figure there is no sum: a gap is no zero."""
    below = snapshot.plan.children.get(area)
    if not indicator.additive or not below:
        return False
    return is_covered(indicator, below[0].level)


def _computed(snapshot: Snapshot, indicator: Indicator, area: str, *, sums: bool) -> Series | None:
    own = snapshot.shown.get((indicator.code, area))
    below = summed(snapshot, indicator, area) if sums else {}
    cells = dict(below)
    if indicator.formula:
        cells.update(_from_formula(snapshot, indicator, area))
    if not cells:
        return own
    if own is not None:
        cells.update(_held_against(snapshot, indicator, area, own.cells(), below))
    return series_from(cells)


def _held_against(
    snapshot: Snapshot, indicator: Indicator, area: str, own: dict[Period, Cell], below: Mapping[Period, Cell]
) -> dict[Period, Cell]:
    """Return the reported values, marked where the areas below do not add up to them and nobody settled it."""
    decided = snapshot.settled.get((ConflictKind.AREAS, (indicator.code, area)), {})
    for period in own.keys() & below.keys():
        if contradicts(snapshot, indicator, own[period], below[period]):
            own[period] = _settled(snapshot, indicator, own[period], below[period], decided.get(period.text))
    return own


def contradicts(snapshot: Snapshot, indicator: Indicator, own: Cell, below: Cell) -> bool:
    """Return whether a reported value and the sum of the areas below contradict each other.

    A sum with a made-up part says nothing against a real value, nor a real sum against a made-up value.
    """
    made_up = [snapshot.standings.of(origin_of(snapshot.facts, one[1]).source).known_simulated for one in (own, below)]
    return made_up[0] == made_up[1] and differ(own[0], below[0], indicator.tolerance)


def _settled(snapshot: Snapshot, indicator: Indicator, own: Cell, below: Cell, decision: Decision | None) -> Cell:
    values = {origin_of(snapshot.facts, own[1]).source: own[0], SUM_OF_AREAS: below[0]}
    if decision is None or not decision.stands(values, indicator.tolerance):
        return (*own[:3], True)
    return below if decision.source == SUM_OF_AREAS else own


def summed(snapshot: Snapshot, indicator: Indicator, area: str) -> Mapping[Period, Cell]:
    """Return the sum of the areas just below at every period that all of them have."""
    below = [series_of(snapshot, indicator.code, child.code) for child in snapshot.plan.children[area]]
    if None in below:
        return {}
    # fsum rounds once: the order of the areas cannot change the last digit.
    return _combined(snapshot, [series.cells() for series in below if series], fsum)


def _from_formula(snapshot: Snapshot, indicator: Indicator, area: str) -> Mapping[Period, Cell]:
    codes = parts_of(snapshot.catalogue, indicator.code)
    constants = {"JUMLAH_DESA": float(snapshot.plan.villages.get(area, 0))}
    parts = [series_of(snapshot, code, area) for code in codes]
    if not codes or None in parts:
        return {}
    return _combined(
        snapshot,
        [series.cells() for series in parts if series],
        lambda values: evaluate(indicator.formula, constants | dict(zip(codes, values, strict=True))),
    )


def _combined(
    snapshot: Snapshot, parts: list[dict[Period, Cell]], combine: Callable[[list[float]], float | None]
) -> dict[Period, Cell]:
    """Combine the parts at every period that all of them have."""
    together: dict[Period, Cell] = {}
    for period in set(parts[0]).intersection(*parts[1:]):
        cells = [part[period] for part in parts]
        value = combine([cell[0] for cell in cells])
        if value is not None:
            worst = min(cells, key=lambda cell: _age(snapshot, cell))
            together[period] = (value, worst[1], worst[2], any(cell[3] for cell in cells))
    return together


def _age(snapshot: Snapshot, cell: Cell) -> tuple[bool, bool, datetime]:
    """Return what tells the worst part: one known to be made up in this state, one that turned out so, the oldest."""
    origin = origin_of(snapshot.facts, cell[1])
    standing = snapshot.standings.of(origin.source)
    stored_at = snapshot.facts.stored_at.get(origin.run_id, LONG_AGO)
    return not standing.known_simulated, not standing.simulated, stored_at
