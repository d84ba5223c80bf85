"""The socket: too large, too slow, ambiguous requests, sent byte by byte to the very server that app.py starts."""

import contextlib
import http.client
import socket

import pytest
from serving import listening

ASKED = b"GET /layar HTTP/1.1\r\nHost: localhost\r\n\r\n"
WAY_IN = b"GET /masuk HTTP/1.1\r\nHost: localhost\r\n\r\n"
HEAD = b"POST /a HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n"
# What a careless server reads as one request and the proxy before it as two, or the other way round.
AMBIGUOUS = {
    "two lengths": HEAD + b"Content-Length: 4\r\nContent-Length: 60\r\n\r\nabcd",
    "length with a sign": HEAD + b"Content-Length: +4\r\n\r\nabcd",
    "length in hex": HEAD + b"Content-Length: 0x4\r\n\r\nabcd",
    "two lengths in one": HEAD + b"Content-Length: 4, 60\r\n\r\nabcd",
    "unknown coding": HEAD + b"Transfer-Encoding: xchunked\r\n\r\n",
    "coding twice": HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "space before the colon": HEAD + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "folded line": HEAD + b"X-A: 1\r\n Transfer-Encoding: chunked\r\nContent-Length: 4, 4\r\n\r\nabcd",
    "bare line feed": HEAD + b"X-A: 1\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "bare carriage return": HEAD + b"X-A: 1\rX-B: 2\r\n\r\n",
    "no number as a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nabcd\r\n0\r\n\r\n",
    "chunk with a sign": HEAD + b"Transfer-Encoding: chunked\r\n\r\n+4\r\nabcd\r\n0\r\n\r\n",
    "null in a name": HEAD + b"X-\x00A: 1\r\n\r\n",
}
SMUGGLED = b"GET /selundupan HTTP/1.1\r\nHost: localhost\r\n\r\n"


class Recorder:
    """A WSGI application that only notes what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, environ, start):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], environ["wsgi.input"].read()))
        start("200 OK", [("Content-Type", "text/plain")])
        return [b"ok"]


def told(raw):
    """Return all that comes until the server closes or nothing more comes."""
    raw.settimeout(3)
    got = b""
    with contextlib.suppress(TimeoutError, ConnectionError):
        while piece := raw.recv(65536):
            got += piece
    return got


def status(port, content):
    """Return the status of the answer to some bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(content)
        return int(raw.recv(65536).split()[1])


@pytest.fixture
def running():
    """Return (recorder, port) of a server with small limits."""
    recorder = Recorder()
    with listening(recorder, max_body=5000, max_header=3000) as port:
        yield recorder, port


def test_a_body_that_is_too_large_is_refused_before_it_is_read(running):
    recorder, port = running
    assert status(port, HEAD + b"Content-Length: 999999999\r\n\r\n") == 413
    assert recorder.asked == []


def test_a_body_that_grows_too_large_in_pieces_is_refused(running):
    recorder, port = running
    pieces = b"".join(b"%x\r\n%s\r\n" % (1000, b"a" * 1000) for _ in range(6))
    assert status(port, HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + pieces) == 413
    assert recorder.asked == []


@pytest.mark.parametrize(
    "content",
    [
        b"GET /?q=" + b"a" * 4000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: " + b"a" * 4000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(500)) + b"\r\n",
        b"a" * 4000,
    ],
    ids=["address", "header", "many headers", "no end"],
)
def test_an_address_or_headers_that_are_too_long_are_refused(running, content):
    recorder, port = running
    assert status(port, content) == 431
    assert recorder.asked == []


def test_what_fits_is_taken_whole(running):
    recorder, port = running
    assert status(port, HEAD + b"Content-Length: 4900\r\n\r\n" + b"a" * 4900) == 200
    assert recorder.asked == [("POST", "/a", b"a" * 4900)]


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_an_ambiguous_request_reaches_nobody_and_nothing_behind_it_is_answered(running, name):
    recorder, port = running
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(AMBIGUOUS[name] + SMUGGLED)
        answer = told(raw)
    assert "/selundupan" not in [path for _, path, _ in recorder.asked]
    assert recorder.asked == []
    assert answer.split()[1] in (b"400", b"501")
    assert answer.count(b"HTTP/1.") == 1


def test_a_length_beside_chunks_does_not_hide_a_second_request(running):
    """The chunks decide, as RFC 9112 6.3 wants it; the proxy in front must do the same."""
    recorder, port = running
    with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        inner = b"4\r\nabcd\r\n0\r\n\r\n"
        raw.sendall(HEAD + b"Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n" % len(inner) + inner)
        told(raw)
    assert [one for one in recorder.asked if one[1] != "/a"] == []
    assert recorder.asked in ([], [("POST", "/a", b"abcd")])


def test_a_request_that_comes_byte_by_byte_is_given_up_although_it_never_is_silent(running):
    with listening(Recorder(), patience=1) as port:
        for begin in (b"GET / HTTP/1.1\r\nX-A: ", HEAD + b"Content-Length: 4000\r\n\r\n"):
            with socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
                raw.sendall(begin)
                assert dripped(raw) < 100, "the connection was still open after 20 seconds"


def dripped(raw):
    """Return how many bytes could be sent, one each 0.2 s, until the server closed."""
    raw.settimeout(0.2)
    for sent in range(100):
        try:
            raw.sendall(b"a")
            if raw.recv(1) == b"":
                return sent
        except TimeoutError:
            continue
        except OSError:
            return sent
    return 100


def test_others_are_served_while_many_connections_dawdle(dashboard):
    with listening(dashboard.server, threads=2, patience=30) as port, contextlib.ExitStack() as slow:
        for _ in range(60):
            raw = slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            raw.sendall(ASKED[:-4])
        for _ in range(5):
            asking = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            asking.request("GET", "/masuk")
            assert asking.getresponse().status == 200
            asking.close()


def test_others_are_served_again_when_dawdlers_had_taken_every_connection():
    with listening(Recorder(), connections=10, patience=1) as port, contextlib.ExitStack() as slow:
        for _ in range(25):
            slow.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30)).sendall(ASKED[:-4])
        with socket.create_connection(("127.0.0.1", port), timeout=60) as raw:
            raw.sendall(ASKED)
            assert raw.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_reader_who_never_takes_the_answer_holds_nobody_up(dashboard):
    with listening(dashboard.server, threads=1, patience=2) as port, contextlib.ExitStack() as deaf:
        for _ in range(10):
            raw = deaf.enter_context(socket.socket())
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            raw.connect(("127.0.0.1", port))
            raw.sendall(WAY_IN)
        assert status(port, WAY_IN) == 200


def test_an_idle_connection_is_closed():
    with listening(Recorder(), patience=1) as port, socket.create_connection(("127.0.0.1", port), timeout=30) as raw:
        raw.sendall(ASKED)
        answer = b""
        while piece := raw.recv(65536):  # times out unless the server closes
            answer += piece
        assert answer.startswith(b"HTTP/1.1 200")
        assert answer.endswith(b"ok")
