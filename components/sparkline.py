"""Sparklines: a small inline SVG made by the server. A gap in the series stays a gap in the line."""

from collections.abc import Callable, Sequence
from itertools import groupby

from markupsafe import Markup

from core.domain.figure import Point

_PAD = 3.0


def sparkline(points: Sequence[Point], *, target: float | None = None, width: int = 96, height: int = 28) -> Markup:
    """Return the line, a dot on the newest value and a dashed line at the target.

    Args:
        points: Oldest first; None is a gap.
        target: In the same unit; None for none.
        width: Pixels.
        height: Pixels.

    Returns:
        Inline SVG, hidden from screen readers (the words beside it say the same); empty without values.
    """
    values = [point.value for point in points if point.value is not None]
    if not values:
        return Markup("")
    low = min([*values, target] if target is not None else values)
    high = max([*values, target] if target is not None else values)
    span = (high - low) or 1.0
    step = (width - 2 * _PAD) / max(len(points) - 1, 1)

    def y(value: float) -> float:
        return round(height - _PAD - (value - low) / span * (height - 2 * _PAD), 1)

    places = [
        (round(_PAD + step * i, 1), y(point.value)) if point.value is not None else None
        for i, point in enumerate(points)
    ]
    return Markup(
        '<svg class="spark" width="{w}" height="{h}" viewBox="0 0 {w} {h}" aria-hidden="true">{t}{l}{d}</svg>'
    ).format(w=width, h=height, t=_target_line(target, width, y), l=_lines(places), d=_dot(places))


def _lines(places: Sequence[tuple[float, float] | None]) -> Markup:
    """Return one polyline for each run of neighbouring values; a lone value is a dot."""
    drawn = Markup("")
    for there, run in groupby(places, key=lambda place: place is not None):
        if not there:
            continue
        stretch = [place for place in run if place is not None]
        if len(stretch) == 1:
            drawn += Markup('<circle class="lone" cx="{}" cy="{}" r="1.3"/>').format(*stretch[0])
        else:
            drawn += Markup('<polyline points="{}"/>').format(" ".join(f"{x},{y}" for x, y in stretch))
    return drawn


def _dot(places: Sequence[tuple[float, float] | None]) -> Markup:
    last = next((place for place in reversed(places) if place is not None), None)
    return Markup("") if last is None else Markup('<circle cx="{}" cy="{}" r="2.4"/>').format(*last)


def _target_line(target: float | None, width: int, y: Callable[[float], float]) -> Markup:
    if target is None:
        return Markup("")
    return Markup('<line class="tgt" x1="0" x2="{}" y1="{}" y2="{}"/>').format(width, y(target), y(target))
