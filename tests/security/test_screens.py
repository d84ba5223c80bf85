"""Walls: a code that an operator confirms, a token that opens the wall alone, and slides that were named."""

import re
from datetime import timedelta

import pytest
from asking import outsider
from html_tree import parse
from screens import ALL, ASK, SEEN, TELL, House, is_paired, tell

from core.domain.wall_screens import CODE_LIFE, SETTLED, TOKEN_LIFE
from core.store.wall_tokens import MOST_OF_AN_ADDRESS
from core.web.login import CODE


@pytest.fixture
def house(copy_of_collected, demonstration, monkeypatch):
    made = House(copy_of_collected, monkeypatch)
    yield made
    made.parts.store.close()
    demonstration.connect()


def row_of(name):
    return f'<th scope="row">{name}</th>'


@pytest.mark.parametrize("address", ["/layar", "/layar/", "/layar?periode=2026-09"])
def test_a_browser_that_is_nobody_gets_a_page_for_a_code_and_never_a_form(house, address):
    answer = house.browser().get(address)
    tree = parse(answer.data)
    assert answer.status_code == 401
    assert "Operator DKISP: buka Layar terpasang di dasbor (localhost/perangkat)" in tree.text()
    assert not [one for one in tree.walk() if one.tag in ("form", "input", "a", "button")]
    assert "sandi" not in answer.text
    assert "SIMULASI" not in answer.text
    assert "Set-Cookie" not in answer.headers, "looking alone writes nothing"
    assert house.rows("SELECT count(*) FROM screen_code") == [(0,)]


def test_the_same_code_is_told_until_its_time_is_over_and_then_another_one(house):
    browser = house.browser()
    first = browser.post(ASK).json
    assert re.fullmatch(r"[BCDFGHJ-NP-TV-XZ]{4}-[BCDFGHJ-NP-TV-XZ]{4}", first["kode"])
    assert 890 <= first["sisa"] <= 900
    assert browser.post(ASK).json["kode"] == first["kode"]
    house.passed = CODE_LIFE
    assert browser.post(ASK).json["kode"] != first["kode"]


def test_a_confirmed_code_opens_the_wall_for_the_browser_that_shows_it_alone(house):
    browser, other = house.browser(), house.browser()
    code = browser.post(ASK).json["kode"]
    other.set_cookie("pasang", code.replace("-", "") + "." + "x" * 43, path="/layar")
    assert house.add(code.lower()).status_code == 303
    assert other.post(ASK).json["kode"] != code
    assert browser.get("/layar").status_code == 401, "the token is fetched first"
    assert browser.post(ASK).json == {"terpasang": True}
    assert is_paired(browser)
    assert not is_paired(other)


def test_a_lost_answer_loses_no_wall_and_a_settled_token_is_not_given_twice(house):
    browser = house.browser()
    house.add(browser.post(ASK).json["kode"])
    browser.post(ASK)
    browser.delete_cookie("layar", path="/layar")
    assert browser.post(ASK).json == {"terpasang": True}
    house.passed = SETTLED
    assert tell(browser).status_code == 200
    browser.delete_cookie("layar", path="/layar")
    assert "kode" in browser.post(ASK).json


def test_the_cookie_is_for_the_wall_alone_and_no_script_reads_it(house):
    browser = house.browser()
    answers = [browser.post(ASK)]
    house.add(answers[0].json["kode"])
    answers.append(browser.post(ASK))
    for answer, name, age in zip(answers, ("pasang", "layar"), (900, 31_535_000), strict=True):
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith(f"{name}=")
        assert {"HttpOnly", "SameSite=Strict", "Path=/layar"} <= set(cookie.split("; "))
        assert int(re.search(r"Max-Age=(\d+)", cookie)[1]) >= age


def test_behind_tls_the_cookie_is_of_this_host_alone(copy_of_collected, demonstration, monkeypatch):
    house = House(copy_of_collected, monkeypatch, https=True)
    cookie = house.browser().post(ASK).headers["Set-Cookie"]
    assert cookie.startswith("__Host-pasang=")
    assert {"HttpOnly", "Secure", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    house.parts.store.close()
    demonstration.connect()


def test_an_address_that_asks_for_too_many_codes_has_to_wait(house):
    for _ in range(MOST_OF_AN_ADDRESS):
        house.browser().post(ASK)
    answer = house.browser().post(ASK)
    assert (answer.status_code, answer.json) == (429, {"tunggu": 60})
    assert answer.headers["Retry-After"] == "60"
    assert house.rows("SELECT count(*) FROM screen_code") == [(MOST_OF_AN_ADDRESS,)]


def test_a_foreign_page_makes_no_code_and_tells_nothing(house):
    browser = house.wall()
    for address in (ASK, TELL, "/perangkat/pasang"):
        assert browser.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
        assert outsider(house.server).post(address).status_code == 403


@pytest.mark.parametrize(
    ("role", "sees", "tends"),
    [
        ("dewan", False, False),
        ("opd", False, False),
        ("walidata", False, False),
        ("auditor", True, False),
        ("operator", True, True),
    ],
)
def test_the_list_is_for_operator_and_auditor_and_only_the_operator_does_anything(house, role, sees, tends):
    wall, person = house.wall(), house.person(role)
    page = person.get("/perangkat")
    assert page.status_code == (200 if sees else 403)
    assert (row_of("Lobi DKISP") in page.text) == sees
    assert ("/cabut" in page.text) == ("/pasang" in page.text) == tends
    assert ('href="/perangkat"' in person.get("/sumber").text) == sees
    code = house.browser().post(ASK).json["kode"]
    done = 303 if tends else 403
    assert house.add(code, "Aula", who=person).status_code == done
    assert house.act("perintah", person, apa="muat").status_code == done
    assert house.act("ubah", person, nama="Lobi DKISP", slide="peta").status_code == done
    assert house.act("cabut", person).status_code == done
    assert is_paired(wall) != tends


def test_nobody_and_a_wall_are_led_away_from_the_list(house):
    assert house.browser().get("/perangkat").headers["Location"].startswith("/masuk")
    assert house.browser().post("/perangkat/pasang").status_code == 401
    assert house.act("cabut", house.wall()).status_code == 401


def test_an_operator_who_only_looks_revokes_nothing(house):
    wall = house.wall()
    house.operator.post("/sebagai", data={"sebagai": "auditor"})
    assert house.operator.get("/perangkat").status_code == 200
    assert "/cabut" not in house.operator.get("/perangkat").text
    assert house.act("cabut").status_code == 403
    assert is_paired(wall)


def test_a_token_opens_nothing_but_its_wall(house):
    wall, asked = house.wall(), 0
    headers = {"Cookie": f"layar={wall.get_cookie('layar', path='/layar').value}"}
    bare = house.browser()
    for rule in house.server.url_map.iter_rules():
        address = re.sub(r"<[^>]+>", "LH-03", rule.rule)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if address.startswith(CODE) or address == TELL:
                continue
            asked += 1
            answer = bare.open(address, method=method, headers=headers, json={} if method == "POST" else None)
            assert answer.status_code in (303, 401, 404, 405), f"{method} {address}"
            assert "SIMULASI" not in answer.text
    for path in ("/", "/layar/x", "/bagian/layar", "/jejak", "/perangkat", "/unduh/indikator.csv", "/layarx"):
        assert bare.get(path, headers=headers).status_code in (303, 401, 404), path
    assert asked > 15


def test_a_token_draws_no_callback_of_dash(house):
    wall = house.wall()
    house.operator.get("/")
    headers = {"Cookie": f"layar={wall.get_cookie('layar', path='/layar').value}"}
    assert house.app.callback_map
    for output in house.app.callback_map:
        body = {"output": output, "inputs": [], "changedPropIds": []}
        assert house.browser().post("/_dash-update-component", json=body, headers=headers).status_code == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_token_only_reads(house, method):
    assert house.wall().open("/layar", method=method).status_code == 405


@pytest.mark.parametrize("slide", ALL)
def test_a_slide_that_is_not_named_never_leaves_the_server(house, slide):
    text = house.wall(slides=(slide,)).get("/layar").text
    assert {one for one, words in SEEN.items() if words in text} == {slide}
    assert text.count("data-kode=") == 1
    assert ('class="red"' in text) <= (slide == "perhatian"), "the strip is taken from that slide"


def test_figures_of_a_slide_that_is_not_named_stand_nowhere_in_the_answer(house):
    whole = house.operator.get("/layar")
    themes = {"Sampah": "tema-sampah", "Telekomunikasi": "tema-telekomunikasi"}
    rows = {code: names_on(parse(whole.data), title) for title, code in themes.items()}
    text = house.wall(slides=("tema-telekomunikasi", "terlambat")).get("/layar?wilayah=64.01&periode=2026-09").text
    assert all(name in text for name in rows["tema-telekomunikasi"])
    assert not [name for name in rows["tema-sampah"] if name in text]


def names_on(tree, title):
    [slide] = [one for one in tree.all("section", "slide") if one.one("h1").text() == title]
    return [one.text() for one in slide.all("span", "name")]


def test_a_person_at_the_wall_does_not_make_it_show_more(house):
    wall = house.wall()
    wall.post("/masuk/contoh", data={"akun": "contoh-operator"})
    assert wall.get("/").status_code == 200
    assert wall.get("/layar").text.count("data-kode=") == 1


def test_a_screen_whose_slides_left_the_configuration_says_so(house):
    wall = house.wall(slides=("tema-sampah",))
    config = house.parts.config
    slides = [one for one in config.wall.slides if one.title != "Sampah"]
    bare = config.model_copy(update={"wall": config.wall.model_copy(update={"slides": tuple(slides)})})
    from core.store import queries  # noqa: PLC0415 - the pages read the state connected last

    queries.connect(house.parts.store, house.parts.catalogue, bare)
    answer = wall.get("/layar")
    assert answer.status_code == 200
    assert "Tidak ada slide untuk layar ini" in answer.text


def test_revoking_ends_a_screen_at_once_and_its_wall_shows_a_code_again(house):
    wall, other = house.wall(), house.wall("Aula")
    assert tell(wall).status_code == 200
    assert house.act("cabut").headers["Location"] == "/perangkat?kabar=dicabut"
    assert tell(wall).status_code == 401
    answer = wall.get("/layar")
    assert answer.status_code == 401
    assert 'id="pasang"' in answer.text
    assert "kode" in wall.post(ASK).json
    assert is_paired(other)
    assert row_of("Lobi DKISP") not in house.operator.get("/perangkat").text


def test_a_token_ends_after_a_year_and_can_be_prolonged_before(house):
    wall, other = house.wall(), house.wall("Aula")
    house.passed = timedelta(days=300)
    house.act("ubah", nama="Lobi DKISP", slide="indeks", perpanjang="ya")
    house.passed = TOKEN_LIFE + timedelta(seconds=1)
    assert is_paired(wall)
    assert not is_paired(other)
    assert "kode" in other.post(ASK).json
