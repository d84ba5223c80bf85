"""A sign-on that lies, or does not answer: each gets the way in with a sentence, and nobody gets in."""

import misbehaving_server as faults
import pytest
from html_tree import parse
from rogue_provider import SECRET, rogue
from test_sso import Office

from core.domain.viewer import Role
from data_sources import _sign_on

DOUBTED = "Jawaban SSO tidak dapat dipercaya"
FAR = "SSO sedang tidak dapat dihubungi"
ANEW = "Mulai lagi dengan tombol SSO"
ELSEWHERE = "https://jahat.example"


@pytest.fixture(scope="module")
def provider():
    with rogue() as running:
        yield running


@pytest.fixture
def office(tmp_path, demonstration, provider, monkeypatch):
    provider.honest()
    monkeypatch.setenv("SSO_UJI", SECRET)
    made = Office(tmp_path, provider.section())
    yield made
    made.parts.store.close()
    demonstration.connect()


def refused(office, client, answer, status, sentence):
    """Check that an answer is the way in with a sentence, and that nobody got in by it."""
    assert answer.status_code == status, answer.text[:300]
    page = parse(answer.data)
    assert sentence in page.text()
    assert any(one.attributes.get("name") == "sandi" for one in page.all("input")), "the other way in is still there"
    assert client.get("/opd").status_code == 303
    with office.parts.store.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM account_state").scalar() == 0


def test_an_honest_answer_gets_in(office, provider):
    client = office.client()
    assert provider.comes_back(client).headers["Location"] == "/opd"
    assert office.account("sso-siti").agency == "DLH"
    [form] = provider.forms
    assert form["grant_type"] == "authorization_code"
    assert len(form["code_verifier"]) >= 43
    assert SECRET not in str(form), "the secret is sent as a header"


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": ELSEWHERE},
        {"iss": None},
        {"aud": "dasbor-lain"},
        {"aud": ["dasbor-lain"]},
        {"aud": None},
        {"aud": ["dasbor", "dasbor-lain"], "azp": "dasbor-lain"},
        {"aud": ["dasbor", "dasbor-lain"]},
        {"exp": 1},
        {"exp": "besok"},
        {"exp": None},
        {"iat": 9_999_999_999},
        {"nonce": "dari masuk yang lain"},
        {"nonce": None},
        {"sub": None},
        {"at_hash": "bukanSidikTiketIni"},
    ],
    ids=str,
)
def test_a_token_whose_claims_are_not_for_us_now_is_refused(office, provider, claims):
    provider.claims = claims
    client = office.client()
    refused(office, client, provider.comes_back(client), 401, DOUBTED)
    action, _, _, _, details = office.log()[-1]
    assert action == "gagal masuk"
    assert '"sebab": "palsu"' in details


def forge_signature(provider):
    provider.signs = provider.OTHER


def leave_unsigned(provider):
    provider.algorithm = "none"


def confuse_algorithms(provider):
    provider.sent = provider.signed_by_its_public_key


def change_the_contents(provider):
    provider.sent = lambda token: "AAAA.".join(token.rsplit(".", 1))


def sign_by_an_unknown_key(provider):
    provider.signs, provider.kid = provider.OTHER, "kunci-lain"


def send_no_token(provider):
    provider.token = {"id_token": None}


def send_nonsense(provider):
    provider.token = {"id_token": "x.y.z"}


@pytest.mark.parametrize(
    "attack",
    [
        forge_signature,
        leave_unsigned,
        confuse_algorithms,
        change_the_contents,
        sign_by_an_unknown_key,
        send_no_token,
        send_nonsense,
    ],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(office, provider, attack):
    provider.about = {"id_token_signing_alg_values_supported": ["none", "HS256", "RS256"]}
    attack(provider)
    client = office.client()
    refused(office, client, provider.comes_back(client), 401, DOUBTED)


def test_keys_that_were_changed_meanwhile_are_asked_for_again(office, provider, monkeypatch):
    assert provider.comes_back(office.client()).status_code == 303
    provider.signs, provider.kid, provider.shown = (
        provider.OTHER,
        "baru",
        [provider.OTHER.__class__.import_key({**provider.OTHER.as_dict(private=True), "kid": "baru"})],
    )
    monkeypatch.setattr("core.sso.provider.AGAIN", 0.0)
    assert provider.comes_back(office.client()).headers["Location"] == "/opd"
    asked = [one.path for one in provider.asked]
    assert asked.count("/.well-known/openid-configuration") == 1, "kept for an hour"
    assert asked.count("/keys") == 2


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ({"state": "karangan"}, 400, ANEW),
        ({"state": None}, 400, ANEW),
        ({"code": None}, 400, ANEW),
        ({"iss": ELSEWHERE}, 400, ANEW),
        ({"code": None, "error": "access_denied"}, 401, "dibatalkan atau tidak diizinkan"),
        ({"code": None, "error": "invalid_scope", "error_description": "<b>x</b>"}, 502, "SSO menolak permintaan"),
        ({"code": None, "error": "access_denied", "state": "karangan"}, 400, ANEW),
    ],
    ids=str,
)
def test_an_answer_to_something_else_is_refused(office, provider, query, status, sentence):
    client = office.client()
    answer = provider.comes_back(client, **query)
    refused(office, client, answer, status, sentence)
    assert "<b>x</b>" not in answer.text
    assert provider.forms == [], "no code was handed in"


def test_a_provider_that_says_who_answers_must_say_it(office, provider):
    provider.about = {"authorization_response_iss_parameter_supported": True}
    client = office.client()
    refused(office, client, provider.comes_back(client), 400, ANEW)
    assert provider.comes_back(client, iss=provider.url).status_code == 303


def test_whoever_stays_away_too_long_begins_anew(office, provider, monkeypatch):
    client = office.client()
    monkeypatch.setattr("core.web.sso.PATIENCE", -1)
    refused(office, client, provider.comes_back(client), 400, ANEW)


@pytest.mark.parametrize(
    "about",
    [
        {"issuer": ELSEWHERE},
        {"token_endpoint": "http://sso.example.go.id/token"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": None},
        {"userinfo_endpoint": "http://10.0.0.1/userinfo"},
    ],
    ids=str,
)
def test_a_provider_that_names_unsafe_places_is_not_used(office, provider, about):
    provider.about = about
    client = office.client()
    refused(office, client, client.get("/masuk/sso"), 503, FAR)


@pytest.mark.parametrize(
    "fault",
    [
        faults.status(500),
        faults.status(404),
        faults.content(b"<html>"),
        faults.content(b"[1, 2]"),
        faults.content(b'{"issuer": "' + b"x" * (2 * _sign_on.MOST)),
        faults.bomb,
        faults.endless,
        faults.cut_length,
        faults.reset,
        faults.silent,
        faults.slow_body,
        faults.slow_headers,
        faults.redirect_to("http://127.0.0.1:9/"),
    ],
    ids=lambda one: getattr(one, "__name__", "fault"),
)
def test_a_provider_that_is_down_slow_huge_or_elsewhere_is_told_so(office, provider, fault, monkeypatch):
    monkeypatch.setattr(_sign_on, "SECONDS", 1.0)
    provider.fault = fault
    client = office.client()
    refused(office, client, client.get("/masuk/sso"), 503, FAR)
    provider.fault = None
    assert provider.comes_back(client).status_code == 303, "nothing of it is kept"


@pytest.mark.parametrize(
    ("token", "status", "sentence"),
    [
        ({"error": "invalid_grant"}, 400, ANEW),
        ({"error": "invalid_client"}, 502, "Hubungi operator DKISP"),
        ({"error": ["x"]}, 502, "Hubungi operator DKISP"),
    ],
    ids=str,
)
def test_a_code_that_is_not_taken_is_told_so(office, provider, token, status, sentence):
    provider.token = token
    client = office.client()
    refused(office, client, provider.comes_back(client), status, sentence)


def test_a_provider_that_goes_silent_in_the_middle_is_told_so(office, provider, monkeypatch):
    provider.comes_back(office.client())
    monkeypatch.setattr(_sign_on, "SECONDS", 1.0)
    other = office.client()
    provider.sent = lambda token: (_ for _ in ()).throw(OSError)
    answer = provider.comes_back(other)
    assert answer.status_code == 503
    assert FAR in parse(answer.data).text()


def test_what_the_token_leaves_out_is_asked_for_and_only_of_the_same_person(office, provider):
    provider.claims = {"groups": None, "name": None}
    provider.userinfo = {"groups": ["anggota"], "name": "Siti dari userinfo", "preferred_username": "orang.lain"}
    assert provider.comes_back(office.client()).status_code == 303
    assert (office.account("sso-siti").person, office.account("sso-siti").role) == ("Siti dari userinfo", Role.COUNCIL)
    provider.userinfo = {"sub": "orang lain", "groups": ["kepala"]}
    client = office.client()
    answer = provider.comes_back(client)
    assert answer.status_code == 401
    assert DOUBTED in parse(answer.data).text()


@pytest.mark.parametrize(
    ("claims", "sentence"),
    [
        ({"groups": ["petugas"]}, "tidak menyebut tepat satu OPD"),
        ({"groups": ["petugas", "DLH", "DINKES"]}, "tidak menyebut tepat satu OPD"),
        ({"groups": ["petugas", "TIDAK-ADA"]}, "tidak menyebut tepat satu OPD"),
        ({"groups": []}, "belum punya peran"),
        ({"groups": {"kepala": True}}, "belum punya peran"),
        ({"groups": "kepala, petugas"}, "belum punya peran"),
        ({"preferred_username": "siti@example.go.id"}, "tidak menyebut nama pengguna"),
        ({"preferred_username": "../../etc"}, "tidak menyebut nama pengguna"),
        ({"preferred_username": 7}, "tidak menyebut nama pengguna"),
    ],
    ids=str,
)
def test_whom_the_rules_do_not_cover_is_told_whom_to_ask(office, provider, claims, sentence):
    provider.claims = claims
    client = office.client()
    refused(office, client, provider.comes_back(client), 403, sentence)
    assert office.log()[-1][0] == "gagal masuk"


def test_one_more_than_may_ask_at_once_is_turned_away(tmp_path, demonstration, provider, monkeypatch):
    provider.honest()
    monkeypatch.setattr("core.sso.provider.AT_ONCE", 0)
    monkeypatch.setattr("core.sso.provider.PATIENCE", 0.01)
    busy = Office(tmp_path, provider.section())
    client = busy.client()
    refused(busy, client, client.get("/masuk/sso"), 503, "Terlalu banyak orang sedang masuk")
    busy.parts.store.close()
    demonstration.connect()
