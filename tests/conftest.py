"""What every test shares: no network beyond this machine, and the samples."""

import socket
from pathlib import Path

import pytest
from asking import OurOwnPage
from databases import database, over_tcp  # noqa: F401 - fixtures: an agency's database, once on each engine
from demonstration import (  # noqa: F401 - fixtures: the collected demonstration, its pages, its server
    client,
    collected,
    copy_of_collected,
    dashboard,
    demonstration,
    real_only,
    served,
)
from engines import (  # noqa: F401 - fixtures for every folder: `store` is a new database, once on each engine
    _postgres_template,
    empty_postgres_url,
    new_store_url,
    postgres_server,
    store,
    store_url,
)
from flask import Flask
from government_sso import government  # noqa: F401 - fixture: a real sign-on

Flask.test_client_class = OurOwnPage
SAMPLES = Path(__file__).parent / "samples"
# One tour of the site, one installation; processes that would starve each other side by side.
TOGETHER = ("tests/pages/", "tests/endurance/", "tests/browser/test_every_door.py")
SAME_PAGE = "tests/browser/test_every_page.py"  # opens each page once for several tests
_connect = socket.socket.connect


def _only_loopback(self, address):
    if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
        raise OSError(f"tests reach this machine only, not {address[0]}")
    return _connect(self, address)


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    socket.socket.connect = _only_loopback
    yield
    socket.socket.connect = _connect


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Keep the folders that share something heavy in one process each.

    The mark xdist_group is for that, but pytest-xdist 3.8 writes it where pytest 9.2 no longer looks.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    from xdist.scheduler import LoadGroupScheduling  # noqa: PLC0415 - only where several processes run

    class ByFolder(LoadGroupScheduling):
        def _split_scope(self, nodeid):
            if nodeid.startswith(SAME_PAGE) and "[" in nodeid:
                return nodeid[nodeid.index("[") :]
            return next((folder for folder in TOGETHER if nodeid.startswith(folder)), super()._split_scope(nodeid))

    return ByFolder(config, log)


@pytest.fixture
def sample():
    """Return the bytes of a recorded sample: sample("ckan/page1.json")."""
    return lambda name: (SAMPLES / name).read_bytes()
