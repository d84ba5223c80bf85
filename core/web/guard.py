"""Who may ask, and from where: foreign names, and changes from foreign pages, are refused before all else.

A page of another site can make a reader's browser send us anything, and can even be given our address under its own
name (DNS rebinding). So each request must call us by a name of ours, and whatever is no reading must come from one of
our own pages, as the browser itself says. It holds for every route, Dash's own included; a new one needs nothing.
See docs/decisions/0050-same-origin-instead-of-tokens.md.
"""

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.datastructures import Headers

READING = frozenset({"GET", "HEAD", "OPTIONS"})
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_EVERYWHERE = frozenset({"", "*", "0.0.0.0", "::"})  # noqa: S104 - recognised, not listened on


def guard(server: Flask, *, listens_on: str, hosts: Iterable[str]) -> None:
    """Refuse foreign names (400) and changes from foreign pages (403). To be called before anything else answers.

    Args:
        server: Of Dash.
        listens_on: The address of [server] host.
        hosts: Further names under which readers reach us.
    """
    server.url_map.merge_slashes = False  # "//x" is no page of ours, and no reason to redirect
    names = frozenset(one.lower() for one in (*hosts, listens_on)) | _LOOPBACK

    @server.before_request
    def check() -> None:
        if not is_ours(request.headers.get("Host", ""), names):
            abort(400)
        if request.method not in READING and not is_from_our_page(request.headers):
            abort(403)


def is_ours(host: str, names: frozenset[str]) -> bool:
    """Return whether a Host header names us.

    Where we listen on every address, each number is ours: a page that came by a number has no name to turn.
    """
    name = host_name(host)
    return bool(name) and (name in names or (bool(names & _EVERYWHERE) and _is_number(name)))


def is_from_our_page(headers: Headers) -> bool:
    """Return whether a browser says that a request came from a page of ours.

    `Sec-Fetch-Site` decides where it is sent (TLS and loopback); over plain HTTP `Origin` must be the host that was
    asked. What says neither is no page of ours, nor any browser's of the last years.
    """
    site = headers.get("Sec-Fetch-Site", "")
    if site:
        return site in ("same-origin", "none")
    origin, host = headers.get("Origin", ""), headers.get("Host", "")
    scheme, _, place = origin.partition("://")
    return scheme in ("http", "https") and bool(place) and place.lower() == host.lower()


def host_name(host: str) -> str:
    """Return the name or number in a Host header, in lower case, without its port; "" for what is none."""
    try:
        parts = urlsplit(f"//{host}")
        whole = parts.netloc == host and parts.username is None and (parts.port is None or parts.port >= 0)
    except ValueError:
        return ""
    return (parts.hostname or "").rstrip(".") if whole else ""


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
