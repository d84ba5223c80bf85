"""Reads an agency's PostgreSQL: one SELECT in a read-only transaction with a time limit, rows as they stream in."""

import os
import re
import socket
from collections.abc import Sequence
from contextlib import closing
from typing import Any

import psycopg
import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError

from core.collect.contract import Source
from core.domain.internal_hosts import InternalHosts
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._guard import PUBLIC, ForbiddenAddressError, looked_up
from data_sources._rows import taken
from data_sources._transport import Deadline

_DRIVERS = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
# Others open files (passfile, service) or run settings of their own (options).
_PARAMETERS = frozenset({"sslmode", "connect_timeout", "application_name"})
# While connecting the driver gives no state, only the server's words.
_REFUSED = re.compile(r"authentication failed|does not exist|no pg_hba.conf entry|permission denied|not permitted")
_CONNECT = 10  # seconds
_GRACE = 1.0  # seconds that the server's own time limit may come first
# Who may do this, reaches files and programs of the server from within a SELECT, in a read-only transaction too.
_MIGHTY = """
SELECT CASE WHEN rolsuper THEN 'superuser' ELSE rolname END FROM pg_catalog.pg_roles
WHERE (rolname = current_user AND rolsuper)
   OR (rolname IN ('pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program')
       AND NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
       AND pg_catalog.pg_has_role(current_user, oid, 'MEMBER'))
ORDER BY 1
"""


def check_url(source: Source, secret: str) -> sa.URL:
    """Return the database's address from the secret.

    Raises:
        SourceRefusedError: SECRET_MISSING, or SOURCE_FORBIDDEN for an address that is not allowed. It is never shown.
    """
    if not secret:
        name = source.secret or f"(set `secret` in [sources.{source.id}])"
        message = f"the secret is missing: set the environment variable {name} and start again"
        raise SourceRefusedError(source.id, message, reason=Reason.SECRET_MISSING, expected=source.secret)
    try:
        url = sa.make_url(secret)
        port = url.port
    except (ArgumentError, ValueError):
        raise _bad_url(source, "is no address of a database") from None
    if url.drivername not in _DRIVERS:
        raise _bad_url(source, "must begin with postgresql+psycopg:// (an SQLite file is read by path)")
    if not url.host or url.host.startswith("/") or "," in url.host or not url.database or port == 0:
        raise _bad_url(source, "must name one host and a database")
    if strange := set(url.query) - _PARAMETERS:
        raise _bad_url(source, f"carries parameters that are not allowed: {', '.join(sorted(strange))}")
    return url.set(drivername="postgresql+psycopg")


def read_postgres(
    source: Source, url: sa.URL, statement: str, *, seconds: float, internal: InternalHosts, most: int, max_bytes: int
) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the column names and at most `most` rows.

    Raises:
        SourceError: Not reachable, not allowed, too slow, too much, no such table or column, or not a read.
    """
    deadline = Deadline(seconds + _GRACE)
    try:
        with deadline.running(), closing(_connected(url, internal, deadline)) as connection:
            _limit(connection, seconds)
            _need_weak(source, connection)
            # DECLARE takes a SELECT only, whatever came through; streamed, so that no table fills our memory.
            with connection.cursor(name="dasbor") as cursor:
                cursor.execute(statement.encode())
                names = [column.name for column in cursor.description or ()]
                return names, taken(source, cursor.fetchmany, most=most, max_bytes=max_bytes)
    except ForbiddenAddressError as forbidden:
        fault: SourceError = SourceRefusedError(
            source.id,
            forbidden.told("the database"),
            reason=Reason.ADDRESS_INTERNAL,
            found=forbidden.found,
            expected=PUBLIC,
        )
    except (psycopg.Error, OSError) as error:
        fault = _told(source, error) if deadline.left() else _too_slow(source)
    fault.__context__ = None
    raise fault


def _connected(url: sa.URL, internal: InternalHosts, deadline: Deadline) -> psycopg.Connection[tuple[Any, ...]]:
    """Return a read-only connection to an address that was looked at; it is cut when the time is over."""
    host, port = str(url.host), url.port or 5432
    addresses = [str(address[0]) for _, address in looked_up(host, port, internal, deadline.left())]
    # libpq takes the address from hostaddr and looks nothing up; the certificate is still compared with the host.
    connection = psycopg.connect(
        host=",".join([host] * len(addresses)),
        hostaddr=",".join(addresses),
        port=",".join([str(port)] * len(addresses)),
        dbname=url.database,
        user=url.username,
        password=url.password,
        connect_timeout=max(2, min(_patience(url), int(deadline.left()))),
        application_name=str(url.query.get("application_name", "dasbor-paser")),
        sslmode=str(url.query.get("sslmode", "prefer")),
        passfile=f"{os.devnull}/none",  # no password but that of the secret
    )
    with socket.socket(fileno=os.dup(connection.fileno())) as double:
        double.setblocking(False)  # shared by all descriptors of a connection, and libpq relies on it
        deadline.watch(double)
    connection.read_only = True
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return connection


def _patience(url: sa.URL) -> int:
    """Return the seconds that connecting may take: of the address, or ours."""
    written = str(url.query.get("connect_timeout", ""))
    return int(written) if written.isdecimal() and int(written) else _CONNECT


def _limit(connection: psycopg.Connection[tuple[Any, ...]], seconds: float) -> None:
    limit = int(seconds * 1000)
    connection.execute(f"SET LOCAL statement_timeout = {limit}")
    connection.execute(f"SET LOCAL idle_in_transaction_session_timeout = {limit * 2}")
    connection.execute("SET LOCAL lock_timeout = 5000")


def _need_weak(source: Source, connection: psycopg.Connection[tuple[Any, ...]]) -> None:
    """Refuse an account that could read or write files of the server, or run programs there, by a SELECT alone.

    Raises:
        SourceRefusedError: ACCOUNT_TOO_POWERFUL, naming the role.
    """
    roles = [str(row[0]) for row in connection.execute(_MIGHTY).fetchall()]
    if roles:
        raise SourceRefusedError(
            source.id,
            f"the account may do more than read ({', '.join(roles)}). Nothing was asked. Give it read rights on the "
            "tables it needs and nothing else: docs/connectors.md, sql_table",
            reason=Reason.ACCOUNT_TOO_POWERFUL,
            found=", ".join(roles),
            expected="akun yang hanya boleh membaca",
        )


def _bad_url(source: Source, what: str) -> SourceRefusedError:
    message = f"the value of {source.secret or 'secret'} {what}"
    return SourceRefusedError(source.id, message, reason=Reason.SOURCE_FORBIDDEN, expected=source.secret)


def _too_slow(source: Source) -> SourceDownError:
    message = "the query took too long and was stopped. Nothing was stored"
    return SourceDownError(source.id, message, reason=Reason.SOURCE_TIMEOUT)


def _told(source: Source, error: BaseException | None) -> SourceError:
    """Return our error; of the server's words only the primary message, which holds no address and no password."""
    state = str(getattr(error, "sqlstate", None) or "")
    said = str(getattr(getattr(error, "diag", None), "message_primary", None) or "")[:150]
    if state in {"57014", "25P03"} or isinstance(error, TimeoutError):
        return _too_slow(source)
    if state.startswith("28") or state in {"42501", "3D000"} or (not state and _REFUSED.search(str(error))):
        message = f"the database refuses the account or the table ({said or state}). Nothing was stored"
        return SourceRefusedError(source.id, message, reason=Reason.SOURCE_FORBIDDEN, found=said)
    if not state or state[:2] in {"08", "53", "55", "57", "58", "40"}:
        message = f"the database does not answer ({said or type(error).__name__}). Nothing was stored"
        return SourceDownError(source.id, message)
    message = f"the query cannot be answered: {said}"
    return refusal(
        source, Reason.SCHEMA_MISMATCH, message, found=said, expected="tabel dan kolom seperti di config.toml"
    )
