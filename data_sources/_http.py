"""The one way of asking over HTTP: limits, refusals, redirects by hand, raw answers kept before they are read.

Options of every connector that asks: headers (a table), hosts (further hosts that a redirect or a link may lead
to), ca_file (PEM file of certificates to trust besides the usual ones), timeout (seconds for the whole fetch),
max_bytes (of the whole fetch, decompressed), pause (seconds between two requests of one fetch),
secret_header ("Authorization: Bearer {secret}"), sha256 (of the answer, where there is but one).
docs/connectors.md says how each fault ends.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urljoin

import requests

from core.collect.contract import Limits, Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._addresses import Addresses
from data_sources._answers import check_content, check_status, decoded, told
from data_sources._confined import opened_inside
from data_sources._decode import ACCEPTED
from data_sources._files import check_sum, read_path
from data_sources._json import parse_json
from data_sources._secrets import HIDDEN, SECRET, fill, fill_address, hide_content, shown_address, snippet
from data_sources._transport import Deadline, GuardedAdapter

__all__ = ["Asker", "get_bytes", "get_json", "limits_of", "read_path", "url_or_path"]

REDIRECTS = 5
MAX_CERTIFICATES = 1_000_000  # bytes; all authorities of the world take a quarter of it
MOVED = frozenset({301, 302, 303, 307, 308})
Params = Mapping[str, Any]


def limits_of(source: Source, tools: Tools) -> Limits:
    """Return the limits of this fetch: the installation's, with the source's own options over them."""
    chosen = tools.limits
    if "timeout" in source.options:
        chosen = replace(chosen, deadline=float(source.options["timeout"]))
    if "max_bytes" in source.options:
        chosen = replace(chosen, max_bytes=int(source.options["max_bytes"]))
    return chosen


class Asker:
    """Asks for all the answers of one fetch; time, bytes and pages are counted over all of them together."""

    def __init__(self, source: Source, tools: Tools, *, pause: float = 0) -> None:
        self.source = source
        self._pause = float(source.options.get("pause", pause))
        self.limits = limits_of(source, tools)
        self._tools = tools
        tools.http.trust_env = False  # no password of a .netrc, no proxy: what is sent stands in config.toml
        self._deadline = Deadline(self.limits.deadline)
        self._bytes_left = self._sent_left = self.limits.max_bytes
        self._pages = 0
        self._last = ""
        self._cookies = requests.cookies.RequestsCookieJar()
        self._addresses = Addresses(source, tools.secret)
        self._adapter = self._guarded()

    def ask(self, url: str, params: Params | None = None, *, html: bool = False) -> bytes:
        """Return the whole, decoded, kept answer of an address from the options.

        Args:
            url: Where; "{secret}" in it is replaced by the source's secret.
            params: Query; "{secret}" in a value likewise. None values are left out.
            html: Whether a page in HTML may be what was asked for (some files named .xls are).

        Raises:
            SourceDownError: Waiting may help: no answer, too slow, throttled, 5xx, cut, a page for people.
            SourceRefusedError: 4xx, an untrusted certificate, a missing secret, a redirect off the allowed hosts.
            SourceChangedError: Too large, too many pages, another checksum.
        """
        self._need_secret(url, params)
        secret = self._tools.secret
        query = {key: fill(str(value), secret) for key, value in (params or {}).items() if value is not None}
        return self._fetch(self._addresses.first(fill_address(url, secret)), query, html=html)

    def follow(self, link: str, *, html: bool = False) -> bytes:
        """Return the answer of an address that the source itself gave; only on the hosts that are allowed.

        Args:
            link: As the source gave it; a relative one is read from the answer before.
            html: As for `ask`.
        """
        address = self._addresses.allowed(urljoin(self._last, link))
        if self._addresses.is_home(address):  # its own key, which it wrote into the link, was taken out of the answer
            address = address.replace(HIDDEN, quote(self._tools.secret, safe=""))
        return self._fetch(address, {}, html=html)

    def clean(self, text: str) -> str:
        """Return foreign text as a message may show it: short, on one line, without the secret."""
        return snippet(text.encode("utf-8", "replace"), self._tools.secret)

    def ask_json(self, url: str, params: Params | None = None) -> Any:
        """Return the answer as strictly parsed JSON (see data_sources._json)."""
        return parse_json(self.source.id, self.ask(url, params), secret=self._tools.secret)

    def parse(self, content: bytes) -> Any:
        """Return an answer that is already here as strictly parsed JSON."""
        return parse_json(self.source.id, content, secret=self._tools.secret)

    def _fetch(self, address: str, query: Params, *, html: bool) -> bytes:
        self._pages += 1
        if self._pages > self.limits.pages:
            raise SourceChangedError(
                self.source.id,
                f"more than {self.limits.pages} pages and no end. Nothing was stored. See docs/connectors.md, paging",
                reason=Reason.PAGE_LOOP,
                found=f"{self.limits.pages} halaman",
            )
        shown = shown_address(address, self._tools.secret)
        if self._tools.replay is not None:
            self._last = address
            return self._tools.replay()
        if self._pages > 1 and self._pause:
            time.sleep(min(self._pause, self._deadline.left()))
        content, media_type = told(
            self.source.id, shown, self._deadline, self._tools.secret, lambda: self._whole(address, query, shown)
        )
        answer = hide_content(content, self._tools.secret)
        self._tools.keep(answer, address=shown, media_type=media_type)
        check_content(self.source.id, answer, media_type, shown, self._tools.secret, html=html)
        check_sum(self.source, content, shown)
        return answer

    def _whole(self, address: str, query: Params, shown: str) -> tuple[bytes, str]:
        with self._deadline.running(), closing(self._adapter), closing(self._send(address, query)) as response:
            check_status(self.source.id, response, shown, self._tools.secret)
            content = b"".join(self._counted(decoded(self.source.id, response, shown, self._count_sent)))
            if not self._deadline.left():  # cut off where an end of the connection may pass for the end of a header
                raise TimeoutError
        return content, response.headers.get("content-type", "").partition(";")[0].strip().lower()

    def _send(self, address: str, query: Params) -> requests.Response:
        for _ in range(REDIRECTS + 1):
            prepared = self._prepared(address, query)
            limits = self.limits
            response = self._adapter.ask(prepared, connect=limits.connect_timeout, read=limits.read_timeout)
            self._cookies.update(response.cookies)
            self._last = str(prepared.url)
            if response.status_code not in MOVED or "location" not in response.headers:
                return response
            response.close()  # its body is never read: it may be a bomb
            address = self._addresses.redirected(str(prepared.url), response.headers["location"])
            query = {}
        raise SourceDownError(
            self.source.id,
            f"{shown_address(address, self._tools.secret)} leads on and on: more than {REDIRECTS} redirects. "
            "Nothing was stored",
            reason=Reason.REDIRECT_LOOP,
        )

    def _prepared(self, address: str, query: Params) -> requests.PreparedRequest:
        # Each answer has its own connection: one that was kept open for the next page would be watched by nobody.
        headers = {"Accept-Encoding": ACCEPTED, "Accept": "*/*", "Connection": "close"}
        if self._addresses.is_home(address):
            headers |= self._own_headers()
        request = requests.Request("GET", address, params=dict(query), headers=headers, cookies=self._cookies)
        return self._tools.http.prepare_request(request)

    def _own_headers(self) -> dict[str, str]:
        templates = {str(name): str(value) for name, value in self.source.options.get("headers", {}).items()}
        if self.source.options.get("secret_header"):
            name, _, value = str(self.source.options["secret_header"]).partition(":")
            templates[name.strip()] = value.strip()
        return {name: fill(value, self._tools.secret) for name, value in templates.items()}

    def _need_secret(self, url: str, params: Params | None) -> None:
        options = self.source.options
        templates = [url, *(str(value) for value in (params or {}).values())]
        templates += [str(options.get("secret_header", "")), *map(str, options.get("headers", {}).values())]
        needed = any(SECRET in template for template in templates) and self._tools.replay is None
        if needed and not self._tools.secret:
            name = self.source.secret or f"(set `secret` in [sources.{self.source.id}])"
            raise SourceRefusedError(
                self.source.id,
                f"the secret is missing: set the environment variable {name} and start again",
                reason=Reason.SECRET_MISSING,
                expected=self.source.secret,
            )

    def _counted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self._bytes_left -= len(piece)
            if self._bytes_left < 0:
                raise self._too_large("decompressed")
            if not self._deadline.left():
                raise TimeoutError
            if piece:
                yield piece

    def _count_sent(self, size: int) -> None:
        """Count what came over the wire too: a compressed stream may go on for ever and hold nothing."""
        self._sent_left -= size
        if self._sent_left < 0:
            raise self._too_large("as sent")

    def _too_large(self, how: str) -> SourceChangedError:
        return SourceChangedError(
            self.source.id,
            f"sent more than {self.limits.max_bytes} bytes ({how}) and was cut off. Nothing was stored. "
            f"If that is its size, raise max_bytes in [sources.{self.source.id}]",
            reason=Reason.FILE_TOO_LARGE,
            expected=f"{self.limits.max_bytes} byte",
        )

    def _guarded(self) -> GuardedAdapter:
        name, certificates = str(self.source.options.get("ca_file", "")), ""
        try:
            if name:
                with opened_inside(self._tools.files, name) as file:
                    certificates = file.read(MAX_CERTIFICATES).decode("ascii", "replace")
            return GuardedAdapter(self._deadline, internal=self._tools.internal, certificates=certificates)
        except (OSError, ValueError) as error:  # also what ssl says of a file without certificates
            why = type(error).__name__
        raise SourceRefusedError(
            self.source.id,
            f"ca_file {name} cannot be read as certificates ({why}). Put them there as PEM, or take the key out of "
            f"[sources.{self.source.id}]",
            reason=Reason.TLS_UNTRUSTED,
            expected=name,
        )


def get_bytes(source: Source, tools: Tools, url: str, params: Params | None = None, *, html: bool = False) -> bytes:
    """Return one whole answer; for connectors that ask once. See `Asker.ask`."""
    return Asker(source, tools).ask(url, params, html=html)


def get_json(source: Source, tools: Tools, url: str, **params: Any) -> Any:
    """Return one answer as JSON; for connectors that ask once. See `Asker.ask_json`."""
    return Asker(source, tools).ask_json(url, params)


def url_or_path(source: Source, tools: Tools, params: Params | None = None, *, html: bool = False) -> bytes:
    """Return the bytes behind option `url` or, where that is not set, the local file behind option `path`."""
    if source.options.get("url"):
        return get_bytes(source, tools, str(source.options["url"]), params, html=html)
    return read_path(source, tools)
