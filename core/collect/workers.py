"""Works off tasks side by side, so that one that waits long holds up no other.

Threads are daemons: a source that drips bytes must not keep a stopping process alive.
"""

import os
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import NoReturn

Task = Callable[[], None]
THREAD = "collect"  # name of every thread that works
MOST = 64  # threads at once, whatever happens


def leave(code: int) -> NoReturn:
    """End the process. A thread that waits for a slow source must neither hold it nor meet the interpreter's end."""
    if any(thread.name == THREAD for thread in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


class Workers:
    """So many tasks side by side, in the order they came; whoever takes longer than `patience` no longer counts.

    Args:
        size: How many tasks run side by side.
        patience: Seconds after which a running task gives up its place to the next, though it goes on.
    """

    def __init__(self, size: int, *, patience: float = 2.0) -> None:
        self._size, self._patience = size, patience
        self._changed = threading.Condition()
        self._waiting: deque[Task] = deque()
        self._running: dict[int, float] = {}  # number of a task: when it began, monotonic
        self._number = 0
        self._open = True
        threading.Thread(target=self._hand_out, name="collect-workers", daemon=True).start()

    def submit(self, task: Task) -> None:
        """Put a task at the end of the queue. It must not raise."""
        with self._changed:
            self._waiting.append(task)
            self._changed.notify_all()

    def join(self, seconds: float | None = None) -> bool:
        """Wait until nothing waits and nothing runs; return whether that came true in time."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._waiting and not self._running, seconds)

    def close(self) -> None:
        """Forget what still waits and take nothing more; what runs goes on."""
        with self._changed:
            self._open = False
            self._waiting.clear()
            self._changed.notify_all()

    def _hand_out(self) -> None:
        with self._changed:
            while self._open:
                if self._waiting and self._room():
                    self._start(self._waiting.popleft())
                    continue
                self._changed.wait(self._patience / 4 if self._waiting else None)

    def _room(self) -> bool:
        now = time.monotonic()
        brisk = sum(now - began < self._patience for began in self._running.values())
        return brisk < self._size and len(self._running) < MOST

    def _start(self, task: Task) -> None:
        self._number += 1
        self._running[self._number] = time.monotonic()
        threading.Thread(target=self._work, args=(self._number, task), name=THREAD, daemon=True).start()

    def _work(self, number: int, task: Task) -> None:
        try:
            task()
        finally:
            with self._changed:
                del self._running[number]
                self._changed.notify_all()
