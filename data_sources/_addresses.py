"""Which addresses a source may be asked at: the host of its own `url`, and those in `hosts`, nothing else."""

from urllib.parse import SplitResult, urljoin, urlsplit

from core.collect.contract import Source
from core.errors import SourceRefusedError
from core.reasons import Reason
from data_sources._secrets import shown_address

PORTS = {"http": 80, "https": 443}


class Addresses:
    """The addresses of one fetch. The first that is asked is the source's home."""

    def __init__(self, source: Source, secret: str) -> None:
        self._source = source
        self._secret = secret
        self._home: SplitResult | None = None

    def first(self, address: str) -> str:
        """Return an address from the options, checked; its host is the home of this fetch."""
        parts = self._split(address)
        self._home = self._home or parts
        return address

    def is_home(self, address: str) -> bool:
        """Tell whether headers of the source, secrets among them, may be sent there."""
        parts, home = self._split(address), self._home
        if home is None or parts.hostname != home.hostname:
            return False
        upgraded = (home.scheme, _port(home), parts.scheme, _port(parts)) == ("http", 80, "https", 443)
        return upgraded or (parts.scheme, _port(parts)) == (home.scheme, _port(home))

    def allowed(self, address: str) -> str:
        """Return an address that the source gave, if it is at home or on a host in `hosts`.

        Raises:
            SourceRefusedError: If it is not, or leads from https back to http.
        """
        parts = self._split(address)
        downgraded = self._home is not None and (self._home.scheme, parts.scheme) == ("https", "http")
        if not downgraded and (self.is_home(address) or self._is_listed(parts)):
            return address
        raise SourceRefusedError(
            self._source.id,
            f"sends us on to {shown_address(address, self._secret)}, which is not allowed. Nothing was stored. If that "
            f'is right, correct url or add hosts = ["{parts.hostname}"] in [sources.{self._source.id}]',
            reason=Reason.SOURCE_MOVED,
            found=shown_address(address, self._secret),
        )

    def redirected(self, address: str, location: str) -> str:
        """Return where a redirect leads, checked like `allowed`."""
        # Headers come as latin-1; addresses in them are UTF-8 with the servers that do not escape.
        return self.allowed(urljoin(address, location.encode("latin-1", "replace").decode("utf-8", "replace")))

    def _is_listed(self, parts: SplitResult) -> bool:
        name, port = parts.hostname or "", _port(parts)
        usual = port == PORTS.get(parts.scheme)
        for entry in self._source.options.get("hosts", ()):
            listed = str(entry).lower()
            if listed == f"{name}:{port}" or (usual and listed == name):
                return True
            if usual and listed.startswith("*.") and name.endswith(listed[1:]):
                return True
        return False

    def _split(self, address: str) -> SplitResult:
        # What browsers and libraries read differently is not read at all.
        odd = any(sign in address for sign in "\\\t\r\n ") or not address.isprintable()
        try:
            parts = urlsplit(address)
            _port(parts)
        except ValueError:
            parts, odd = SplitResult("", "", "", "", ""), True
        if odd or parts.scheme not in PORTS or not parts.hostname or "@" in parts.netloc:
            raise SourceRefusedError(
                self._source.id,
                f"{shown_address(address, self._secret)[:200]!r} is no address to ask: expected "
                "http(s)://host/path without user and white space",
                reason=Reason.SOURCE_MOVED,
            )
        return parts


def _port(parts: SplitResult) -> int:
    return parts.port or PORTS.get(parts.scheme, 0)
