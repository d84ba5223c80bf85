"""What was computed once is kept, within bounds."""

from collections.abc import Callable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Memo:
    """What was computed once for a state of the store. Bounded: forgets everything when it grows too large.

    Threads may compute the same entry twice; both get the same result, and a dict is safe to share.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.entries: dict[Any, Any] = {}

    def get(self, key: Any, make: Callable[[], Made]) -> Made:
        """Return the entry of a key, made now when it is new."""
        try:
            found: Made = self.entries[key]
        except KeyError:
            found = make()
            if len(self.entries) >= self.limit:
                self.entries = {}
            self.entries[key] = found
        return found
