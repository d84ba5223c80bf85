"""The second step of the way in: a code of the phone, once, in time; nothing before it, and a way without a phone."""

import time

import pytest
from asking import PASSWORD, set_up
from house import House
from html_tree import parse
from pyotp import TOTP
from test_login import addresses

from app import create_app
from core.store.accounts import account_of
from core.web.half_way import PATIENCE, SETTING_UP
from core.web.login import CODE as WAY_IN

REQUIRED = {"second_factor": ("walidata", "operator")}


@pytest.fixture
def clock(monkeypatch):
    """Return a function that lets the clock on the wall go on."""
    real, ahead = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    def later(seconds):
        ahead[0] += seconds

    return later


@pytest.fixture
def house(copy_of_collected, demonstration, clock):
    made = House(copy_of_collected, **REQUIRED)
    yield made
    made.parts.store.close()
    demonstration.connect()


def registered(house, name="operator"):
    """Set the second factor of an account up on the way in; return client, secret and recovery codes."""
    client = house.entered(name)
    return client, *set_up(client, "/masuk/pasang")


def asked(house, name="operator"):
    """Return a client whose password was right and who is asked for the code."""
    client = house.entered(name)
    assert client.answer.headers["Location"] == "/masuk/kode"
    return client


def typed(client, code):
    return client.post("/masuk/kode", data={"kode": code})


def code_of(secret, steps=0):
    return TOTP(secret).at(time.time() + steps * 30)


def wrong(secret):
    """Return a code that is right neither now nor soon."""
    near = {code_of(secret, steps) for steps in range(-3, 4)}
    return next(f"{number:06}" for number in range(10) if f"{number:06}" not in near)


def alert(answer):
    return parse(answer.data).one(role="alert").text()


def test_an_operator_without_one_is_led_to_set_it_up_and_gets_nothing_before(house):
    client = house.entered("operator")
    assert client.answer.headers["Location"] == "/masuk/pasang"
    assert client.get("/").headers["Location"] == "/masuk"
    assert client.get("/masuk/kode").headers["Location"] == "/masuk"
    page = parse(client.get("/masuk/pasang").data)
    assert page.one("svg", css="qr").one("title").text() == "Gambar QR untuk aplikasi autentikator"
    assert any(one.get("href").startswith("otpauth://totp/") for one in page.all("a", href=None))
    field = page.one("input", name="kode")
    assert (field.get("inputmode"), field.get("autocomplete")) == ("numeric", "one-time-code")
    secret, codes = set_up(client, "/masuk/pasang")
    assert len(secret) == 32
    assert len(set(codes)) == 10
    assert client.get("/jejak").status_code == 200


def test_the_way_goes_on_to_where_somebody_was_going(house, clock):
    client, secret, _ = registered(house)
    clock(60)
    again = asked(house)
    answer = typed(again, code_of(secret))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/opd")
    assert again.get("/jejak").status_code == 200
    assert client.get("/jejak").status_code == 200, "logging in elsewhere ends no session"
    actions = [action for action, _, subject in house.log() if subject == "operator"]
    assert actions == ["akun", "akun", "masuk", "masuk"]


def test_others_are_not_asked_and_examples_neither(house):
    assert house.entered("dewan").answer.headers["Location"] == "/opd"
    assert house.client().post("/masuk/contoh", data={"akun": "contoh-operator"}).headers["Location"] == "/"


def test_half_way_nothing_is_given_by_any_route(house, clock):
    registered(house)
    client, tried = asked(house), 0
    for address, methods in addresses(house.server):
        if address.startswith(WAY_IN):
            continue
        for method in methods:
            answer = client.open(address, method=method, json={} if method == "POST" else None)
            assert answer.status_code in (303, 401, 404, 405), f"{method} {address}"
            assert answer.status_code != 303 or answer.headers["Location"].startswith("/masuk"), f"{method} {address}"
            assert "SIMULASI" not in answer.text
            tried += 1
    assert tried > 20
    for output in house.app.callback_map:
        body = {"output": output, "inputs": [], "changedPropIds": []}
        assert client.post("/_dash-update-component", json=body).status_code == 401
    assert client.get("/masuk/pasang").headers["Location"] == "/masuk", "a password alone exchanges no factor"
    assert client.post("/masuk/pasang", data={"kode": "123456"}).headers["Location"] == "/masuk"


def test_half_way_ends_after_five_minutes(house, clock):
    _, secret, _ = registered(house)
    client = asked(house)
    clock(PATIENCE - 5)
    assert client.get("/masuk/kode").status_code == 200
    clock(10)
    assert client.get("/masuk/kode").headers["Location"] == "/masuk"
    assert typed(client, code_of(secret)).headers["Location"] == "/masuk"
    assert client.get("/").status_code == 303


def test_setting_up_may_take_a_quarter_of_an_hour(house, clock):
    client = house.entered("walidata")
    clock(SETTING_UP - 5)
    assert client.get("/masuk/pasang").status_code == 200
    clock(10)
    assert client.get("/masuk/pasang").headers["Location"] == "/masuk"


def test_a_code_is_never_taken_twice_nor_an_older_one_after_it(house, clock):
    _, secret, _ = registered(house)
    clock(300)
    code, before = code_of(secret, 1), code_of(secret)
    assert typed(asked(house), code).status_code == 303
    for again in (code, before):
        client = asked(house)
        answer = typed(client, again)
        assert answer.status_code == 401
        assert "sudah dipakai" in alert(answer)
        assert client.get("/").status_code == 303
    assert [one for one in house.log() if one[0] == "gagal kode"] == [("gagal kode", "Petugas DKISP", "operator")] * 2


def test_another_process_takes_no_code_twice_either(house, clock):
    _, secret, _ = registered(house)
    clock(60)
    code = code_of(secret)
    assert typed(asked(house), code).status_code == 303
    house.app = create_app(house.config, house.parts.store, house.parts.catalogue)
    house.server = house.app.server
    assert typed(asked(house), code).status_code == 401


@pytest.mark.parametrize("steps", [-4, 4])
def test_a_clock_that_is_far_off_is_not_followed(house, clock, steps):
    _, secret, _ = registered(house)
    clock(600)
    assert typed(asked(house), code_of(secret, steps)).status_code == 401


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "１２３４５６", "' OR 1=1", "0" * 5000])
def test_what_is_no_code_is_none(house, code):
    registered(house)
    assert typed(asked(house), code).status_code == 401


def test_guessing_waits_alone_and_a_new_login_does_not_begin_anew(house, clock):
    _, secret, _ = registered(house)
    clock(60)
    ready, answers = asked(house), []
    while answers.count(401) < 6:  # what comes too early is not counted; from the sixth on one waits four seconds
        answers.append(typed(asked(house), wrong(secret)).status_code)
    assert answers[:4] == [401] * 4
    early = typed(ready, code_of(secret))
    assert early.status_code == 429, "the right one waits as well"
    assert 1 <= int(early.headers["Retry-After"]) <= 5
    client = house.entered("walidata")
    set_up(client, "/masuk/pasang")
    assert client.get("/").status_code == 200, "others at the same address need not wait"


def test_a_recovery_code_works_once_and_says_how_many_are_left(house):
    _, _, codes = registered(house)
    client = asked(house)
    answer = client.post("/masuk/kode", data={"pemulihan": codes[3].upper().replace("-", " ")})
    assert answer.headers["Location"] == "/akun?selesai=pemulihan"
    assert "belum dipakai: 9 dari 10" in parse(client.get("/akun?selesai=pemulihan").data).text()
    again = asked(house).post("/masuk/kode", data={"pemulihan": codes[3]})
    assert again.status_code == 401
    assert "Kode pemulihan tidak cocok, atau sudah dipakai" in alert(again)
    assert ("kode pemulihan", "Petugas DKISP", "operator") in house.log()


def test_a_code_of_one_account_is_none_for_another(house, clock):
    _, secret, codes = registered(house, "operator")
    registered(house, "walidata")
    clock(60)
    client = asked(house, "walidata")
    assert typed(client, code_of(secret)).status_code == 401
    assert client.post("/masuk/kode", data={"pemulihan": codes[0]}).status_code == 401
    assert client.get("/").status_code == 303


def test_a_secret_that_one_began_to_set_up_is_nobody_elses(house):
    client = house.entered("operator")
    shown = parse(client.get("/masuk/pasang").data).one("code").text()
    assert parse(client.get("/masuk/pasang").data).one("code").text() == shown, "a phone that scanned it stays right"
    client.post("/masuk", data={"nama": "walidata", "sandi": PASSWORD})
    assert parse(client.get("/masuk/pasang").data).one("code").text() != shown


def test_a_session_of_before_gets_in_nowhere_and_the_session_is_made_anew(house, clock):
    _, secret, _ = registered(house)
    clock(60)
    client = house.client()
    with client.session_transaction() as session:
        session["ditanam"] = "oleh orang lain"
    client.post("/masuk", data={"nama": "operator", "sandi": PASSWORD})
    half = client.get_cookie("sesi").value
    assert typed(client, code_of(secret)).status_code == 303
    with client.session_transaction() as session:
        assert "ditanam" not in session
        assert "half" not in session
    thief = house.client()
    thief.set_cookie("sesi", half)
    assert thief.get("/").status_code == 303
    assert typed(thief, code_of(secret)).status_code == 401, "its code was used"


def test_a_change_of_the_account_ends_the_half_way_too(house, clock):
    _, secret, _ = registered(house)
    clock(60)
    client = asked(house)
    house.change("operator", "nonaktif", active=False)
    assert typed(client, code_of(secret)).headers["Location"] == "/masuk"


def test_a_reset_ends_every_session_and_leads_to_setting_it_up_anew(house):
    client, old, _ = registered(house)
    house.change("operator", "kode kedua dihapus", factor="", recovery="")
    assert client.get("/").status_code == 303
    client = house.entered("operator")
    assert client.answer.headers["Location"] == "/masuk/pasang"
    assert parse(client.get("/masuk/pasang").data).one("code").text().replace(" ", "") != old


def test_a_session_from_before_the_rule_is_led_to_the_way_in(house):
    access = house.config.access.model_copy(update={"second_factor": ()})
    lax = create_app(house.config.model_copy(update={"access": access}), house.parts.store, house.parts.catalogue)
    before = lax.server.test_client()
    before.post("/masuk", data={"nama": "operator", "sandi": PASSWORD})
    assert before.get("/").status_code == 200
    client = house.client()
    client.set_cookie("sesi", before.get_cookie("sesi").value)
    assert client.get("/").headers["Location"] == "/masuk"


def test_with_another_key_phones_are_of_no_use_and_recovery_codes_still_are(house, clock, monkeypatch):
    _, secret, codes = registered(house)
    clock(60)
    monkeypatch.setenv("SECRET_KEY", "kunci yang lain, cukup panjang untuk dipakai")
    house.app = create_app(house.config, house.parts.store, house.parts.catalogue)
    house.server = house.app.server
    client = asked(house)
    answer = typed(client, code_of(secret))
    assert "Kunci server sudah diganti" in alert(answer)
    client.post("/masuk/kode", data={"pemulihan": codes[0]})
    assert "Pasang sekali lagi sekarang" in parse(client.get("/akun").data).text()
    fresh, _ = set_up(client, "/akun/kode", lama=PASSWORD)
    clock(60)
    assert typed(asked(house), code_of(fresh)).status_code == 303


def test_neither_secret_nor_recovery_code_is_written_anywhere(house, clock, caplog):
    client, secret, codes = registered(house)
    clock(60)
    again = asked(house)
    typed(again, wrong(secret))
    typed(again, code_of(secret))
    asked(house).post("/masuk/kode", data={"pemulihan": codes[0]})
    handed = [client.get(f"/unduh/jejak.{kind}").data for kind in ("csv", "xlsx")] + [client.get("/jejak").data]
    written = b"".join([one.read_bytes() for one in house.parts.folder.rglob("*") if one.is_file()] + handed)
    for kept in (secret, *codes, *(one.replace("-", "") for one in codes)):
        assert kept.encode() not in written
        assert kept not in caplog.text
    with house.parts.store.read() as conn:
        account = account_of(conn, "operator")
    assert account.factor
    assert account.factor not in repr(account)
    assert account.password not in repr(account)
