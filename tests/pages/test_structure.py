"""Links lead somewhere, ids are unique, a chart has its table and its downloads, nothing waits for a script."""

import hashlib
import re
from urllib.parse import parse_qs, urlsplit

import dash
import pytest
from html_tree import links, parse

from components import formats
from core.access import current_viewer
from core.store import queries
from core.store.views import view_of

MOST = 150  # links followed beyond those that the tour of the site follows anyway


def test_every_link_leads_to_a_page_or_a_file(client, site):
    found = {address for tree in site.values() for address in links(tree)} - set(site)
    files = {address for address in found if address.startswith("/unduh")}
    kinds = {(urlsplit(one).path, *parse_qs(urlsplit(one).query).get("kode", [])): one for one in sorted(files)}
    assert len(kinds) > 100
    others = sorted(found - files, key=lambda one: hashlib.sha256(one.encode()).digest())
    assert len(others) > MOST
    some = sorted(kinds.values(), key=lambda one: hashlib.sha256(one.encode()).digest())[:MOST]
    for address in [*some, *others[:MOST]]:
        assert client.get(address).status_code == 200, address


def test_a_link_to_a_part_of_a_page_finds_it(site):
    targets = {}
    for address, tree in site.items():
        targets.setdefault(urlsplit(address).path, set()).update(one.get("id") for one in tree.walk() if one.get("id"))
    followed = 0
    for address, tree in site.items():
        for link in (one.get("href") for one in tree.all("a", href=None)):
            path, _, part = link.partition("#")
            if part and not path.startswith("http"):
                assert part in targets[urlsplit(path).path or urlsplit(address).path], (address, link)
                followed += 1
    assert followed > 100


def test_no_id_stands_twice_on_a_page(site):
    for address, tree in site.items():
        ids = [one.get("id") for one in tree.walk() if one.get("id")]
        # Every map brings its two patterns along: the same drawing under the same name.
        twice = {one for one in ids if ids.count(one) > 1} - {"arsir", "titik"}
        assert not twice, address


def test_what_scripts_look_for_is_there_once(site):
    for address, tree in site.items():
        for name in ("data-page", "data-refresh", "data-nav"):
            assert len(tree.all(**{name: None})) <= 1, (address, name)
        assert len(tree.all(**{"data-page": None})) == (0 if address.startswith("/layar") else 1), address


def test_every_callback_changes_what_its_page_holds(client, dashboard):
    client.get("/")
    drawn = {"_pages_content", "_pages_store", "_pages_dummy"}
    with dashboard.server.test_request_context("/"):
        for page in dash.page_registry.values():
            drawn |= set(ids_of(page["layout"](**({"kode": ""} if page["path_template"] else {}))))
    for output in dashboard.callback_map:
        names = {name.rpartition(".")[0] for name in output.strip(".").split("...")}
        assert names <= drawn, output


def ids_of(component):
    found = [getattr(component, "id", None)] if getattr(component, "id", None) else []
    children = getattr(component, "children", None)
    for child in children if isinstance(children, (list, tuple)) else [children] if children is not None else []:
        found += ids_of(child)
    return found


def test_every_chart_and_every_drawn_map_of_an_indicator_has_its_table_and_both_downloads(site):
    charts = 0
    for address, tree in site.items():
        for island in tree.all("div", "chart-box"):
            section = island.parent
            while section.tag != "section":
                section = section.parent
            assert section.all("table"), address
            kinds = [
                urlsplit(one.get("href")).path.rpartition(".")[2] for one in section.one("p", "downloads").all("a")
            ]
            assert [one for one in kinds if one != "pdf"] == ["csv", "xlsx"], address
            charts += 1
    assert charts > 60
    for tree in (
        site["/peta?indikator=TI-01&tingkat=desa"],
        site["/peta"] if "/peta" in site else site["/peta?lapisan=hotspot"],
    ):
        assert tree.one("main").all("details")[0].all("table")
        assert len(tree.all("p", "downloads")) >= 1


@pytest.mark.parametrize("code", ["LH-03", "TI-10", "PL-01", "BN-02"])
def test_figures_can_be_read_before_any_script_has_run(client, code):
    tree = parse(client.get(f"/indikator/{code}").data)
    seen = queries.indicator(current_viewer(), code, view_of())
    text = tree.one("main").text()
    assert formats.measured(seen.figure.value, seen.figure.indicator) in text
    for point in seen.series:
        if point.value is not None:
            assert formats.measured(point.value, seen.figure.indicator) in text
    for cell in seen.ranking:
        assert cell.area.name in text
        assert formats.measured(cell.figure.value, cell.figure.indicator) in text


def test_the_first_page_holds_every_figure_it_speaks_of(client):
    text = parse(client.get("/").data).one("main").text()
    seen = queries.overview(current_viewer(), view_of())
    for index in (seen.total, *seen.dimensions):
        assert formats.index_value(index.value) in text
    for figure in seen.attention:
        assert figure.indicator.name in text
        assert formats.measured(figure.value, figure.indicator) in text
    for cell in seen.map.cells:
        assert formats.number(cell.figure.value, cell.figure.indicator.decimals) in text


def test_a_figure_carries_value_unit_period_status_target_age_and_source(client):
    tree = parse(client.get("/indikator/LH-03").data)
    seen = queries.figure(current_viewer(), "LH-03", view_of())
    card = tree.one("section", "figure-card").text()
    assert seen.value is not None
    for words in (
        formats.measured(seen.value, seen.indicator),
        formats.period(seen.period),
        "Target",
        "Periode sebelumnya",
        "Periode sama tahun lalu",
        "Sejak Januari",
        "data s.d.",
        seen.provenance.attribution,
        "Dinas Lingkungan Hidup",
    ):
        assert words in card, words
    assert tree.one("section", "figure-card").one("span", "word").text()


def test_no_script_stands_before_the_figures_and_every_script_waits(site):
    for address, tree in site.items():
        order = [one for one in tree.walk() if one.tag in ("script", "main") or one.get("id") == "layar"]
        first = next(i for i, one in enumerate(order) if one.tag != "script")
        assert first == 0, f"{address}: a script stands before the figures"
        for one in tree.all("script", src=None):  # Dash's are begun by an inline script, after the first frame
            assert "defer" in one.attributes or one.get("type") == "kemudian", (address, one)


def test_the_map_library_is_asked_for_where_there_is_a_map_and_plotly_by_no_page_at_first(site):
    for address, tree in site.items():
        sources = [one.get("src") for one in tree.all("script", src=None)]
        assert any("dash_leaflet" in one for one in sources) == address.startswith("/peta"), address
        assert not [one for one in sources if "plotly" in one and "async" not in one], address
        assert not [one for one in sources if "dash_table" in one], address
    assert [one.get("src") for one in site["/layar"].all("script")] == [
        src
        for src in [one.get("src") for one in site["/layar"].all("script")]
        if re.fullmatch(r"/skrip/[0-9a-f]{12}\.js", src)
    ]


def test_nothing_is_asked_from_elsewhere(site):
    for address, tree in site.items():
        for one in tree.walk():
            for name in ("src", "action", "poster", "data", "formaction"):
                assert not one.get(name).startswith(("http", "//")), (address, one)
            if one.tag == "link":
                assert re.match(r"/[a-z_]", one.get("href")), address
            if one.tag == "a" and one.get("href").startswith("http"):
                assert one.get("rel") == "noopener noreferrer", address
        styles = "".join("".join(one.children) for one in tree.all("style"))
        assert "url(http" not in styles
        assert "@import" not in styles
