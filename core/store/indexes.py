"""The index of a dimension, of a whole frame, for any area and period.

An index is the weighted mean of the capped attainment of what was measured (core.domain.rollup). The index
of a frame is that mean over all its indicators at once, not the mean of its dimensions: an indicator counts
the same wherever it stands. Each indicator that carries a weight and is collected for areas of that level
belongs to it: one without a target, without a value or with one that is too old lowers the coverage.
"""

from datetime import date

from core.domain.area import Area
from core.domain.attainment import status_of
from core.domain.figure import IndexFigure, IndexPart, Point, View
from core.domain.freshness import badness
from core.domain.indicator import Dimension, Indicator, Kind
from core.domain.period import Period
from core.domain.rollup import IndexValue, index
from core.domain.status import FreshnessState
from core.errors import NotFoundError
from core.store.figures import figure
from core.store.scores import bands, score
from core.store.snapshot import Plan, Snapshot, is_covered

SPARK = 12  # periods of an index's line
LATE = (FreshnessState.OVERDUE, FreshnessState.DELINQUENT)

Weighted = tuple[Indicator, float]


def index_figure(snapshot: Snapshot, dimension: Dimension | None, view: View) -> IndexFigure:
    """Return the index of a dimension, or of the view's whole frame, with its parts and its last twelve periods."""
    area = snapshot.plan.area(view.area)
    code = dimension.code if dimension else ""
    line = _line(snapshot, view, code, area)
    now, before = line[-1][1], line[-2][1]
    parts = _parts(snapshot, code, area, view)
    return IndexFigure(
        dimension=dimension,
        value=now.value,
        status=status_of(None if now.value is None else now.value / 100, bands(snapshot, "", view.period.end)),
        coverage=now.coverage,
        floor=snapshot.plan.config.index.floor,
        change=None if now.value is None or before.value is None else now.value - before.value,
        before=line[-2][0],
        spark=tuple(Point(period, value.value) for period, value in line),
        parts=parts,
        simulated=any(part.figure.is_made_up for part in parts if part.capped is not None),
        late=sum(part.figure.freshness.state in LATE for part in parts),
        oldest=max(
            (part.figure for part in parts if part.capped is not None),
            key=lambda one: badness(one.freshness),
            default=None,
        ),
    )


def dimension_of(plan: Plan, frame: str, code: str) -> Dimension:
    """Return a dimension of a frame.

    Raises:
        NotFoundError: If the frame has no such dimension.
    """
    found = plan.catalogue.dimensions.get(code)
    if found is None or found.frame != frame:
        known = ", ".join(one.code for one in plan.catalogue.of_frame(frame))
        raise NotFoundError(f"frame {frame!r} has no dimension {code!r}; known: {known}")
    return found


def members(plan: Plan, frame: str, code: str, on: date) -> list[Indicator]:
    """Return the indicators of a dimension ("": of the whole frame) in force on a day, as the catalogue orders them."""
    shown = [one for one in plan.catalogue.shown() if one.dimension(frame) and one.is_in_force(on)]
    return [one for one in shown if not code or one.dimension(frame) == code]


def index_value(snapshot: Snapshot, frame: str, code: str, area: Area, period: Period) -> IndexValue:
    """Return an index and its coverage as of the end of a period."""
    key = (frame, code, area.code, period.text)
    return snapshot.indexes.get(key, lambda: _index_value(snapshot, frame, code, area, period))


def _index_value(snapshot: Snapshot, frame: str, code: str, area: Area, period: Period) -> IndexValue:
    parts = []
    for indicator, weight in weighted(snapshot.plan, frame, code, area, period):
        found = score(snapshot, indicator.code, area, period.end)
        parts.append((weight, found.capped if found else None))
    return index(parts, floor=snapshot.plan.config.index.floor)


def _line(snapshot: Snapshot, view: View, code: str, area: Area) -> list[tuple[Period, IndexValue]]:
    periods = [view.period]
    while len(periods) < SPARK:
        periods.append(periods[-1].previous())
    return [(one, index_value(snapshot, view.frame, code, area, one)) for one in reversed(periods)]


def weighted(plan: Plan, frame: str, code: str, area: Area, period: Period) -> list[Weighted]:
    """Return what belongs to an index, with the weights in force at the period's end."""
    found = []
    for indicator in members(plan, frame, code, period.end):
        if indicator.kind is not Kind.INFORMATION and is_covered(indicator, area.level):
            weight = _weight(plan, frame, indicator.code, period)
            if weight > 0:
                found.append((indicator, weight))
    return found


def _weight(plan: Plan, frame: str, code: str, period: Period) -> float:
    in_force = [one for one in plan.weights.get((frame, code), ()) if one.valid_from <= period.end]
    return max(in_force, key=lambda one: one.valid_from).weight if in_force else 0.0


def _parts(snapshot: Snapshot, code: str, area: Area, view: View) -> tuple[IndexPart, ...]:
    members_now = weighted(snapshot.plan, view.frame, code, area, view.period)
    whole = sum(weight for _, weight in members_now) or 1.0
    parts = []
    for indicator, weight in members_now:
        found = score(snapshot, indicator.code, area, view.period.end)
        shown = figure(snapshot, indicator.code, area.code, view)
        parts.append(IndexPart(shown, weight / whole, found.capped if found else None))
    return tuple(parts)
