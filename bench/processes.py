"""Servers as processes of their own: the dashboard as it is delivered, and the floors beside it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from bench.asking import read
from core.config import ROOT

PATIENCE = 300  # seconds: the very first start collects all sources


@dataclass(frozen=True, slots=True)
class Server:
    """A running server.

    Attributes:
        url: Its address without a slash at the end.
        pid: Of its process.
        started_in: Seconds from its start to its first answer.
    """

    url: str
    pid: int
    started_in: float


@contextmanager
def dashboard(data_dir: Path) -> Iterator[Server]:
    """Serve the dashboard over a folder of data with `python app.py`, as `make run` does."""
    port = free_port()
    with _served([str(ROOT / "app.py")], port, {"PORT": str(port), "DATA_DIR": str(data_dir)}) as server:
        yield server


@contextmanager
def floor(folder: Path) -> Iterator[Server]:
    """Serve a folder of stored answers (see bench.floor_server)."""
    port = free_port()
    with _served(["-m", "bench.floor_server", str(folder), str(port)], port, {}) as server:
        yield server


@contextmanager
def bare_page(data_dir: Path) -> Iterator[Server]:
    """Serve the first page over a folder of data without Dash (see bench.bare_page)."""
    port = free_port()
    with _served(["-m", "bench.bare_page", str(port)], port, {"DATA_DIR": str(data_dir)}) as server:
        yield server


@contextmanager
def _served(command: Sequence[str], port: int, environ: Mapping[str, str]) -> Iterator[Server]:
    begin = time.perf_counter()
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(
            [sys.executable, *command], cwd=ROOT, env={**os.environ, **environ}, stdout=said, stderr=said
        )
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(f"{url}/", process, begin, said)
            yield Server(url, process.pid, time.perf_counter() - begin)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], begin: float, said: IO[str]) -> None:
    while time.perf_counter() - begin < PATIENCE:
        if process.poll() is not None:
            said.seek(0)
            raise RuntimeError(f"{process.args!r} ended before it answered: {said.read()[-2_000:]}")
        try:
            read(url)  # with figures: who logs in first waits for the read model
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{url} answers {error.code}; nothing can be measured") from error
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError(f"{url} did not answer within {PATIENCE} s")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
