"""What an office hands in, against the running server: whose it is, what it may be, how large, how slow, how named."""

import io
import re
import shutil
import socket
import time

import pytest
from filled_forms import Filled
from house import House
from serving import listening
from test_web_limits import told
from wire import FORM, Browser

from core.web.uploads import CHECK
from tests.contract.test_polyglots import CASES, KINDS

OTHERS = "formulir_dinkes"
MOST = 300_000  # bytes of a file in these tests
NAMES = (
    "rekap.html.svg.xhtml.php",
    "../../../../etc/passwd",
    "C:\\windows\\system32\\rekap.xlsx",
    'a"; filename="b.html',
    "a\r\nX-Kena: 1.xlsx",
    "<script>window.__kena=1</script>.xlsx",
    "\u202exslx.exe",
    "x" * 5_000 + ".xlsx",
    "\x00.xlsx",
)


@pytest.fixture(scope="module")
def house(collected, tmp_path_factory, demonstration):
    made = House(shutil.copytree(collected, tmp_path_factory.mktemp("unggah") / "data"))
    yield made
    made.parts.store.close()
    demonstration.connect()


@pytest.fixture(scope="module")
def port(house):
    with listening(house.server, files=(CHECK, MOST), patience=2) as found:
        yield found


def filled():
    form = Filled()
    form.write("LH-06", value=61.5)
    return form.saved()


def number_of(answer):
    assert answer.status_code == 303, answer.text
    return int(re.search(r"nomor=(\d+)", answer.headers["Location"])[1])


def uploads_of(house):
    with house.parts.store.read() as conn:
        return conn.exec_driver_sql("SELECT id, reason, sha256, file_name FROM upload ORDER BY id").all()


def kept(house):
    return {one for one in (house.config.data_dir / "raw").rglob("*") if one.is_file()}


class TestWhose:
    @pytest.mark.parametrize("name", ["dewan", "walidata", "auditor", "operator"])
    def test_only_offices_hand_files_in(self, house, port, name):
        before = uploads_of(house)
        assert Browser(port, name).hand_in(filled()).status_code == 403
        assert uploads_of(house) == before

    def test_nobody_hands_in_what_is_not_logged_in(self, house, port):
        before = uploads_of(house)
        assert Browser(port).hand_in(filled()).status_code == 401
        assert uploads_of(house) == before

    def test_an_office_hands_in_for_no_other(self, house, port):
        before = uploads_of(house)
        browser = Browser(port, "dlh")
        assert browser.hand_in(filled(), source=OTHERS).status_code == 403
        for source in ("dlh_timbulan", "", "../formulir_dlh", "x" * 10_000):
            assert browser.hand_in(filled(), source=source).status_code == 404
        assert uploads_of(house) == before

    def test_nobody_else_reads_sends_or_throws_away_a_draft(self, house, port):
        number = number_of(Browser(port, "dlh").hand_in(filled()))
        ways = (f"/unggah?nomor={number}", f"/unggah/{number}/berkas", f"/unggah/{number}/catatan.xlsx")
        for name, refused in (("dinkes", 404), ("dewan", 403)):
            browser = Browser(port, name)
            for way in ways:
                assert browser.get(way).status_code == refused, (name, way)
            for act in ("kirim", "buang"):
                assert browser.post(f"/unggah/{number}/{act}").status_code == refused, (name, act)
        for name in ("walidata", "auditor", "operator"):
            browser = Browser(port, name)
            assert [browser.get(way).status_code for way in ways] == [200, 200, 200]
            assert {browser.post(f"/unggah/{number}/{act}").status_code for act in ("kirim", "buang")} == {403}
        assert "isian.xlsx" not in Browser(port, "dinkes").get("/unggah").text
        assert "isian.xlsx" in Browser(port, "dlh").get("/unggah").text

    def test_an_operator_who_looks_as_an_office_hands_nothing_in(self, port):
        browser = Browser(port, "operator")
        assert browser.post("/sebagai", data={"sebagai": "opd:DLH"}).status_code == 303
        assert browser.get("/unggah").status_code == 200
        assert browser.hand_in(filled()).status_code == 403

    def test_a_form_shows_no_other_office_what_is_asked(self, port):
        browser = Browser(port, "dlh")
        assert browser.get(f"/unggah/{FORM}/formulir.xlsx").status_code == 200
        assert browser.get(f"/unggah/{OTHERS}/formulir.xlsx").status_code == 404

    @pytest.mark.parametrize("site", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "", "Origin": "http://x"}])
    def test_a_page_of_another_site_hands_nothing_in(self, house, port, site):
        browser = Browser(port, "dlh")
        number = number_of(browser.hand_in(filled()))
        browser.session.headers.update(site)
        before = uploads_of(house)
        assert browser.hand_in(filled()).status_code == 403
        assert browser.post(f"/unggah/{number}/kirim").status_code == 403
        assert uploads_of(house) == before


class TestWhat:
    @pytest.mark.parametrize("name", CASES)
    def test_a_polyglot_is_refused_and_not_kept(self, house, port, name):
        self.refused(house, port, CASES[name][0], "isian.xlsx")

    @pytest.mark.parametrize("name", KINDS)
    def test_another_kind_under_the_name_of_a_workbook_is_refused_and_not_kept(self, house, port, name):
        self.refused(house, port, KINDS[name], "isian.xlsx")

    @staticmethod
    def refused(house, port, content, name):
        before, browser = kept(house), Browser(port, "dlh")
        number = number_of(browser.hand_in(content, name))
        assert uploads_of(house)[-1][:2][1] != ""
        assert kept(house) == before
        assert "Cara memperbaiki" in browser.get(f"/unggah?nomor={number}").text
        assert browser.get(f"/unggah/{number}/berkas").status_code == 404
        assert browser.get(f"/unggah/{number}/catatan.xlsx").status_code == 404

    @pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
    def test_whatever_its_name_a_file_is_only_ever_saved_under_one_of_ours(self, house, port, name):
        browser = Browser(port, "dlh")
        number = number_of(browser.hand_in(filled(), name))
        shown = uploads_of(house)[-1][3]
        assert len(shown) <= 120
        assert shown.isprintable()
        assert not set(shown) & set("/\\\u202e")
        for what in ("berkas", "catatan.xlsx"):
            answer = browser.get(f"/unggah/{number}/{what}")
            assert answer.headers["Content-Type"] == "application/octet-stream"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            pattern = rf'attachment; filename="unggahan-{number}(-catatan)?\.(xlsx|dat)"'
            assert re.fullmatch(pattern, answer.headers["Content-Disposition"])
            assert "X-Kena" not in answer.headers
        page = browser.get(f"/unggah?nomor={number}")
        assert "<script>window.__kena" not in page.text
        assert "X-Kena" not in page.headers

    def test_what_comes_back_is_what_was_handed_in(self, port):
        browser, content = Browser(port, "dlh"), filled()
        number = number_of(browser.hand_in(content))
        assert browser.get(f"/unggah/{number}/berkas").content == content

    @pytest.mark.parametrize("number", ["0", "-1", "999999", "9" * 30, "1%00", "1%2f..%2f2", "x"])
    def test_a_number_that_is_none_leads_nowhere(self, port, number):
        browser = Browser(port, "dlh")
        for way in (f"/unggah/{number}/berkas", f"/unggah?nomor={number}"):
            assert browser.get(way).status_code in (400, 404)
        assert browser.post(f"/unggah/{number}/kirim").status_code in (400, 404, 405)


class TestHowMuch:
    def test_a_file_that_is_too_large_is_refused_with_a_sentence(self, house, port):
        before = uploads_of(house)
        browser = Browser(port, "dlh")
        app_limit = house.config.upload.max_bytes
        assert app_limit > MOST
        assert browser.hand_in(b"a" * (MOST + 100_000)).status_code == 413
        assert uploads_of(house) == before

    def test_the_application_itself_takes_no_more_than_its_limit(self, house):
        client = house.entered("dlh")
        content = io.BytesIO(b"a" * (house.config.upload.max_bytes + 1))
        answer = client.post(CHECK, data={"sumber": FORM, "berkas": (content, "isian.xlsx")})
        assert "galat=besar" in answer.headers["Location"]
        assert "lebih besar dari 8 MB" in client.get(answer.headers["Location"]).text

    @pytest.mark.parametrize("path", ["/unggah", "/unggah/1/kirim", "/masuk", f"{CHECK}x", f"{CHECK}/"])
    def test_nowhere_else_may_a_body_be_as_large(self, port, path):
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 290000\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
            raw.sendall(head.encode())
            assert raw.recv(65536).split()[1] == b"413"

    def test_a_slow_file_is_waited_for_and_a_dripping_one_is_not(self, port):
        """Longer than the patience of two seconds; at 40 KB a second, and at 100 bytes a second."""
        head = (
            f"POST {CHECK} HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n"
            "Content-Type: application/octet-stream\r\nContent-Length: {}\r\n\r\n"
        )
        for piece, count, answered in ((b"a" * 8_000, 20, True), (b"a" * 20, 60, False)):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
                raw.sendall(head.format(len(piece) * count).encode())
                assert whole(raw, piece, count) is answered


def whole(raw, piece, count):
    """Send pieces, five a second; return whether the server took all of them and answered."""
    try:
        for _ in range(count):
            raw.sendall(piece)
            time.sleep(0.2)
        return b"401" in told(raw).partition(b"\r\n")[0]
    except OSError:
        return False
