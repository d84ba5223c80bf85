"""/konflik and its form: real contradictions out of the box, a decision from the browser, its traces everywhere."""

import csv
import io
import shutil
from urllib.parse import urlsplit

import pytest
from asking import entered
from demonstration import opened
from html_tree import parse

from app import create_app

TPA = "sumber_LH-05_64.01_2024-02"
AREA = "sumber_DM-02_64.01_2024"
WHY = "surat BIG adalah dasar Kepmendagri"


@pytest.fixture
def deciding(collected, tmp_path, demonstration):
    """Return the test client of an installation of its own, for deciding."""
    one = opened(shutil.copytree(collected, tmp_path / "data"))
    yield entered(create_app(one.config, one.store, one.catalogue).server)
    one.store.close()
    demonstration.connect()


def card(client, key, query=""):
    return next(one for one in parse(client.get(f"/konflik{query}").data).all("article") if one.get("id") == key)


def decide(client, key, **changed):
    form = card(client, key).one("form")
    fields = {"dasar": next(one.get("value") for one in form.all("input", name="dasar"))}
    fields |= {"sumber": "luas_bps_lama", "alasan": WHY} | changed
    return client.post(form.get("action"), data=fields)


def test_the_four_areas_of_the_kabupaten_contradict_each_other_out_of_the_box(client):
    text = card(client, AREA).text()
    for value in ("10.780,68 km²", "10.715,59 km²", "11.603,94 km²", "7.730,88 km²"):
        assert value in text
    assert "Terbuka" in text
    assert "ditampilkan" in text


def test_the_landfill_is_told_with_what_is_known_of_other_years(client):
    text = card(client, TPA).text()
    assert "150,0 ton/hari" in text
    assert "45,0 ton/hari" in text
    assert "2022 70,8 ton/hari" in text  # SIPSN, of another year: no conflict, but to judge by
    assert "105,0 ton/hari, 70 % dari yang ditampilkan" in text
    assert "DLH" in text


def test_the_mark_leads_from_the_figure_to_its_conflict(client):
    tree = parse(client.get("/indikator/DM-02?periode=2024").data)
    mark = tree.one("p", "big").one("small", "contradicted")
    assert mark.text() == "sumber lain berbeda"
    assert parse(client.get(mark.one("a").get("href")).data).all("article", id=AREA)


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {TPA, AREA}),
        ("?opd=DLH", {TPA}),
        ("?keadaan=terbuka", {TPA, AREA}),
        ("?keadaan=diputus", set()),
        ("?indikator=DM-02", {AREA}),
        ("?opd=BPBD", set()),
    ],
)
def test_the_list_can_be_filtered(client, query, keys):
    tree = parse(client.get(f"/konflik{query}").data)
    assert {one.get("id") for one in tree.all("article")} == keys
    assert ("Tidak ada angka yang bertentangan" in tree.text()) == (not keys)


def test_the_heaviest_comes_first_and_a_variable_last(client):
    assert [one.get("id") for one in parse(client.get("/konflik").data).all("article")] == [TPA, AREA]


def test_a_decision_shows_the_chosen_value_and_takes_the_mark_away(deciding):
    answer = decide(deciding, AREA)
    assert answer.status_code == 303
    assert urlsplit(answer.headers["Location"]).fragment == AREA
    text = card(deciding, AREA).text()
    assert "Diputus" in text
    assert f"oleh Operator DKISP (contoh): {WHY}" in text
    shown = parse(deciding.get("/indikator/DM-02?periode=2024").data).one("p", "big")
    assert shown.text().startswith("11.603,94 km²")
    assert not shown.all("small", "contradicted")


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"alasan": "ok"}, "Alasan belum cukup"),
        ({"sumber": "lain"}, "Pilih salah satu angka"),
        ({"dasar": "0000000000000000"}, "Angka sudah berubah"),
    ],
)
def test_what_is_no_decision_leads_back_and_says_why(deciding, changed, sentence):
    answer = decide(deciding, AREA, **changed)
    assert answer.status_code == 303
    assert sentence in parse(deciding.get(answer.headers["Location"]).data).text()
    assert "Terbuka" in card(deciding, AREA).text()


def test_another_site_decides_nothing(deciding):
    answer = deciding.post(f"/konflik/{AREA}/putuskan", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert deciding.post("/konflik/sumber_LH-99_64.01_2024/putuskan").status_code == 404


def test_what_was_typed_never_becomes_markup(deciding):
    decide(deciding, AREA, alasan="<script>alert(1)</script> karena begitu")
    page = deciding.get("/konflik").get_data(as_text=True)
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_file_has_a_row_for_each_value(client):
    text = client.get("/unduh/konflik.csv").get_data(as_text=True).lstrip("\ufeff")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";"))
    assert [(row["Kode"], row["Nilai"]) for row in rows if row["Ditampilkan"]] == [
        ("LH-05", "150"),
        ("DM-02", "10780,677"),
    ]
    assert len(rows) == 6
    assert {row["OPD pemilik"] for row in rows} == {"DLH", "BAPPEDALITBANG"}


def test_looking_back_decides_nothing(client):
    tree = parse(client.get("/konflik?diketahui=2020-01-01").data)
    assert not tree.all("form", "decide")
