"""No request of a source leaves for an address that nobody opened: names, redirects, pages, proxies (P14)."""

import contextlib
import socket
import threading

import misbehaving_server as server_
import pytest
import requests

from core.collect.connectors import connectors
from core.collect.contract import Source, Tools
from core.domain.internal_hosts import NOTHING_INTERNAL, parse_internal_hosts
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason, explain
from data_sources._http import Asker, get_bytes
from tests.contract.cases import LIMITS, Kept, asking_kinds, case_of

BODY = b'{"data": [{"a": 1}]}'


@pytest.fixture
def canary():
    """Return a server on 127.0.0.1 that must never be reached."""
    with server_.serving() as running:
        running.answers = [server_.Answer("/*", BODY)]
        yield running


@pytest.fixture
def portal(canary):
    """Return a server on 127.0.0.2, on the port of the canary: what a name leads to is the only difference."""
    with server_.serving(host="127.0.0.2", port=canary.server_port) as running:
        running.answers = [server_.Answer("/*", BODY)]
        yield running


@pytest.fixture
def names(monkeypatch):
    """Return a table of names: to each a list of answers, one a look-up, the last one stays; and what was looked up."""
    table, real = {}, socket.getaddrinfo

    def resolve(host, port, *rest, **more):
        answers = table.get(host)
        if answers is None:
            return real(host, port, *rest, **more)
        resolve.asked.append(host)
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [found for one in addresses for found in real(one, port, *rest, **more)]

    resolve.asked = []
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    table["asked"] = resolve.asked
    return table


def tools(open_hosts=(), limits=LIMITS):
    internal = parse_internal_hosts(open_hosts)
    return Tools(requests.Session(), Kept(), None, "kunci-rahasia-77", limits=limits, internal=internal)


def asker(open_hosts=(), **options):
    return Asker(Source("uji", "DLH", "json_api", options=options), tools(open_hosts))


def refusal(ask):
    with pytest.raises(SourceError) as caught:
        ask()
    return caught.value


def assert_forbidden(error, *said):
    assert (type(error), error.reason) == (SourceRefusedError, Reason.ADDRESS_INTERNAL)
    for words in said:
        assert words in str(error)


@pytest.mark.parametrize("kind", asking_kinds())
def test_no_connector_asks_an_internal_address_that_is_not_named(kind, canary):
    case_of(kind).serve(canary)
    source = case_of(kind).source(canary.url)
    kept = Kept()
    closed = Tools(requests.Session(), kept, None, "kunci", limits=LIMITS, internal=NOTHING_INTERNAL)
    error = refusal(lambda: connectors()[kind].fetch(source, closed))
    assert_forbidden(error, 'add "127.0.0.1" to internal_hosts in [collect]')
    assert (canary.asked, kept.contents) == ([], [])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "017700000001", "127.1", "0", "[::ffff:127.0.0.1]"]
)
def test_no_spelling_of_this_machine_is_connected_to(host):
    with contextlib.closing(socket.create_server(("0.0.0.0", 0))) as listener:
        listener.setblocking(False)
        error = refusal(lambda: asker().ask(f"http://{host}:{listener.getsockname()[1]}/a"))
        assert_forbidden(error)
        with pytest.raises(BlockingIOError):  # not even a connection was made
            listener.accept()


def test_a_name_that_leads_inside_is_not_asked_and_the_refusal_says_how_to_mend_it(canary, names):
    names["simpel.paserkab.go.id"] = [["10.12.3.4"]]
    error = refusal(lambda: asker().ask(f"http://simpel.paserkab.go.id:{canary.server_port}/a?kunci=1"))
    assert_forbidden(error, "10.12.3.4", "an internal network", 'add "simpel.paserkab.go.id" to internal_hosts')
    assert "kunci" not in str(error)
    told = explain(error.reason, found=error.found, expected=error.expected)
    assert "simpel.paserkab.go.id → 10.12.3.4 (jaringan dalam)" in told.sentence
    assert "Yang diharapkan: alamat publik" in told.sentence
    assert "internal_hosts di bagian [collect] config.toml" in told.mend


def test_a_network_that_is_named_is_asked_and_its_neighbour_is_not(canary, portal, names):
    names["portal.test"] = [["127.0.0.2"]]
    address = f"http://portal.test:{portal.server_port}/a"
    assert asker(["127.0.0.2"]).ask(address) == BODY
    assert portal.asked[0].headers["Host"] == f"portal.test:{portal.server_port}"
    names["portal.test"] = [["127.0.0.1"]]
    assert_forbidden(refusal(lambda: asker(["127.0.0.2"]).ask(address)))
    assert canary.asked == []


def test_a_name_is_looked_up_once_and_what_was_checked_is_what_is_connected_to(canary, portal, names):
    names["portal.test"] = [["127.0.0.2"], ["127.0.0.1"]]  # the second answer would be for the connection
    assert asker(["127.0.0.2"]).ask(f"http://portal.test:{portal.server_port}/a") == BODY
    assert names["asked"] == ["portal.test"]
    assert (len(portal.asked), canary.asked) == (1, [])


def test_one_forbidden_address_among_allowed_ones_is_enough_to_refuse(canary, portal, names):
    for both in (["127.0.0.2", "127.0.0.1"], ["127.0.0.1", "127.0.0.2"]):
        names["portal.test"] = [both]
        assert_forbidden(refusal(lambda: asker(["127.0.0.2"]).ask(f"http://portal.test:{portal.server_port}/a")))
    assert (portal.asked, canary.asked) == ([], [])


def test_each_page_is_looked_at_anew(canary, portal, names):
    names["portal.test"] = [["127.0.0.2"], ["127.0.0.2"], ["127.0.0.1"]]
    pages, address = asker(["127.0.0.2"]), f"http://portal.test:{portal.server_port}/a"
    pages.ask(address, {"page": 1})
    pages.follow("?page=2")
    assert_forbidden(refusal(lambda: pages.follow("?page=3")))
    assert ([one.query["page"] for one in portal.asked], canary.asked) == (["1", "2"], [])


def test_each_redirect_is_looked_at_also_to_a_host_that_is_listed(canary, portal, names):
    names["berkas.test"] = [["127.0.0.1"]]
    portal.fault = server_.redirect_to(f"http://berkas.test:{canary.server_port}/a")
    listed = asker(["127.0.0.2"], hosts=[f"berkas.test:{canary.server_port}"])
    assert_forbidden(refusal(lambda: listed.ask(f"{portal.url}/a")), "berkas.test")
    assert (len(portal.asked), canary.asked) == (1, [])


def test_a_redirect_back_to_the_own_name_is_looked_at_too(canary, portal, names):
    names["portal.test"] = [["127.0.0.2"], ["127.0.0.1"]]
    portal.fault = server_.redirect_to("/b")
    assert_forbidden(refusal(lambda: asker(["127.0.0.2"]).ask(f"http://portal.test:{portal.server_port}/a")))
    assert (len(portal.asked), canary.asked) == (1, [])


@pytest.mark.parametrize(
    "address",
    [
        *("169.254.169.254", "10.0.0.1", "192.168.0.1", "172.16.0.1", "100.100.100.200", "224.0.0.1", "240.0.0.1"),
        *("[::1]", "[fe80::1]", "[fd00:ec2::254]", "[2002:7f00:1::1]", "[2001:0:1::1]", "[64:ff9b::a00:1]"),
    ],
)
def test_addresses_in_figures_are_refused_by_their_range(address):
    assert_forbidden(refusal(lambda: asker(["127.0.0.1"]).ask(f"http://{address}/latest")))


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"])
def test_a_proxy_of_the_environment_is_not_asked(variable, canary, portal, monkeypatch):
    monkeypatch.setenv(variable, canary.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert asker(["127.0.0.2"]).ask(f"{portal.url}/a") == BODY
    assert (len(portal.asked), canary.asked) == (1, [])


def test_a_proxy_does_not_carry_a_request_past_the_guard(canary, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", canary.url)
    assert_forbidden(refusal(lambda: asker(["127.0.0.1"]).ask("http://10.12.3.4/a")))
    assert canary.asked == []


def test_a_password_of_a_netrc_is_not_sent(portal, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.2 login dinas password jangan-kirim\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    asker(["127.0.0.2"]).ask(f"{portal.url}/a")
    assert "Authorization" not in portal.asked[0].headers


def test_a_name_server_that_never_answers_ends_with_the_time_of_connecting(monkeypatch):
    answered = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [] if answered.wait() else None)
    error = refusal(lambda: asker().ask("http://portal.test/a"))
    answered.set()
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_TIMEOUT)


def test_a_name_that_leads_nowhere_is_a_source_that_is_down(names):
    names["portal.test"] = [[]]
    assert refusal(lambda: asker().ask("http://portal.test/a")).reason is Reason.SOURCE_DOWN
    assert refusal(lambda: asker().ask(f"http://{'a' * 70}.test/a")).reason is Reason.SOURCE_DOWN


def test_the_second_address_of_a_name_is_tried_when_the_first_is_silent(portal, names):
    names["portal.test"] = [["127.0.0.3", "127.0.0.2"]]
    source = Source("uji", "DLH", "json_api")
    opened = tools(["127.0.0.2", "127.0.0.3"])
    assert get_bytes(source, opened, f"http://portal.test:{portal.server_port}/a") == BODY
