"""Change: a value against the period before, the same period last year, and the year to date."""

from collections.abc import Mapping, Sequence
from math import fsum, isclose

from core.domain.attainment import distance
from core.domain.figure import Comparison, ComparisonKind, Point
from core.domain.indicator import Frequency, Indicator, Kind, Target
from core.domain.period import Period

Values = Mapping[Period, float | None]


def comparisons(
    indicator: Indicator, series: Sequence[Point], at: Period, *, target: Target | None = None
) -> tuple[Comparison, Comparison, Comparison]:
    """Return the three comparisons, in the order of ComparisonKind.

    Args:
        indicator: Says whether more is better, and whether the year to date is a sum.
        series: The values of one area, in any order; periods of other lengths are left aside.
        at: The period of the value that is compared; as long as those of the series.
        target: Needed to judge a RANGE: better is nearer to it. Without it `better` stays None.

    Returns:
        Always exactly the neighbouring period: where that one is a gap there is no value to compare
        with, and no older one takes its place.
    """
    values = {point.period: point.value for point in series}
    before, last_year = at.previous(), at.year_before()
    sums = is_summed(indicator)
    rows = (
        (ComparisonKind.PREVIOUS, before, values.get(at), values.get(before)),
        (ComparisonKind.LAST_YEAR, last_year, values.get(at), values.get(last_year)),
        (
            ComparisonKind.YEAR_TO_DATE,
            last_year,
            _to_date(values, at, sums=sums),
            _to_date(values, last_year, sums=sums),
        ),
    )
    first, second, third = (_compare(indicator.kind, target, *row) for row in rows)
    return first, second, third


def since_january(series: Sequence[Point], at: Period) -> float | None:
    """Return the sum from January through a period: the value of a CUMULATIVE indicator; None with any gap."""
    return _to_date({point.period: point.value for point in series}, at, sums=True)


def is_summed(indicator: Indicator) -> bool:
    """Return whether the year to date of an indicator is a sum; otherwise it is a mean."""
    return indicator.additive or indicator.kind is Kind.CUMULATIVE


def _compare(
    kind: Kind, target: Target | None, which: ComparisonKind, period: Period, now: float | None, then: float | None
) -> Comparison:
    if now is None or then is None:
        return Comparison(which, period, then, None, None)
    if isclose(now, then, rel_tol=1e-12, abs_tol=1e-12):  # sums of the same floats in another order
        return Comparison(which, period, then, 0.0, None)
    return Comparison(which, period, then, now - then, _is_better(kind, target, now, then))


def _is_better(kind: Kind, target: Target | None, now: float, then: float) -> bool | None:
    if kind is Kind.INFORMATION:
        return None
    if kind is not Kind.RANGE:
        return (now < then) == (kind is Kind.LOWER)
    far_now, far_then = (distance(value, target) if target else None for value in (now, then))
    if far_now is None or far_then is None or far_now == far_then:
        return None
    return far_now < far_then


def _to_date(values: Values, at: Period, *, sums: bool) -> float | None:
    found = [values.get(period) for period in _span(at)]
    known = [value for value in found if value is not None]
    if len(known) < len(found):
        return None
    return fsum(known) if sums else fsum(known) / len(known)


def _span(at: Period) -> list[Period]:
    """Return the periods of one length from the first of the year through this one."""
    span = [at]
    while _year(earlier := span[-1].previous()) == _year(at):
        span.append(earlier)
    return span


def _year(period: Period) -> int:
    # A week belongs to the year of its Thursday: 2026-W01 begins in December 2025.
    return period.start.isocalendar().year if period.frequency is Frequency.WEEKLY else period.start.year
