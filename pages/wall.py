"""/layar: the wall. Slides drawn by the server, turned and renewed in place by assets/js/wall.js; without Dash."""

import dash
from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.labels import numbers, places
from components.labels import wall as said
from components.wall_slides import attention_slide, figures_slide, index_slide, late_slide, map_slide, red_strip
from core.access import current_viewer
from core.clock import now_utc
from core.domain.screens import Overview
from core.store import queries
from core.store.views import view_of

dash.register_page(__name__, path="/layar", title=places.tab(places.WALL), order=10, plain=True)

_SCRIPT_SAYS = {
    "data-live": said.LIVE,
    "data-back": said.BACK,
    "data-lost": said.LOST,
    "data-paused": said.PAUSED,
    "data-zone": numbers.ZONE,
}


def layout(**query: str) -> Component:
    """Return all slides; the first one is visible without any script."""
    viewer, view = current_viewer(), view_of(**query)
    seen = queries.overview(viewer, view)
    settings = queries.wall_settings(viewer)
    slides = [index_slide(seen), attention_slide(seen), map_slide(seen)]
    for slide in settings.slides:
        figures = queries.figures_of(viewer, slide.indicators, view)
        slides.append(figures_slide(slide.title, figures, formats.period(view.period)))
    slides.append(late_slide(seen))
    shown = [_numbered(slide, i, len(slides)) for i, slide in enumerate(slides)]
    return html.Main(
        [
            html.Div(shown, className="slides", id="slides"),
            html.Div(red_strip(seen), id="strip"),
            _foot(seen, len(slides)),
        ],
        className="wall gelap",
        id="layar",
        **{"data-refresh": str(settings.refresh), "data-title": labels.TITLE, **_SCRIPT_SAYS},
    )


def _numbered(slide: Component, at: int, total: int) -> Component:
    words = len(str(slide).split())  # a rough count is enough: it only decides how long the slide stays
    dwell = min(45, max(12, round(5 + 0.35 * min(words, 110))))
    slide.className = "slide on" if at == 0 else "slide"
    setattr(slide, "data-dwell", str(dwell))
    setattr(slide, "aria-label", said.SLIDE.format(at=at + 1, total=total))
    return slide


def _foot(seen: Overview, total: int) -> Component:
    return html.Footer(
        [
            html.Span(said.LIVE, id="keadaan", className="state"),
            html.Span(f"{formats.day(now_utc(), weekday=True)} · {formats.clock(now_utc())}", id="jam"),
            html.Span(said.STORED.format(moment=formats.moment(seen.newest_at)), className="stored"),
            html.Span(f"1 / {total}", id="nomor"),
        ]
    )
