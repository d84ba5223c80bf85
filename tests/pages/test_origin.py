"""Two clicks from a figure to its cell: /asal names every part, /asal/tempat draws the place from the kept file."""

import shutil
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from demonstration import opened
from html_tree import parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from components import formats
from components.origin import exact
from core.access import current_viewer
from core.collect.raw import RawStore
from core.domain.lineage import Making, NoPicture
from core.domain.viewer import Role, Viewer
from core.store import counted, excerpts, lineage_picture, queries, way_back
from core.store.views import view_of


def main(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return parse(answer.data).one("main")


def places(tree):
    return [one.get("href") for one in tree.all("a", "to-place")]


def test_a_computed_figure_is_written_out_with_its_numbers(client):
    tree = main(client, "/asal?kode=LH-03&periode=2026-10")
    step = way_back.lineage(current_viewer(), "LH-03", view_of(periode="2026-10"))
    parts = {part.indicator.code: part.value for part in step.parts}
    numbers = f"{exact(parts['LH-C'])} ÷ {exact(parts['LH-A'])} × 100"
    assert step.making is Making.FORMULA
    assert f"dihitung: LH-C ÷ LH-A × 100 = {numbers} = {formats.measured(step.value, step.indicator)}" in tree.text()


def test_a_sum_names_every_area_below_and_each_of_its_places(client):
    tree = main(client, "/asal?kode=TI-01&periode=2026-10")
    assert len(places(tree)) == 144
    catalogue = queries.catalogue(current_viewer())
    for area in catalogue.children("64.01"):
        assert area.name in tree.text()


def test_from_every_indicator_two_clicks_lead_to_a_drawn_place(client):
    """Of each indicator with a figure: the first click opens its origin, the second the picture of a place."""
    catalogue, drawn = queries.catalogue(current_viewer()), 0
    for indicator in catalogue.shown():
        view = view_of(periode="2026-10")
        if queries.figure(current_viewer(), indicator.code, view).value is None:
            continue
        links = places(main(client, f"/asal?kode={indicator.code}&periode=2026-10"))
        assert links, indicator.code
        for link in (links[0], links[-1]):
            tree = main(client, link)
            if "Tidak ada titik lapisan" in tree.text():
                continue
            assert tree.all("figure", "excerpt"), link
            assert tree.all("mark"), link
            drawn += 1
    assert drawn > 80


def test_a_counted_figure_names_its_points_their_run_file_and_places(client):
    tree = main(client, f"/asal?kode=BN-01&saat={_day_with_points()}")
    assert "dicacah dari titik lapisan hotspot" in tree.text()
    section = tree.one("div", "points")
    assert "Titik yang dihitung" in section.text()
    assert "sha256" in section.text()
    assert "baris " in section.text()
    assert "SIMULASI" in section.text()
    assert tree.one("figure", "excerpt").all("mark")


def _day_with_points():
    with queries.reading(current_viewer()) as conn:
        query = "SELECT max(period) FROM observation WHERE indicator = 'BN-01' AND area = '64.01' AND value > 0"
        return conn.execute(text(f"{query} AND place LIKE 'lapisan %'")).scalar_one()


def test_records_of_points_are_drawn_for_their_office_and_the_council_alone(client):
    view = view_of()
    seen = {}
    for name, viewer in {
        "own": Viewer(Role.AGENCY, "staf", "BPBD"),
        "other": Viewer(Role.AGENCY, "staf", "DINKES"),
        "wall": Viewer(Role.SCREEN, "layar"),
        "council": Viewer(Role.COUNCIL),
    }.items():
        found = way_back.counted_points(viewer, way_back.lineage(viewer, "BN-01", view, _day_with_points()), view)
        assert found[0].points  # that they are there, the map shows to everybody
        seen[name] = {one.why for one in way_back.point_pictures(viewer, found, view)}
    assert seen == {"own": {None}, "other": {NoPicture.NOT_YOURS}, "wall": {NoPicture.NOT_YOURS}, "council": {None}}


def test_a_long_list_of_points_has_pages_and_each_shows_its_own(client, monkeypatch):
    monkeypatch.setattr(counted, "PAGE", 100)
    monkeypatch.setattr(way_back, "POINTS", 100)
    first = main(client, "/asal?lapisan=menara")
    assert "Titik 1 sampai 100 dari 213" in first.text()
    pages = [one.get("href") for one in first.one("div", "points").all("a") if "titik=" in one.get("href")]
    assert len(pages) == 2
    shown = [one.get("data-titik") for page in pages for one in main(client, page).all("figure", "excerpt")]
    assert [len(one.split()) for one in shown] == [100, 13]
    queries.state(current_viewer()).pages.entries.clear()


def test_a_layer_that_is_not_there_is_not_found(client):
    assert client.get("/asal?lapisan=tidak_ada").status_code == 404


def test_the_marked_cell_holds_what_was_stored(client):
    step = way_back.lineage(current_viewer(), "LH-A", view_of(periode="2026-10", wilayah="64.01.04"))
    tree = main(client, places(main(client, "/asal?kode=LH-A&periode=2026-10&wilayah=64.01.04"))[0])
    assert tree.one("mark").text() == exact(step.value)
    assert step.fact.provenance.place in tree.text()
    assert step.fact.files[0].sha256 in tree.text()


def test_every_place_says_simulated_where_it_is(client):
    made_up = main(client, "/asal?kode=LH-A&periode=2026-10&wilayah=64.01.04")
    assert "SIMULASI" in made_up.text()
    real = main(client, "/asal?kode=TI-10&periode=2024")
    assert "SIMULASI" not in real.text()
    assert "SIMULASI" not in main(client, places(real)[0]).text()


def test_a_figure_that_is_missing_says_which_part_is(client):
    tree = main(client, "/asal?kode=LH-03&periode=2005-01")
    assert "belum" in tree.text()
    assert not places(tree)


def test_rows_of_an_office_are_drawn_for_that_office_and_the_council_alone(client):
    view = view_of(periode="2026-10", wilayah="64.01.04")
    seen = {}
    for name, viewer in {
        "own": Viewer(Role.AGENCY, "staf", "DLH"),
        "other": Viewer(Role.AGENCY, "staf", "DINKES"),
        "wall": Viewer(Role.SCREEN, "layar"),
        "council": Viewer(Role.COUNCIL),
    }.items():
        step, _ = way_back.stored_row(viewer, "LH-A", view, "2026-10", "dlh_timbulan")
        [found] = way_back.pictures(viewer, step, view)
        seen[name] = (found.excerpt is not None, found.why)
    assert seen == {
        "own": (True, None),
        "other": (False, NoPicture.NOT_YOURS),
        "wall": (False, NoPicture.NOT_YOURS),
        "council": (True, None),
    }


@pytest.mark.parametrize(
    "address",
    [
        "/asal?kode=TIDAK-ADA",
        "/asal",
        "/asal/tempat?kode=LH-A&saat=2026-10&sumber=tidak_ada",
        "/asal/tempat?kode=LH-A&saat=1999-01&sumber=dlh_timbulan",
        "/asal/tempat?kode=LH-A&saat=2026-10&sumber=dlh_timbulan&revisi=77",
    ],
)
def test_what_does_not_exist_is_not_found(client, address):
    assert client.get(address).status_code == 404


ODD = st.sampled_from(
    ["", "2026-10", "2026-13", "0001-01", "-1", "9" * 30, "\x00", "<script>alert(1)</script>", "LH-A", "semua",
     "tangguh", "dlh_timbulan", "64.01.04", "' OR 1=1 --", "../../etc/passwd", "\ud7ff", "²"]
)  # fmt: skip
WORDS = ["kode", "saat", "sumber", "revisi", "indeks", "wilayah", "periode", "lapisan", "titik"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["/asal", "/asal/tempat"]),
    st.dictionaries(
        st.sampled_from(["kode", "saat", "sumber", "revisi", "indeks", "wilayah", "periode", "lapisan", "titik"]), ODD
    ),
)
def test_no_query_breaks_the_way_back(client, page, query):
    answer = client.get(f"{page}?{urlencode(query)}")
    assert answer.status_code in (200, 404), query
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_links_keep_period_area_and_frame(client):
    tree = main(client, "/asal?kode=LH-A&periode=2026-09&wilayah=64.01.04&kerangka=nasional")
    query = parse_qs(urlsplit(places(tree)[0]).query)
    assert (query["periode"], query["wilayah"], query["kerangka"]) == (["2026-09"], ["64.01.04"], ["nasional"])


@pytest.fixture
def writable(client, demonstration, copy_of_collected):
    """Return the test client over a folder of its own, whose files a test may spoil."""
    one = opened(copy_of_collected)
    one.connect()
    yield client, RawStore(one.folder)
    one.store.close()
    demonstration.connect()
    shutil.rmtree(copy_of_collected)


def _first(client):
    [link] = places(main(client, "/asal?kode=LH-A&periode=2026-10&wilayah=64.01.04"))
    step = way_back.lineage(current_viewer(), "LH-A", view_of(periode="2026-10", wilayah="64.01.04"))
    return link, step.fact.files[0].sha256


def test_a_deleted_file_is_said_and_nothing_breaks(writable):
    client, raw = writable
    link, sha256 = _first(client)
    assert main(client, link).all("mark")  # what was drawn before is not shown for what is gone
    raw.path(sha256).unlink()
    page = main(client, link).text()
    assert "tidak ada lagi di tempat penyimpanan" in page
    assert sha256 in page


def test_a_changed_file_is_no_evidence(writable):
    client, raw = writable
    link, sha256 = _first(client)
    assert main(client, link).all("mark")
    content = bytearray(raw.path(sha256).read_bytes())
    content[len(content) // 2] ^= 1
    raw.path(sha256).write_bytes(content)
    assert "sha256 berbeda" in main(client, link).text()


def test_a_picture_is_drawn_once_while_its_file_stays_as_it_is(writable, monkeypatch):
    client, _ = writable
    link, _ = _first(client)
    before = main(client, link).one("figure", "excerpt").text()
    monkeypatch.setattr(RawStore, "read", lambda *_: pytest.fail("the file was read again"))
    assert main(client, link).one("figure", "excerpt").text() == before


def test_of_files_that_are_too_large_together_the_first_is_drawn_and_each_place_leads_to_its_own(client, monkeypatch):
    monkeypatch.setattr(lineage_picture, "TOGETHER", 1)
    tree = main(client, "/asal?kode=TI-04&periode=2026-10")  # of two files
    assert len(tree.all("figure", "excerpt")) == 1
    assert "bersama-sama lebih dari 128 MB" in tree.text()
    assert all(main(client, link).all("mark") for link in places(tree))


def test_a_file_beyond_the_limit_is_not_opened(writable, monkeypatch):
    client, raw = writable
    link, sha256 = _first(client)
    with raw.path(sha256).open("ab") as file:
        file.truncate(65 * 1024 * 1024)
    monkeypatch.setattr(RawStore, "read", lambda *_: pytest.fail("the whole file was read"))
    assert "terlalu besar" in main(client, link).text()


def test_files_of_some_megabytes_are_all_drawn_on_one_page(writable):
    client, _ = writable
    tree = main(client, "/asal?kode=TI-04&periode=2026-10")  # of two files
    assert len(tree.all("figure", "excerpt")) == 2


def test_while_the_large_files_of_others_are_read_nobody_waits_for_long(client, monkeypatch):
    monkeypatch.setattr(excerpts, "LARGE", 0)
    monkeypatch.setattr(excerpts, "PATIENCE", 0.01)
    link, _ = _first(client)
    monkeypatch.setattr(excerpts, "_drawn_before", excerpts.Memo(8))
    with excerpts._reading:
        assert "Muat ulang halaman ini semenit lagi" in main(client, link).text()
    assert main(client, link).all("mark")
