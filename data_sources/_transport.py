"""Connections under guard: a deadline no slow server outlasts, TLS checked, no proxy, each address looked at.

A read timeout alone never ends an answer that comes one byte a second; here the connection is cut.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.ssl_ import create_urllib3_context

from core.domain.internal_hosts import NOTHING_INTERNAL, InternalHosts
from data_sources._guard import Found, connected, looked_up

# At DEBUG urllib3 writes path and query of every request, and keys stand in both.
logging.getLogger("urllib3").setLevel(logging.WARNING)


class Deadline:
    """The end of one fetch. When it comes, every connection that is watched is cut."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._at = time.monotonic() + seconds
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()

    def left(self) -> float:
        """Return the seconds that are left, 0 when it has passed."""
        return max(0.0, self._at - time.monotonic())

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection too when the end comes."""
        # A duplicate, because TLS takes the descriptor out of the first socket object.
        double = connection.dup()
        with self._lock:
            self._watched.append(double)
        if not self.left():
            self._cut()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep watch while one answer is asked for and read."""
        timer = threading.Timer(self.left(), self._cut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            with self._lock:
                for double in self._watched:
                    double.close()
                self._watched.clear()

    def _cut(self) -> None:
        with self._lock:
            for double in self._watched:
                with suppress(OSError):
                    double.shutdown(socket.SHUT_RDWR)


# Makes every new connection of the request at hand. Not a class made per adapter: that would be a circle of
# references, and sockets would stay open until the collector of garbage comes by.
_CONNECT: ContextVar[Callable[[HTTPConnection, str], socket.socket]] = ContextVar("connect")


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _CONNECT.get()(self, self._dns_host)


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _CONNECT.get()(self, self._dns_host)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


POOLS = {"http": _PlainPool, "https": _SecurePool}


class GuardedAdapter(HTTPAdapter):
    """The adapter of one fetch: extra certificates, watched connections, no forbidden peers, no proxy.

    A proxy would look names up by itself, where nobody checks what they lead to; so none is ever asked, whatever the
    environment says (docs/decisions).
    """

    def __init__(
        self, deadline: Deadline, *, internal: InternalHosts = NOTHING_INTERNAL, certificates: str = ""
    ) -> None:
        self._deadline = deadline
        self._internal = internal
        self._context = create_urllib3_context()
        if certificates:
            self._context.load_verify_locations(cadata=certificates)  # besides the usual ones, which requests adds
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool with our context and our connections."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **_: Any) -> Any:
        """Refuse: a request through a proxy would not be looked at.

        Raises:
            ValueError: Always.
        """
        raise ValueError("no proxy is used")

    def ask(self, request: PreparedRequest, *, connect: float, read: float) -> Response:
        """Send one request, certificates checked; its connection is looked at before it is made, and watched.

        Args:
            request: To whom.
            connect: Seconds until the connection stands.
            read: Seconds of silence.

        Raises:
            ForbiddenAddressError: If its host leads where no source may stand.
        """
        left = max(0.001, self._deadline.left())
        mark = _CONNECT.set(self._connected)
        try:
            return self.send(request, stream=True, timeout=(min(connect, left), min(read, left)), verify=True)
        finally:
            _CONNECT.reset(mark)

    def close(self) -> None:
        """Close every connection now; urllib3 alone waits until nobody refers to its pools any more."""
        for key in self.poolmanager.pools.keys():  # noqa: SIM118 - it has no iterator
            pool = self.poolmanager.pools.get(key)
            if pool is not None:
                pool.close()
        super().close()

    def _connected(self, connection: HTTPConnection, host: str) -> socket.socket:
        limit = connection.timeout if isinstance(connection.timeout, int | float) else self._deadline.seconds
        try:
            sock = self._first(looked_up(host, connection.port, self._internal, limit), limit, connection)
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, "connect timeout") from error
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(connection, type(error).__name__) from error
        self._deadline.watch(sock)
        return sock

    def _first(self, found: list[Found], limit: float, connection: HTTPConnection) -> socket.socket:
        """Return a connection to the first address that answers."""
        for number, one in enumerate(found, 1):
            try:
                return connected(one, max(0.001, min(limit, self._deadline.left())), connection.socket_options or ())
            except OSError:
                if number == len(found):
                    raise
        raise OSError("no address")
