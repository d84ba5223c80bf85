"""The one way of asking: encodings, redirects, hosts, certificates, limits, secrets. Faults: test_every_connector."""

import contextlib
import gc
import gzip
import hashlib
import json
import os
import socket
import ssl
import tracemalloc
import zlib
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

import brotli
import misbehaving_server as server_
import pytest
import trustme
from cases import LIMITS, SECRET, Kept, tools_of

from core.clock import now_utc
from core.collect.contract import Limits, Source
from core.errors import SourceChangedError, SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources._http import Asker, get_bytes, get_json

BODY = json.dumps({"data": ["Kuaro"] * 100}).encode()


def get(server, tmp_path, path="/a", kept=None, limits=LIMITS, params=None, **options):
    source = Source("uji", "DLH", "json_api", options=options, secret="KUNCI_UJI")
    return get_bytes(source, tools_of(kept or Kept(), tmp_path, limits=limits), server.url + path, params)


def refusal(server, tmp_path, path="/a", **options):
    with pytest.raises(SourceError) as caught:
        get(server, tmp_path, path, **options)
    return caught.value


def quick_brotli(body):
    return brotli.compress(body, quality=1)


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("x-gzip", gzip.compress),
        ("gzip", lambda body: gzip.compress(body[:50]) + gzip.compress(body[50:])),
        ("deflate", zlib.compress),
        ("deflate", raw_deflate),
        ("br", brotli.compress),
        ("identity", bytes),
    ],
)
def test_every_encoding_that_was_offered_is_undone(encoding, pack, server, tmp_path):
    for body in (BODY, BODY * 3000):
        server.fault = server_.content(pack(body), content_encoding=encoding)
        assert get(server, tmp_path, limits=Limits()) == body


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress)]
)
def test_every_cut_of_a_compressed_body_is_noticed(encoding, pack, server, tmp_path):
    packed = pack(BODY)
    for cut in range(1, len(packed), 7):
        server.fault = server_.content(packed[:cut], content_encoding=encoding)
        error = refusal(server, tmp_path)
        assert (type(error), error.reason) == (SourceDownError, Reason.TRUNCATED)


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("br", quick_brotli), ("deflate", zlib.compress)]
)
def test_a_bomb_stops_at_the_limit_and_takes_no_memory(encoding, pack, server, tmp_path):
    server.fault = server_.content(pack(bytes(60_000_000)), content_encoding=encoding)
    tracemalloc.start()
    error = refusal(server, tmp_path, limits=Limits(max_bytes=10_000_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)
    assert peak < 25_000_000


def test_bytes_and_pages_are_counted_over_the_whole_fetch(server, tmp_path):
    server.fault = server_.content(b"x" * 400)
    asker = Asker(Source("uji", "DLH", "ckan"), tools_of(Kept(), tmp_path, limits=Limits(max_bytes=1000, pages=10)))
    asker.ask(server.url)
    asker.ask(server.url)
    with pytest.raises(SourceChangedError, match="more than 1000 bytes"):
        asker.ask(server.url)


def test_the_deadline_is_one_for_all_pages(server, tmp_path):
    server.fault = server_.content(b"x")
    asker = Asker(Source("uji", "DLH", "ckan", options={"timeout": 0.5, "pause": 0.3}), tools_of(Kept(), tmp_path))
    with pytest.raises(SourceDownError) as caught:
        for _ in range(5):
            asker.ask(server.url)
    assert caught.value.reason is Reason.SOURCE_TIMEOUT
    assert len(server.asked) <= 3


@pytest.mark.parametrize("fault", [server_.slow_headers, server_.slow_body])
def test_the_deadline_cuts_a_later_page_as_it_cuts_the_first(fault, server, tmp_path):
    server.answers = [server_.Answer("/*", b"x")]
    asker = Asker(Source("uji", "DLH", "ckan"), tools_of(Kept(), tmp_path))
    asker.ask(server.url)
    server.fault = fault
    with pytest.raises(SourceDownError) as caught:
        asker.ask(server.url)
    assert caught.value.reason is Reason.SOURCE_TIMEOUT


def test_a_few_redirects_are_followed_and_cookies_come_along(server, tmp_path):
    def fault(handler):
        if "sesi=1" in handler.headers.get("cookie", ""):
            handler.begin(200, content_type="application/json")
            handler.whole(BODY)
        else:
            handler.begin(302, location="/a", set_cookie="sesi=1; Path=/")
            handler.whole(b"")

    server.fault = fault
    assert get(server, tmp_path) == BODY


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://localhost:{port}/a",
        "http://2130706433:{port}/a",
        "http://[::ffff:127.0.0.1]:{port}/a",
        "http://user@127.0.0.1:{own}/a",
        "http://127.0.0.1:{own}\\@127.0.0.1:{port}/a",
        "//127.0.0.1:{port}/a",
        "file:///etc/passwd",
        "ftp://127.0.0.1:{port}/a",
        "gopher://127.0.0.1:{port}/a",
        "http://127.0.0.1:{own}\t:{port}/a",
        "http://0x7f000001:{port}/a",
        "http://127.0.0.1:99999/",
    ],
)
def test_no_spelling_of_a_redirect_leads_off_the_list(location, server, tmp_path):
    with server_.serving() as canary:
        where = location.format(port=canary.server_port, own=server.server_port)
        server.fault = server_.redirect_to(where)
        error = refusal(server, tmp_path)
        assert canary.asked == []
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_MOVED)
    assert len(server.asked) == 1


def test_a_listed_host_is_followed_without_the_headers_of_the_source(server, tmp_path):
    with server_.serving() as other:
        other.answers = [server_.Answer("/b", BODY)]
        server.fault = server_.redirect_to(f"{other.url}/b")
        listed = [f"127.0.0.1:{other.server_port}"]
        options = {"secret_header": "X-Kunci: {secret}", "headers": {"Authorization": "Basic {secret}", "X-A": "1"}}
        assert get(server, tmp_path, hosts=listed, **options) == BODY
        assert server.asked[0].headers["X-Kunci"] == SECRET
        assert not {"Authorization", "X-Kunci", "X-A"} & set(other.asked[0].headers)


@pytest.mark.parametrize(
    "url", ["http://a:b@127.0.0.1/", "ftp://127.0.0.1/", "127.0.0.1/a", "http://", "http://x:y/", ""]
)
def test_an_address_that_is_none_is_refused_before_anything_is_sent(url, tmp_path):
    with pytest.raises(SourceRefusedError) as caught:
        get_bytes(Source("uji", "DLH", "json_api"), tools_of(Kept(), tmp_path), url)
    assert caught.value.reason is Reason.SOURCE_MOVED
    assert "a:b" not in str(caught.value)


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    """An authority of our own, and contexts of servers: right, for another name, expired."""
    folder, authority = tmp_path_factory.mktemp("tls"), trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    past = now_utc() - timedelta(days=1)
    issued = {
        "right": authority.issue_cert("127.0.0.1"),
        "other name": authority.issue_cert("portal.test"),
        "expired": authority.issue_cert("127.0.0.1", not_before=past - timedelta(days=9), not_after=past),
    }
    contexts = {}
    for name, certificate in issued.items():
        contexts[name] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(contexts[name])
    return folder, contexts


def test_an_authority_nobody_knows_is_refused_and_taken_with_ca_file(certificates):
    folder, contexts = certificates
    with server_.serving(contexts["right"]) as secure:
        secure.answers = [server_.Answer("/a", BODY)]
        error = refusal(secure, folder)
        assert (type(error), error.reason) == (SourceRefusedError, Reason.TLS_UNTRUSTED)
        assert "ca_file in [sources.uji]" in str(error)
        assert secure.asked == []
        assert get(secure, folder, ca_file="ca.pem") == BODY


@pytest.mark.parametrize("name", ["other name", "expired"])
def test_a_certificate_that_does_not_fit_is_refused_even_with_ca_file(name, certificates):
    folder, contexts = certificates
    with server_.serving(contexts[name]) as secure:
        error = refusal(secure, folder, ca_file="ca.pem")
        assert (type(error), error.reason) == (SourceRefusedError, Reason.TLS_UNTRUSTED)
        assert secure.asked == []


def test_a_session_that_does_not_check_certificates_is_not_obeyed(certificates):
    folder, contexts = certificates
    with server_.serving(contexts["right"]) as secure:
        tools = tools_of(Kept(), folder)
        tools.http.verify = False
        with pytest.raises(SourceRefusedError) as caught:
            get_bytes(Source("uji", "DLH", "json_api"), tools, f"{secure.url}/a")
        assert caught.value.reason is Reason.TLS_UNTRUSTED


def test_from_https_nothing_leads_back_to_http(certificates, server):
    folder, contexts = certificates
    with server_.serving(contexts["right"]) as secure:
        secure.fault = server_.redirect_to(f"{server.url}/a")
        error = refusal(secure, folder, ca_file="ca.pem", hosts=[f"127.0.0.1:{server.server_port}"])
        assert error.reason is Reason.SOURCE_MOVED
    assert server.asked == []


@pytest.mark.parametrize("fault", [server_.slow_headers, server_.slow_body, server_.silent])
def test_the_deadline_holds_over_tls_too(fault, certificates):
    folder, contexts = certificates
    with server_.serving(contexts["right"]) as secure:
        secure.fault = fault
        assert refusal(secure, folder, ca_file="ca.pem").reason is Reason.SOURCE_TIMEOUT


def test_a_handshake_that_never_ends_is_cut():
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"https://127.0.0.1:{deaf.getsockname()[1]}/"
        with pytest.raises(SourceDownError) as caught:
            get_bytes(Source("uji", "DLH", "json_api"), tools_of(Kept(), None), address)
    assert caught.value.reason is Reason.SOURCE_TIMEOUT


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_ca_file_that_is_missing_or_none_is_named(content, server, tmp_path):
    if content:
        (tmp_path / "ca.pem").write_bytes(content)
    error = refusal(server, tmp_path, ca_file="ca.pem")
    assert (type(error), error.reason) == (SourceRefusedError, Reason.TLS_UNTRUSTED)
    assert "ca.pem" in str(error)


def test_a_date_to_come_back_becomes_seconds(server, tmp_path):
    at = now_utc() + timedelta(minutes=10)
    server.fault = server_.status(503, retry_after=format_datetime(at, usegmt=True))
    wait = refusal(server, tmp_path).retry_after
    assert 590 <= wait <= 600


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("0", 0.0),
        ("-5", None),
        ("1e9", None),
        ("9" * 400, 999999999999.0),
        ("Wed, 01 Jan 2020 00:00:00 GMT", 0.0),
        ("Wed, 99 Jan 2020 00:00:00 GMT", None),
        ("", None),
    ],
)
def test_odd_waits_are_read_carefully(header, wait, server, tmp_path):
    server.fault = server_.status(429, retry_after=header)
    assert refusal(server, tmp_path).retry_after == wait


def test_the_checksum_that_was_agreed_is_demanded(server, tmp_path):
    server.fault = server_.content(BODY)
    right = hashlib.sha256(BODY).hexdigest()
    assert get(server, tmp_path, sha256=right.upper()) == BODY
    kept = Kept()
    error = refusal(server, tmp_path, sha256="0" * 64, kept=kept)
    assert (type(error), error.reason) == (SourceChangedError, Reason.CHECKSUM_MISMATCH)
    assert kept.contents == [BODY]


def test_addresses_are_kept_without_query_and_secret(server, tmp_path):
    server.answers = [server_.Answer("/*", BODY)]
    kept = Kept()
    get(server, tmp_path, path="/v1/{secret}/a?kunci={secret}&x=1", params={"y": "{secret}", "z": None}, kept=kept)
    assert kept.addresses == [f"{server.url}/v1/***/a"]
    assert server.asked[0].query == {"kunci": SECRET, "x": "1", "y": SECRET}


def test_a_link_in_which_the_source_writes_its_own_key_is_followed_with_it(server, tmp_path):
    key = quote(SECRET, safe="")
    server.answers = [
        server_.Answer("/b", BODY, query={"k": SECRET}),
        server_.Answer("/a", f'{{"next": "{server.url}/b?k={key}"}}'.encode()),
    ]
    kept = Kept()
    asker = Asker(Source("uji", "DLH", "json_api"), tools_of(kept, tmp_path))
    link = asker.ask_json(f"{server.url}/a")["next"]
    assert link == f"{server.url}/b?k=***"
    assert asker.follow(link) == BODY
    assert not [content for content in kept.contents if key.encode() in content]


def test_the_key_in_such_a_link_does_not_go_to_another_host(server, tmp_path):
    with server_.serving() as other:
        other.answers = [server_.Answer("/b", BODY)]
        asker = Asker(
            Source("uji", "DLH", "json_api", options={"hosts": [f"127.0.0.1:{other.server_port}"]}),
            tools_of(Kept(), tmp_path),
        )
        server.answers = [server_.Answer("/a", BODY)]
        asker.ask(f"{server.url}/a")
        asker.follow(f"{other.url}/b?k=***")
        assert other.asked[0].query == {"k": "***"}


def test_what_is_agreed_by_its_sum_is_the_answer_as_it_was_sent(server, tmp_path):
    body = f"a;{SECRET}\n".encode()
    server.fault = server_.content(body)
    kept = Kept()
    assert get(server, tmp_path, sha256=hashlib.sha256(body).hexdigest(), kept=kept) == b"a;***\n"
    assert kept.contents == [b"a;***\n"]


def test_a_secret_that_no_header_can_carry_is_not_told(server, tmp_path):
    source = Source("uji", "DLH", "json_api", options={"secret_header": "X-Kunci: {secret}"})
    with pytest.raises(SourceError) as caught:
        get_bytes(source, tools_of(Kept(), tmp_path, secret="rahasia\r\nX-Lain: 1"), f"{server.url}/a")
    assert "rahasia" not in str(caught.value)
    assert caught.value.__context__ is None
    assert server.asked == []


def test_foreign_text_in_a_message_is_short_and_on_one_line(server, tmp_path):
    server.fault = server_.status(500, b"baris\r\n\x1b[31mmerah\x00 \xe2\x80\xae" + b"x" * 3000)
    message = str(refusal(server, tmp_path))
    assert message.isprintable()
    assert len(message) < 400


def test_many_headers_end_as_a_source_that_is_down(server, tmp_path):
    server.fault = server_.content(b"{}", **{f"x-{number}": "1" for number in range(200)})
    assert refusal(server, tmp_path).reason is Reason.SOURCE_DOWN


def test_json_is_asked_for_in_one_line(server, tmp_path):
    server.answers = [server_.Answer("/a", b'{"x": 1}', query={"q": "Kuaro"})]
    assert get_json(Source("uji", "DLH", "x"), tools_of(Kept(), tmp_path), f"{server.url}/a", q="Kuaro") == {"x": 1}


def test_no_connection_stays_open_behind_a_fetch(server, tmp_path):
    server.answers = [server_.Answer("/a", BODY)]
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            get(server, tmp_path)
        for fault in [server_.status(503), server_.cut_length, server_.redirect_loop, server_.bomb]:
            server.fault = fault
            assert refusal(server, tmp_path)
        assert connections_to(server.server_port) == 0
    finally:
        gc.enable()


def connections_to(port):
    """Return how many connections to a port this process holds open."""
    found = 0
    for name in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(int(name.name))) as one:
            found += one.getpeername()[1:2] == (port,)
    return found
