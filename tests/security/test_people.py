"""/pengguna: who may see and change accounts, first passwords told once, refusals in words."""

import re
from datetime import timedelta

import pytest
from asking import OurOwnPage
from house import PEOPLE, House
from html_tree import parse

from core.clock import now_utc
from core.domain.account import INITIAL_LASTS
from core.domain.viewer import Role
from core.store.accounts import account_of

NEW = {"nama": "Rina.W", "orang": "Rina  Wati", "peran": "opd", "opd": "DINKES"}
WORD = re.compile(r"(?:[a-z2-9]{4}-){3}[a-z2-9]{4}")


@pytest.fixture
def house(copy_of_collected, demonstration):
    made = House(copy_of_collected)
    yield made
    made.parts.store.close()
    demonstration.connect()


def kept(house, login):
    with house.parts.store.read() as conn:
        return account_of(conn, login)


def told(answer):
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    [password] = set(WORD.findall(parse(answer.data).text()))
    return password


@pytest.mark.parametrize("name", PEOPLE)
def test_the_operator_looks_after_accounts_the_auditor_reads_them_and_nobody_else(house, name):
    client, before = house.entered(name), kept(house, "dlh")
    page = client.get("/pengguna")
    assert page.status_code == (200 if name in ("operator", "auditor") else 403)
    assert ("Petugas Dinkes" in page.text) == (name in ("operator", "auditor"))
    assert ("/pengguna/baru" in page.text) == (name == "operator")
    assert ("/pengguna" in client.get("/sumber").text) == (name in ("operator", "auditor"))
    for act in ("baru", "dlh/sandi", "dlh/saklar", "dlh/kode"):
        answer = client.post(f"/pengguna/{act}", data={**NEW, "aktif": "tidak"})
        assert (answer.status_code == 403) == (name != "operator"), act
    assert (kept(house, "dlh") == before) == (name != "operator")
    assert (kept(house, "rina.w") is None) == (name != "operator")


def test_a_new_account_gets_in_with_the_password_that_is_told_once(house):
    client = house.entered("operator")
    password = told(client.post("/pengguna/baru", data=NEW))
    made = kept(house, "rina.w")
    assert (made.person, made.role, made.agency, made.active) == ("Rina Wati", Role.AGENCY, "DINKES", True)
    assert password not in repr(made)
    assert password not in client.get("/pengguna").text
    assert house.entered("rina.w", password).get("/").headers["Location"] == "/akun"
    assert ("akun", "Petugas DKISP", "rina.w") in house.log()
    assert password not in str(house.log())


def test_a_first_password_opens_nothing_but_its_exchange(house):
    password = told(house.entered("operator").post("/pengguna/baru", data=NEW))
    client = house.entered("rina.w", password)
    for page in ("/", "/opd/DINKES", "/unggah", "/unduh/deret.csv?kode=LH-01", "/akun/kode", "/layar", "/bagian/opd"):
        assert client.get(page).status_code == 303, page
        assert client.get(page).headers["Location"] == "/akun", page
    assert client.get("/_dash-layout", headers={"Sec-Fetch-Dest": "empty"}).status_code == 403
    assert client.post("/sumber/dinkes_dbd/jalankan").status_code == 403
    assert "dibuat oleh operator" in parse(client.get("/akun").data).text()
    assert client.post("/akun/sandi", data={"lama": password, "baru": password, "ulang": password}).status_code == 400
    assert client.get("/").status_code == 303
    own = "gunung lumut berkabut"
    answer = client.post("/akun/sandi", data={"lama": password, "baru": own, "ulang": own})
    assert answer.headers["Location"] == "/akun?selesai=sandi"
    assert client.get("/opd/DINKES").status_code == 200
    assert house.entered("rina.w", own).get("/").status_code == 200


def test_a_first_password_that_was_left_for_a_week_lets_nobody_in(house, monkeypatch):
    password = told(house.entered("operator").post("/pengguna/baru", data=NEW))
    later = now_utc() + INITIAL_LASTS + timedelta(minutes=1)
    monkeypatch.setattr("core.web.way_in.now_utc", lambda: later)
    answer = house.entered("rina.w", password).answer
    assert answer.status_code == 401
    assert "sudah lewat 7 hari" in parse(answer.data).text()
    assert house.entered("dinkes").answer.status_code == 303


def test_an_office_counts_for_the_role_of_an_office_alone(house):
    told(house.entered("operator").post("/pengguna/baru", data={**NEW, "peran": "dewan"}))
    assert kept(house, "rina.w").agency == ""


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"nama": "r"}, "Nama pengguna terdiri dari 3"),
        ({"nama": "Rina Wati"}, "Nama pengguna terdiri dari 3"),
        ({"nama": "dlh"}, "sudah dipakai"),
        ({"nama": "sso-199001"}, "berasal dari SSO Pemkab"),
        ({"orang": " "}, "Isi nama lengkap"),
        ({"peran": "layar"}, "Pilih salah satu peran"),
        ({"peran": "umum"}, "Pilih salah satu peran"),
        ({"peran": ""}, "Pilih salah satu peran"),
        ({"opd": ""}, "memerlukan satu OPD"),
        ({"opd": "TIDAK-ADA"}, "memerlukan satu OPD"),
    ],
)
def test_what_is_no_account_leads_back_and_says_why(house, changed, sentence):
    client = house.entered("operator")
    answer = client.post("/pengguna/baru", data={**NEW, **changed})
    assert answer.status_code == 303
    assert sentence in parse(client.get(answer.headers["Location"]).data).text()
    assert kept(house, "rina.w") is None


def test_a_new_password_and_switching_off_end_every_session(house):
    operator, theirs = house.entered("operator"), house.entered("dlh")
    password = told(operator.post("/pengguna/dlh/sandi"))
    house.pause()
    assert theirs.get("/").status_code == 303
    theirs = house.entered("dlh", password)
    assert theirs.get("/akun").status_code == 200
    answer = operator.post("/pengguna/dlh/saklar", data={"aktif": "tidak"})
    assert "dinonaktifkan" in parse(operator.get(answer.headers["Location"]).data).text()
    house.pause()
    assert theirs.get("/akun").headers["Location"].startswith("/masuk")
    assert house.entered("dlh", password).answer.status_code == 401
    operator.post("/pengguna/dlh/saklar", data={"aktif": "ya"})
    assert house.entered("dlh", password).answer.status_code == 303


@pytest.mark.parametrize("act", ["sandi", "saklar", "kode"])
def test_nobody_shuts_the_door_behind_oneself(house, act):
    client, before = house.entered("operator"), kept(house, "operator")
    answer = client.post(f"/pengguna/operator/{act}", data={"aktif": "tidak"})
    assert "akun Anda sendiri" in parse(client.get(answer.headers["Location"]).data).text()
    assert kept(house, "operator") == before


def test_an_account_that_is_not_there_is_not_found(house):
    client = house.entered("operator")
    assert [client.post(f"/pengguna/tidak.ada/{act}").status_code for act in ("sandi", "saklar", "kode")] == [404] * 3
    assert OurOwnPage(house.server, house.server.response_class).post("/pengguna/baru", data=NEW).status_code == 401
