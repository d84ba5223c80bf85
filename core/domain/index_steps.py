"""The steps between two states of an index, and what each indicator does in a step, without loss (fractions).

The formulas and their order stand in core.domain.movement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from core.domain.attainment import attainment
from core.domain.indicator import Kind, Target
from core.domain.rollup import cap


class Cause(Enum):
    """Why an index moved, in the order in which the steps are taken."""

    REVISION = "revision"
    FRAME = "frame"
    WEIGHT = "weight"
    COVERAGE = "coverage"
    TARGET = "target"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class Scored:
    """One indicator in one state of an index.

    Attributes:
        kind: How its value is held against its target.
        weight: On any scale; 0 when it does not belong to the index.
        value: What is scored, in the unit (with CUMULATIVE the sum since January); None: not measured,
            or too old to count.
        target: The target it is held against; None: there is none, so it is not measured.
    """

    kind: Kind
    weight: float
    value: float | None
    target: Target | None

    @property
    def capped(self) -> float | None:
        """Return what counts in the index: 0 to 1; None where not measured."""
        return cap(attainment(self.kind, self.value, self.target))


State = Mapping[str, Scored]  # by indicator code


@dataclass(frozen=True, slots=True)
class Share:
    """Weight and capped attainment of a measured member, without loss."""

    weight: Fraction
    capped: Fraction


@dataclass(frozen=True, slots=True)
class Exact:
    """What one indicator does in one step; `weights` are its shares of the measured weight before and after."""

    cause: Cause
    indicator: str
    points: Fraction
    before: Share | None
    after: Share | None
    weights: tuple[Fraction, Fraction]


Shares = Mapping[str, Share]


def shares_of(state: State) -> dict[str, Share]:
    """Return the measured members of an index, by code in order."""
    found = {}
    for code, one in sorted(state.items()):
        capped = one.capped
        if one.weight > 0 and capped is not None:
            found[code] = Share(Fraction(one.weight), Fraction(capped))
    return found


def level_of(shares: Shares) -> Fraction | None:
    """Return the index of the measured members, 0 to 100; None without any."""
    whole = sum((one.weight for one in shares.values()), Fraction())
    return 100 * sum((one.weight * one.capped for one in shares.values()), Fraction()) / whole if whole else None


def path(then: State, now: State, cause: Cause | None) -> list[tuple[Cause, Shares, Shares]]:
    """Return the steps between two states; with `cause` all under that one name."""
    stages = [then]
    causes: list[Cause] = []
    for name, change in _CHANGES:
        stage = _with(stages[-1], now, change)
        causes.append(cause or name)
        stages.append(stage)
    shares = [shares_of(stage) for stage in stages]
    return [step for step in zip(causes, shares, shares[1:], strict=False) if step[1] != step[2]]


_Change = Callable[[Scored, Scored], Scored]


def _with(state: State, now: State, change: _Change) -> dict[str, Scored]:
    return {
        code: change(state.get(code) or _outside(now[code]), now.get(code) or _outside(state[code]))
        for code in {**state, **now}
    }


def _outside(one: Scored) -> Scored:
    return replace(one, weight=0.0)


def _membership(old: Scored, new: Scored) -> Scored:
    return replace(old, weight=new.weight) if (old.weight > 0) != (new.weight > 0) else old


def _weights(old: Scored, new: Scored) -> Scored:
    return replace(old, weight=new.weight)


def _coverage(old: Scored, new: Scored) -> Scored:
    return new if (old.capped is None) != (new.capped is None) else old


def _targets(old: Scored, new: Scored) -> Scored:
    return replace(old, kind=new.kind, target=new.target) if new.capped is not None else old


def _values(_old: Scored, new: Scored) -> Scored:
    return new


_CHANGES: tuple[tuple[Cause, _Change], ...] = (
    (Cause.FRAME, _membership),
    (Cause.WEIGHT, _weights),
    (Cause.COVERAGE, _coverage),
    (Cause.TARGET, _targets),
    (Cause.VALUE, _values),
)


def step(cause: Cause, before: Shares, after: Shares, *, between: Fraction) -> list[Exact]:
    """Return the parts of one step: indicators move in or out, or change weight, or change attainment."""
    level = _reference(before, after, between)
    shares_before, shares_after = _normal(before), _normal(after)
    parts = []
    for code in sorted({*before, *after}):
        old, new = before.get(code), after.get(code)
        weights = shares_before.get(code, Fraction()), shares_after.get(code, Fraction())
        parts.append(Exact(cause, code, _points(old, new, weights, level), old, new, weights))
    stayed = before.keys() == after.keys()
    # Those that stayed only made room: in sum that is nothing, and it is no doing of theirs.
    return parts if stayed else [one for one in parts if one.before is None or one.after is None]


def _points(old: Share | None, new: Share | None, weights: tuple[Fraction, Fraction], level: Fraction) -> Fraction:
    was = old.capped if old else level
    is_ = new.capped if new else level
    if old and new:
        # One of the two terms is nothing: a step changes weights or attainments, never both.
        mean_weight = (weights[0] + weights[1]) / 2
        return 100 * (mean_weight * (is_ - was) + (weights[1] - weights[0]) * ((was + is_) / 2 - level))
    return 100 * (weights[1] * (is_ - level) - weights[0] * (was - level))


def _reference(before: Shares, after: Shares, between: Fraction) -> Fraction:
    """Return the level, 0 to 1, above which more weight raises the index.

    Where nothing stayed there is no index in between: the way then leads over `between`.
    """
    kept = {code: one for code, one in before.items() if code in after}
    if not kept:
        return between
    levels = [level_of(before), level_of(after)] if before.keys() == after.keys() else [level_of(kept)]
    return sum((level for level in levels if level is not None), Fraction()) / len(levels) / 100


def _normal(shares: Shares) -> dict[str, Fraction]:
    whole = sum((one.weight for one in shares.values()), Fraction())
    return {code: one.weight / whole for code, one in shares.items()}
