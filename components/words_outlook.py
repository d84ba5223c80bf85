"""Sentences about what a target still takes and where the year will end."""

from components import formats
from components.labels import outlook as said
from components.labels.states import FREQUENCY
from core.domain.indicator import Frequency, Indicator, Kind, Target
from core.domain.pace import Pace
from core.domain.projection import NoProjection, Projection
from core.domain.spc import Limits


def pace(found: Pace, indicator: Indicator) -> str:
    """Return "perlu naik rata-rata 0,8 poin per bulan sampai 31 Des 2026", or that the target is reached."""
    if found.reached:
        return said.REACHED
    template = said.BRING if indicator.kind is Kind.CUMULATIVE else said.RISE if found.each > 0 else said.FALL
    each = _amount(abs(found.each), indicator)
    return template.format(each=each, period=said.PER[found.frequency], until=formats.day(found.until))


def projection(
    found: Projection | NoProjection | None,
    indicator: Indicator,
    target: Target | None,
    frequency: Frequency | None = None,
) -> str:
    """Return where the year will end and what that means for the target, or why nothing is said; "" to say nothing.

    `frequency`: of the series, where it is known; it tells why none is projected.
    """
    if found is None:
        return said.PENDING
    if found is NoProjection.FREQUENCY and frequency is not None:
        return said.NOT_FOR.format(frequency=FREQUENCY[frequency])
    if isinstance(found, NoProjection):
        return said.NO_PROJECTION.get(found, "")
    template = said.PROJECTED_SUM if found.years_sum else said.PROJECTED
    text = template.format(
        value=formats.measured(found.value, indicator),
        period=formats.period(found.period),
        low=formats.number(found.low, indicator.decimals),
        high=formats.measured(found.high, indicator),
    )
    verdict = _verdict(found, indicator.kind, target)
    return f"{text}; {verdict}" if verdict else text


def tried(found: Projection, indicator: Indicator) -> str:
    """Return how the forecast fared against the pattern of last year."""
    digits = max(indicator.decimals, 1)
    return said.TRIED.format(
        error=formats.number(found.tried.error, digits),
        naive=formats.number(found.tried.naive_error, digits),
        origins=found.tried.origins,
    )


def usual(limits: Limits, indicator: Indicator) -> str:
    """Return the limits of the usual variation, their mean, and how many values they rest on."""
    low, high, mean = (formats.measured(one, indicator) for one in (limits.low, limits.high, limits.mean))
    return said.USUAL_LIMITS.format(low=low, high=high, mean=mean, count=limits.count)


def _amount(value: float, indicator: Indicator) -> str:
    unit = said.POINT if indicator.unit == "%" else formats.short_unit(indicator.unit) or said.POINT
    return f"{formats.number(value, max(indicator.decimals, 1))} {unit}"


def _verdict(found: Projection, kind: Kind, target: Target | None) -> str:
    """Return whether the whole interval lies on the target's side, none of it, or some."""
    if target is None or kind is Kind.INFORMATION or target.year > found.period.end.year:
        return ""
    low, high = _wanted(kind, target)
    if low is None and high is None:
        return ""
    above, below = low is None or found.low >= low, high is None or found.high <= high
    if above and below:
        return said.VERDICT_YES
    missed = (low is not None and found.high < low) or (high is not None and found.low > high)
    return said.VERDICT_NO if missed else said.VERDICT_OPEN


def _wanted(kind: Kind, target: Target) -> tuple[float | None, float | None]:
    if kind is Kind.RANGE:
        return target.low, target.high
    return (None, target.value) if kind is Kind.LOWER else (target.value, None)
