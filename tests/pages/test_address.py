"""What stands in an address decides what a page shows; whatever else stands there breaks nothing."""

from urllib.parse import urlencode

import pytest
from html_tree import parse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

PAGES = ("/", "/dimensi", "/dimensi/tangguh", "/opd", "/opd/DLH", "/indikator/LH-01", "/peta", "/sumber", "/layar")
NAMES = ("periode", "wilayah", "kerangka", "banding", "indikator", "tingkat", "lapisan", "kode")
WORDS = (
    "2026", "2026-09", "2026-Q3", "2026-S1", "2026-W07", "2026-03-14", "2026-13", "0000", "0001-01", "9999-12",
    "9999-12-31", "0001-W01", "2026-W53", "２０２６", "64.01", "64.01.04", "64.01.04.1001", "64.01.99", "6401",
    "nasional", "tuntas", "tahun-lalu", "sejak-januari", "desa", "kecamatan", "kabupaten", "hotspot",
    "hotspot,menara,,", "LH-03", "lh-03", "DLH", "unggul", "smart-living", "' OR 1=1 --",
    "<script>alert(1)</script>", "../../etc/passwd", "\x00", "%00", "\ud7ff", "None", "nan", "-1", "", " ",
    "a" * 3000,
)  # fmt: skip
values = st.sampled_from(WORDS) | st.text(st.characters(codec="utf-8"), max_size=30)
queries_of = st.lists(
    st.tuples(st.sampled_from(NAMES) | st.text(st.characters(codec="utf-8"), max_size=9), values), max_size=5
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(PAGES), queries_of)
@example("/", [("periode", "2025"), ("periode", "2026")])
@example("/dimensi/tangguh", [("kode", "unggul")])
@example("/opd/DLH", [("kode", "")])
@example("/indikator/LH-01", [("periode", "0001-01")])
@example("/", [("periode", "9999-12")])
@example("/layar", [("periode", "0001")])
@example("/peta", [("periode", "9999-12-31"), ("tingkat", "desa"), ("indikator", "TI-01")])
def test_no_query_breaks_a_page(client, page, query):
    answer = client.get(f"{page}?{urlencode(query)}")
    assert answer.status_code in (200, 404), (page, query)
    if answer.status_code == 404:
        assert {name for name, _ in query} & {"indikator", "lapisan", "kode"}, (page, query)
    assert "<script>alert" not in answer.get_data(as_text=True)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["dimensi", "penggerak", "angka-opd", "opd", "deret", "wilayah", "baris", "sumber", "ditolak"]),
    queries_of,
)
def test_no_query_breaks_a_download(client, table, query):
    assert client.get(f"/unduh/{table}.csv?{urlencode(query)}").status_code in (200, 404), (table, query)


def main(client, address):
    return parse(client.get(address).data).one("main").text()


def chosen(client, address, name):
    fields = parse(client.get(address).data).all("select", name=name)
    return [option.text() for field in fields for option in field.all("option", selected=None)]


@pytest.mark.parametrize(
    ("address", "name", "word"),
    [
        ("/?periode=2026-09", "periode", "September 2026"),
        ("/?periode=2023", "periode", "2023"),
        ("/?periode=kacau", "wilayah", "Kabupaten Paser"),
        ("/?wilayah=64.01.04", "wilayah", "Kec. Tanah Grogot"),
        ("/?wilayah=99", "wilayah", "Kabupaten Paser"),
        ("/?kerangka=nasional", "kerangka", "Smart City Nasional"),
        ("/?banding=tahun-lalu", "banding", "Periode sama tahun lalu"),
        ("/peta?indikator=TI-01&tingkat=desa", "tingkat", "per desa/kelurahan"),
    ],
)
def test_the_filters_say_what_the_address_asks_for(client, address, name, word):
    assert chosen(client, address, name) == [word]


def test_the_period_changes_the_figures(client):
    page = "/indikator/TI-10"
    shown = {
        year: parse(client.get(f"{page}?periode={year}").data).one("p", "big").text() for year in (2020, 2022, 2024)
    }
    assert len(set(shown.values())) == 3
    assert shown[2024] == "3,27"


def test_a_period_before_all_data_shows_no_figure_and_no_zero(client):
    text = parse(client.get("/indikator/LH-03?periode=2005-01").data).one("p", "big").text()
    assert text.startswith("–")


def test_the_area_changes_the_figures(client):
    whole, one = (main(client, f"/indikator/LH-01{query}") for query in ("", "?wilayah=64.01.04"))
    assert "Tanah Grogot" in one
    assert whole != one


def test_the_frame_changes_the_dimensions_and_keeps_the_figures(client):
    ours, national = (parse(client.get(f"/{query}").data) for query in ("", "?kerangka=nasional"))
    names = [[one.text() for one in tree.one("ul", "dims").all("span", "name")] for tree in (ours, national)]
    assert [name.replace(" SIMULASI", "") for name in names[0]] == [
        "Tangguh",
        "Unggul",
        "Transformatif",
        "Adil",
        "Sejahtera",
    ]
    assert len(names[1]) == 6
    assert all(name.startswith("Smart ") for name in names[1])


def test_the_comparison_changes_the_words_of_the_change(client):
    def cells(query):
        tree = parse(client.get(f"/dimensi/tangguh?periode=2026-09{query}").data)
        return [one.text() for one in tree.all("td", "chg")]

    before, year = cells(""), cells("&banding=tahun-lalu")
    assert any("dari Agu 2026" in text for text in before)
    assert not any("dari Agu 2026" in text for text in year)
    assert any("dari Sep 2025" in text for text in year)
    assert any(text.count("dari Jan–") for text in cells("&banding=sejak-januari"))


def test_every_link_of_a_page_keeps_what_the_page_shows(client):
    query = {"periode": "2026-06", "wilayah": "64.01.05", "kerangka": "nasional", "banding": "tahun-lalu"}
    tree = parse(client.get(f"/?{urlencode(query)}").data)
    places = [one.get("href") for one in tree.one("main").all("a", href=None) + tree.one("nav").all("a")]
    assert len(places) > 15
    for address in places:
        if address.startswith(("/layar", "/sumber")):
            continue
        for name, value in query.items():
            own_area = name == "wilayah" and "wilayah=64.01." in address
            assert own_area or f"{name}={value}" in address, (name, address)


def test_the_filter_form_keeps_what_it_does_not_offer(client):
    tree = parse(client.get("/peta?indikator=TI-01&kerangka=nasional&banding=tahun-lalu").data)
    form = tree.one("form", "filters")
    kept = {one.get("name"): one.get("value") for one in form.all("input", type="hidden")}
    assert (kept["kerangka"], kept["banding"]) == ("nasional", "tahun-lalu")
    assert not set(kept) & {one.get("name") for one in form.all("select")}
