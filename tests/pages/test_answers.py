"""Every address answers: a page, or a notice in the reader's words with the right status."""

import pytest
from html_tree import parse

from core.store import queries

UNKNOWN = (
    "/tidak-ada",
    "/indikator/XX-99",
    "/indikator/",
    "/dimensi/xx",
    "/opd/XX",
    "/sumber/xx",
    "/peta?indikator=XX-99",
    "/peta?lapisan=xx",
    "/404",
)
ENGLISH_ERRORS = (
    "Not Found",
    "Internal Server",
    "Traceback",
    "not found",
    "Error",
    "Werkzeug",
    "core.",
    "catalogue/in",
)


def notice(answer):
    """Return the text of an answer that must be our own notice, without a word of the inside."""
    assert answer.mimetype == "text/html"
    text = parse(answer.data).text()
    assert not [word for word in ENGLISH_ERRORS if word in text]
    assert parse(answer.data).all("a", href="/")
    return text


def test_every_page_that_can_be_reached_has_one_main_part_with_one_title(site):
    assert len(site) > 120
    for address, tree in site.items():
        if not address.startswith("/layar"):
            assert len(tree.all("main")) == 1, address
            assert len(tree.all("h1")) == 1, address
        assert tree.one("head").one("title").children[0].endswith("Paser TUNTAS"), address


def test_every_kind_of_page_was_reached(site):
    kinds = {"/".join(address.partition("?")[0].split("/")[:2]) for address in site}
    ways = {"/akun", "/asal", "/jejak", "/katalog", "/konflik", "/pengguna", "/perangkat", "/rapor", "/unggah"}
    ways |= {"/verifikasi"}
    assert kinds == {"/", "/dimensi", "/opd", "/indikator", "/peta", "/sumber", "/layar", *ways}
    assert {f"/dimensi/{one}" for one in ("tangguh", "unggul", "transformatif", "adil", "sejahtera")} <= {
        address.partition("?")[0] for address in site
    }


def test_each_indicator_each_office_and_each_source_has_a_page(site, demonstration):
    paths = {address.partition("?")[0] for address in site}
    assert {f"/indikator/{one.code}" for one in demonstration.catalogue.shown()} <= paths
    assert {f"/opd/{code}" for code in demonstration.catalogue.agencies} <= paths
    collected = [one.id for one in demonstration.config.sources.values() if not one.is_uploaded]
    assert {f"/sumber/{source_id}" for source_id in collected} <= paths


@pytest.mark.parametrize("address", UNKNOWN)
def test_an_unknown_address_is_a_404_with_the_way_back(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in notice(answer)


@pytest.mark.parametrize(
    "address", ["/unduh/xx.csv", "/unduh/deret.csv?kode=XX-99", "/unduh/angka-opd.xlsx", "/unduh/x"]
)
def test_a_download_of_nothing_is_a_404(client, address):
    assert client.get(address).status_code == 404


def test_a_notice_is_a_page_with_navigation_and_a_script_so_that_it_can_be_left(client):
    tree = parse(client.get("/indikator/XX-99").data)
    assert [one.text() for one in tree.one("nav").all("a")][:2] == ["Ringkasan", "Dimensi"]
    assert tree.all("script", defer=None)


def test_moving_to_an_unknown_page_within_dash_draws_the_notice_too(client):
    answer = client.post("/_dash-update-component", json=navigation("/indikator/XX-99"))
    assert answer.status_code == 200
    assert "Halaman ini tidak ada" in answer.get_data(as_text=True)


def test_moving_to_a_known_page_within_dash_draws_it(client):
    answer = client.post("/_dash-update-component", json=navigation("/indikator/LH-03", "?periode=2026-09"))
    assert "Perkembangan" in answer.get_data(as_text=True)
    assert "September 2026" in answer.get_data(as_text=True)


def test_the_parts_of_a_page_are_what_its_first_paint_shows(client):
    answer = client.get("/bagian/indikator/LH-03?periode=2026-09").get_json()
    document = client.get("/indikator/LH-03?periode=2026-09").get_data(as_text=True)
    texts = [props["html"] for props in answer["parts"].values() if props.get("html")]
    assert len(texts) > 5
    assert answer["shape"]
    assert f'data-shape="{answer["shape"]}"' in document
    for text in texts:
        assert text in document


@pytest.mark.parametrize("address", ["/indikator/LH-03", "/dimensi/tangguh", "/opd/DLH", "/"])
def test_another_query_keeps_the_shape_of_a_page(client, address):
    changes_ = ("", "?periode=2025-12", "?wilayah=64.01.04", "?wilayah=64.01.04.2001", "?kerangka=nasional")
    shapes = {client.get(f"/bagian{address}{query}").get_json()["shape"] for query in changes_}
    assert len(shapes) == 1
    assert shapes != {""}


def test_the_parts_of_an_unknown_page_are_those_of_its_notice(client):
    answer = client.get("/bagian/indikator/XX-99")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in str(answer.get_json()["parts"])


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_wrong_method_is_refused_in_the_readers_words(client, method):
    answer = getattr(client, method)("/indikator/LH-03")
    assert answer.status_code == 405
    notice(answer)


def test_a_page_that_breaks_says_so_without_a_word_of_the_inside(client, demonstration, caplog):
    queries._connected.clear()
    try:
        answer = client.get("/")
        assert answer.status_code == 500
        assert "sedang bermasalah" in notice(answer)
        moved = client.post("/_dash-update-component", json=navigation("/dimensi"))
        assert "sedang bermasalah" in moved.get_data(as_text=True)
        assert "a page could not be drawn" in caplog.text
    finally:
        demonstration.connect()


def navigation(path, search=""):
    """Return the call that Dash makes when a link is followed."""
    parts = [("pathname", path), ("search", search)]
    return {
        "output": ".._pages_content.children..._pages_store.data..",
        "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
        "inputs": [{"id": "_pages_location", "property": name, "value": value} for name, value in parts],
        "changedPropIds": ["_pages_location.pathname", "_pages_location.search"],
    }
