"""From any figure of any page at most two clicks lead to a picture of the very cells, rows or records it rests on.

The links are those that the server sends; they are followed as a visitor without scripts would.
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from asking import entered
from html_tree import parse
from sqlalchemy import text

from core.access import current_viewer
from core.clock import in_city, today_in_city
from core.domain.area import REGENCY
from core.domain.lineage import Making
from core.domain.lineage_place import parse_place
from core.store import queries, views, way_back
from core.store.views import view_of

PERIOD = "periode=2026-10"
PAGES = (
    "/",
    "/?kerangka=nasional",
    "/dimensi",
    "/dimensi/tangguh",
    "/opd/DLH",
    "/indikator/LH-03",
    "/indikator/TI-01",
    "/indikator/TI-10",
    "/indikator/LH-03?wilayah=64.01.04",
    "/peta",
    "/peta?indikator=TI-01&tingkat=desa&wilayah=64.01.04",
    "/katalog/LH-03",
    "/konflik",
    "/asal?indeks=tangguh",
    "/asal?indeks=semua",
    "/indikator/BN-01",
    "/peta?indikator=BN-01",
)
# Where a figure is told in depth; all else that pages link to (offices, sources, downloads) is no figure.
_FIGURE_PAGES = re.compile(r"/(asal|asal/tempat|indikator/[^/]+|dimensi/[^/]+|peta)$")


@dataclass(frozen=True)
class Asked:
    """What an address is about: an indicator for an area, an index, or a layer; `given`: by which source, or a sum."""

    code: str
    area: str
    at: str
    period: str
    known: str
    index: str = ""
    given: str = ""
    layer: str = ""


def asked(address):
    """Return what figure an address names; None for a page that is not about one."""
    parts = urlsplit(address)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if not _FIGURE_PAGES.match(parts.path):
        return None
    last = parts.path.rpartition("/")[2]
    index = query.get("indeks", last if parts.path.startswith("/dimensi/") else "")
    code = query.get("kode") or query.get("indikator") or (last if parts.path.startswith("/indikator/") else "")
    layer = query.get("lapisan", "") if parts.path == "/asal" else ""
    if not code and not index and not layer:
        return None
    return Asked(
        "" if index else code,
        query.get("wilayah", REGENCY),
        query.get("saat", ""),
        query.get("periode", ""),
        query.get("diketahui", ""),
        index,
        query.get("sumber", "") or query.get("cara", ""),
        layer,
    )


class Visit:
    """Follows links and remembers what each page showed."""

    def __init__(self, client):
        self.client, self.pages = client, {}

    def page(self, address):
        """Return the links of a page's main part and the stored rows that are marked on its pictures."""
        if address not in self.pages:
            answer = self.client.get(address)
            assert answer.status_code == 200, address
            main = answer.get_data(as_text=True).partition("<main")[2].partition("</main>")[0]
            links = {unescape(one) for one in re.findall(r'href="(/[^"#]*)', main)}
            self.pages[address] = links, drawn(main)
        return self.pages[address]

    def reached(self, address, figure, rows):
        """Return which stored rows are drawn at an address or, where that is not all, one click behind it."""
        links, first = self.page(address)
        found = set(first)
        for link in sorted(links):
            if rows <= found:
                break
            if link.startswith("/asal") and is_of(asked(link), figure):
                found |= self.page(link)[1]
        return found


def is_of(one, figure):
    """Return whether an address is about exactly this figure, or about a part of this index."""
    if one is None:
        return False
    if figure.index:
        return not one.index
    if figure.layer or one.layer:
        return one.layer == figure.layer
    return (one.code, one.area, period_of(one)) == (figure.code, figure.area, period_of(figure))


@cache
def period_of(one):
    """Return the period of the figure that an address names, which may stand in it or follow from the view's."""
    return "" if one.index or one.layer else explained(one)[0].period.text


def drawn(html):
    """Return the stored rows and points that are marked: each must have a mark of its own, a record names its one."""
    found = set()
    for figure in re.findall(r'<figure[^>]*class="excerpt"[^>]*>.*?</figure>', html, re.DOTALL):
        for name, about in (("data-angka", ""), ("data-titik", "titik ")):
            if "<table" in figure:
                marks = re.findall(rf'<td[^>]*{name}="([^"]*)"[^>]*><mark>', figure)
                found |= {about + unescape(key) for mark in marks for key in mark.split()}
            elif '<pre class="record"' in figure:
                named = re.search(rf'<figure[^>]*{name}="([^"]*)"', figure)
                found |= {about + unescape(key) for key in named[1].split()}
    return found


def view_in(one):
    return view_of(periode=one.period, wilayah=one.area, diketahui=one.known)


def explained(one):
    """Return how the figure (of an index: each of its parts) was made, as the store tells it."""
    view, viewer = view_in(one), current_viewer()
    if one.given == "jumlah":
        return [way_back.lineage_of_sum(viewer, one.code, view, one.at)]
    if one.given:
        return [way_back.stored_row(viewer, one.code, view, one.at, one.given)[0]]
    if one.index:
        return way_back.lineages(viewer, [part.figure.indicator.code for part in index(one, view).parts], view)
    return [way_back.lineage(viewer, one.code, view, one.at)]


@cache
def wanted(one):
    """Return what must be drawn for a figure, as pictures name it: its stored rows, of a count its points."""
    if one.layer:
        return {f"titik {number}" for number in shown_points(one)}
    leaves = [leaf for step in explained(one) for leaf in step.leaves()]
    counted = [leaf for leaf in leaves if parse_place(leaf.fact.provenance.place).layer]
    found = {key(leaf) for leaf in leaves if leaf not in counted}
    for leaf in counted:
        points = points_of(leaf)
        assert len(points) == leaf.value, key(leaf)
        found |= {f"titik {number}" for number in points}
    return found


def points_of(leaf):
    """Return the stored points of a count, by a query of its own: of the day and area, in the run's edition."""
    origin, layer = leaf.fact.provenance, parse_place(leaf.fact.provenance.place).layer
    with queries.reading(current_viewer()) as conn:
        of_layer = "FROM layer_edition WHERE layer = :layer AND source = :source AND run_id <= :run"
        about = {"layer": layer, "source": origin.source_id, "run": origin.run_id}
        run = conn.execute(text(f"SELECT max(run_id) {of_layer}"), about).scalar_one()
        query = "SELECT id, area, observed_at FROM feature WHERE run_id = :run AND layer = :layer"
        rows = conn.execute(text(query), {"run": run, "layer": layer}).all()
    seen = [(row[0], row[1], in_city(datetime.fromisoformat(row[2]).replace(tzinfo=UTC)).date()) for row in rows]
    day = leaf.period.start
    return [number for number, area, on in seen if on == day and area and leaf.area.code in (area, REGENCY)]


def shown_points(one):
    """Return the points that the map shows of a layer."""
    points = queries.layer_points(current_viewer(), one.layer).features["features"]
    with queries.reading(current_viewer()) as conn:
        query = text("SELECT max(id) FROM feature WHERE layer = :layer AND key = :key")
        return [conn.execute(query, {"layer": one.layer, "key": point["id"]}).scalar_one() for point in points]


def index(one, view):
    if one.index == "semua":
        return queries.overview(current_viewer(), view).total
    framed = replace(view, frame=queries.frame_of(current_viewer(), one.index))
    return queries.dimension(current_viewer(), one.index, framed).index


def key(leaf):
    origin = leaf.fact.provenance
    return f"{leaf.indicator.code}:{leaf.area.code}:{leaf.period.text}:{origin.source_id}:{origin.revision}"


@pytest.fixture(scope="module")
def visit(dashboard, demonstration):
    demonstration.connect()
    return Visit(entered(dashboard.server))


def figures_of(visit, page):
    """Return what figures a page shows, each with the links that stand at it."""
    found = {}
    for link in visit.page(page)[0]:
        one = asked(link)
        if one is not None and link != page:
            found.setdefault(one, set()).add(link)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_from_each_figure_two_clicks_show_each_cell_it_rests_on(visit, page):
    address = f"{page}{'&' if '?' in page else '?'}{PERIOD}"
    figures = figures_of(visit, address)
    assert figures, page
    for one, links in figures.items():
        rows = wanted(one)
        for link in sorted(links):
            missing = rows - visit.reached(link, one, rows)
            assert not missing, f"{address} -> {link}: {sorted(missing)[:3]} of {len(rows)} are not drawn"


# Elements that hold the value of a figure, on all pages: each must lead on, by itself or by a link around it.
_VALUES = (("td", "n", "figures"), ("td", "c", "heat"), ("span", "score", ""), ("p", "big", ""), ("a", "to-origin", ""))
_NO_ORIGIN = {"t", "none"}  # a target is no collected figure; what is missing says why instead


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith(("/asal", "/katalog"))])
def test_each_value_that_is_shown_is_a_link(client, page):
    main = parse(client.get(page).data).one("main")
    shown = 0
    for tag, css, table in _VALUES:
        for one in main.all(tag, css):
            if (table and not one.within("table", table)) or _NO_ORIGIN & set(one.classes):
                continue
            if not re.search(r"\d", one.text()) or one.text().startswith("–"):
                continue
            links = [link.get("href") for link in one.all("a", href=None)]
            assert any(asked(link) for link in links), one.text()
            shown += 1
    for one in main.all("ul", "ranks"):
        assert all(asked(item.one("a", "to-origin").get("href")) for item in one.all("li"))
    for one in main.all("svg", "map"):
        named = [link.get("aria-label") for link in one.all("a", href=None)]
        assert all(any(label.startswith(name.texts().__next__()) for label in named) for name in one.all("text"))
        shown += len(named)
    assert shown


@pytest.mark.parametrize("page", ["/dimensi/tangguh", "/indikator/LH-03", "/asal?kode=LH-03", "/asal?indeks=semua"])
def test_the_way_back_keeps_the_day_whose_knowledge_is_shown(client, page, monkeypatch):
    day = today_in_city().isoformat()  # the day of the collection, looked back at from the next one
    monkeypatch.setattr(views, "today_in_city", lambda: today_in_city() + timedelta(days=1))
    main = parse(client.get(f"{page}{'&' if '?' in page else '?'}diketahui={day}").data).one("main")
    found = [link.get("href") for link in main.all("a", href=None) if link.get("href").startswith("/")]
    assert sum(link.startswith("/asal") for link in found) > 1
    assert [link for link in found if f"diketahui={day}" not in link] == []


def test_a_sum_of_144_desa_is_one_picture_with_a_mark_for_each(visit):
    links, rows = visit.page(f"/asal?kode=TI-01&{PERIOD}")
    assert len(rows) == 144
    page = visit.client.get(f"/asal?kode=TI-01&{PERIOD}").get_data(as_text=True)
    assert page.count('class="excerpt"') == 1
    assert len({link for link in links if link.startswith("/asal/tempat")}) == 144


def test_the_count_of_each_layer_on_the_map_leads_to_the_records_of_its_points(visit):
    figures = figures_of(visit, f"/peta?{PERIOD}")
    layers = {one.layer: links for one, links in figures.items() if one.layer}
    shown = {layer.id: layer.count for layer in queries.layers(current_viewer())}
    assert layers.keys() == shown.keys()
    for one in [one for one in figures if one.layer]:
        rows = wanted(one)
        assert len(rows) == shown[one.layer]
        assert all(rows <= visit.reached(link, one, rows) for link in figures[one])


def test_of_each_day_and_area_the_points_that_are_counted_are_drawn_and_no_others(visit):
    drawn_at_all = 0
    with queries.reading(current_viewer()) as conn:
        query = "SELECT DISTINCT period FROM observation WHERE indicator = 'BN-01' AND place LIKE 'lapisan %'"
        days = conn.execute(text(f"{query} AND value > 0 ORDER BY period DESC LIMIT 4")).scalars().all()
    for area in (REGENCY, *(f"64.01.{number:02}" for number in range(1, 11))):
        for day in days:
            address = f"/asal?kode=BN-01&wilayah={area}&saat={day}"
            rows = wanted(asked(address))
            assert visit.page(address)[1] == rows, address
            drawn_at_all += len(rows)
    assert drawn_at_all >= 2 * len(days) > 4


def test_a_sum_that_contradicts_is_written_out_though_the_whole_was_reported(client, demonstration):
    view = view_of(periode="2026-10")
    step = way_back.lineage_of_sum(current_viewer(), "LH-A", view)
    assert (step.making, len(step.parts)) == (Making.SUM, 10)
    page = client.get(f"/asal?kode=LH-A&cara=jumlah&{PERIOD}").get_data(as_text=True)
    assert "dijumlahkan dari 10 kecamatan" in page
    assert all(f"LH-A:64.01.{number:02}:2026-10:" in page for number in range(1, 11))
