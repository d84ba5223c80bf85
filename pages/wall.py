"""/layar: the wall. Slides drawn by the server, turned and renewed in place by assets/js/wall.js; without Dash."""

import dash
from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.labels import numbers, places
from components.labels import wall as said
from components.wall_slides import (
    attention_slide,
    figures_slide,
    index_slide,
    late_slide,
    map_slide,
    no_slide,
    red_strip,
)
from core.access import current_viewer
from core.clock import now_utc
from core.domain.figure import View
from core.domain.screens import Overview
from core.domain.viewer import Role, Viewer
from core.domain.wall_screens import ATTENTION, INDEX, LATE, MAP, WallSlide
from core.store import queries, walls
from core.store.views import view_of

dash.register_page(__name__, path="/layar", title=places.tab(places.WALL), order=10, plain=True)

_SCRIPT_SAYS = {
    "data-live": said.LIVE,
    "data-back": said.BACK,
    "data-lost": said.LOST,
    "data-paused": said.PAUSED,
    "data-zone": numbers.ZONE,
}


_DRAWN = {INDEX: index_slide, ATTENTION: attention_slide, MAP: map_slide, LATE: late_slide}
_TELL = "/layar/-/kabar"  # where a screen tells of itself (core.web.wall_screens)


def layout(**query: str) -> Component:
    """Return the slides that the viewer may be given; the first one is visible without any script."""
    viewer, view = current_viewer(), view_of(**query)
    seen = queries.overview(viewer, view)
    given = walls.slides(viewer)
    slides = [_slide(viewer, one, seen, view) for one in given] or [no_slide()]
    codes = [one.code for one in given] or [""]
    shown = [_numbered(slide, codes[i], i, len(slides)) for i, slide in enumerate(slides)]
    tells = {"data-beat": _TELL} if viewer.role is Role.SCREEN else {}
    refresh = str(walls.settings(viewer).refresh)
    return html.Main(
        [
            html.Div(shown, className="slides", id="slides"),
            # The strip is taken from the figures of that slide: who may not see it sees no strip.
            html.Div(red_strip(seen) if ATTENTION in codes else None, id="strip"),
            _foot(seen, len(slides)),
        ],
        className="wall gelap",
        id="layar",
        **{"data-refresh": refresh, "data-title": labels.TITLE, **tells, **_SCRIPT_SAYS},
    )


def _slide(viewer: Viewer, slide: WallSlide, seen: Overview, view: View) -> Component:
    if slide.code in _DRAWN:
        return _DRAWN[slide.code](seen)
    return figures_slide(slide.title, queries.figures_of(viewer, slide.indicators, view), formats.period(view.period))


def _numbered(slide: Component, code: str, at: int, total: int) -> Component:
    words = len(str(slide).split())  # a rough count is enough: it only decides how long the slide stays
    dwell = min(45, max(12, round(5 + 0.35 * min(words, 110))))
    slide.className = "slide on" if at == 0 else "slide"
    setattr(slide, "data-dwell", str(dwell))
    setattr(slide, "data-kode", code)
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
