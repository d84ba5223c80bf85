"""Frames on screen: their names with years, what is known of the chosen one, and indicators that ended or began."""

from collections.abc import Callable, Iterable

from dash import html
from dash.development.base_component import Component

from components import formats
from components.labels import frames as said
from core.domain.figure import View
from core.domain.indicator import Frame, Indicator


def frame_name(frame: Frame) -> str:
    """Return the name of a frame with the years it was in force, as far as they are known."""
    first = str(frame.valid_from.year) if frame.valid_from else ""
    last = str(frame.valid_to.year) if frame.valid_to else ""
    if first and last:
        return said.BETWEEN.format(name=frame.name, first=first, last=last)
    if first:
        return said.SINCE.format(name=frame.name, year=first)
    return said.UNTIL.format(name=frame.name, year=last) if last else frame.name


def frame_note(frame: Frame | None, view: View, *, default: str) -> Component | None:
    """Return what is to be known of a chosen frame; None for the default one within its time."""
    if frame is None:
        return None
    outside = not frame.covers(view.period.end)
    if frame.code == default or not (frame.valid_from or frame.valid_to):
        return None
    parts: list[Component | str] = [html.B(f"{said.TITLE} {frame_name(frame)}"), " · ", frame.note]
    if outside:
        parts += [" ", said.OUTSIDE]
    if frame.is_proposed:
        parts += [" ", said.PROPOSED]
    if frame.reference:
        parts += [" ", html.A(said.MATERIAL, href=frame.reference, target="_blank", rel="noopener noreferrer")]
    return html.Aside(parts, className="known", **{"aria-label": said.TITLE})


def succession(
    indicator: Indicator, indicators: Iterable[Indicator], *, link: Callable[[str], str]
) -> Component | None:
    """Return what took the place of an indicator, or whose place it took; None for one without either."""
    every = list(indicators)
    after = next((one for one in every if one.code == indicator.successor), None)
    before = next((one for one in every if one.successor == indicator.code), None)
    parts: list[Component | str] = []
    if indicator.valid_to and after:
        parts += [said.ENDED.format(name=indicator.name, day=formats.day(indicator.valid_to)), " ", said.FOLLOWED, " "]
        parts += [html.A(after.name, href=link(after.code)), ". "]
    if indicator.valid_from and before:
        parts += [said.BEGAN.format(name=indicator.name, day=formats.day(indicator.valid_from)), " ", said.PRECEDED]
        parts += [" ", html.A(before.name, href=link(before.code)), ". "]
    return html.P([*parts, said.NOT_JOINED], className="caution") if parts else None
