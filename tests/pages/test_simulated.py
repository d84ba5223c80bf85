"""SIMULASI stands beside every made-up figure, beside no other, and on every page's banner."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from html_tree import parse

from core.access import current_viewer
from core.store import queries
from core.store.views import view_of

TAG = "SIMULASI"
VIEWS = ("", "?periode=2026-06", "?periode=2024", "?periode=2023&wilayah=64.01.04", "?wilayah=64.01.05")


def rows_of_figures(tree):
    """Yield (row, head, code, query) of every row of a table of figures."""
    for table in tree.all("table", "figures"):
        for row in table.one("tbody").all("tr"):
            head = row.one("th")
            link = urlsplit(head.all("a")[0].get("href"))
            yield row, head, link.path.rpartition("/")[2], {k: v[0] for k, v in parse_qs(link.query).items()}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", ["/", "/dimensi/tangguh", "/dimensi/unggul", "/opd/DKISP", "/opd/DLH", "/peta"])
def test_a_row_says_it_where_its_figure_is_made_up_and_only_there(client, page, view):
    seen = list(rows_of_figures(parse(client.get(page + view).data)))
    assert seen
    for _, head, code, query in seen:
        figure = queries.figure(current_viewer(), code, view_of(**query))
        assert (TAG in head.text()) == figure.simulated, (code, query)


@pytest.mark.parametrize("view", VIEWS)
def test_an_index_says_it_where_a_part_is_made_up(client, view):
    tree, seen = (
        parse(client.get("/" + view).data),
        queries.overview(current_viewer(), view_of(**{k: v[0] for k, v in parse_qs(view.lstrip("?")).items()})),
    )
    assert (TAG in tree.one("h1").text()) == seen.total.simulated
    rows = tree.one("ul", "dims").all("li")
    assert [TAG in row.text() for row in rows] == [one.simulated for one in seen.dimensions]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("code", ["LH-05", "LH-01", "TI-10", "BN-02", "SE-01", "LH-03", "TI-01"])
def test_the_page_of_an_indicator_says_it_of_its_value_of_each_point_and_of_each_area(client, code, view):
    tree = parse(client.get(f"/indikator/{code}{view}").data)
    words = {k: v[0] for k, v in parse_qs(view.lstrip("?")).items()}
    seen = queries.indicator(current_viewer(), code, view_of(**words))
    assert (TAG in tree.one("h1").text()) == seen.figure.simulated
    assert [TAG in row.text() for row in rows(tree, "Deret ")] == [p.simulated for p in reversed(seen.series)]
    assert [TAG in row.text() for row in rows(tree, "Per wilayah")] == [c.figure.simulated for c in seen.ranking]
    origins = [TAG in row.text() for row in rows(tree, "Baris asli")]
    assert origins == [row.provenance.simulated for row in seen.observations]


def rows(tree, caption):
    found = [one for one in tree.all("table") if one.all("caption") and one.one("caption").text().startswith(caption)]
    return found[0].one("tbody").all("tr") if found else []


def test_one_series_may_hold_real_and_made_up_values_and_tells_them_apart(client):
    texts = [row.text() for row in rows(parse(client.get("/indikator/TI-01").data), "Deret ")]
    real = [text for text in texts if TAG not in text and "belum ada" not in text]
    assert len(texts) > 20
    assert [text.partition(" desa")[0] for text in real] == ["Januari 2023 2", "September 2021 6"]


@pytest.mark.parametrize("address", ["/", "/peta", "/peta?indikator=TI-01&tingkat=desa", "/indikator/LH-03"])
def test_a_map_with_made_up_values_says_so_above_and_at_each_area(client, address):
    tree = parse(client.get(address).data)
    drawing = tree.all("svg", "map")[0]
    names = [one.text() for one in drawing.all("title")]
    assert len(names) >= 10
    assert all(TAG in name for name in names if "–" not in name)
    section = drawing.parent
    while section.tag != "section":
        section = section.parent
    assert [one for one in section.all("em", "sim") if one.parent.tag in ("h1", "h2")]


def test_the_banner_of_every_page_says_how_many_are_made_up(site):
    for address, tree in site.items():
        if not address.startswith(("/layar", "/akun")):  # which says it at each figure, and has none
            banner = tree.one("aside", "banner").text()
            assert re.match(r"SIMULASI : \d+ dari 60 indikator", banner), (address, banner)


def test_the_wall_says_it_at_each_made_up_figure(client, demonstration):
    slides = parse(client.get("/layar").data).one("div", "slides").all("section", "slide")
    names = {one.name: one.code for one in demonstration.catalogue.shown()}
    seen = 0
    for row in (row for slide in slides for row in slide.all("li") if slide.all("ul", "wall-rows")):
        code = next(code for name, code in names.items() if row.one("span", "name").text().startswith(name))
        figure = queries.figure(current_viewer(), code, view_of())
        assert (TAG in row.text()) == figure.simulated, code
        seen += 1
    assert seen > 10


@pytest.mark.parametrize("page", ["/sumber", "/opd/DLH"])
def test_a_made_up_source_says_so(client, demonstration, page):
    tree = parse(client.get(page).data)
    made_up = {source.title for source in demonstration.config.sources.values() if source.simulated}
    shown = [one for one in tree.all("td") + tree.all("th") + tree.all("li") if one.all("a", href=None)]
    checked = 0
    for cell in shown:
        title = cell.all("a")[0].text()
        if title in made_up:
            assert TAG in cell.text(), title
            checked += 1
    assert checked >= 5


# Without the demonstration


@pytest.mark.parametrize(
    "address",
    ["/", "/dimensi", "/dimensi/tangguh", "/opd", "/opd/DLH", "/indikator/LH-03", "/indikator/TI-10",
     "/indikator/LH-05", "/indikator/LH-01?periode=2021-11", "/peta", "/peta?indikator=TI-01&tingkat=desa", "/sumber",
     "/layar", "/?periode=2024"],
)  # fmt: skip
def test_without_the_demonstration_nothing_made_up_is_left(real_only, address):
    answer = real_only.get(address)
    assert answer.status_code == 200
    assert TAG not in answer.get_data(as_text=True).upper().replace("PAGES", "")


def test_without_the_demonstration_no_figure_of_a_simulated_source_is_read_anywhere(real_only, demonstration):
    for one in demonstration.catalogue.shown():
        for words in ({}, {"wilayah": "64.01.04"}, {"periode": "2024"}):
            figure = queries.figure(current_viewer(), one.code, view_of(**words))
            assert not figure.simulated
            assert figure.value is None or figure.provenance.source_id.startswith("terbitan_"), one.code


def test_without_the_demonstration_a_made_up_source_has_no_page_and_no_download(real_only):
    assert real_only.get("/sumber/dlh_rekap").status_code == 404
    for kind in ("csv", "xlsx"):
        content = real_only.get(f"/unduh/deret.{kind}?kode=LH-03").data
        assert b"SIMULASI" not in content
    assert "Belum ada deret angka" in parse(real_only.get("/indikator/LH-03").data).text()


def test_without_the_demonstration_the_published_figures_stand_with_their_source(real_only):
    text = parse(real_only.get("/indikator/TI-10").data).text()
    assert "3,27" in text
    assert "Angka terbitan publik" in text
