"""Guessing, fixed sessions and foreign ids, against the running server; the other attacks stand in test_web_attacks,
test_web_limits and test_uploads."""

import re

import pytest
from asking import PASSWORD
from house import House
from serving import listening
from wire import Browser

from app import create_app
from core.access.throttle import Throttle
from core.store import ended_sessions
from core.web.uploads import CHECK

OTHERS = ("dinkes_dbd", "formulir_dinkes")  # sources of another office


@pytest.fixture
def house(copy_of_collected, demonstration):
    made = House(copy_of_collected)
    yield made
    made.parts.store.close()
    demonstration.connect()


@pytest.fixture
def port(house):
    with listening(house.server, files=(CHECK, house.config.upload.max_bytes)) as found:
        yield found


def enter(browser, password, name="dlh"):
    return browser.post("/masuk", data={"nama": name, "sandi": password, "lanjut": "/"})


class TestGuessing:
    def test_it_has_to_wait_and_the_others_of_the_office_do_not(self, port):
        guesser = Browser(port)
        answers = [enter(guesser, f"tebakan ke-{number} saja") for number in range(8)]
        assert [one.status_code for one in answers[:4]] == [401] * 4
        waits = [one for one in answers if one.status_code == 429]
        assert waits
        assert all(int(one.headers["Retry-After"]) >= 1 for one in waits)
        assert enter(guesser, PASSWORD).status_code == 429, "a right guess amid wrong ones is not told from them"
        assert enter(Browser(port), PASSWORD, name="dinkes").status_code == 303

    def test_no_header_of_a_proxy_makes_another_of_the_same_guesser(self, port):
        told = []
        for number in range(8):
            guesser = Browser(port)
            guesser.session.headers.update({"X-Forwarded-For": f"10.0.0.{number}", "X-Real-IP": f"10.0.0.{number}"})
            told.append(enter(guesser, "tebakan yang keliru").status_code)
        assert 429 in told

    def test_whoever_has_waited_gets_in(self, port, monkeypatch):
        guesser = Browser(port)
        while enter(guesser, "tebakan yang keliru").status_code != 429:
            pass
        monkeypatch.setattr(Throttle, "wait", lambda *_: 0.0)  # the time that is asked for has passed
        assert enter(guesser, PASSWORD).status_code == 303


class TestSessions:
    def test_a_session_that_somebody_else_chose_is_not_the_one_that_gets_in(self, port):
        """Fixation: the attacker plants a cookie, waits for the login, and comes with the same one."""
        attacker = Browser(port)
        attacker.get("/masuk")
        planted = attacker.session.cookies.get("sesi") or "dipilih.penyerang"
        victim = Browser(port)
        victim.session.cookies.set("sesi", planted)
        assert enter(victim, PASSWORD).status_code == 303
        given = re.search(r"sesi=([^;]+)", enter(victim, PASSWORD).headers["Set-Cookie"])[1]
        assert given != planted
        attacker.session.cookies.set("sesi", planted)
        assert attacker.get("/opd/DLH").status_code == 303
        assert attacker.get("/opd/DLH").headers["Location"].startswith("/masuk")

    def test_a_session_that_was_left_is_over_whoever_kept_its_cookie(self, port):
        one = Browser(port, "dlh")
        kept = one.session.cookies.get_dict()
        assert one.get("/opd/DLH").status_code == 200
        assert one.post("/keluar").status_code == 303
        thief = Browser(port)
        thief.session.cookies.update(kept)
        assert thief.get("/opd/DLH").headers["Location"].startswith("/masuk")
        assert thief.hand_in(b"x").status_code == 401
        assert enter(one, PASSWORD).status_code == 303
        assert one.get("/opd/DLH").status_code == 200

    def test_a_session_that_was_left_is_over_in_every_process(self, house, port, monkeypatch):
        one = Browser(port, "dlh")
        other = create_app(house.config, house.parts.store, house.parts.catalogue)
        with listening(other.server) as second:
            there = Browser(second)
            there.session.cookies.update(one.session.cookies.get_dict())
            assert there.get("/opd/DLH").status_code == 200
            one.post("/keluar")
            monkeypatch.setattr(ended_sessions, "PAUSE", 0.0)  # the second between two looks has passed
            assert there.get("/opd/DLH").status_code == 303


class TestForeignIds:
    def test_ids_of_another_office_give_and_change_nothing(self, house, port):
        browser, other = Browser(port, "dlh"), Browser(port, "dinkes")
        seen = other.get(f"/sumber/{OTHERS[0]}").text
        assert "Riwayat pengambilan" in seen
        runs = re.findall(r"dibaca", seen)
        assert runs
        for source in OTHERS:
            answer = browser.get(f"/unduh/ditolak.csv?kode={source}")
            assert len(answer.text.splitlines()) <= 4 or answer.status_code == 404
            assert browser.post(f"/sumber/{source}/jalankan").status_code in (403, 404)
            assert browser.post(f"/verifikasi/{source}/kembalikan").status_code == 403
            assert browser.get(f"/unggah/{source}/formulir.xlsx").status_code == 404
        for number in range(1, 30):
            assert browser.get(f"/unggah/{number}/berkas").status_code == 404
            assert browser.post(f"/unggah/{number}/kirim").status_code == 404
        assert house.asked == []
