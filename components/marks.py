"""Status marks: shape and word first, colour third, so that they survive colour blindness and print."""

from collections.abc import Iterable
from functools import cache

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import labels, words_gap
from components.figure_colours import STATUS_COLOUR
from components.labels import figures as said
from components.markup import to_html
from core.domain.figure import AreaCell, Figure
from core.domain.status import Status

# Drawn in a box of 16 x 16. `cut` is drawn in the colour of the ground, `ring` has no filling.
_SHAPES: dict[Status, str] = {
    Status.VERY_HIGH: '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3l2.3 2.4 4.5-5"/>',
    Status.HIGH: '<circle cx="8" cy="8" r="6.6"/>',
    Status.MEDIUM: '<path d="M8 .8L15.2 8 8 15.2.8 8z"/>',
    Status.LOW: '<path d="M8 1.2l7.4 13.2H.6z"/>',
    Status.VERY_LOW: '<path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"/>'
    '<path class="cut" d="M5.4 5.4l5.2 5.2m0-5.2l-5.2 5.2"/>',
    Status.NO_DATA: '<circle class="ring dashed" cx="8" cy="8" r="6.4"/>',
    Status.NOT_DUE: '<circle class="ring" cx="8" cy="8" r="6.4"/>',
    Status.UNSCORED: '<rect class="ring" x="2.2" y="2.2" width="11.6" height="11.6" rx="2.5"/>',
}


def status_shape(status: Status) -> Markup:
    """Return the bare shapes of a status, in a box of 16 x 16, for use inside another drawing."""
    return Markup(_SHAPES[status])  # noqa: S704 - constants above


@cache
def status_drawing(status: Status) -> str:
    """Return the mark as a drawing that stands by itself, with its own colours, for paper."""
    colour = STATUS_COLOUR[status]
    look = f".cut{{fill:none;stroke:#fff;stroke-width:2}}.ring{{fill:none;stroke:{colour};stroke-width:2}}"
    style = f"<style>{look}.dashed{{stroke-dasharray:3 2.4}}</style>"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" fill="{colour}">'
    return f"{head}{style}{_SHAPES[status]}</svg>"


@cache  # a page shows some hundred marks of eight kinds; building them anew was a tenth of its time
def status_mark(status: Status, *, word: bool = False) -> Markup:
    """Return the mark; with `word` the word beside it, otherwise the word for screen readers only."""
    drawing = Markup('<svg class="mark" viewBox="0 0 16 16" aria-hidden="true">{}</svg>').format(status_shape(status))
    text = html.Span(labels.STATUS[status], className="word" if word else "sr")
    return to_html(html.Span([drawing, text], className=f"status st-{status.value}"))


@cache
def simulated_tag(*, shown: bool) -> Markup | None:
    """Return the tag SIMULASI, or nothing for a real figure."""
    return to_html(html.Em(labels.SIMULATED, className="sim", title=said.MADE_UP)) if shown else None


def flag_mark(flag: str) -> Component | None:
    """Return the letters of a flag, their words behind them; None without one."""
    return html.Abbr(flag, title=words_gap.flags(flag), className="flag") if flag else None


def conflict_mark(figure: Figure, *, link: str = "") -> Component | None:
    """Return the mark of a contradicted value, with the way to both values; None where nothing contradicts it."""
    if not figure.conflict:
        return None
    text = said.OTHER_SOURCE_DIFFERS
    return html.Small(html.A(text, href=link) if link else text, className="late contradicted")


def simulated_among(cells: Iterable[AreaCell]) -> Markup | None:
    """Return the tag for a map or a ranking that shows at least one made-up value."""
    return simulated_tag(shown=any(cell.figure.is_made_up for cell in cells))


# Our own icons, 24 x 24, one line weight.
_ICONS: dict[str, str] = {
    "ringkasan": '<path d="M4 13h6V4H4zM14 20h6V11h-6zM4 20h6v-4H4zM14 8h6V4h-6z"/>',
    "peta": '<path d="M9 4L3 6v14l6-2 6 2 6-2V4l-6 2zM9 4v14M15 6v14"/>',
    "opd": '<path d="M4 20V9l8-5 8 5v11M9 20v-6h6v6"/>',
    "indikator": '<path d="M4 19h16M5 15l4-5 4 3 6-8"/>',
    "sumber": '<path d="M4 6c0-2.7 16-2.7 16 0v12c0 2.7-16 2.7-16 0zM4 6c0 2.7 16 2.7 16 0M4 12c0 2.7 16 2.7 16 0"/>',
    "layar": '<path d="M3 5h18v12H3zM9 21h6M12 17v4"/>',
    "unduh": '<path d="M12 4v11M7 11l5 5 5-5M5 20h14"/>',
    "jam": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "tautan": '<path d="M14 4h6v6M20 4l-9 9M18 14v6H4V6h6"/>',
    "putar": '<path d="M7 5l12 7-12 7z"/>',
}


def icon(name: str) -> Markup:
    """Return one of our inline icons, hidden from screen readers: a word always stands beside it."""
    drawing = Markup(_ICONS[name])  # noqa: S704 - constants above
    return Markup('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{}</svg>').format(drawing)
