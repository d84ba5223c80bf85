"""Logging in: nobody gets anything but the way in, everybody gets what is theirs, and sessions end when they must."""

import json
import re
import time

import pytest
from asking import PASSWORD, outsider
from house import PEOPLE, House
from html_tree import parse

from core.access import current_viewer
from core.access.passwords import hashed
from core.domain.viewer import Role, Viewer
from core.web import sessions
from core.web.login import CODE

REJECTING = "dinkes_dbd"  # a source of Dinkes with rejected rows
FOUND = "tidak masuk"  # in one of them


@pytest.fixture
def house(copy_of_collected, demonstration):
    made = House(copy_of_collected)
    yield made
    made.parts.store.close()
    demonstration.connect()


def addresses(server):
    """Return every rule of the application with something in each of its places."""
    for rule in server.url_map.iter_rules():
        yield re.sub(r"<[^>]+>", "LH-03", rule.rule), rule.methods - {"HEAD", "OPTIONS"}


def test_nobody_gets_anything_but_the_way_in(house):
    nobody, asked = house.client(), 0
    for address, methods in addresses(house.server):
        for method in methods:
            answer = nobody.open(address, method=method, json={} if method == "POST" else None)
            if address.startswith(CODE):
                continue
            asked += 1
            assert answer.status_code in (303, 401, 404, 405), f"{method} {address}"
            assert answer.status_code != 303 or answer.headers["Location"].startswith("/masuk"), f"{method} {address}"
            assert "SIMULASI" not in answer.text
    assert asked > 12
    assert house.asked == []


def test_no_callback_of_dash_answers_nobody(house):
    calls = list(house.app.callback_map)
    assert calls
    nobody = house.client()
    for output in calls:
        body = {"output": output, "inputs": [], "changedPropIds": []}
        assert nobody.post("/_dash-update-component", json=body).status_code == 401


def test_who_gets_in_goes_on_to_where_they_were_going_and_is_named_with_a_way_out(house):
    asked = house.client().get("/indikator/LH-03?periode=2026-09")
    there = asked.headers["Location"]
    assert there == "/masuk?lanjut=/indikator/LH-03%3Fperiode%3D2026-09"
    form = parse(house.client().get(there).data)
    hidden = next(one for one in form.all("input") if one.attributes["name"] == "lanjut")
    assert hidden.attributes["value"] == "/indikator/LH-03?periode=2026-09"
    client = house.entered("dlh")
    assert (client.answer.status_code, client.answer.headers["Location"]) == (303, "/opd")
    assert "Masuk sebagai Petugas DLH" in parse(client.get("/").data).text()
    assert client.get("/masuk").status_code == 303
    assert client.post("/keluar").headers["Location"] == "/masuk"
    assert client.get("/").status_code == 303
    assert house.log()[-2:] == [("masuk", "Petugas DLH", "dlh"), ("keluar", "Petugas DLH", "dlh")]


@pytest.mark.parametrize(("name", "password"), [("dlh", "salah"), ("dlh", ""), ("tidak-ada", PASSWORD), ("", "")])
def test_wrong_ones_are_told_one_sentence_whatever_was_wrong(house, name, password):
    answer = house.entered(name, password).answer
    assert answer.status_code == 401
    assert "tidak cocok, atau akunnya tidak aktif" in parse(answer.data).text()
    assert "Set-Cookie" not in answer.headers
    known = name if name in PEOPLE else ""
    assert house.log()[-1] == ("gagal masuk", "", known), "an unknown name may be a password"


def test_a_switched_off_account_does_not_get_in(house):
    house.change("dlh", "nonaktif", active=False)
    assert house.entered("dlh").answer.status_code == 401


def test_guessing_has_to_wait_and_is_told_so(house):
    answers = [house.entered("dlh", f"tebakan {number}").answer for number in range(12)]
    assert {one.status_code for one in answers[:4]} == {401}
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert "Terlalu banyak percobaan" in parse(answers[-1].data).text()
    assert house.entered("dlh").answer.status_code == 429, "the right one has to wait as well"
    assert house.entered("dewan").answer.status_code == 303, "others at the same address need not"


@pytest.mark.parametrize(
    ("what", "changes"),
    [
        ("kata sandi", {"password": hashed("gunung lumut berkabut")}),
        ("nonaktif", {"active": False}),
        ("peran", {"role": Role.COUNCIL, "agency": ""}),
    ],
)
def test_a_change_of_the_account_ends_every_session_of_it_and_no_other(house, what, changes):
    sessions, other = [house.entered("dlh") for _ in range(2)], house.entered("dewan")
    assert all(one.get("/").status_code == 200 for one in sessions)
    house.change("dlh", what, **changes)
    assert [one.get("/").status_code for one in sessions] == [303, 303]
    assert other.get("/").status_code == 200


@pytest.mark.parametrize(("idle", "longest", "later"), [(1, 12, 61), (60, 1, 3601)])
def test_a_session_ends_by_idleness_and_by_age(copy_of_collected, demonstration, monkeypatch, idle, longest, later):
    house = House(copy_of_collected, idle_minutes=idle, longest_hours=longest)
    client = house.entered("dlh")
    assert client.get("/").status_code == 200
    begun = time.time()
    monkeypatch.setattr(sessions.time, "time", lambda: begun + later)
    assert client.get("/").status_code == 303
    house.parts.store.close()
    demonstration.connect()


def test_a_session_is_made_anew_when_somebody_gets_in(house):
    client = house.client()
    with client.session_transaction() as session:
        session["ditanam"] = "oleh orang lain"
        session["_user_id"] = "1"
    client.post("/masuk", data={"nama": "dlh", "sandi": PASSWORD})
    with client.session_transaction() as session:
        assert "ditanam" not in session
        assert session["_user_id"] != "1"


def test_a_forged_session_is_none(house):
    client = outsider(house.server)
    for cookie in ("sesi=eyJfdXNlcl9pZCI6IjEifQ.a.b", "sesi=", "sesi=" + "x" * 4000):
        assert client.get("/", headers={"Cookie": cookie}).status_code == 303


def test_the_cookie_is_for_this_site_alone_and_no_script_reads_it(house):
    cookie = house.entered("dlh").answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie, "plain HTTP on loopback; [server] https = true adds it"


@pytest.mark.parametrize(
    "place",
    [
        "//jahat.example",
        "https://jahat.example/",
        "/\\jahat.example",
        "jahat.example",
        "/\t/jahat.example",
        "\\\\x",
        "",
    ],
)
def test_the_way_in_leads_nowhere_else(house, place):
    answer = house.client().post("/masuk", data={"nama": "dlh", "sandi": PASSWORD, "lanjut": place})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_wall_never_shows_the_way_in(house, copy_of_collected):
    answer = house.client().get("/layar")
    assert answer.status_code == 401
    assert "Layar ini belum dipasang" in answer.text
    assert "sandi" not in answer.text
    assert "SIMULASI" not in answer.text


def test_a_wall_that_the_operator_opened_shows_its_figures_and_nothing_else_does(copy_of_collected, demonstration):
    house = House(copy_of_collected, open_pages=("/layar",))
    assert "SIMULASI" in house.client().get("/layar").text
    assert house.client().get("/").status_code == 303
    house.parts.store.close()
    demonstration.connect()


def test_rejected_rows_are_read_by_their_own_office_and_by_who_looks_after_all(house):
    theirs = {}
    for name in PEOPLE:
        client = house.entered(name)
        seen = [
            client.get(f"/sumber/{REJECTING}").text,
            client.get(f"/bagian/sumber/{REJECTING}").text,
            client.get(f"/unduh/ditolak.csv?kode={REJECTING}").text,
            house.called(client, f"/sumber/{REJECTING}"),
        ]
        theirs[name] = [FOUND in text for text in seen]
    for name in ("dinkes", "walidata", "operator", "auditor"):
        assert theirs[name] == [True] * 4, name
    for name in ("dewan", "dlh"):
        assert theirs[name] == [False] * 4, name


@pytest.mark.parametrize(
    ("name", "status"),
    [("dewan", 403), ("dlh", 403), ("dinkes", 403), ("walidata", 403), ("auditor", 200), ("operator", 200)],
)
def test_the_audit_log_is_read_by_auditor_and_operator_alone(house, name, status):
    client = house.entered(name)
    page = client.get("/jejak")
    assert page.status_code == status
    assert ("hubungi operator DKISP" in page.text) == (status == 403)
    assert client.get("/unduh/jejak.csv").status_code == status
    assert ("Jejak audit" in client.get("/sumber").text) == (status == 200)


@pytest.mark.parametrize(
    ("name", "may"), [("dewan", False), ("dlh", False), ("dinkes", True), ("auditor", False), ("operator", True)]
)
def test_a_source_is_started_by_its_own_office_and_the_operator_alone(house, name, may):
    client = house.entered(name)
    answer = client.post(f"/sumber/{REJECTING}/jalankan")
    assert answer.status_code == (303 if may else 403)
    assert house.asked == ([REJECTING] if may else [])
    assert (f"/sumber/{REJECTING}/jalankan" in client.get(f"/sumber/{REJECTING}").text) == may


def test_a_decision_is_of_who_is_logged_in_whatever_name_was_sent(house):
    form = {"sumber": "luas_big", "alasan": "dasar Kepmendagri 2025", "nama": "Orang Lain"}
    for name, status in (("dlh", 403), ("auditor", 403), ("dewan", 303)):
        client = house.entered(name)
        page = client.get("/konflik").text
        assert ("/putuskan" in page) == (status == 303)
        assert client.post("/konflik/DM-02_64.01_2024/putuskan", data=form).status_code == status
    assert "atas nama Ketua Dewan" in page
    with house.parts.store.read() as conn:
        decided = conn.exec_driver_sql("SELECT decided_by FROM conflict_decision").scalars().all()
    assert decided == ["Ketua Dewan"]


def test_answers_that_are_kept_for_one_are_not_handed_to_another(house):
    call = {"pathname": f"/sumber/{REJECTING}", "search": ""}
    first = house.entered("operator").get(f"/bagian{call['pathname']}").text
    second = house.entered("dlh").get(f"/bagian{call['pathname']}").text
    assert json.loads(first) != json.loads(second)


def test_who_asked_last_is_forgotten_when_the_answer_is_out(house):
    house.entered("dlh").get("/")
    assert current_viewer() == Viewer(Role.OPERATOR)
