"""A real HTTP(S) server on loopback that answers as it is told: honest samples, or one of many faults."""

import contextlib
import functools
import gzip
import socket
import ssl
import struct
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HTML = b"<!DOCTYPE html><html><head><title>Sedang perbaikan</title></head><body>Mohon maaf</body></html>"


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Answer:
    """What is answered to a path ("*" in it stands for anything); with `query`, only to requests that carry it."""

    path: str
    body: bytes
    media_type: str = "application/json"
    query: dict[str, str] = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Handler(BaseHTTPRequestHandler):
    """Answers one request by the server's fault, if one is set, otherwise by its answers."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        asked = Asked(parts.path, query, dict(self.headers.items()))
        self.server.asked.append(asked)
        with contextlib.suppress(OSError):
            if self.server.fault:
                self.close_connection = True
                self.server.fault(self)
            else:
                self.answer(self.server.answer_to(asked))

    def answer(self, answer: Answer) -> None:
        self.begin(answer.status, **{"content-type": answer.media_type, **answer.headers})
        self.whole(answer.body)

    def begin(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)

    def whole(self, body: bytes) -> None:
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args) -> None:
        pass


class MisbehavingServer(ThreadingHTTPServer):
    """The server; `asked` holds every request, `fault` overrides all answers."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, context: ssl.SSLContext | None = None, host: str = "127.0.0.1", port: int = 0) -> None:
        super().__init__((host, port), Handler)
        self.answers: list[Answer] = []
        self.asked: list[Asked] = []
        self.fault: Callable[[Handler], None] | None = None
        self.stopping = threading.Event()
        self.scheme = "http"
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
            self.scheme = "https"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.server_address[0]}:{self.server_port}"

    def answer_to(self, asked: Asked) -> Answer:
        for answer in self.answers:
            if fnmatchcase(asked.path, answer.path) and answer.query.items() <= asked.query.items():
                return answer
        return Answer(asked.path, b'{"pesan": "tidak ada"}', status=404)

    def handle_error(self, request, client_address) -> None:
        pass


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None = None, host: str = "127.0.0.1", port: int = 0):
    """Run a server until the block ends, on any address of loopback."""
    server = MisbehavingServer(context, host, port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    _bomb()  # now, so that no request waits for it
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()


def status(code: int, body: bytes = b"", **headers: str) -> Callable[[Handler], None]:
    """Answer a status."""

    def fault(handler: Handler) -> None:
        handler.begin(code, content_type="text/plain", **headers)
        handler.whole(body)

    return fault


def content(body: bytes, **headers: str) -> Callable[[Handler], None]:
    """Answer 200 with a body."""
    return status(200, body, **headers)


def cut_length(handler: Handler) -> None:
    """Announce more than comes."""
    handler.begin(200, content_type="application/json", content_length="5000")
    handler.end_headers()
    handler.wfile.write(b'{"data": [')


def cut_chunks(handler: Handler) -> None:
    """Break off between two chunks."""
    handler.begin(200, content_type="application/json", transfer_encoding="chunked")
    handler.end_headers()
    handler.wfile.write(b'8\r\n{"data":\r\n')


def cut_gzip(handler: Handler) -> None:
    """Send a gzip stream cut at a flush point, with a Content-Length that agrees: urllib3 alone takes it (M15)."""
    packer = zlib.compressobj(wbits=31)
    body = packer.compress(b'{"data": []}' * 500) + packer.flush(zlib.Z_FULL_FLUSH)
    handler.begin(200, content_type="application/json", content_encoding="gzip")
    handler.whole(body)


def broken_gzip(handler: Handler) -> None:
    """Send what is no gzip at all."""
    handler.begin(200, content_encoding="gzip")
    handler.whole(b"this is no gzip stream")


@functools.cache
def _bomb() -> bytes:
    return gzip.compress(bytes(50_000_000))


def bomb(handler: Handler) -> None:
    """Send 50 MB of nothing in 50 kB."""
    handler.begin(200, content_encoding="gzip")
    handler.whole(_bomb())


def bomb_in_redirect(handler: Handler) -> None:
    """Send the bomb as the body of a redirect that leads to itself (M14)."""
    handler.begin(302, location=handler.path, content_encoding="gzip")
    handler.whole(_bomb())


def endless(handler: Handler) -> None:
    """Send a body that never ends."""
    handler.begin(200, content_type="application/json")
    handler.end_headers()
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"[" * 65536)


def slow_body(handler: Handler) -> None:
    """Send a byte now and then: no read timeout ever strikes (M16)."""
    handler.begin(200, content_type="application/json", content_length="5000")
    handler.end_headers()
    _drip(handler, b" " * 5000)


def slow_headers(handler: Handler) -> None:
    """Send the status line byte by byte."""
    _drip(handler, b"HTTP/1.1 200 OK\r\nX-Wait: " + b"x" * 5000)


def silent(handler: Handler) -> None:
    """Accept and say nothing."""
    handler.server.stopping.wait()


def reset(handler: Handler) -> None:
    """Drop the connection hard."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def redirect_loop(handler: Handler) -> None:
    """Lead on and on."""
    handler.begin(302, location=f"{urlsplit(handler.path).path}?n={time.monotonic_ns()}")
    handler.whole(b"")


def redirect_to(address: str) -> Callable[[Handler], None]:
    """Lead elsewhere."""
    return status(302, b"", location=address)


def echoing(code: int) -> Callable[[Handler], None]:
    """Answer with the whole request in the body, keys and all, as some servers do in their faults."""

    def fault(handler: Handler) -> None:
        body = f"fault at {handler.path} with {dict(handler.headers)}".encode()
        handler.begin(code, content_type="text/plain")
        handler.whole(body)

    return fault


def _drip(handler: Handler, body: bytes) -> None:
    for sign in body:
        if handler.server.stopping.wait(0.1):
            return
        handler.wfile.write(bytes([sign]))
        handler.wfile.flush()
