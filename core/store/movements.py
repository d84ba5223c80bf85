"""What moved an index between two periods, and how far it hangs on its weights."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from core.clock import end_of_day
from core.domain.area import Area
from core.domain.attainment import status_of
from core.domain.figure import View
from core.domain.index_steps import Scored, State
from core.domain.indicator import Verification
from core.domain.moved import IndexMovement
from core.domain.movement import movement
from core.domain.period import Period
from core.domain.rollup import IndexValue
from core.domain.sensitivity import Sensitivity, Weighted, sensitivity
from core.domain.status import Status
from core.store.facts import origin_of
from core.store.indexes import dimension_of, index_value, weighted
from core.store.scores import Score, bands, score, scored
from core.store.snapshot import Snapshot
from core.store.values import parts_of

Known = Callable[[date], Snapshot]  # what was known at the end of a day that is over
Changes = Callable[[], Sequence[datetime]]  # when each state of the catalogue became known, oldest first


def index_movement(
    snapshot: Snapshot, code: str, view: View, since: Period, known: Known, changes: Changes = tuple
) -> IndexMovement:
    """Return what moved an index from the end of a period to the end of the view's.

    Args:
        snapshot: What the view's reader knows.
        code: Of the dimension; "" for the whole frame.
        view: Says frame, area, and the newer period.
        since: The older period, of any length.
        known: Gives the past state that tells revisions; asked only where something was stored later.
        changes: Tells whether weights or targets became known later.

    Raises:
        NotFoundError: If the view's frame has no such dimension, or there is no such area.
    """
    area, frame = snapshot.plan.area(view.area), view.frame
    dimension = dimension_of(snapshot.plan, frame, code) if code else None
    then, now = _state(snapshot, frame, code, area, since), _state(snapshot, frame, code, area, view.period)
    first, known_state = snapshot, None
    if _may_have_changed(snapshot, then.keys(), view, since, changes):
        first, known_state = _as_known_then(known(_last_day(since)), snapshot, then, code, view, since)
    named = {**(known_state or {}), **then, **now}
    before = index_value(first, frame, code, area, since)
    after = index_value(snapshot, frame, code, area, view.period)
    shown = before.value is not None and after.value is not None
    return IndexMovement(
        dimension=dimension,
        since=since,
        until=view.period,
        before=before,
        after=after,
        status_before=_status(first, before, since),
        status_after=_status(snapshot, after, view.period),
        known_on=_last_day(since) if known_state else None,
        movement=movement(then, now, known_then=known_state) if shown else None,
        indicators={one: snapshot.catalogue.indicators.get(one) or first.plan.indicator(one) for one in named},
        simulated=_simulated(snapshot, then.keys() | now.keys(), area, (since, view.period)),
        floor=snapshot.plan.config.index.floor,
    )


def _as_known_then(
    past: Snapshot, snapshot: Snapshot, then: State, code: str, view: View, since: Period
) -> tuple[Snapshot, State | None]:
    """Return the past state and what counted in it; else the newest: where nothing differs, or it was withheld then."""
    area = past.plan.area(view.area)
    seen = _state(past, view.frame, code, area, since)
    withheld = index_value(past, view.frame, code, area, since).value is None
    return (snapshot, None) if seen == then or withheld else (past, seen)


def index_sensitivity(snapshot: Snapshot, view: View) -> Sensitivity:
    """Return what other weights would say of the indexes of the view's frame, area and period."""
    area, frame = snapshot.plan.area(view.area), view.frame
    parts = []
    for indicator, weight in weighted(snapshot.plan, frame, "", area, view.period):
        found = score(snapshot, indicator.code, area, view.period.end)
        parts.append(Weighted(indicator.code, indicator.dimension(frame), weight, found.capped if found else None))
    shown = [
        one.code
        for one in snapshot.catalogue.of_frame(frame)
        if index_value(snapshot, frame, one.code, area, view.period).value is not None
    ]
    return sensitivity(parts, shown)


def _state(snapshot: Snapshot, frame: str, code: str, area: Area, period: Period) -> dict[str, Scored]:
    state = {}
    for indicator, weight in weighted(snapshot.plan, frame, code, area, period):
        found = score(snapshot, indicator.code, area, period.end)
        counted = found is not None and not found.too_old
        value = scored(indicator, found.series, found.at) if found and counted else None
        state[indicator.code] = Scored(indicator.kind, weight, value, found.target if found else None)
    return state


def _may_have_changed(snapshot: Snapshot, codes: Iterable[str], view: View, since: Period, changes: Changes) -> bool:
    """Return whether the older state may have looked different while it was the newest one."""
    instant = end_of_day(_last_day(since))
    if _last_day(since) >= view.today or not any(one < instant for one in snapshot.facts.stored_at.values()):
        return False  # not over yet, or nothing had been stored by then
    return _stored_later(snapshot, codes, since, instant) or any(one >= instant for one in changes()[1:])


def _last_day(period: Period) -> date:
    """Return the last day on which pages showed a period as the newest: then the one after it is over."""
    return period.following().end


def _stored_later(snapshot: Snapshot, codes: Iterable[str], period: Period, instant: datetime) -> bool:
    """Return whether a value by the end of a period, or of a part of a formula, came or was returned later."""
    needed = set(codes)
    while more := {part for code in needed for part in parts_of(snapshot.catalogue, code)} - needed:
        needed |= more
    if any(at >= instant for code, at in snapshot.checks.moved.items() if code in needed):
        return True
    stored = snapshot.facts.stored_at
    for (code, _), found in snapshot.facts.series.items():
        if code in needed:
            for series in found.values():
                origins = set(series.origins[: series.newest(period.end) + 1])
                if any(stored[origin_of(snapshot.facts, one).run_id] >= instant for one in origins):
                    return True
    return False


def _status(snapshot: Snapshot, value: IndexValue, period: Period) -> Status:
    return status_of(None if value.value is None else value.value / 100, bands(snapshot, "", period.end))


def _simulated(snapshot: Snapshot, codes: set[str], area: Area, periods: tuple[Period, ...]) -> frozenset[str]:
    return frozenset(
        code
        for code in codes
        for period in periods
        if (found := score(snapshot, code, area, period.end)) and _is_made_up(found)
    )


def _is_made_up(found: Score) -> bool:
    return found.simulated or (found.target is not None and found.target.verification is Verification.SIMULATED)
