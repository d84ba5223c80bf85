"""Any page as it was known on a past day: it says so, keeps the day in every link, and leads back to today."""

from datetime import timedelta

import pytest
from html_tree import links, parse

from core.clock import today_in_city

PAGES = (
    "/",
    "/dimensi",
    "/dimensi/tangguh",
    "/opd",
    "/opd/DLH",
    "/indikator/LH-03",
    "/indikator/TI-10",
    "/peta",
    "/peta?indikator=TI-01&tingkat=desa",
    "/sumber",
)
LONG_AGO = "2020-03-31"  # before anything was collected
SENTENCE = "Menampilkan yang diketahui s.d. 31 Mar 2020"


def asked(client, path, day=LONG_AGO):
    answer = client.get(f"{path}{'&' if '?' in path else '?'}diketahui={day}")
    assert answer.status_code == 200, path
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_which_days_knowledge_it_shows_and_leads_back(client, path):
    text = asked(client, path)
    assert SENTENCE in text
    assert "Kembali ke hari ini" in text


@pytest.mark.parametrize("path", PAGES)
def test_every_link_but_the_way_back_and_the_wall_keeps_the_day(client, path):
    tree = parse(asked(client, path).encode())
    without = {link for link in links(tree) if link.startswith("/") and f"diketahui={LONG_AGO}" not in link}
    back = {link for link in without if link.partition("?")[0] == path.partition("?")[0]}
    assert len(back) == 1
    assert without - back <= {"/layar", "/akun", "/perangkat"}, "of these no past day is known"


def test_the_filters_keep_the_day(client):
    assert f'<input type="hidden" name="diketahui" value="{LONG_AGO}">' in asked(client, "/")


def test_nothing_was_known_before_anything_was_collected(client):
    text = asked(client, "/indikator/TI-10?periode=2019-12")
    assert "1,69" not in text
    assert "1,69" in client.get("/indikator/TI-10?periode=2019-12").get_data(as_text=True)


@pytest.mark.parametrize("word", ["", "kemarin", "2020-3-31", "20200331", "2999-01-01", "0001-01-01", "2020-02-30"])
def test_words_that_name_no_past_day_show_what_is_known_now(client, word):
    assert "Menampilkan yang diketahui" not in asked(client, "/", word)


def test_today_is_not_over_so_it_is_no_past_day(client):
    today = today_in_city()
    assert "Menampilkan yang diketahui" not in asked(client, "/", today.isoformat())
    assert "Menampilkan yang diketahui" in asked(client, "/", (today - timedelta(days=1)).isoformat())


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_download_says_it_in_its_name_and_holds_what_was_known(client, kind):
    answer = client.get(f"/unduh/baris.{kind}?kode=TI-10&diketahui={LONG_AGO}")
    assert f"diketahui-{LONG_AGO}.{kind}" in answer.headers["Content-Disposition"]
    if kind == "csv":
        assert SENTENCE in answer.get_data(as_text=True)
        assert "dailykaltim" not in answer.get_data(as_text=True)
        assert "dailykaltim" in client.get("/unduh/baris.csv?kode=TI-10").get_data(as_text=True)


@pytest.mark.parametrize("table", ["dimensi", "angka-opd", "opd", "deret", "wilayah", "baris", "sumber", "ditolak"])
def test_every_table_can_be_had_as_it_was_known(client, table):
    code = {"dimensi": "tangguh", "angka-opd": "DLH"}.get(table, "LH-03")
    answer = client.get(f"/unduh/{table}.csv?kode={code}&diketahui={LONG_AGO}")
    assert answer.status_code == 200
    assert SENTENCE in answer.get_data(as_text=True)


def test_the_past_and_the_present_do_not_mix_however_often_they_are_asked_in_turn(client):
    address = "/indikator/TI-10?periode=2024-12"
    for _ in range(2):
        assert "3,27" in client.get(address).get_data(as_text=True)
        assert "3,27" not in asked(client, address)


def test_a_first_page_without_any_figure_says_so_instead_of_an_empty_table(client):
    section = next(one for one in parse(asked(client, "/")).all("section") if "Perlu perhatian" in one.text())
    assert "Belum ada indikator" in section.text()
    assert not section.all("table")
