"""Attacks on the running server: addresses and ids that lead elsewhere, out of a folder or into a header."""

import http.client
import re
from urllib.parse import quote

import pytest
from asking import cookie_of
from serving import listening

from core.config import ROOT
from core.web.guard import READING
from pages.downloads import TABLES
from pages.papers import PAPERS

ELSEWHERE = ("//jahat.example", "///jahat.example/..", "/\\jahat.example", "https://jahat.example", "/%2fjahat.example",
             "/%5cjahat.example", "//jahat.example/%2e%2e", "/..//jahat.example", "/.jahat.example")  # fmt: skip
OUT = (
    "../config.toml",
    "../../config.toml",
    "..%2fconfig.toml",
    "..%2f..%2fconfig.toml",
    "%2e%2e/config.toml",
    "%2e%2e%2f%2e%2e%2fconfig.toml",
    "..%5cconfig.toml",
    "..%255cconfig.toml",
    "..%252fconfig.toml",
    "....//config.toml",
    "..;/config.toml",
    "..%c0%afconfig.toml",
    "config.toml%00.js",
    "%00",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "file:///etc/passwd",
    "../../../../../../../../etc/passwd",
    "..%2f..%2f..%2f..%2f..%2f..%2fetc%2fpasswd",
)
BELOW = (
    *("/", "/assets/", "/assets/img/", "/skrip/", "/unduh/", "/sumber/", "/indikator/", "/opd/", "/dimensi/"),
    *("/katalog/", "/bagian/", "/konflik/", "/layar/", "/asal/", "/_dash-component-suites/dash/"),
    *("/_dash-component-suites/plotly/package_data/", "/_dash-component-suites/dash_leaflet/"),
)
INJECTED = "x\r\nX-Kena: 1\r\nSet-Cookie: kena=1\r\n\r\n<script>1</script>"


@pytest.fixture(scope="module")
def port(dashboard):
    with listening(dashboard.server) as at:
        yield at


@pytest.fixture
def ask(port, dashboard, demonstration):
    """Return a function that sends an address as it stands, as somebody who has logged in."""
    demonstration.connect()
    known = cookie_of(dashboard.server)

    def send(address, method="GET", headers=None, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.putrequest(method, address, skip_host=True)
        for name, value in {
            "Host": "localhost",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": known,
            **(headers or {}),
        }.items():
            connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(body or b"")))
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.content = answer.read()
        connection.close()
        return answer

    return send


@pytest.fixture(scope="module")
def secrets():
    """Return lines of files that no address may lead to."""
    own = ("config.toml", "app.py", "requirements.txt", "Makefile")
    lines = [next(one for one in (ROOT / name).read_text("utf-8").splitlines() if len(one) > 20) for name in own]
    return [*(one.encode() for one in lines), b"root:x:0"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_address_leads_a_reader_to_another_site(ask, address):
    for one in (address, f"/bagian{address}", f"{address}?periode=2025", f"/sumber/{address}/jalankan"):
        for method in ("GET", "POST"):
            leads_nowhere_else(ask(one, method))


def leads_nowhere_else(answer):
    goal = answer.getheader("Location")
    assert goal is None or re.match(r"(http://localhost)?/(?![/\\])", goal), goal


@pytest.mark.parametrize("key", ["%2f%2fjahat.example", "x%0d%0aX-Kena:1", "..%2f..%2f", "sumber_LH-99_64.01_2024"])
def test_an_action_on_a_foreign_key_leads_nowhere_and_does_nothing(ask, key):
    for address in (f"/konflik/{key}/putuskan", f"/sumber/{key}/jalankan"):
        answer = ask(address, "POST", {"Content-Type": "application/x-www-form-urlencoded"}, b"sumber=//jahat.example")
        assert answer.status in (400, 404, 405)
        leads_nowhere_else(answer)
        assert answer.getheader("X-Kena") is None


@pytest.mark.parametrize("folder", BELOW)
def test_no_address_leads_out_of_its_folder(ask, secrets, folder):
    for path in OUT:
        answer = ask(folder + path)
        assert answer.status in (200, 400, 404), (folder, path)
        for secret in secrets:
            assert secret not in answer.content, (folder, path)
        if answer.status == 200:
            kind = answer.getheader("Content-Type")
            assert kind.startswith(("text/html", "application/json", "text/javascript")), (folder, path)


def test_no_id_in_a_query_leads_out_of_its_folder(ask, secrets):
    for path in OUT:
        for address in ("/unduh/ditolak.csv?kode=", "/unduh/sumber.csv?kode=", "/asal?kode=", "/asal/tempat?run=",
                        "/peta?lapisan=", "/dimensi?kerangka=", "/rapor?opd="):  # fmt: skip
            answer = ask(address + path)
            assert answer.status in (200, 400, 404), (address, path)
            assert not [one for one in secrets if one in answer.content], (address, path)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_parameter_of_a_download_becomes_a_header(ask, name):
    for key in ("kode", "periode", "wilayah", "tingkat", "kerangka", "diketahui", "dari"):
        for kind in ("csv", "xlsx"):
            answer = ask(f"/unduh/{name}.{kind}?{key}={quote(INJECTED)}")
            assert answer.getheader("X-Kena") is None
            assert answer.getheader("Set-Cookie") is None
            assert answer.status in (200, 400, 404), (name, key)
            named = answer.getheader("Content-Disposition") or 'attachment; filename="a.b"'
            assert re.fullmatch(r'attachment; filename="[\w.-]+"', named, flags=re.ASCII), named


@pytest.mark.parametrize("address", ["/", "/sumber/", "/indikator/", "/bagian/", "/skrip/", "/assets/", "/tidak-ada/"])
def test_no_address_becomes_a_header(ask, address):
    answer = ask(address + quote(INJECTED))
    assert answer.getheader("X-Kena") is None
    assert answer.getheader("Set-Cookie") is None


@pytest.mark.parametrize("name", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_no_header_turns_reading_into_a_change(ask, name):
    asked = "/sumber/terbitan_bulanan/jalankan"
    assert ask(f"{asked}?_method=POST", headers={name: "POST"}).status in (404, 405)
    assert ask(asked, "HEAD", headers={name: "POST"}).status in (404, 405)


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Host", "Forwarded", "X-Original-URL", "X-Rewrite-URL"])
def test_no_header_of_a_proxy_changes_who_we_are_or_what_was_asked(ask, name):
    usual = ask("/layar").status
    answer = ask("/layar", headers={name: "host=jahat.example" if name == "Forwarded" else "/konflik"})
    assert answer.status == usual == 200
    assert b"jahat.example" not in answer.content
    assert ask("/layar", headers={"Host": "jahat.example", name: "localhost"}).status == 400


def test_trace_gives_nothing_back(ask):
    answer = ask("/", "TRACE", headers={"X-Rahasia": "kenari-trace"})
    assert answer.status in (403, 405)
    assert b"kenari-trace" not in answer.content


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_download_is_what_it_says_and_is_saved_not_opened(client, name):
    codes = {"dimensi": "tangguh", "angka-opd": "DLH", "ditolak": "dinkes_dbd", "penggerak": "tangguh"}
    kinds = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    for kind, media in kinds.items():
        answer = client.get(f"/unduh/{name}.{kind}?kode={codes.get(name, 'LH-01')}")
        assert answer.status_code == 200
        assert answer.mimetype == media
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].startswith("attachment; ")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_what_it_says_and_no_parameter_of_it_becomes_a_header(client, ask, name):
    answer = client.get(f"/unduh/{name}.pdf?kode={'DLH' if name == 'angka-opd' else 'LH-01'}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"
    for key in ("kode", "periode", "wilayah", "kerangka", "diketahui", "banding"):
        sent = ask(f"/unduh/{name}.pdf?{key}={quote(INJECTED)}")
        assert sent.getheader("X-Kena") is None
        assert sent.status in (200, 400, 404), (name, key)
        named = sent.getheader("Content-Disposition") or 'attachment; filename="a.b"'
        assert re.fullmatch(r'attachment; filename="[\w.-]+"', named, flags=re.ASCII), named


def test_nothing_that_answers_to_reading_takes_a_body_for_an_order(dashboard):
    """Reading changes nothing: routes that change answer to POST alone, so a link or a picture cannot act."""
    for rule in dashboard.server.url_map.iter_rules():
        if rule.methods - READING:
            shared = rule.methods & {"GET", "HEAD"}
            assert not shared, rule
