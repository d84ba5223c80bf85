"""Takes the values of secrets out of all that is logged, shown or stored."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from core.secrets import MASK, SHORTEST, masked, spellings


class Redactor:
    """Replaces known secrets, as they are and as they stand in an address or in JSON."""

    def __init__(self, secrets: Iterable[str]) -> None:
        spelled = {form for secret in secrets if len(secret) >= SHORTEST for form in spellings(secret)}
        self._spellings = sorted(spelled, key=len, reverse=True)

    def text(self, text: str) -> str:
        """Return the text without the secrets."""
        for spelling in self._spellings:
            text = text.replace(spelling, MASK)
        return text

    def content(self, content: bytes) -> bytes:
        """Return a raw answer without the secrets: a server that echoes a key must not put it on our disk."""
        return masked(content, self._spellings)

    def frame(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the rows with the secrets taken out of every text and of the columns' names; numbers stay."""
        if not self._spellings:
            return rows
        texts = [name for name in rows.columns if rows[name].dtype == object or rows[name].dtype == "string"]
        clean = rows.assign(**{name: rows[name].map(self._value) for name in texts})
        return clean.rename(columns={name: self._value(name) for name in clean.columns})

    def _value(self, value: Any) -> Any:
        """Return a cell without the secrets, also one that holds a list or an object of JSON."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._value(one) for one in value]
        if isinstance(value, dict):
            return {self._value(name): self._value(one) for name, one in value.items()}
        return value
