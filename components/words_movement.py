"""Sentences about what moved an index, and how far it hangs on its weights."""

from math import ceil, floor

from components import formats, labels
from components.labels import movement as said
from core.domain.index_steps import Cause
from core.domain.moved import IndexMovement
from core.domain.movement import MovedPart
from core.domain.sensitivity import Sensitivity, WeightBand


def hundredths(value: int) -> str:
    """Return a level in hundredths of a point as "87,52"."""
    return formats.number(value / 100, 2)


def signed(value: int) -> str:
    """Return a part in hundredths of a point with its sign: "+0,44", "−3,72", "0,00"."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{hundredths(abs(value))}"


def moved(found: IndexMovement) -> str:
    """Return the change with its causes, or why the two ends cannot be compared."""
    seen = found.movement
    if seen is None or seen.start_hundredths is None or seen.end_hundredths is None:
        return said.NOT_COMPARABLE.format(ends="; ".join(_withheld(found)))
    change = seen.end_hundredths - seen.start_hundredths
    word = said.SAME if not change else said.UP if change > 0 else said.DOWN
    causes = [
        said.BY_CAUSE.format(cause=labels_of(cause), points=signed(points)) for cause, points in seen.by_cause().items()
    ]
    text = said.CHANGE.format(
        moved=word.format(points=hundredths(abs(change))),
        start=hundredths(seen.start_hundredths),
        end=hundredths(seen.end_hundredths),
        causes=f"{'; '.join(causes).capitalize()}." if causes else said.NO_CHANGE,
    )
    return text + _status(found) + _known(found)


def labels_of(cause: Cause) -> str:
    """Return the word of a cause."""
    return said.CAUSE[cause]


def detail(part: MovedPart) -> str:
    """Return from what to what a part went: its attainment, or its weight."""
    if part.cause is Cause.WEIGHT:
        return said.WEIGHTED.format(
            before=formats.share(part.weight_before, 1), after=formats.share(part.weight_after, 1)
        )
    nothing = said.OUTSIDE if part.cause is Cause.FRAME else said.NOT_MEASURED
    ends = (nothing if share is None else formats.share(share, 1) for share in (part.before, part.after))
    return said.ATTAINED.format(before=next(ends), after=next(ends))


def band(one: WeightBand, draws: int) -> str:
    """Return "86–89 pada 1.000 variasi bobot", rounded outwards: the band is never narrower than it is."""
    return said.BAND.format(
        low=formats.number(floor(one.low), 0), high=formats.number(ceil(one.high), 0), draws=formats.number(draws, 0)
    )


def order(found: Sensitivity, names: dict[str, str]) -> str:
    """Return whether the order of the dimensions survives other weights; "" where there is no order."""
    if len(found.order) < 2:
        return ""
    draws = formats.number(found.draws, 0)
    kept = said.ORDER.format(same=formats.number(found.same_order, 0), draws=draws)
    last = said.LAST.format(name=names[found.order[-1]], same=formats.number(found.same_last, 0), draws=draws)
    return f"{kept}; {last}"


def _withheld(found: IndexMovement) -> list[str]:
    ends = ((found.since, found.before), (found.until, found.after))
    return [
        said.WITHHELD_END.format(
            period=formats.period(period), share=formats.share(one.coverage), floor=formats.share(found.floor)
        )
        for period, one in ends
        if one.value is None
    ]


def _status(found: IndexMovement) -> str:
    if found.status_before is found.status_after:
        return ""
    before, after = labels.STATUS[found.status_before], labels.STATUS[found.status_after]
    return said.STATUS_CHANGED.format(before=before, after=after)


def _known(found: IndexMovement) -> str:
    return said.REVISED.format(day=formats.day(found.known_on)) if found.known_on else ""
