"""Which target a period is held against: a target stands until the next one takes its place."""

from collections.abc import Iterable

from core.domain.area import Area, Level
from core.domain.indicator import Indicator, Target
from core.domain.period import Period


def target_for(targets: Iterable[Target], indicator: str, period: Period) -> Target | None:
    """Return the target that a figure of a period is held against.

    Of the targets in force at the period's end (`valid_from`), the one with the newest year up to the
    period's year; where all lie ahead, the nearest one ahead: a target for 2030 is what a figure of
    2026 is on its way to. Of two for the same year the later `valid_from` counts, so a target that
    is changed in mid-year leaves the periods before the change as they were.

    Returns:
        None when no target of the indicator was in force then.
    """
    year = period.end.year
    in_force = [one for one in targets if one.indicator == indicator and one.valid_from <= period.end]
    reached = [one for one in in_force if one.year <= year]
    if reached:
        return max(reached, key=lambda one: (one.year, one.valid_from))
    ahead = min((one.year for one in in_force), default=None)
    nearest = [one for one in in_force if one.year == ahead]
    return max(nearest, key=lambda one: one.valid_from, default=None)


def target_at(targets: Iterable[Target], indicator: Indicator, area: Area, period: Period) -> Target | None:
    """Return the target of a figure of an area. A sum over the kabupaten says nothing of a part, unless it is zero."""
    target = target_for(targets, indicator.code, period)
    if target and indicator.additive and area.level is not Level.REGENCY and target.value != 0:
        return None
    return target
