"""SQL table: the rows of a table or of one SELECT in an agency's own database. It only ever reads.

Options: path (an SQLite file below the files folder), or none of it and `secret` names the variable that holds
postgresql+psycopg://account:password@host/database; either table (the columns that the section
names are asked for) or query (one SELECT); timeout (seconds, default 30); max_rows (default 100000).
Guards: one SELECT, a read-only transaction, limits of time, rows and bytes. An account that may do more than read is
refused.
"""

import json
import os
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pandas as pd

from core.collect.connectors import connector
from core.collect.contract import PLACE, Source, Tools
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._files import opened_path
from data_sources._json import parse_json
from data_sources._postgres import check_url, read_postgres
from data_sources._select import statement_of
from data_sources._sqlite import alone_with, read_sqlite

SECONDS = 30
MAX_ROWS = 100_000


@connector("sql_table", optional={"path", "table", "query", "timeout", "max_rows"})
def fetch_sql_table(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch the rows, in the order the query gives them, under its column names.

    Raises:
        SourceError: Not reachable, not allowed, too slow, too many rows, or not a read.
    """
    if tools.replay is not None:
        return _frame(*_kept(source, tools.replay()))
    statement = statement_of(source)
    seconds = min(float(source.options.get("timeout", SECONDS)), tools.limits.deadline)
    most = int(source.options.get("max_rows", MAX_ROWS))
    limits = {"most": most, "max_bytes": tools.limits.max_bytes}
    if "path" in source.options:
        names, rows = _of_file(source, tools, statement, seconds, limits)
    else:
        url = check_url(source, tools.secret)
        names, rows = read_postgres(source, url, statement, seconds=seconds, internal=tools.internal, **limits)
    _check_names(source, names)
    _keep(source, tools, names, rows)
    return _frame(names, rows)


def _of_file(
    source: Source, tools: Tools, statement: str, seconds: float, limits: dict[str, int]
) -> tuple[list[str], list[Sequence[Any]]]:
    place = str((tools.files / str(source.options["path"]).replace("\x00", "")).absolute())
    with alone_with(source, os.path.normpath(place), seconds), opened_path(source, tools) as file:
        return read_sqlite(source, file, statement, seconds=seconds, **limits)


def _check_names(source: Source, names: list[str]) -> None:
    """Raise SCHEMA_MISMATCH for two columns of one name: which of them is meant, nobody knows."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        message = f"column(s) {', '.join(twice)} stand twice; name them with AS"
        raise refusal(
            source, Reason.SCHEMA_MISMATCH, message, found=", ".join(twice), expected="nama kolom yang berbeda"
        )


def _keep(source: Source, tools: Tools, names: list[str], rows: list[Sequence[Any]]) -> None:
    """Keep what was answered; the database itself goes on and may be large."""
    answer = {"columns": names, "rows": [[_plain(value) for value in row] for row in rows]}
    content = json.dumps(answer, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")
    address = str(source.options.get("path") or f"sql:{source.options.get('table') or 'query'}")
    tools.keep(content, address=address, media_type="application/json")


def _kept(source: Source, content: bytes) -> tuple[list[str], list[Sequence[Any]]]:
    """Return column names and rows of an answer as `_keep` wrote it; dates come as text, as ISO 8601."""
    answer = parse_json(source.id, content)
    return answer["columns"], answer["rows"]


def _frame(names: list[str], rows: list[Sequence[Any]]) -> pd.DataFrame:
    plain = [[*map(_plain, row), f"baris {number}"] for number, row in enumerate(rows, 1)]
    return pd.DataFrame(plain, columns=[*names, PLACE], dtype=object)


def _plain(value: Any) -> Any:
    """Return a value as records carry it: text, numbers and dates stay, the rest becomes text."""
    if isinstance(value, Decimal):
        return float(value)
    if value is None or isinstance(value, str | int | float | bool | datetime | date):
        return value
    return bytes(value).decode("utf-8", "replace") if isinstance(value, bytes | memoryview) else str(value)
