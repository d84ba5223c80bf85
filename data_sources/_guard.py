"""Looks at every address before it is connected to: what was looked at is what is connected to, no name in between.

A name is looked up once for each connection, here, and the connection is made to the figures that came back. So a name
server that answers one thing to the check and another to the connection (DNS rebinding) has nothing to answer to.
"""

import queue
import socket
import threading
from collections.abc import Sequence
from typing import Any

from urllib3.util.connection import allowed_gai_family

from core.domain.internal_hosts import InternalHosts, Kind, entry_for, is_literal

PUBLIC = "alamat publik, atau host yang tercantum di internal_hosts"  # what was expected, for people
Found = tuple[socket.AddressFamily, tuple[Any, ...]]  # an address as connect() takes it


class ForbiddenAddressError(Exception):
    """A host leads to an address that no source may have, unless `[collect] internal_hosts` names it."""

    def __init__(self, host: str, address: str, kind: Kind) -> None:
        self.host, self.address, self.kind = host, address, kind
        super().__init__(host, address, kind)

    @property
    def found(self) -> str:
        """Return what was found, for the sentence that people read."""
        written = self.address if is_literal(self.host) else f"{self.host} → {self.address}"
        return f"{written} ({self.kind.words})"

    def told(self, shown: str) -> str:
        """Return what the log says: where, what was found, how to mend it."""
        entry = entry_for(self.host, self.address, self.kind)
        mend = "Correct the address in config.toml"
        if entry:
            mend = (
                f'If that server is the office\'s own, add "{entry}" to internal_hosts in [collect]; if not, correct it'
            )
        what = f"its host {self.host} leads to {self.address}, which is {self.kind.value} and no public address"
        return f"{shown} was not asked: {what}. Nothing was stored. {mend}"


def looked_up(host: str, port: int, internal: InternalHosts, seconds: float) -> list[Found]:
    """Return the addresses of a host, each of them allowed.

    Args:
        host: Name or address in figures, as it stands in an address.
        port: Where.
        internal: Which internal ones are open.
        seconds: How long the name server may take.

    Raises:
        ForbiddenAddressError: If a single one is not allowed: a name that leads to both is not to be trusted.
        OSError: If there is none (gaierror), or the name server takes too long (TimeoutError).
    """
    if is_literal(host):  # told by its range also where this machine has no way to it, such as no IPv6
        _check(host, host.strip("[]"), internal)
    found = _asked(host.strip("[]"), port, seconds)
    for _, address in found:
        _check(host, str(address[0]), internal)
    if not found:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    return found


def _check(host: str, address: str, internal: InternalHosts) -> None:
    if kind := internal.refused(host, address):
        raise ForbiddenAddressError(host.rstrip("."), address, kind)


def connected(found: Found, seconds: float, options: Sequence[tuple[Any, ...]] = ()) -> socket.socket:
    """Return a connection to one of the addresses that were looked up.

    Raises:
        OSError: If nobody answers there.
    """
    family, address = found
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        for option in options:
            sock.setsockopt(*option)
        sock.settimeout(seconds)
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    return sock


def _asked(host: str, port: int, seconds: float) -> list[Found]:
    """Ask the resolver, which knows no time limit of its own, in a thread that is left behind if it takes too long."""
    answers: queue.SimpleQueue[list[Found] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(host, port, allowed_gai_family(), socket.SOCK_STREAM)
            answers.put([(family, address) for family, _, _, _, address in infos])
        except (OSError, UnicodeError) as error:  # UnicodeError: a label that is empty or too long
            answers.put(error)

    threading.Thread(target=ask, daemon=True, name="look-up").start()
    try:
        answer = answers.get(timeout=max(seconds, 0.001))
    except queue.Empty:
        raise TimeoutError("name server") from None
    if isinstance(answer, Exception):
        raise answer
    return answer
