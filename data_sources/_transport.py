"""Connections under guard: a deadline that no slow server can outlast, TLS always checked, addresses looked at.

A read timeout alone never ends an answer that comes one byte a second; here the connection is cut.
"""

import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from requests import Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.ssl_ import create_urllib3_context

# At DEBUG urllib3 writes path and query of every request, and keys stand in both.
logging.getLogger("urllib3").setLevel(logging.WARNING)


class ForbiddenAddressError(Exception):
    """A host name led to an address of this machine or its link: no source lives there."""


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


# Called with every new connection of the request at hand. Not a class made per adapter: that would be a circle of
# references, and sockets would stay open until the collector of garbage comes by.
_OPENED: ContextVar[Callable[[HTTPConnection, socket.socket], None]] = ContextVar("opened")


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        _OPENED.get()(self, sock)
        return sock


class _Secure(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        sock = super()._new_conn()
        _OPENED.get()(self, sock)
        return sock


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


POOLS = {"http": _PlainPool, "https": _SecurePool}


class GuardedAdapter(HTTPAdapter):
    """The adapter of one fetch: extra certificates, watched connections, no forbidden peers."""

    def __init__(self, deadline: Deadline, *, ca_file: str = "") -> None:
        self._deadline = deadline
        self._context = create_urllib3_context()
        if ca_file:
            self._context.load_verify_locations(cafile=ca_file)  # besides the usual ones, which requests adds
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make the pool with our context and our connections."""
        super().init_poolmanager(*args, **kwargs, ssl_context=self._context)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        """Make the pool towards a proxy likewise."""
        manager = super().proxy_manager_for(proxy, **kwargs, ssl_context=self._context)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def send(self, *args: Any, **kwargs: Any) -> Response:
        """Send one request; its connection is looked at and watched."""
        mark = _OPENED.set(self._opened)
        try:
            return super().send(*args, **kwargs)
        finally:
            _OPENED.reset(mark)

    def close(self) -> None:
        """Close every connection now; urllib3 alone waits until nobody refers to its pools any more."""
        for manager in [self.poolmanager, *self.proxy_manager.values()]:
            for key in manager.pools.keys():  # noqa: SIM118 - it has no iterator
                pool = manager.pools.get(key)
                if pool is not None:
                    pool.close()
        super().close()

    def _opened(self, connection: HTTPConnection, sock: socket.socket) -> None:
        if connection.proxy is None and not may_connect(connection.host, sock.getpeername()[0]):
            sock.close()
            raise ForbiddenAddressError(connection.host)
        self._deadline.watch(sock)


def may_connect(host: str, peer: str) -> bool:
    """Tell whether a host of config.toml may stand at the address that was connected to.

    What is written as an address was meant by the operator. A name is refused when it leads to this
    machine or its own link: that is how a foreign name server reaches what only this machine may.
    """
    if host.strip("[]") == "localhost" or _is_literal(host.strip("[]")):
        return True
    address = ipaddress.ip_address(peer.split("%", 1)[0])
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return not (address.is_loopback or address.is_link_local or address.is_unspecified or address.is_multicast)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
