"""Turns at something heavy: a few at a time, a few more in line, the next are told to come again.

Pages are answered by a handful of threads. Without a line that ends, some who ask for heavy things would take
all of them.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from core.errors import BusyError


class Turns:
    """Lets so many do something at a time; safe for any number of threads."""

    def __init__(self, at_once: int, in_line: int, *, patience: float) -> None:
        """Take how many do it at a time, how many may wait beside them, and how many seconds one waits."""
        self._free = threading.BoundedSemaphore(at_once)
        self._line = threading.BoundedSemaphore(at_once + in_line)
        self._patience = patience

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn and take it.

        Raises:
            BusyError: If the line is full, or no turn came in time.
        """
        if not self._line.acquire(blocking=False):
            raise BusyError("too many ask for it at once")
        try:
            if not self._free.acquire(timeout=self._patience):
                raise BusyError(f"no turn came within {self._patience} s")
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._line.release()
