"""Figures: a value with all that must stand beside it."""

from datetime import date

from core.domain.area import Area
from core.domain.change import comparisons
from core.domain.figure import Absence, Comparison, ComparisonKind, Figure, Gap, Point, View
from core.domain.freshness import freshness
from core.domain.indicator import Frequency, Indicator
from core.domain.period import Period, period_of
from core.domain.status import Status
from core.store.absence import absence_of, gap_of
from core.store.ages import age_of, ended_of
from core.store.contradictions import contradiction
from core.store.facts import Series
from core.store.flags import flags_of
from core.store.provenance import provenance
from core.store.returns import returned_of
from core.store.scores import Score, points, score
from core.store.snapshot import Snapshot

SPARK = 24  # periods of a sparkline


def figure(snapshot: Snapshot, code: str, area_code: str, view: View) -> Figure:
    """Return an indicator for an area as of the end of the view's period, its age as of the view's day.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    key = (code, area_code, view.period.text, view.today)
    return snapshot.figures.get(key, lambda: _figure(snapshot, code, area_code, view))


def _figure(snapshot: Snapshot, code: str, area_code: str, view: View) -> Figure:
    indicator, area = snapshot.plan.indicator(code), snapshot.plan.area(area_code)
    end = as_of(view)
    found = score(snapshot, code, area, end)
    if found is None:
        return _absent(snapshot, indicator, area, view)
    period = found.period
    known = points(found.series, period.frequency)
    origin = snapshot.origin(found.series, found.at)
    return Figure(
        indicator=indicator,
        area=area,
        period=period,
        value=found.series.values[found.at],
        flag=flags_of(snapshot, code, area_code).get(period, ""),
        absence=_beside(indicator, found, end),
        target=found.target,
        attainment=found.attainment,
        status=found.status,
        freshness=age_of(snapshot, code, area_code, view.today),
        comparisons=comparisons(indicator, known, period, target=found.target),
        spark=spark(found.series, period.frequency, end, event=indicator.frequency is Frequency.EVENT),
        provenance=provenance(
            snapshot,
            origin.source,
            citation=origin.citation,
            run_id=origin.run_id,
            place=snapshot.facts.places.known[found.series.places[found.at]],
            stored_at=snapshot.facts.stored_at[origin.run_id],
            revision=origin.revision,
        ),
        simulated=found.simulated,
        conflict=found.at in found.series.conflicts,
        contradiction=contradiction(snapshot, code, area_code, period) if found.at in found.series.conflicts else "",
        gap=Gap(period=period) if found.too_old else None,
        returned=returned_of(snapshot, indicator, area, end, after=period),
    )


def as_of(view: View) -> date:
    """Return the day as of which a view's figures are taken: the end of its period, never the future."""
    return min(view.period.end, view.today)


def _beside(indicator: Indicator, found: Score, end: date) -> Absence | None:
    """Return why a value does not speak for a day though it is shown: its indicator was over, or it is too old."""
    if not indicator.is_in_force(end):
        return Absence.NOT_IN_FORCE
    return Absence.TOO_OLD if found.too_old else None


def _is_to_come(indicator: Indicator, view: View) -> bool:
    """Return whether an indicator had not begun yet: nothing of it is missing."""
    return indicator.valid_from is not None and as_of(view) < indicator.valid_from


def spark(series: Series | None, frequency: Frequency, end: date, *, event: bool = False) -> tuple[Point, ...]:
    """Return the newest periods that ended by a day, oldest first, a gap wherever nothing was reported.

    Events have no periods to be missing from: theirs are the newest that happened.
    """
    known = [point for point in points(series, frequency) if point.period.end <= end] if series else []
    if event or not known:
        return tuple(known[-SPARK:])
    values = {point.period.text: point for point in known}
    period = _last_complete(end, frequency)
    line: list[Point] = []
    while len(line) < SPARK and period >= known[0].period:
        line.append(values.get(period.text) or Point(period, None))
        period = period.previous()
    return tuple(reversed(line))


def _last_complete(end: date, frequency: Frequency) -> Period:
    period = period_of(end, frequency)
    return period if period.end <= end else period.previous()


def _absent(snapshot: Snapshot, indicator: Indicator, area: Area, view: View) -> Figure:
    reason = absence_of(snapshot, indicator, area, as_of(view))
    span = view.period
    kinds = (
        (ComparisonKind.PREVIOUS, span.previous()),
        (ComparisonKind.LAST_YEAR, span.year_before()),
        (ComparisonKind.YEAR_TO_DATE, span.year_before()),
    )
    return Figure(
        indicator=indicator,
        area=area,
        period=None,
        value=None,
        flag="",
        absence=reason,
        target=None,
        attainment=None,
        status=Status.NOT_DUE if reason is Absence.NOT_DUE or _is_to_come(indicator, view) else Status.NO_DATA,
        freshness=freshness(None, Frequency.EVENT, view.today, ended=ended_of(snapshot, indicator, view.today)),
        comparisons=tuple(Comparison(kind, period, None, None, None) for kind, period in kinds),
        spark=(),
        provenance=None,
        simulated=False,
        gap=gap_of(snapshot, indicator, area, reason, view),
    )
