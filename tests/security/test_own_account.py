"""/akun: a person changes the own password and second factor, with the password there is, and nobody else's."""

import time

import pytest
from asking import PASSWORD, entered, set_up
from house import House
from html_tree import parse

from core.clock import now_utc
from core.domain.account import Account
from core.domain.viewer import Role
from core.store import accounts
from core.store.accounts import account_of

NEW = "gunung lumut berkabut"
FORM = {"lama": PASSWORD, "baru": NEW, "ulang": NEW}


@pytest.fixture
def house(copy_of_collected, demonstration):
    made = House(copy_of_collected, second_factor=("operator",))
    yield made
    made.parts.store.close()
    demonstration.connect()


def account(house, name):
    with house.parts.store.read() as conn:
        return account_of(conn, name)


def said(answer):
    return parse(answer.data).one(role="alert").text()


def test_everybody_reads_who_they_are_and_the_foot_leads_there(house):
    client = house.entered("dlh")
    assert parse(client.get("/").data).one("a", href="/akun").text() == "Masuk sebagai Petugas DLH"
    text = parse(client.get("/akun").data).text()
    for word in ("Petugas DLH", "dlh", "OPD", "DLH", "Akun sejak"):
        assert word in text
    assert house.client().get("/akun").headers["Location"] == "/masuk?lanjut=/akun"


def test_an_example_has_nothing_to_change(house):
    client = entered(house.server, "contoh-dewan")
    page = parse(client.get("/akun").data)
    assert "akun contoh peragaan" in page.text()
    assert page.all("input", type="password") == []
    for path in ("/akun/sandi", "/akun/kode", "/akun/pemulihan", "/akun/hapus"):
        assert client.post(path, data=FORM).status_code == 400
    assert client.get("/akun/kode").status_code == 400


def test_who_comes_by_the_sign_on_needs_no_code_and_changes_nothing_here(house):
    made = Account("sso-siti", "Siti", Role.OPERATOR, "", "", active=True, changed_at=now_utc(), changed_by="SSO")
    house.keep(made, accounts.NEW)
    client = house.client()
    with client.session_transaction() as session:
        now = time.time()
        session.update(_user_id=str(account(house, "sso-siti").state), own="x", begun=now, seen=now)
    page = client.get("/akun")
    assert page.status_code == 200
    assert "Anda masuk dengan SSO" in parse(page.data).text()
    assert client.post("/akun/sandi", data=FORM).status_code == 400
    assert client.get("/akun/kode").status_code == 400


def test_fields_are_what_password_managers_expect(house):
    page = parse(house.entered("dlh").get("/akun").data)
    fields = {one.get("name"): one.get("autocomplete") for one in page.all("input", type="password")}
    assert fields == {"lama": "current-password", "baru": "new-password", "ulang": "new-password"}


def test_a_new_password_ends_all_other_sessions_and_renews_this_one(house):
    client, other = house.entered("dlh"), house.entered("dlh")
    before = client.get_cookie("sesi").value
    answer = client.post("/akun/sandi", data=FORM)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/akun?selesai=sandi")
    assert "Kata sandi sudah diganti" in parse(client.get("/akun?selesai=sandi").data).one(role="status").text()
    time.sleep(1.05)  # what a session may outlive a change of its account: core.store.accounts.PAUSE
    assert other.get("/").status_code == 303
    thief = house.client()
    thief.set_cookie("sesi", before)
    assert thief.get("/").status_code == 303, "the cookie of before is of no use"
    assert client.get("/").status_code == 200
    assert house.entered("dlh").answer.status_code == 401
    assert house.entered("dlh", NEW).answer.status_code == 303
    assert ("akun", "Petugas DLH", "dlh") in house.log()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"lama": "salah"}, "Kata sandi sekarang tidak cocok"),
        ({"lama": ""}, "Kata sandi sekarang tidak cocok"),
        ({"ulang": "lain sekali"}, "Kedua kata sandi baru tidak sama"),
        ({"baru": PASSWORD, "ulang": PASSWORD}, "sama dengan yang lama"),
        ({"baru": "pendek", "ulang": "pendek"}, "12 sampai 128 karakter"),
        ({"baru": "x" * 200, "ulang": "x" * 200}, "12 sampai 128 karakter"),
        ({"baru": "password1234!", "ulang": "password1234!"}, "pernah bocor"),
        ({"baru": "ibu petugas rajin", "ulang": "ibu petugas rajin"}, "memuat nama"),
        ({"baru": "ababababababab", "ulang": "ababababababab"}, "kurang dari 5 karakter"),
    ],
)
def test_a_refusal_has_its_own_sentence_and_changes_nothing(house, changes, sentence):
    client, state = house.entered("dlh"), account(house, "dlh").state
    answer = client.post("/akun/sandi", data={**FORM, **changes})
    assert answer.status_code == 400
    assert sentence in said(answer)
    assert account(house, "dlh").state == state
    assert all(not one.get("value") for one in parse(answer.data).all("input", type="password"))


def test_guessing_the_password_on_the_page_waits_like_on_the_way_in(house):
    client = house.entered("dlh")
    statuses = [client.post("/akun/sandi", data={**FORM, "lama": f"tebakan {one}"}).status_code for one in range(6)]
    assert statuses[0] == 400
    assert statuses[-1] == 429
    early = client.post("/akun/sandi", data=FORM)
    assert early.status_code == 429
    assert int(early.headers["Retry-After"]) >= 1


def test_who_need_not_have_a_factor_sets_it_up_and_removes_it(house):
    client, other = house.entered("dewan"), house.entered("dewan")
    page = client.get("/akun/kode")
    assert parse(page.data).one("input", name="lama").get("autocomplete") == "current-password"
    assert client.post("/akun/kode", data={"kode": "000000", "lama": "salah"}).status_code == 400
    _, codes = set_up(client, "/akun/kode", lama=PASSWORD)
    assert len(codes) == 10
    time.sleep(1.05)  # core.store.accounts.PAUSE
    assert other.get("/").status_code == 303
    assert house.entered("dewan").answer.headers["Location"] == "/masuk/kode"
    assert client.post("/akun/hapus", data={"lama": "salah"}).status_code == 400
    assert account(house, "dewan").factor
    assert client.post("/akun/hapus", data={"lama": PASSWORD}).headers["Location"] == "/akun?selesai=hapus"
    assert client.get("/").status_code == 200
    assert house.entered("dewan").answer.headers["Location"] == "/opd"


def test_who_needs_a_factor_exchanges_it_but_does_not_remove_it(house):
    client = house.entered("operator")
    set_up(client, "/masuk/pasang")
    page = parse(client.get("/akun").data)
    assert "tidak dapat dihapus" in page.text()
    assert page.all("form", action="/akun/hapus") == []
    assert client.post("/akun/hapus", data={"lama": PASSWORD}).status_code == 400
    assert account(house, "operator").factor


def test_new_recovery_codes_end_the_ones_before(house):
    client = house.entered("operator")
    _, codes = set_up(client, "/masuk/pasang")
    assert client.post("/akun/pemulihan", data={"lama": "salah"}).status_code == 400
    made = parse(client.post("/akun/pemulihan", data={"lama": PASSWORD}).data).all("code")
    fresh = [one.text() for one in made]
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    entering = house.entered("operator")
    assert entering.post("/masuk/kode", data={"pemulihan": codes[0]}).status_code == 401
    assert entering.post("/masuk/kode", data={"pemulihan": fresh[0]}).status_code == 303


def test_the_page_changes_the_own_account_whatever_else_was_sent(house):
    before = account(house, "dewan")
    client = house.entered("dlh")
    client.post("/akun/sandi", data={**FORM, "nama": "dewan", "login": "dewan", "akun": "dewan", "peran": "operator"})
    assert account(house, "dewan") == before
    assert account(house, "dlh").role.value == "opd"


def test_a_change_meanwhile_is_not_undone(house, monkeypatch):
    monkeypatch.setattr(accounts, "PAUSE", 60.0)  # the session is not looked at again before the form comes
    client = house.entered("dlh")
    client.get("/")
    with house.parts.store.read() as conn:
        found = account_of(conn, "dlh")
    house.keep(found, "nama")
    assert client.post("/akun/sandi", data=FORM).headers["Location"] == "/masuk"
    assert account(house, "dlh").password == found.password
