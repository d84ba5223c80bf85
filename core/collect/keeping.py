"""What a connector is given to keep its raw answers with: free of the source's secret, nothing on disk in a dry run."""

import hashlib

from core.collect.raw import RawAnswers, RawStore
from core.collect.redact import Redactor
from core.store.writes import KeptAnswer


class Keeper:
    """Keeps the raw answers of one run as files and remembers them for the store.

    Args:
        redactor: Takes the source's secret out of address and content: a server may echo it.
        raw: Where the files lie; None in a dry run, which writes none.
    """

    def __init__(self, redactor: Redactor, raw: RawStore | None) -> None:
        self._redactor = redactor
        self._answers = RawAnswers(raw) if raw else None

    def __call__(self, content: bytes, *, address: str, media_type: str) -> str:
        """Keep the bytes and return their sha256."""
        content, address = self._redactor.content(content), self._redactor.text(address)
        if self._answers is None:
            return hashlib.sha256(content).hexdigest()
        return self._answers.keep(content, address=address, media_type=media_type)

    def begin_attempt(self, number: int) -> None:
        """Say that the source is asked for the n-th time: what came before was not read to its end."""
        if self._answers is not None:
            self._answers.attempt = number

    @property
    def kept(self) -> list[KeptAnswer]:
        """Return the answers so far, in the order they came."""
        return self._answers.kept if self._answers else []
