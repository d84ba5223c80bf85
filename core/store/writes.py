"""Recording: the one way by which figures get into the store.

Everything here takes a connection of `Store.begin_write`; one run is recorded in one transaction.
An unchanged figure adds nothing, a changed one the next revision; nothing is ever overwritten.
"""

from datetime import datetime
from itertools import compress, repeat
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, Table, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import DataError
from core.store.engine import bulk_insert, stored
from core.store.layers import record_boundaries, record_features
from core.store.locks import HeldBack, held_back, load_locks
from core.store.models import Observation, StoreVersion
from core.store.runs import (
    Counts,
    Ending,
    KeptAnswer,
    abandon_dead_runs,
    check_run,
    finish_run,
    keep_raw_rows,
    record_rejections,
    start_run,
)

__all__ = [
    "Counts",
    "Ending",
    "KeptAnswer",
    "abandon_dead_runs",
    "bump_version",
    "check_run",
    "finish_run",
    "keep_raw_rows",
    "record_boundaries",
    "record_features",
    "record_observations",
    "record_rejections",
    "start_run",
]

TEXTS = ("indicator", "area", "period", "text", "flag", "place", "citation", "note")
COLUMNS = (
    *("indicator", "area", "period", "source", "revision", "value"),
    *("text", "flag", "place", "citation", "note", "run_id", "stored_at"),
)
MOST_VALUES = 5_000  # of one IN list; beyond, the whole source is looked through
_TABLE: Table = Observation.metadata.tables["observation"]

UNCHANGED = -1

_Columns = dict[str, list[Any]]
_Last = dict[tuple[str, str, str], tuple[int, float, str]]  # indicator, area, period: revision, value, flag


def record_observations(conn: Connection, run_id: int, source_id: str, frame: pd.DataFrame, *, now: datetime) -> Counts:
    """Add what is new or changed.

    Args:
        conn: A connection of `Store.begin_write`.
        run_id: The run that brought the figures; it must still be running.
        source_id: The source; figures of other sources are neither looked at nor touched.
        frame: Observations as in core.collect.batch, one row for each indicator, area and period.
        now: Aware; becomes `stored_at`.

    Returns:
        How many were new, the same (value and flag, compared exactly) and revised; and what a lock held back.
        That is not stored: the caller enters it as rejected.

    Raises:
        DataError: If a value is not finite, a text is missing, or a key stands there twice.
        StaleWriterError: If the run may not write any more.
    """
    check_run(conn, run_id)
    if frame.empty:
        return Counts()
    _check_frame(source_id, frame)
    columns = {name: frame[name].tolist() for name in (*TEXTS, "value")}
    last = _last_revisions(conn, source_id, frame)
    revisions = _revisions(columns, last) if last else [0] * len(frame)
    held = _hold_back(conn, columns, revisions)
    constants = {"source": source_id, "run_id": run_id, "stored_at": stored(conn, _TABLE, "stored_at", now)}
    try:
        _insert(conn, columns, revisions, constants)
    except IntegrityError as error:
        raise DataError(f"{source_id}: an observation stands twice in one answer ({error.orig})") from error
    new, same = revisions.count(0), revisions.count(UNCHANGED) - len(held)
    return Counts(new, same, len(revisions) - new - same - len(held), held)


def bump_version(conn: Connection) -> int:
    """Tell readers that something changed; return the new number. Part of every recording transaction."""
    number = StoreVersion.__table__.c.number
    conn.execute(update(StoreVersion).values(number=number + 1))
    return int(conn.execute(select(number)).scalar_one())


def _check_frame(source_id: str, frame: pd.DataFrame) -> None:
    if not np.isfinite(frame["value"].to_numpy(dtype="float64")).all():
        raise DataError(f"{source_id}: a value is not a finite number; missing figures are no observations")
    empty = [name for name in TEXTS if frame[name].isna().any()]
    if empty:
        raise DataError(
            f"{source_id}: column(s) {', '.join(empty)} have gaps; expected text, empty where there is none"
        )


def _last_revisions(conn: Connection, source_id: str, frame: pd.DataFrame) -> _Last:
    """Return what this source said last, of the indicators and periods of the frame."""
    was = _TABLE.c
    query = select(was.indicator, was.area, was.period, was.revision, was.value, was.flag)
    query = query.where(was.source == source_id)
    for column in (was.indicator, was.period):
        wanted = frame[column.name].unique().tolist()
        if len(wanted) <= MOST_VALUES:
            query = query.where(column.in_(wanted))
    last: _Last = {}
    for indicator, area, period, revision, value, flag in conn.execute(query):
        key = (indicator, area, period)
        known = last.get(key)
        if known is None or known[0] < revision:
            last[key] = (revision, value, flag)
    return last


def _revisions(columns: _Columns, last: _Last) -> list[int]:
    """Return for each row the revision to store, UNCHANGED where the last one says the same."""
    keys = zip(columns["indicator"], columns["area"], columns["period"], strict=True)
    revisions = []
    for key, value, flag in zip(keys, columns["value"], columns["flag"], strict=True):
        known = last.get(key)
        if known is None:
            revisions.append(0)
        else:
            revisions.append(UNCHANGED if known[1] == value and known[2] == flag else known[0] + 1)
    return revisions


def _hold_back(conn: Connection, columns: _Columns, revisions: list[int]) -> tuple[HeldBack, ...]:
    """Return what lies in a locked period and would change it; its revision becomes UNCHANGED."""
    # Read within the transaction that stores: a lock that came during the run holds.
    held = held_back(load_locks(conn), columns, [one != UNCHANGED for one in revisions])
    for at in held:
        revisions[at] = UNCHANGED
    return tuple(held.values())


def _insert(conn: Connection, columns: _Columns, revisions: list[int], constants: dict[str, Any]) -> None:
    """Add the rows that are not UNCHANGED, put together column by column without a loop in Python."""
    added = [revision != UNCHANGED for revision in revisions]
    whole = {**columns, "revision": revisions}
    parts = [repeat(constants[name]) if name in constants else compress(whole[name], added) for name in COLUMNS]
    # The endless constants end with the columns; the index columns are of one length.
    bulk_insert(conn, _TABLE, COLUMNS, zip(*parts, strict=False))
