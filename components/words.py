"""Sentences about a figure: its change, its age, its target, why it is missing. Words before numbers."""

from components import formats, words_ended
from components.labels import gaps
from core.domain.area import Level
from core.domain.figure import Comparison, ComparisonKind, Figure, Freshness
from core.domain.indicator import Indicator, Kind, Target
from core.domain.period import Period
from core.domain.status import FreshnessState


def change(comparison: Comparison | None, indicator: Indicator) -> str:
    """Return "turun 3,1 poin dari Agustus 2026", "tetap dari ...", or "belum ada pembanding"."""
    if comparison is None or comparison.difference is None:
        return "belum ada pembanding"
    return f"{_movement(comparison.difference, indicator)} dari {_against(comparison)}"


def points(difference: float | None, before: Period) -> str:
    """Return the change of an index in points against an earlier period."""
    if difference is None:
        return "belum ada pembanding"
    if abs(difference) < 0.05:
        return f"tetap dari {formats.period(before, short=True)}"
    verb = "naik" if difference > 0 else "turun"
    return f"{verb} {formats.number(abs(difference), 1)} poin dari {formats.period(before, short=True)}"


def _movement(difference: float, indicator: Indicator) -> str:
    if round(abs(difference), indicator.decimals) == 0:
        return "tetap"
    unit = "poin" if indicator.unit == "%" else formats.short_unit(indicator.unit)
    amount = formats.number(abs(difference), indicator.decimals)
    return f"{'naik' if difference > 0 else 'turun'} {amount} {unit}".strip()


def _against(comparison: Comparison) -> str:
    if comparison.kind is ComparisonKind.YEAR_TO_DATE:
        return f"Jan–{formats.period(comparison.period, short=True)}"
    return formats.period(comparison.period, short=True)


def age(freshness: Freshness, period: Period | None) -> str:
    """Return how old the data are: "data s.d. Sep 2026", "data s.d. Agu 2026, terlambat 12 hari".

    Each state of freshness has words of its own, here alone: every surface says the same of the same figure.
    """
    told = gaps.UNTIL.format(period=formats.period(period, short=True)) if period else gaps.NEVER
    if freshness.ended is not None:
        return f"{told}, {words_ended.ended(freshness.ended)}"
    if period is None or not is_due(freshness):
        return told
    if freshness.until is not None and freshness.until != period:
        told += gaps.NEWEST.format(period=formats.period(freshness.until, short=True))
    return told + _lateness(freshness)


def _lateness(freshness: Freshness) -> str:
    if freshness.state is FreshnessState.DUE:
        return gaps.DUE.format(day=formats.day(freshness.due_on)) if freshness.due_on else ""
    template = gaps.LATE if freshness.state is FreshnessState.OVERDUE else gaps.VERY_LATE
    return template.format(days=formats.number(freshness.late_days, 0))


def oldest(freshness: Freshness) -> str:
    """Return which part of a computed figure is worst off: "bagian tertua: X, data s.d. Agu 2026, ..."; else ""."""
    part = freshness.oldest
    if part is None:
        return ""
    area = "" if part.area.level is Level.REGENCY else f", {formats.area(part.area)}"
    return gaps.OLDEST.format(name=f"{part.indicator.name}{area}", age=age(part.freshness, part.period))


def is_late(freshness: Freshness) -> bool:
    """Return whether the figure is overdue or worse."""
    return freshness.state in (FreshnessState.OVERDUE, FreshnessState.DELINQUENT)


def is_due(freshness: Freshness) -> bool:
    """Return whether the next figure is due, or late already."""
    return freshness.state is FreshnessState.DUE or is_late(freshness)


def target(figure: Figure) -> str:
    """Return the target as it stands beside the value: "70,0 %", "60–85 %", or NOTHING without one."""
    return formats.NOTHING if figure.target is None else target_value(figure.target, figure.indicator)


def target_value(one: Target, indicator: Indicator) -> str:
    """Return the value of a target with its unit; a range with both limits."""
    if indicator.kind is Kind.RANGE:
        low, high = formats.number(one.low, indicator.decimals), formats.number(one.high, indicator.decimals)
        return f"{low}–{high} {formats.short_unit(indicator.unit)}".strip()
    return formats.measured(one.value, indicator)


def sentence(text: str) -> str:
    """Return words as the beginning of a sentence: "turun 3,1 poin" becomes "Turun 3,1 poin"."""
    return f"{text[:1].upper()}{text[1:]}"


def count(number: int, noun: str) -> str:
    """Return "3 indikator"; Indonesian has no plural ending."""
    return f"{formats.number(number, 0)} {noun}"
