"""Takes the values of secrets out of all that is logged, shown or stored."""

import html
import json
from collections.abc import Iterable
from urllib.parse import quote, quote_plus

import pandas as pd

MASK = "***"  # as in data_sources
_SHORTEST = 4  # a shorter value is found in innocent text everywhere; check-config warns of it


class Redactor:
    """Replaces known secrets, as they are and as they stand in an address or in JSON."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spelled = {form for secret in secrets if len(secret) >= _SHORTEST for form in _spellings(secret)}
        self._spellings = sorted(spelled, key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return the text without the secrets."""
        for spelling in self._spellings:
            text = text.replace(spelling, MASK)
        return text

    def content(self, content: bytes) -> bytes:
        """Return a raw answer without the secrets: a server that echoes a key must not put it on our disk."""
        for spelling in self._spellings:
            content = content.replace(spelling.encode(), MASK.encode())
        return content

    def frame(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with the secrets taken out of every text column; other columns are left alone."""
        if not self._spellings:
            return rows
        texts = [name for name in rows.columns if rows[name].dtype == object or rows[name].dtype == "string"]
        return rows.assign(**{name: rows[name].map(self._value) for name in texts})

    def _value(self, value: object) -> object:
        return self.text(value) if isinstance(value, str) else value


def _spellings(secret: str) -> set[str]:
    in_address = {quote(secret), quote(secret, safe=""), quote_plus(secret)}
    return {secret, html.escape(secret), json.dumps(secret)[1:-1], *in_address}
