"""An agency's database on both real engines, with the sample's tables, and an account that may only read."""

import contextlib
import socket
import sqlite3
import threading
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

SCRIPT = (Path(__file__).parent / "samples" / "sql_table" / "perizinan.sql").read_text(encoding="utf-8")


class Database:
    """One engine with the sample's tables: how to ask it, and what stands in it now."""

    def __init__(self, options, secret, rows):
        self.options, self.secret, self.rows = options, secret, rows
        self.owner = ""  # PostgreSQL: the address of the superuser, for setting the stage


@pytest.fixture
def over_tcp():
    """Return a function that gives the address of a PostgreSQL behind a socket file as one of a host and port.

    With `deaf_after`, the server is not heard any more once the client has sent these bytes.
    """
    opened = []

    def give(address, deaf_after=b"\x00never"):
        url = sa.make_url(address)
        listener = socket.create_server(("127.0.0.1", 0))
        opened.append(listener)
        there = f"{url.query['host']}/.s.PGSQL.5432"
        threading.Thread(target=_forward, args=(listener, there, deaf_after), daemon=True).start()
        plain = url.set(drivername="postgresql", host="127.0.0.1", port=listener.getsockname()[1], query={})
        return plain.render_as_string(hide_password=False)

    yield give
    for listener in opened:
        listener.close()


def _forward(listener, path, deaf_after):
    with contextlib.suppress(OSError):
        while True:
            near, _ = listener.accept()
            far = socket.socket(socket.AF_UNIX)
            far.connect(path)
            threading.Thread(target=_pour, args=(near, far, deaf_after), daemon=True).start()
            threading.Thread(target=_pour, args=(far, near, None), daemon=True).start()


def _pour(one, other, deaf_after):
    with contextlib.suppress(OSError):
        while data := one.recv(65536):
            if deaf_after and deaf_after in data:
                continue
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


def read_only_address(plain, address):
    """Return the address with an account that may read the tables and nothing else, as docs/connectors.md asks for."""
    with psycopg.connect(plain, autocommit=True) as made:
        if not made.execute("select 1 from pg_roles where rolname = 'pembaca'").fetchone():
            made.execute("create role pembaca login nosuperuser")
        made.execute("grant select on all tables in schema public to pembaca")
        made.execute("grant usage on all sequences in schema public to pembaca")
    url = sa.make_url(address)
    return url.set(username="pembaca", password=None).render_as_string(hide_password=False)


@pytest.fixture(params=["sqlite", "postgres"])
def database(request, tmp_path):
    if request.param == "sqlite":
        path = tmp_path / "perizinan.sqlite"
        with sqlite3.connect(path) as made:
            made.executescript(SCRIPT)
        made.close()

        def rows():
            with sqlite3.connect(path) as now:
                return now.execute("select * from rekap").fetchall(), now.execute(
                    "select name from sqlite_master order by 1"
                ).fetchall()

        return Database({"path": "perizinan.sqlite"}, "", rows)
    plain = request.getfixturevalue("empty_postgres_url").replace("postgresql+psycopg://", "postgresql://")
    address = request.getfixturevalue("over_tcp")(plain)
    with psycopg.connect(plain, autocommit=True) as made:
        made.execute(SCRIPT)
        made.execute("create sequence urut")
    address = read_only_address(plain, address)

    def rows():
        with psycopg.connect(plain) as now:
            tables = now.execute("select table_name from information_schema.tables where table_schema = 'public'")
            return now.execute("select * from rekap").fetchall(), sorted(tables.fetchall())

    made = Database({}, address, rows)
    made.owner = plain
    return made
