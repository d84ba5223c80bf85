"""The demonstration, collected once per test run by the real connectors, and ways to look at it.

Sources that need the internet are switched off, so that no test waits for a name to be resolved.
"""

import contextlib
import fcntl
import re
import shutil
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from asking import entered
from waitress.server import create_server

from core.catalogue import load_catalogue
from core.collect.forms import with_forms
from core.collect.progress import first_collection
from core.config import ROOT, Config, load_config
from core.domain.catalogue import Catalogue
from core.store import queries
from core.store.engine import Store, migrate, open_store

_INTERNET = re.compile(r"^(\[sources\.(?:bmkg_\w+|batas_wilayah)\])$", re.MULTILINE)
_DEMO_TARGETS = ROOT / "demo" / "targets.csv"


@dataclass(frozen=True)
class Demonstration:
    """One installation: its folder, what config.toml says, its open database, its definitions."""

    folder: Path
    config: Config
    store: Store
    catalogue: Catalogue

    def connect(self):
        """Let the pages of this process read this installation."""
        queries.connect(self.store, self.catalogue, self.config)

    def without_demo(self):
        """Return the same database, read with [demo] enabled = false."""
        return opened(self.folder, demo=False)


@dataclass(frozen=True)
class Served:
    """An application on a free port of this machine."""

    url: str
    demonstration: Demonstration


def write_config(folder, *, demo=True):
    """Write this project's config.toml without internet sources into a folder; return its path."""
    text = _INTERNET.sub(r"\1\nenabled = false", (ROOT / "config.toml").read_text(encoding="utf-8"))
    if not demo:
        text = text.replace("[demo]\nenabled = true", "[demo]\nenabled = false")
    path = folder / ("config.toml" if demo else "config-real.toml")
    path.write_text(text, encoding="utf-8")
    return path


def opened(folder, *, demo=True):
    """Return the installation in a folder; its database must have been migrated."""
    config = load_config(write_config(folder, demo=demo), {"DATA_DIR": str(folder)})
    assert config.demo.enabled is demo
    catalogue = load_catalogue(ROOT / "catalogue", demo_targets=_DEMO_TARGETS if demo else None)
    return Demonstration(folder, with_forms(config, catalogue), open_store(config.store_url), catalogue)


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """Return a folder with everything collected; the first of several test processes does it, the others wait."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if shared.name.startswith("popen-") else shared
    folder, done = shared / "demonstration", shared / "demonstration.done"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            import data_sources  # noqa: F401, PLC0415 - registers the connectors

            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            one = opened(folder)
            migrate(one.store)
            outcomes = first_collection(one.config, one.store, one.catalogue, tell=lambda _line: None)
            one.store.close()
            assert not [outcome for outcome in outcomes if outcome.failure]
            done.touch()
    return folder


@pytest.fixture
def copy_of_collected(collected, tmp_path):
    """Return a copy of the collected folder, for a test that writes."""
    return shutil.copytree(collected, tmp_path / "data")


@pytest.fixture(scope="session")
def demonstration(collected, tmp_path_factory):
    """Return the collected demonstration; for reading."""
    one = opened(shutil.copytree(collected, tmp_path_factory.mktemp("reading") / "data"))
    yield one
    one.store.close()


@pytest.fixture(scope="session")
def dashboard(demonstration):
    """Return the application over the demonstration; it may start no source."""
    from app import create_app  # noqa: PLC0415 - importing it registers pages

    app = create_app(demonstration.config, demonstration.store, demonstration.catalogue)
    app.server.test_client().get("/")  # Dash gives all callbacks to the application that is asked first
    return app


@pytest.fixture
def client(dashboard, demonstration):
    """Return Flask's test client of the application."""
    demonstration.connect()
    return entered(dashboard.server)


@pytest.fixture
def real_only(client, demonstration):
    """Return the test client while [demo] is not enabled: no simulated figure, nor a target of the demonstration."""
    real = demonstration.without_demo()
    real.connect()
    yield client
    demonstration.connect()
    real.store.close()


@pytest.fixture(scope="session")
def served(dashboard, demonstration):
    """Return the application, served by waitress on a free port."""
    with serving(dashboard.server) as url:
        yield Served(url, demonstration)


@contextlib.contextmanager
def serving(server):
    """Serve a WSGI application by waitress on a free port; yield its address."""
    running = create_server(server, host="127.0.0.1", port=0, threads=6)
    threading.Thread(target=running.run, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.effective_port}"
    finally:
        running.close()  # its loop, in a daemon thread, ends with the process


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
