"""Reads an agency's PostgreSQL: one SELECT in a read-only transaction with a time limit, rows as they stream in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from core.collect.contract import Source
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources._fault import refusal

_DRIVERS = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
# Others open files (passfile, service) or run settings of their own (options).
_PARAMETERS = frozenset({"sslmode", "connect_timeout", "application_name"})
# While connecting the driver gives no state, only the server's words.
_REFUSED = re.compile(r"authentication failed|does not exist|no pg_hba.conf entry|permission denied|not permitted")
_CONNECT = 10  # seconds


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
    source: Source, url: sa.URL, statement: str, *, seconds: float, most: int
) -> tuple[list[str], list[Sequence[Any]]]:
    """Return the column names and at most `most` + 1 rows.

    Raises:
        SourceError: Not reachable, not allowed, too slow, no such table or column, or not a read.
    """
    arguments: Mapping[str, Any] = {"connect_timeout": _CONNECT, "application_name": "dasbor-paser"}
    engine = sa.create_engine(url, poolclass=NullPool, connect_args=dict(arguments))
    options = {"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
    try:
        with engine.connect().execution_options(**options) as connection:
            limit = int(seconds * 1000)
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {limit}")
            connection.exec_driver_sql(f"SET LOCAL idle_in_transaction_session_timeout = {limit * 2}")
            connection.exec_driver_sql("SET LOCAL lock_timeout = 5000")
            # As text without parameters: a % in the agency's query is only a %. Streamed: no table fills our memory.
            result = connection.exec_driver_sql(statement, execution_options={"stream_results": True})
            return list(result.keys()), [tuple(row) for row in result.fetchmany(most + 1)]
    except (DBAPIError, SQLAlchemyError) as error:
        raise _told(source, getattr(error, "orig", None)) from None
    finally:
        engine.dispose()


def _bad_url(source: Source, what: str) -> SourceRefusedError:
    message = f"the value of {source.secret or 'secret'} {what}"
    return SourceRefusedError(source.id, message, reason=Reason.SOURCE_FORBIDDEN, expected=source.secret)


def _told(source: Source, error: BaseException | None) -> SourceError:
    """Return our error; of the server's words only the primary message, which holds no address and no password."""
    state = str(getattr(error, "sqlstate", None) or "")
    said = str(getattr(getattr(error, "diag", None), "message_primary", None) or "")[:150]
    if state == "57014":
        message = "the query took too long and was stopped. Nothing was stored"
        return SourceDownError(source.id, message, reason=Reason.SOURCE_TIMEOUT)
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
