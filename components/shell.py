"""What every page has around it: skip link, navigation, filters, the SIMULASI banner, footer."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import formats, labels
from components.block import block
from components.labels import known, places
from components.labels import shell as said
from components.labels.origin import WHOLE
from components.markup import Node
from components.signed_in import looked_through, signed_in
from core.domain.area import REGENCY, Area, Level
from core.domain.figure import ComparisonKind, Figure, View
from core.domain.period import Period
from core.domain.screens import ObservationRow
from core.domain.viewer import Viewer

_PLACES = (
    ("/", places.OVERVIEW),
    ("/dimensi", places.DIMENSIONS),
    ("/opd", places.AGENCIES),
    ("/peta", places.MAP),
    ("/sumber", places.SOURCES),
    ("/layar", places.WALL),
)
_OF_OFFICES = ("/unggah", places.UPLOADS)  # what an office comes for stands first after its figures


def address(path: str, view: View | None, **changes: str) -> str:
    """Return a link that keeps what the page shows; what is default stays out of the address."""
    query = words_of(view) if view is not None else {}
    query.update(changes)
    default = {"wilayah": REGENCY, "kerangka": "tuntas", "banding": ComparisonKind.PREVIOUS.value}
    kept = {name: value for name, value in query.items() if value and default.get(name) != value}
    return f"{path}?{urlencode(kept)}" if kept else path


def origin_address(view: View, code: str, *, area: str = "", at: str = "") -> str:
    """Return where the origin of a figure is told: of the view's area and period, or of others."""
    return address("/asal", view, kode=code, saat=at, **({"wilayah": area} if area else {}))


def origins(view: View) -> Callable[[Figure], str]:
    """Return the function that says where the origin of a figure of this view is told."""
    return lambda figure: origin_address(view, figure.indicator.code, area=figure.area.code)


def source_links(view: View) -> Callable[[str], str]:
    """Return the function that gives the address of a source by its id."""
    return lambda source_id: address(f"/sumber/{source_id}", view)


def index_origin_address(view: View, code: str = "") -> str:
    """Return where the origin of an index is told: of a dimension, or of the whole frame."""
    return address("/asal", view, indeks=code or WHOLE)


def row_address(view: View, row: ObservationRow) -> str:
    """Return where the place of a stored row is drawn."""
    origin = row.provenance
    return place_address(view, row.indicator, row.area.code, row.period.text, (origin.source_id, origin.revision))


def place_address(view: View, code: str, area: str, at: str, given: tuple[str, int]) -> str:
    """Return where a place is drawn; `given`: by which source, in which revision."""
    source, revision = given
    where = {"kode": code, "wilayah": area, "saat": at, "sumber": source, "revisi": str(revision)}
    return address("/asal/tempat", view, **where)


def words_of(view: View) -> dict[str, str]:
    """Return what a view is in the words of an address; "" for what is not asked for."""
    return {
        "periode": view.period.text,
        "wilayah": view.area,
        "kerangka": view.frame,
        "banding": view.comparison.value,
        "diketahui": view.known_at.isoformat() if view.known_at else "",
    }


def page(
    path: str,
    *parts: Node,
    view: View | None = None,
    filters: Component | None = None,
    simulated: str = "",
    note: str = "",
    about: Component | None = None,
    viewer: Viewer | None = None,
    title: str,
) -> Component:
    """Return a whole page.

    Args:
        path: The address without its query.
        parts: Blocks and islands of the main part.
        view: What the page shows; links of the navigation keep it.
        filters: The form that changes it.
        simulated: Sentence of the banner; "" for no banner.
        note: Sentence of the footer.
        about: What is to be known of the frame under which the page is seen.
        viewer: Who asks; None where it is not known.
        title: For people who cannot see the page: said when it has come.
    """
    warned = [html.B(labels.SIMULATED), ": ", simulated]
    banner = html.Aside(warned, className="banner", **{"aria-label": said.WARNING}) if simulated else None
    cards = html.A(said.FOOT_CATALOGUE, href=address("/katalog", view))
    about_figures = html.Span([said.FOOT, " ", cards])
    foot = html.Footer([html.Span(note), _look_back(path, view), about_figures, signed_in(viewer)], className="foot")
    main = html.Main(list(parts), id="isi", className="main", tabIndex="-1", **{"aria-label": title})
    warnings = (looked_through(viewer), _looking_back(path, view), about, banner)
    head = block(_top(path, view, filters, viewer), *warnings, class_name="block head")
    return html.Div(
        [head, main, block(foot)],
        className="page",
        **{"data-page": address(path, view), "data-title": title},
    )


def _looking_back(path: str, view: View | None) -> Component | None:
    """Return what says that a past state of knowledge is shown, with the way back to the newest one."""
    if view is None or view.known_at is None:
        return None
    said_so = html.B(known.AS_KNOWN_AT.format(day=formats.day(view.known_at)))
    back = html.A(known.BACK_TO_NOW, href=address(path, view, diketahui=""))
    return html.Aside([said_so, " · ", known.EXPLAINED, " ", back], className="known", **{"aria-label": known.TITLE})


def _look_back(path: str, view: View | None) -> Component | None:
    """Return the form that asks for what was known on a past day; it works without scripts too."""
    if view is None:
        return None
    keep = [_hidden(name, value) for name, value in words_of(view).items() if value and name != "diketahui"]
    label = html.Label([html.Span(known.LOOK_BACK), " ", _day_input("diketahui", words_of(view)["diketahui"])])
    button = html.Button(known.LOOK_BACK_GO)
    return html.Form([*keep, label, " ", button], action=path, method="get", className="look-back")


def _top(path: str, view: View | None, filters: Component | None, viewer: Viewer | None) -> Component:
    skip = html.A(said.SKIP, href="#isi", className="skip")
    name, space, motto = labels.BRAND.partition(" ")
    brand = html.A([html.B(name), space + motto], href=address("/", view), className="brand", title=labels.TITLE)
    return html.Header([skip, brand, _navigation(path, view, viewer), filters], className="top")


def _navigation(path: str, view: View | None, viewer: Viewer | None) -> Component:
    links = []
    at = [target for target, _ in _PLACES].index("/opd") + 1
    own = [_OF_OFFICES] if viewer and viewer.agency else []
    for target, word in (*_PLACES[:at], *own, *_PLACES[at:]):
        here = path == target or (target != "/" and path.startswith(f"{target}/"))
        mark = {"aria-current": "page"} if here else {}
        links.append(html.A(word, href=address(target, view if target != "/layar" else None), **mark))
    return html.Nav(links, **{"aria-label": said.PAGES})


def filter_form(path: str, *fields: Component, hidden: dict[str, str] | None = None) -> Component:
    """Return the filters as a form that works without scripts too."""
    keep = [_hidden(name, value) for name, value in (hidden or {}).items() if value]
    button = html.Button(said.SHOW, className="go")
    return html.Form([*keep, *fields, button], action=path, method="get", className="filters", **{"data-nav": "ya"})


def period_field(view: View, periods: Sequence[Period]) -> Component:
    """Return the choice of the period, newest first; a period from the address is always among them."""
    known = list(periods) if view.period in periods else [view.period, *periods]
    return field("periode", said.PERIOD, [(one.text, formats.period(one)) for one in known], view.period.text)


def area_field(view: View, areas: Sequence[Area]) -> Component:
    """Return the choice of the area: the kabupaten, its kecamatan, and the desa of the chosen kecamatan."""
    pairs = [(area.code, _indent(area) + formats.area(area)) for area in areas]
    return field("wilayah", said.AREA, pairs, view.area)


def frame_field(view: View, frames: Sequence[tuple[str, str]]) -> Component:
    """Return the choice between the frames: code and name of each."""
    return field("kerangka", said.FRAME, frames, view.frame)


def comparison_field(view: View) -> Component:
    """Return the choice of the comparison that is printed first."""
    pairs = [(kind.value, word) for kind, word in labels.COMPARISON.items()]
    return field("banding", said.COMPARED_WITH, pairs, view.comparison.value)


def field(name: str, word: str, pairs: Sequence[tuple[str, str]], chosen: str) -> Component:
    """Return one labelled choice of a filter form."""
    options = [
        html.Option(text, value=value, **({"selected": "selected"} if value == chosen else {})) for value, text in pairs
    ]
    return html.Label([html.Span(word, className="sr"), html.Select(options, name=name, title=word)])


def date_field(name: str, word: str, day: str) -> Component:
    """Return one labelled day of a filter form; "" for none."""
    return html.Label([html.Span(word), " ", _day_input(name, day)], className="day")


def _day_input(name: str, value: str) -> Markup:
    # dash.html has no input; it is of a kind that phones offer a calendar for.
    return Markup('<input type="date" name="{}" value="{}">').format(name, value)


def _hidden(name: str, value: str) -> Markup:
    # dash.html has no input; dcc.Input would be a component of its own within a block.
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def _indent(area: Area) -> str:
    return "\u2003" if area.level is Level.VILLAGE else ""
