"""Legend of a map: mark, word and how many areas, for statuses or fixed classes."""

from collections import Counter

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, labels
from components.labels import maps as said
from components.marks import status_mark
from components.svg_map import fill_class
from core.domain.classes import class_bounds
from core.domain.figure import AreaMap
from core.domain.indicator import Indicator
from core.domain.status import Status


def legend(shown: AreaMap) -> Component:
    """Return the legend with counts; only what occurs, from best to worst, missing last."""
    counts = Counter(fill_class(cell) for cell in shown.cells)
    rows = [_class_row(shown, i, counts[f"klas-{i}"]) for i in range(len(shown.limits) + 1) if counts[f"klas-{i}"]]
    rows += [_status_row(status, counts[f"st-{status.value}"]) for status in Status if counts[f"st-{status.value}"]]
    return html.Ul(rows, className="legend")


def class_words(indicator: Indicator, limits: tuple[float, ...], klass: int) -> str:
    """Return a class in words: "sampai 25", "di atas 25 sampai 50"; of counts "0", "2–3", "lebih dari 6"."""
    low, high = class_bounds(limits)[klass]
    if not indicator.integer:
        parts = [said.ABOVE.format(low=formats.number(low, indicator.decimals))] if low is not None else []
        parts += [said.UP_TO.format(high=formats.number(high, indicator.decimals))] if high is not None else []
        return " ".join(parts)
    if high is None:
        return said.MORE_THAN.format(low=formats.number(low, 0))
    first = (indicator.minimum or 0) if low is None else low + 1
    return formats.number(high, 0) if first >= high else f"{formats.number(first, 0)}–{formats.number(high, 0)}"


def _class_row(shown: AreaMap, klass: int, count: int) -> Component:
    words = class_words(shown.indicator, shown.limits, klass)
    return html.Li([_swatch(f"klas-{klass}"), f" {words} ", html.B(str(count))])


def _status_row(status: Status, count: int) -> Component:
    if status in (Status.NO_DATA, Status.NOT_DUE):
        return html.Li([_swatch(f"st-{status.value}"), f" {labels.STATUS[status]} ", html.B(str(count))])
    return html.Li([status_mark(status), f" {labels.STATUS[status]} ", html.B(str(count))])


def _swatch(css: str) -> Markup:
    box = Markup('<rect class="area {}" width="16" height="16"/>').format(css)
    return Markup('<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>').format(box)
