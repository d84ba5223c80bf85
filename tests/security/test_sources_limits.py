"""Nothing a source sends takes time, memory or the process: bombs, entities, depth, endless parts, drips (P13, P46)."""

import gzip
import zlib

import brotli
import misbehaving_server as server_
import pytest

from core.collect.contract import Limits
from core.errors import SourceChangedError, SourceDownError
from core.reasons import Reason
from tests.security.limits import LIMITS, PATIENT, assert_small, nested, refusal


@pytest.fixture(scope="module")
def _running():
    with server_.serving() as running:
        yield running


@pytest.fixture
def server(_running):
    _running.fault, _running.answers, _running.asked = None, [], []
    return _running


def asked(server, folder, limits=LIMITS, **options):
    return refusal("json_api", {"url": f"{server.url}/a", **options}, folder, limits)


def repeated(piece):
    """Send a piece for ever as the body, compressed with gzip."""

    def fault(handler):
        handler.begin(200, content_type="application/json", content_encoding="gzip")
        handler.end_headers()
        while not handler.server.stopping.is_set():
            handler.wfile.write(piece)

    return fault


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(bytes(500_000_000), 1)),
        ("deflate", zlib.compress(bytes(500_000_000), 1)),
        ("br", brotli.compress(bytes(500_000_000), quality=1)),
    ],
)
def test_a_bomb_ends_at_the_limit_of_what_it_expands_to(encoding, body, server, tmp_path):
    server.fault = server_.content(body, content_encoding=encoding)
    error = assert_small(lambda: asked(server, tmp_path, Limits(deadline=60, max_bytes=20_000_000)))
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)


def test_a_bomb_within_a_bomb_is_not_undone_twice(server, tmp_path):
    server.fault = server_.content(gzip.compress(gzip.compress(bytes(1_000_000))), content_encoding="gzip, gzip")
    assert asked(server, tmp_path).reason is Reason.FORMAT_MISMATCH


EMPTY, SPACE = (gzip.compress(one, mtime=0) for one in (b"", b" "))


@pytest.mark.parametrize("piece", [EMPTY * 500, EMPTY + SPACE], ids=["nothing", "a space"])
def test_a_compressed_stream_that_never_ends_and_holds_nothing_ends_at_the_limit(piece, server, tmp_path):
    server.fault = repeated(piece)
    error = assert_small(lambda: asked(server, tmp_path, Limits(deadline=60, max_bytes=2_000_000)))
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)


def endless(begin, piece):
    """Begin an answer and go on with a piece for ever, as fast as it is taken."""

    def fault(handler):
        handler.wfile.write(begin)
        while not handler.server.stopping.is_set():
            handler.wfile.write(piece)

    return fault


ENDLESS = {
    "one header line": endless(b"HTTP/1.1 200 OK\r\nX-Panjang: ", b"x" * 65536),
    "header lines": endless(b"HTTP/1.1 200 OK\r\n", b"X-Lagi: 1\r\n" * 1000),
    "status line": endless(b"HTTP/1.1 200 ", b"O" * 65536),
    "answers of 100 Continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "chunk length": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0" * 65536),
    "chunk extension": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a" * 65536),
    "chunks of one byte": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 1000),
    "trailers": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X-A: 1\r\n" * 1000),
    "body": endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536),
    "no HTTP at all": endless(b"", b"220 ftp siap\r\n" * 1000),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_ended(name, server, tmp_path):
    server.fault = ENDLESS[name]
    error = assert_small(lambda: asked(server, tmp_path, Limits(read_timeout=0.6, deadline=1.5, max_bytes=2_000_000)))
    assert error.reason in {Reason.SOURCE_DOWN, Reason.SOURCE_TIMEOUT, Reason.FILE_TOO_LARGE, Reason.TRUNCATED}


def dripping(begin, sign):
    """Begin an answer, then send a byte now and then: no silence ever lasts."""

    def fault(handler):
        handler.wfile.write(begin)
        while not handler.server.stopping.wait(0.1):
            handler.wfile.write(sign)

    return fault


@pytest.mark.parametrize(
    "fault",
    [
        dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X: 1\r\n"),
        dripping(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nX-A: ", b"x"),
        dripping(b"HTTP/1.1 503 Maaf\r\n\r\n", b"x"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_drip_ends_with_the_time_for_all(fault, server, tmp_path):
    server.fault = fault
    error = asked(server, tmp_path)
    assert error.reason in {Reason.SOURCE_TIMEOUT, Reason.SOURCE_DOWN}
    assert type(error) is SourceDownError


@pytest.mark.parametrize(
    "body",
    [
        nested(100_000, b"[", b"]"),
        b"[" * 1_000_000,
        nested(100_000, b'{"a":', b"}").replace(b":}", b":1}"),
        b'{"data": ' + nested(65, b"[", b"]") + b"}",
    ],
)
@pytest.mark.parametrize("kind", ["json_api", "geojson"])
def test_json_that_is_nested_without_end_is_refused(kind, body, server, tmp_path):
    server.fault = server_.content(body)
    assert refusal(kind, {"url": f"{server.url}/a"}, tmp_path, PATIENT).reason is Reason.JSON_TOO_DEEP


@pytest.mark.parametrize("number", [b"9" * 1_000_000, b"1" + b"0" * 5000, b"1e999999999"])
def test_a_number_without_end_is_refused(number, server, tmp_path):
    server.fault = server_.content(b'{"data": [{"a": ' + number + b"}]}")
    assert asked(server, tmp_path, PATIENT).reason is Reason.JSON_INVALID
