"""The list of screens: what each tells of itself, what it is told to do, and forms that say what was wrong."""

from datetime import timedelta

import pytest
from html_tree import parse
from screens import ALL, ASK, SEEN, TELL, House, tell

from core.domain.wall_screens import COMMAND_LIFE


@pytest.fixture
def house(copy_of_collected, demonstration, monkeypatch):
    made = House(copy_of_collected, monkeypatch)
    yield made
    made.parts.store.close()
    demonstration.connect()


def first_form(page):
    return page.all("form", "decide")[0]


def test_commands_are_told_until_they_were_done_and_then_no_more(house):
    wall, other = house.wall(), house.wall("Aula")
    for what in ("berikutnya", "muat"):
        assert house.act("perintah", apa=what).headers["Location"] == f"/perangkat?kabar={what}"
    told = tell(wall).json["perintah"]
    assert [one["apa"] for one in told] == ["berikutnya", "muat"]
    assert tell(wall).json["perintah"] == told, "the answer may have been lost; the wall knows them by number"
    assert tell(wall, perintah=told[0]["nomor"]).json["perintah"] == told[1:]
    assert tell(wall, perintah=told[1]["nomor"]).json["perintah"] == []
    assert tell(wall, perintah=0).json["perintah"] == [], "a browser that was started anew has forgotten"
    assert tell(other).json["perintah"] == []
    house.act("perintah", apa="muat")
    house.passed = COMMAND_LIFE
    assert tell(wall).json["perintah"] == []


def test_commands_survive_a_restart(house, copy_of_collected, monkeypatch):
    wall = house.wall()
    house.act("perintah", apa="muat")
    again = House(copy_of_collected, monkeypatch)
    browser = again.browser()
    browser.set_cookie("layar", wall.get_cookie("layar", path="/layar").value, path="/layar")
    assert [one["apa"] for one in tell(browser).json["perintah"]] == ["muat"]
    again.parts.store.close()


def test_an_unknown_command_is_refused(house):
    house.wall()
    assert house.act("perintah", apa="hapus").status_code == 400
    assert house.act("perintah", key="tidak-ada", apa="muat").status_code == 404


def test_the_list_tells_what_a_screen_shows_how_it_runs_and_since_when_it_is_silent(house):
    wall = house.wall(slides=("peta", "tema-sampah"))
    row = parse(house.operator.get("/perangkat").data).one("table").text()
    assert "Belum menyala" in row
    tell(wall, slide="tema-sampah", skrip=house.app.own_script.fingerprint)
    tree = parse(house.operator.get("/perangkat").data)
    row = tree.one("table").text()
    for words in ("Menyala", "detik yang lalu", "Sampah", "(terbaru)", "1920 × 1080", "127.0.0.1"):
        assert words in row, words
    assert "1 layar: 1 menyala" in tree.text()
    tell(wall, slide="tema-sampah", skrip="0123456789ab")
    assert "(lama; muat ulang)" in house.operator.get("/perangkat").text
    house.passed = timedelta(minutes=-5)
    tell(wall)
    assert "terakhir terdengar" in parse(house.operator.get("/perangkat").data).one("table").text()


@pytest.mark.parametrize(
    "told",
    [
        {
            "slide": "<script>alert(1)</script>",
            "skrip": "<b>",
            "lebar": "x",
            "tinggi": None,
            "hidup": [],
            "perintah": {},
        },
        {"slide": ["peta"], "skrip": 7, "lebar": -4, "tinggi": 1e300, "hidup": -1, "perintah": 10**30},
    ],
)
def test_whatever_a_wall_tells_nothing_but_what_it_should_be_is_kept(house, told):
    wall = house.wall()
    assert tell(wall, **told).status_code == 200
    [(slide, script, done)] = house.rows("SELECT slide, script, done FROM screen_beat")
    assert slide == ""
    assert "<" not in script
    assert done == 0
    assert house.operator.get("/perangkat").status_code == 200


@pytest.mark.parametrize("body", ["", "[]", "null", "{", '{"lebar": NaN}'])
def test_a_beat_that_cannot_be_read_counts_as_one_that_tells_nothing(house, body):
    answer = house.wall().post(TELL, data=body, content_type="application/json")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("form", "code", "sentence"),
    [
        ({"kode": "BBBB-BBBB"}, "kode", "Tidak ada layar yang menampilkan kode BBBB-BBBB"),
        ({"nama": ""}, "nama", "Beri layar itu nama"),
        ({"nama": "Aula"}, "sama", "Nama itu sudah dipakai layar lain"),
        ({"slide": []}, "slide", "Pilih paling sedikit satu slide"),
        ({"slide": ["tidak-ada"]}, "slide", "Pilih paling sedikit satu slide"),
    ],
)
def test_what_was_typed_wrong_is_told_and_need_not_be_typed_again(house, form, code, sentence):
    house.wall("Aula")
    browser = house.browser()
    given = {"kode": browser.post(ASK).json["kode"], "nama": "Lobi", "slide": ["peta", "indeks"], **form}
    answer = house.operator.post("/perangkat/pasang", data=given)
    assert f"galat={code}" in answer.headers["Location"]
    page = parse(house.operator.get(answer.headers["Location"]).data)
    assert sentence in page.text()
    inputs = first_form(page).all("input")
    typed = {one.get("name"): one.get("value") for one in inputs if one.get("value")}
    assert (typed["kode"], typed.get("nama", "")) == (given["kode"], given["nama"])
    checked = [one.get("value") for one in inputs if "checked" in one.attributes]
    assert set(checked) == set(given["slide"]) & set(ALL)
    assert house.rows("SELECT count(*) FROM screen_state") == [(1,)]


def test_slides_and_name_are_changed_and_the_wall_follows(house):
    wall = house.wall()
    assert house.act("ubah", nama="Aula", slide=["peta", "terlambat"]).headers["Location"] == "/perangkat?kabar=diubah"
    text = wall.get("/layar").text
    assert {one for one, words in SEEN.items() if words in text} == {"peta", "terlambat"}
    key = house.key("Aula")
    assert f"galat=slide&ubah={key}" in house.act("ubah", key=key, nama="Aula").headers["Location"]


def test_what_was_done_with_screens_stands_in_the_audit_log_in_words(house):
    house.wall()
    house.act("perintah", apa="muat")
    house.act("cabut")
    text = parse(house.operator.get("/jejak?tindakan=layar").data).one("table").text()
    for words in ("Layar dinding", "Operator DKISP (contoh)", "dipasang", "perintah muat", "dicabut", "Lobi DKISP"):
        assert words in text, words
