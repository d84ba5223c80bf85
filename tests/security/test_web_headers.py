"""Every answer tells the browser what it may do: pages, files, redirects, errors, the server's own refusals."""

import re
import socket

import pytest
import requests
from asking import entered
from html_tree import parse
from serving import listening

from app import create_app
from core.web.headers import Protection
from core.web.policy import document_policy, fingerprint, tile_origins

CALL = "/_dash-update-component"
ANSWERS = (  # method, address, status: one of each kind
    ("get", "/", 200),
    ("get", "/indikator/LH-01", 200),
    ("get", "/peta", 200),
    ("get", "/layar", 200),
    ("get", "/bagian/indikator/LH-01", 200),
    ("get", "/skrip/a.js", 200),
    ("get", "/unduh/opd.csv", 200),
    ("get", "/unduh/opd.xlsx", 200),
    ("get", "/unduh/xx.csv", 404),
    ("get", "/assets/img/lambang.svg", 200),
    ("get", "/_dash-layout", 200),
    ("get", "/_dash-dependencies", 200),
    ("get", "/tidak-ada", 404),
    ("get", "/indikator/XX-99", 404),
    ("get", CALL, 404),
    ("post", CALL, 400),
    ("put", "/", 405),
    ("head", "/", 200),
    ("options", "/", 200),
)
ALL = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}


def directives(policy):
    """Return directive -> its words."""
    return {one.split()[0]: one.split()[1:] for one in policy.split(";")}


@pytest.mark.parametrize(("method", "address", "status"), ANSWERS)
def test_every_kind_of_answer_has_every_header(client, method, address, status):
    answer = getattr(client, method)(address)
    assert answer.status_code == status
    for name, value in ALL.items():
        assert answer.headers[name] == value
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Server" not in answer.headers
    if answer.mimetype == "text/html":
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "geolocation=()" in answer.headers["Permissions-Policy"]
    elif method == "get":
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Strict-Transport-Security" not in answer.headers


def test_the_component_files_of_dash_and_the_small_chart_library_have_them_too(client):
    sources = re.findall(r'(?:src|href)="(/_dash-component-suites/[^"]+)"', client.get("/peta").text)
    assert len(sources) > 5
    for address in (*sources, "/_dash-component-suites/plotly/package_data/plotly.min.js"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert ALL.items() <= dict(answer.headers).items(), address
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'"), address


def test_a_policy_runs_no_inline_script_but_ours_and_never_eval(client):
    for address in ("/", "/indikator/LH-01", "/peta", "/layar", "/tidak-ada", "/unduh/xx.csv"):
        policy = directives(client.get(address).headers["Content-Security-Policy"])
        assert policy["default-src"] == ["'none'"]
        assert policy["base-uri"] == ["'none'"]
        assert policy["form-action"] == ["'self'"]
        scripts = policy["script-src"]
        assert scripts[0] == "'self'"
        assert all(re.fullmatch(r"'sha256-[\w+/]{43}='", one) for one in scripts[1:])
        assert len(scripts) == (1 if address in ("/layar", "/unduh/xx.csv") else 3)
        assert all("'unsafe" not in word for name in ("script-src", "style-src-elem") for word in policy[name])
        assert not [word for words in policy.values() for word in words if "://" in word or word == "*"]


@pytest.mark.parametrize("address", ["/", "/indikator/LH-01", "/peta", "/layar", "/tidak-ada"])
def test_each_inline_script_and_style_that_is_sent_is_named_and_nothing_else(client, address):
    answer = client.get(address)
    policy = directives(answer.headers["Content-Security-Policy"])
    tree = parse(answer.data)
    run = [one for one in tree.all("script") if not one.get("src") and one.get("type") not in ("application/json",)]
    sent = {fingerprint("".join(map(str, one.children))) for one in run}
    assert sent == set(policy["script-src"][1:])
    styles = re.findall(r"<style>(.*?)</style>", answer.text, flags=re.DOTALL)
    assert [fingerprint(one) for one in styles] == policy["style-src-elem"][1:2]


def test_a_script_in_a_stored_text_is_not_named_by_the_policy(client):
    """The hashes come from what we write, not from what the document holds in the end."""
    before = client.get("/").headers["Content-Security-Policy"]
    after = client.get("/?periode=<script>alert(1)</script>").headers["Content-Security-Policy"]
    assert before == after


def test_an_answer_that_says_only_that_nothing_changed_does_not_replace_a_policy(client):
    first = client.get("/assets/img/lambang.svg")
    again = client.get("/assets/img/lambang.svg", headers={"If-None-Match": first.headers["Etag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
    assert again.headers["X-Content-Type-Options"] == "nosniff"


def changed(demonstration, **server):
    """Return the test client of an application with other [server] keys."""
    config = demonstration.config.model_copy(update={"server": demonstration.config.server.model_copy(update=server)})
    return entered(create_app(config, demonstration.store, demonstration.catalogue).server)


def test_the_wall_alone_may_stand_in_a_frame_and_only_of_those_who_are_named(demonstration):
    client = changed(demonstration, frame_ancestors=("https://portal.example.go.id",))
    policy = directives(client.get("/layar").headers["Content-Security-Policy"])
    assert policy["frame-ancestors"] == ["https://portal.example.go.id"]
    for other in ("/", "/konflik", "/layar/x"):
        assert directives(client.get(other).headers["Content-Security-Policy"])["frame-ancestors"] == ["'none'"]


def test_behind_tls_browsers_are_told_to_keep_to_it(demonstration):
    client = changed(demonstration, https=True)
    for address in ("/", "/unduh/opd.csv", "/tidak-ada"):
        assert client.get(address).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_map_tiles_of_another_host_are_allowed_as_pictures_and_nothing_else():
    assert tile_origins("https://{s}.ubin.example/{z}/{x}/{y}.png") == ("https://*.ubin.example",)
    assert tile_origins("/ubin/{z}/{x}/{y}.png") == tile_origins("") == ()
    policy = directives(document_policy(images=tile_origins("https://ubin.example/{z}.png")))
    assert policy["img-src"] == ["'self'", "data:", "https://ubin.example"]
    assert "https://ubin.example" not in policy["script-src"] + policy["connect-src"]


def test_what_a_route_says_itself_stays():
    own = [("Content-Security-Policy", "default-src 'self'"), ("Content-Type", "text/html"), ("Server", "x/1.0")]
    headers = dict(Protection().complete(own))
    assert headers["Content-Security-Policy"] == "default-src 'self'"
    assert "Server" not in headers


def test_over_the_wire_nobody_tells_what_serves_and_refusals_of_the_server_itself_are_no_exception(dashboard):
    with listening(dashboard.server) as port:
        answer = requests.get(f"http://127.0.0.1:{port}/", timeout=30)
        assert answer.status_code == 200
        assert "Server" not in answer.headers
        with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
            raw.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nBad Header\r\n\r\n")
            told = b"".join(iter(lambda: raw.recv(65536), b"")).decode().lower()
        assert told.startswith("http/1.0 400")
        assert "x-content-type-options: nosniff" in told
        assert "content-security-policy: default-src 'none'" in told
        assert "waitress" not in told
        assert told.count("content-type:") == 1
