"""Foreign names and foreign pages: DNS rebinding reads nothing, no page of another site changes anything."""

import re

import pytest
from asking import cookie_of, outsider
from html_tree import parse
from hypothesis import given
from hypothesis import strategies as st

from app import create_app
from core.web.guard import READING, host_name, is_ours

CHANGES = ("/_dash-update-component", "/sumber/terbitan_bulanan/jalankan", "/konflik/x/putuskan")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
FOREIGN_PAGES = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Sec-Fetch-Site": "anything"},
    {"Origin": "https://jahat.example"},
    {"Origin": "http://localhost:81"},
    {"Origin": "http://localhost.jahat.example"},
    {"Origin": "null"},
    {"Origin": "localhost"},
    {"Origin": "file://localhost"},
    {"Referer": "http://localhost/"},
    {},
)


@pytest.mark.parametrize("headers", FOREIGN_PAGES, ids=str)
@pytest.mark.parametrize("address", CHANGES)
def test_a_change_from_elsewhere_is_refused_before_anything_reads_it(dashboard, address, headers):
    answer = outsider(dashboard.server).post(address, headers=headers, json={})
    assert answer.status_code == 403
    assert "Permintaan ditolak" in answer.text


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}], ids=str)
def test_our_own_page_is_let_through(dashboard, headers):
    known = {**headers, "Cookie": cookie_of(dashboard.server)}
    assert outsider(dashboard.server).post(CHANGES[0], headers=known, json={}).status_code == 400


def test_behind_tls_the_origin_of_our_page_has_another_scheme_and_is_still_ours(dashboard):
    known = {"Origin": "https://localhost", "Cookie": cookie_of(dashboard.server)}
    assert outsider(dashboard.server).post(CHANGES[0], headers=known, json={}).status_code == 400


def test_every_route_that_takes_more_than_reading_is_covered_also_one_that_is_added_later(demonstration):
    """New routes need nothing: the check stands before all of them."""
    app = create_app(demonstration.config, demonstration.store, demonstration.catalogue)
    app.server.add_url_rule("/rute-baru", "rute_baru", lambda: "changed", methods=["POST", "PUT", "PATCH", "DELETE"])
    asked = 0
    for rule in app.server.url_map.iter_rules():
        address = re.sub(r"<[^>]*any\((\w+)[^>]*>|<[^>]+>", lambda found: found[1] or "x", rule.rule)
        for method in rule.methods - READING:
            answer = outsider(app.server).open(address, method=method)
            assert answer.status_code == 403, (method, address)
            asked += 1
    assert asked >= 7


@pytest.mark.parametrize("method", ["PROPFIND", "DELETE", "PATCH", "TRACE", "CONNECT", "LOCK"])
def test_a_method_that_nobody_foresaw_counts_as_a_change(dashboard, method):
    assert outsider(dashboard.server).open("/", method=method).status_code == 403


@pytest.mark.parametrize(
    "host",
    (
        "jahat.example",
        "jahat.example:80",
        "localhost.jahat.example",
        "127.0.0.1.jahat.example",
        "localhost@jahat",
        "localhost, jahat.example",
        "localhost:80:80",
        "localhost/x",
        "local host",
        "0.0.0.0",
        "10.0.0.1",
        "127.1",
        "[::1",
        "",
    ),
)
def test_a_page_that_calls_us_by_another_name_reads_nothing(dashboard, host):
    for address in ("/", "/unduh/opd.csv", "/skrip/a.js", "/_dash-layout"):
        answer = outsider(dashboard.server).get(address, headers={"Host": host})
        assert answer.status_code == 400, (host, address)
        assert "Permintaan tidak dapat dibaca" in answer.text
        assert not parse(answer.data).all("section", "figure-card")


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8050", "127.0.0.1:1", "[::1]:8050", "[::1]", "localhost."])
def test_our_own_names_are_answered(dashboard, host):
    known = {"Host": host, "Cookie": cookie_of(dashboard.server)}
    assert outsider(dashboard.server).get("/layar", headers=known).status_code == 200


def test_a_kept_answer_is_not_given_to_a_foreign_name(dashboard):
    address = "/bagian/dimensi/tangguh"
    asking, known = outsider(dashboard.server), {"Cookie": cookie_of(dashboard.server)}
    assert [asking.get(address, headers=known).status_code for _ in range(2)] == [200, 200]
    assert asking.get(address, headers={**known, "Host": "jahat.example"}).status_code == 400


def test_a_configured_name_is_ours_and_its_neighbours_are_not():
    names = LOOPBACK | {"dasbor.example.go.id"}
    assert is_ours("dasbor.example.go.id", names)
    assert is_ours("DASBOR.example.go.id:443", names)
    assert not is_ours("x.dasbor.example.go.id", names)
    assert not is_ours("example.go.id", names)


def test_where_every_address_is_listened_on_each_number_is_ours_but_no_name():
    names = LOOPBACK | {"0.0.0.0"}
    assert is_ours("10.20.30.40:8050", names)
    assert is_ours("[fd00::1]:8050", names)
    assert not is_ours("jahat.example", names)
    assert not is_ours("10.20.30.40", LOOPBACK)


@given(st.text())
def test_no_text_in_place_of_a_host_makes_an_error(text):
    assert isinstance(host_name(text), str)
