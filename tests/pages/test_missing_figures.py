"""Why there is no figure, from a real answer of a real source to what card, table, map and wall say of it."""

import pytest
from asking import registered
from html_tree import parse

from app import create_app
from components import formats
from core.clock import today_in_city
from core.domain.viewer import Role
from tests.collecting import DISTRICTS, Installation, feeds, run_source, section, table

SCHEMATIC = """
[sources.batas]
title = "Peta skematik"
agency = "DKISP"
connector = "schematic"
schedule = "0 4 1 * *"
attribution = "Peta skematik"
layout = "boundaries"
level = "desa"
[sources.batas.columns]
code = "code"
"""
DISTRICT_CODE = "64.01.04"
VILLAGE = "64.01.04.1001"
WALL = '[[wall.slides]]\ntitle = "Uji"\nindicators = ["LH-01", "LH-03", "TI-01", "BN-02"]\n'
RECENT = ["2025-11", "2025-12"]
LATEST = "2025-12"


@pytest.fixture
def server():
    with feeds() as running:
        yield running


@pytest.fixture
def given(tmp_path, server, demonstration):
    """Return a function that collects answers by path and hands back the test client of what came of them."""
    made = []

    def collect(answers, *, codes=("LH-01",), run=True):
        sections = [_section(name, server.url(name), codes) for name in answers]
        one = Installation(tmp_path, *sections, SCHEMATIC, WALL)
        made.append(one)
        parts = {"config": one.config, "store": one.store, "catalogue": one.catalogue}
        run_source(one.config.sources["batas"], **parts)
        for name, answer in answers.items():
            server.give(name, answer)
            if run:
                run_source(one.config.sources[name], **parts)
        server_ = create_app(one.config, one.store, one.catalogue).server
        client = registered(server_, one.store)
        client.walidata = lambda: registered(server_, one.store, Role.STEWARD)
        return client

    yield collect
    for one in made:
        one.store.close()
    demonstration.connect()


def _section(name, url, codes):
    text = section(name, url=url, layout="long", indicator=codes[0], unit="")
    if len(codes) > 1:
        named = "".join(f'"{code}" = {{ column = "{code}" }}\n' for code in codes)
        text = text.replace('area = "kecamatan"', 'area = "kecamatan"\nindicator = "kode"')
        text = text[: text.index('"LH')] + named
    return text.replace('{ unit = "" }', "{}")


def rows_of(code, districts=DISTRICTS, months=RECENT, value="1"):
    return [f"{code},{area},{month},{value}" for area in districts for month in months]


def answer(*rows):
    return "\n".join(["kode,kecamatan,periode,nilai", *rows]) + "\n"


def card(client, code="LH-01", area="64.01", period=LATEST):
    return parse(client.get(f"/indikator/{code}?periode={period}&wilayah={area}").data).one("p", "big").text()


def in_table(client, code="LH-01", agency="DLH", period=LATEST):
    tree = parse(client.get(f"/opd/{agency}?periode={period}").data)
    row = next(row for row in tree.all("tr") if row.all("a", href=None) and f"/{code}" in row.all("a")[0].get("href"))
    return row.text()


def on_map(client, code="LH-01", period=LATEST):
    tree = parse(client.get(f"/indikator/{code}?periode={period}").data)
    return [one.text() for one in tree.all("svg", "map")[0].all("title")]


def on_wall(client, period=LATEST):
    slides = parse(client.get(f"/layar?periode={period}").data).all("section", "slide")
    return next(one for one in slides if one.one("h1").text() == "Uji").text()


def everywhere(client, sentence, code="LH-01", agency="DLH", period=LATEST):
    assert sentence in card(client, code, period=period)
    assert sentence in in_table(client, code, agency, period)
    assert sentence in on_wall(client, period)


def test_rejected_rows_are_counted_with_the_reason_of_most(given):
    bad = table(["Antah", "Berantah", "64.01.01"], RECENT).replace("2.001", "banyak").replace("2.000", "sekali")
    client = given({"s": bad})
    everywhere(client, "6 baris ditolak, terbanyak karena: ")
    assert "wilayah" in card(client).lower()


def test_a_source_that_is_down_says_since_when(given):
    client = given({"s": (503, {}, "tutup")})
    everywhere(client, "sumber gagal diambil sejak ")
    assert "WITA" in card(client)


def test_what_the_source_does_not_bring_says_what_was_due_and_when(given):
    client = given({"s": answer(*rows_of("LH-01"))}, codes=("LH-01", "TI-01"))
    everywhere(client, "belum dilaporkan untuk Des 2025, jatuh tempo 30 Jan 2026", "TI-01", "DKISP")


def test_what_begins_later_says_when(given):
    client = given({"s": table(months=RECENT)})
    everywhere(client, "angka pertama Nov 2025", period="2025-06")


def test_a_sum_names_the_kecamatan_that_is_missing_and_the_map_shows_it(given):
    client = given({"s": table(DISTRICTS[:9], RECENT)})
    everywhere(client, "belum ada 1 dari 10 bagian: Muara Samu")
    (missing,) = [one for one in on_map(client) if one.startswith("Muara Samu")]
    assert missing == "Muara Samu: – (belum ada data, belum dilaporkan untuk Des 2025, jatuh tempo 30 Jan 2026)"


def test_a_formula_names_the_parts_that_are_missing(given):
    client = given({"s": answer(*rows_of("LH-A"))}, codes=("LH-A", "LH-C"))
    everywhere(client, "belum ada 1 dari 2 bagian: Penanganan sampah sebulan", "LH-03")


def test_what_is_not_collected_for_a_desa_says_so(given):
    client = given({"s": table(months=RECENT)})
    assert "tidak dikumpulkan per desa" in card(client, area=VILLAGE)


def test_a_source_that_was_never_asked_owes_nothing(given):
    client = given({"s": table(months=RECENT)}, run=False)
    everywhere(client, "belum jatuh tempo, sumbernya belum pernah diambil")


def test_no_event_is_nothing_missing(given):
    client = given({"s": answer(*rows_of("LH-01"))}, codes=("LH-01", "BN-02"))
    everywhere(client, "belum ada kejadian yang dilaporkan", "BN-02", "BPBD")


def test_a_returned_value_says_to_whom_by_whom_when_and_why_and_another_one_answers(given, server):
    """On the card, in the list, on the wall, on the map, in the file."""
    client = given({"s": table(months=["2025-12"])})
    walidata, why = client.walidata(), "dua kali lipat dari bulan lalu"
    rows = boxes(walidata.get("/verifikasi?sumber=s"))
    assert walidata.post("/verifikasi/s/kembalikan", data={"baris": rows[1:2], "alasan": why}).status_code == 303
    everywhere(client, "belum ada 1 dari 10 bagian: ")
    walidata.post("/verifikasi/s/kembalikan", data={"baris": rows[:1] + rows[2:], "alasan": why})
    sentence = f"dikembalikan ke DLH oleh Petugas Uji pada {formats.day(today_in_city())}: {why}"
    drawn = on_map(client)
    assert len(drawn) == len(DISTRICTS)
    assert all(sentence in one for one in drawn)
    place = DISTRICT_CODE
    assert sentence in card(client, area=place)
    listed = parse(client.get(f"/indikator/LH-01?periode={LATEST}").data).text()
    assert sentence in listed
    assert sentence in client.get(f"/unduh/wilayah.csv?kode=LH-01&periode={LATEST}").get_data(as_text=True)


def boxes(answer):
    return [one.get("value") for one in parse(answer.data).all("input", name="baris")]


def test_nobody_is_asked(given):
    client = given({"s": table(months=RECENT)})
    everywhere(client, "belum ada sumber yang tersambung", "TI-01", "DKISP")


def test_a_figure_too_old_for_its_period_is_shown_and_says_so(given):
    client = given({"s": table(months=RECENT)})
    assert "data terakhir Des 2025, terlalu lama untuk periode ini" in card(client, period="2026-06")
    assert "data terakhir Des 2025, terlalu lama untuk periode ini" in in_table(client, period="2026-06")


def test_a_figure_without_a_target_says_so_beside_the_value(given):
    client = given({"s": table(months=RECENT)})
    assert "belum ada target" in in_table(client)
    assert "tanpa target" in on_wall(client)
