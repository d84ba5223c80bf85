"""Logging in by a real sign-on: whom it vouches for gets the role it says, today's, and nobody else gets anything."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from asking import OurOwnPage, kept, outsider
from demonstration import opened
from html_tree import parse

from app import create_app
from core.access import operator
from core.clock import now_utc
from core.config_access import Access
from core.domain.account import Account
from core.domain.claims import SignedOn
from core.domain.viewer import Role
from core.store.accounts import NEW, account_of, keep_account
from core.store.engine import migrate
from core.store.signed_on import account_signed_on


class Office:
    """An installation whose people come by the sign-on."""

    def __init__(self, folder, section, **access):
        self.parts = opened(folder, demo=False)
        migrate(self.parts.store)
        config = self.parts.config.model_copy(update={"access": Access(sso=section, **access)})
        self.server = create_app(config, self.parts.store, self.parts.catalogue).server

    def client(self):
        return OurOwnPage(self.server, self.server.response_class)

    def account(self, login):
        with self.parts.store.read() as conn:
            return account_of(conn, login)

    def keep(self, account, what):
        keep_account(self.parts.store, operator("uji"), account, what=what, now=now_utc())

    def log(self):
        query = "SELECT action, actor, role, subject, details FROM audit_entry ORDER BY id"
        with self.parts.store.read() as conn:
            return [tuple(one) for one in conn.exec_driver_sql(query)]


@pytest.fixture
def office(tmp_path, demonstration, government, monkeypatch):
    government.register("http://localhost")
    monkeypatch.setenv("SSO_UJI", government.secret)
    made = Office(tmp_path, government.section())
    yield made
    made.parts.store.close()
    demonstration.connect()


def came(office, government, login, there="/opd"):
    """Return a client after the whole way, the last answer in `answer`."""
    client = office.client()
    to = client.get("/masuk/sso", query_string={"lanjut": there})
    assert to.status_code == 303, to.text
    back = urlsplit(government.passed(to.headers["Location"], login))
    client.back = f"{back.path}?{back.query}"
    client.answer = client.get(client.back, headers={"Sec-Fetch-Site": "cross-site"})
    return client


def test_somebody_is_led_there_and_back_and_on_to_where_they_were_going(office, government):
    client = came(office, government, "siti", "/indikator/LH-03?periode=2025")
    assert (client.answer.status_code, client.answer.headers["Location"]) == (303, "/indikator/LH-03?periode=2025")
    assert "Masuk sebagai Siti Rahma" in parse(client.get("/opd").data).text()
    made = office.account("sso-siti")
    assert (made.role, made.agency, made.password, made.changed_by) == (Role.AGENCY, "DLH", "", "SSO")
    action, actor, role, subject, details = office.log()[-1]
    assert (action, actor, role, subject) == ("masuk", "Siti Rahma", "opd", "sso-siti")
    assert '"lewat": "SSO"' in details
    assert [one[:4] for one in office.log()][-2] == ("akun", "SSO", "operator", "sso-siti")


def test_the_provider_is_asked_with_pkce_state_and_nonce_and_the_secret_stays_with_us(office, government):
    asked = office.client().get("/masuk/sso").headers["Location"]
    sent = {name: values[0] for name, values in parse_qs(urlsplit(asked).query).items()}
    assert asked.startswith(f"{government.url}/oauth/authorize?")
    assert (sent["response_type"], sent["code_challenge_method"]) == ("code", "S256")
    assert sent["redirect_uri"] == "http://localhost/masuk/sso/kembali"
    assert min(len(sent[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert government.secret not in asked


@pytest.mark.parametrize(
    ("login", "role"), [("ketua", "dewan"), ("budi", "operator"), ("198501012010011001", "auditor")]
)
def test_the_role_is_what_the_sign_on_says_and_of_several_the_first_in_the_configuration(
    office, government, login, role
):
    client = came(office, government, login)
    assert client.answer.status_code == 303
    assert office.account(f"sso-{login}").role.value == role
    assert client.get("/opd").status_code == 200, "a second factor is the sign-on's matter, also of an operator"


def test_whoever_has_no_role_gets_the_way_in_a_sentence_and_no_account(office, government):
    client = came(office, government, "tamu")
    assert client.answer.status_code == 403
    assert "belum punya peran di dasbor ini" in parse(client.answer.data).text()
    assert office.account("sso-tamu") is None
    assert office.log()[-1][:4] == ("gagal masuk", "", "", "sso-tamu")
    assert client.get("/opd").status_code == 303


def test_an_answer_counts_once_even_with_the_cookie_from_before(office, government):
    client = office.client()
    to = client.get("/masuk/sso")
    before = client.get_cookie("sesi").value
    back = government.passed(to.headers["Location"], "siti")
    assert client.get(back).status_code == 303
    thief = office.client()
    thief.set_cookie("sesi", before)
    again = thief.get(back)
    assert again.status_code == 400
    assert "sudah dipakai" in parse(again.data).text()
    assert thief.get("/opd").status_code == 303
    assert client.get(back).headers["Location"] == "/", "whoever is in already just goes on"


def test_another_browser_gets_nothing_by_somebodys_answer(office, government):
    to = office.client().get("/masuk/sso")
    back = government.passed(to.headers["Location"], "siti")
    victim = office.client()
    assert victim.get(back).status_code == 400, "nothing was begun there"
    victim.get("/masuk/sso")
    assert victim.get(back).status_code == 400, "another state was begun there"


def test_a_role_that_changed_there_changes_here_and_ends_the_sessions_from_before(office, government):
    account_signed_on(office.parts.store, SignedOn("sso-siti", "Siti Rahma", Role.COUNCIL, ""), now=now_utc())
    before = office.account("sso-siti").state
    first = came(office, government, "siti")
    assert office.account("sso-siti").role is Role.AGENCY
    assert office.account("sso-siti").state > before
    second = came(office, government, "siti")
    assert [one.get("/opd").status_code for one in (first, second)] == [200, 200], "nothing changed, nothing ended"
    account_signed_on(office.parts.store, SignedOn("sso-siti", "Siti Rahma", Role.COUNCIL, ""), now=now_utc())
    time.sleep(1.05)  # what a session may outlive a change of its account: core.store.accounts.PAUSE
    assert [one.get("/opd").status_code for one in (first, second)] == [303, 303]


def test_a_switched_off_account_stays_out_and_one_with_a_password_is_not_taken_over(office, government):
    state = {"active": False, "changed_at": now_utc(), "changed_by": "uji"}
    office.keep(Account("sso-siti", "Siti Rahma", Role.AGENCY, "DLH", "", **state), NEW)
    client = came(office, government, "siti")
    assert client.answer.status_code == 403
    assert "dinonaktifkan" in parse(client.answer.data).text()
    office.keep(Account("sso-ketua", "Orang Lain", Role.OPERATOR, "", kept(), **{**state, "active": True}), NEW)
    client = came(office, government, "ketua")
    assert client.answer.status_code == 403
    assert "sudah dipakai akun dasbor" in parse(client.answer.data).text()
    assert office.account("sso-ketua").person == "Orang Lain"


def test_an_account_of_the_same_name_here_is_another_one(office, government):
    state = {"active": True, "changed_at": now_utc(), "changed_by": "uji"}
    office.keep(Account("siti", "Siti Lain", Role.OPERATOR, "", kept(), **state), NEW)
    client = came(office, government, "siti")
    assert "Masuk sebagai Siti Rahma" in parse(client.get("/opd").data).text()
    assert office.account("siti").person == "Siti Lain"


@pytest.mark.parametrize("typed", ["", "salah"])
def test_who_came_by_the_sign_on_does_not_get_in_by_typing(office, government, typed):
    came(office, government, "siti")
    assert office.client().post("/masuk", data={"nama": "sso-siti", "sandi": typed}).status_code == 401


def test_leaving_ends_our_session_and_offers_the_end_of_theirs(office, government):
    client = came(office, government, "siti")
    assert client.post("/keluar").headers["Location"] == "/masuk?keluar=sso"
    assert client.get("/opd").status_code == 303
    page = parse(client.get("/masuk?keluar=sso").data)
    assert "mungkin masih masuk di SSO" in page.text()
    assert any(one.attributes.get("href") == "/masuk/sso/keluar" for one in page.all("a"))
    away = client.get("/masuk/sso/keluar").headers["Location"]
    assert away.startswith(f"{government.url}/oauth/end_session?")
    assert parse_qs(urlsplit(away).query)["post_logout_redirect_uri"] == ["http://localhost/masuk"]


@pytest.mark.parametrize("place", ["//jahat.example", "https://jahat.example/", "/\\jahat.example", "jahat.example"])
def test_the_way_back_leads_nowhere_else(office, government, place):
    assert came(office, government, "siti", place).answer.headers["Location"] == "/"


def test_the_ways_of_authenticating_can_be_asked_for(tmp_path, demonstration, government, monkeypatch):
    government.register("http://localhost")
    monkeypatch.setenv("SSO_UJI", government.secret)
    strict = Office(tmp_path, government.section(amr=("otp", "mfa")))
    client = came(strict, government, "siti")
    assert client.answer.status_code == 403
    assert "verifikasi dua langkah" in parse(client.answer.data).text()
    strict.parts.store.close()
    demonstration.connect()


def test_a_wrong_secret_is_told_as_what_the_operator_has_to_mend(office, government, monkeypatch):
    monkeypatch.setenv("SSO_UJI", "bukan kuncinya")
    client = came(office, government, "siti")
    assert client.answer.status_code == 502
    assert "Hubungi operator DKISP" in parse(client.answer.data).text()


def test_without_the_section_there_is_no_such_thing(client, dashboard):
    for address in ("/masuk/sso", "/masuk/sso/kembali", "/masuk/sso/keluar"):
        assert client.get(address).status_code == 404
    assert "SSO" not in parse(outsider(dashboard.server).get("/masuk").data).text()
