"""From the figures of every page the first click is their origin; an index is written out with its parts and places."""

from html_tree import parse

from components import formats
from core.access import current_viewer
from core.domain.rollup import index as weighted
from core.store import queries
from core.store.views import view_of

PAGES = ("/", "/dimensi", "/dimensi/tangguh", "/opd/DLH", "/indikator/LH-03", "/peta", "/peta?indikator=LH-03")


def main(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return parse(answer.data).one("main")


def test_every_page_with_figures_links_them_to_their_origin(client):
    for address in PAGES:
        links = {one.get("href") for one in main(client, address).all("a", "to-origin")}
        assert links, address
        for link in sorted(links)[:3]:
            assert main(client, link).text().count("Asal angka"), link


def test_every_value_of_a_table_of_figures_is_a_link_to_its_origin(client):
    for row in main(client, "/dimensi/tangguh").one("table", "figures").one("tbody").all("tr"):
        cell = row.all("td", "n")[0]
        if cell.text().startswith(formats.NOTHING):
            continue
        assert "kode=" in cell.one("a", "to-origin").get("href"), cell.text()


def test_every_value_of_a_series_leads_to_the_origin_of_its_own_period(client):
    links = [one.get("href") for one in main(client, "/indikator/LH-03").all("a", "to-origin")]
    assert any("saat=2025-03" in link for link in links)
    tree = main(client, next(link for link in links if "saat=2025-03" in link))
    assert "Maret 2025" in tree.text()


def test_an_index_is_written_out_and_its_parts_are_those_that_count(client):
    view = view_of(periode="2026-10")
    seen = queries.dimension(current_viewer(), "tangguh", view).index
    text = main(client, "/asal?indeks=tangguh&periode=2026-10").text()
    again = weighted([(part.weight, part.capped) for part in seen.parts], floor=seen.floor)
    assert formats.index_value(again.value) == formats.index_value(seen.value)
    assert formats.index_value(seen.value) in text
    for part in seen.parts:
        assert part.figure.indicator.name in text
        assert formats.measured(part.figure.value, part.figure.indicator) in text


def test_from_an_index_two_clicks_lead_to_a_cell(client):
    tree = main(client, "/asal?indeks=semua&periode=2026-10")
    places = [one.get("href") for one in tree.all("a", "to-place")]
    assert len(places) > 40
    assert main(client, places[0]).all("mark")


def test_an_index_that_is_withheld_says_so(client):
    assert "Indeks ditahan" in main(client, "/asal?indeks=tangguh&periode=2005-01").text()


def test_an_unknown_dimension_is_not_found(client):
    assert client.get("/asal?indeks=tidak-ada").status_code == 404
