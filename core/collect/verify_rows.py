"""Holds the stored rows of a run against what its kept answers say: every column, to the last digit."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

import pandas as pd

from core.collect.batch import OBSERVATION_COLUMNS
from core.collect.verify_reading import KeptRun
from core.collect.verify_report import Kind, Report

Key = tuple[str, str, str]  # indicator, area, period
Row = Mapping[str, Any]
_SAID = tuple(name for name in OBSERVATION_COLUMNS if name not in ("indicator", "area", "period"))


def compare_rows(
    run: KeptRun, stored: Iterable[Row], again: pd.DataFrame | None, report: Report, held: Container[Key] = ()
) -> list[Row]:
    """Note every difference of a run; return the rows as they should stand there, with revision and instant.

    Args:
        run: Which.
        stored: All rows of the run's source, of every run.
        again: What the kept answers say now, as OBSERVATION_COLUMNS.
        report: Where differences are noted.
        held: What a lock held back then: it is rightly not there.
    """
    rows = list(stored)
    own = {key_of(row): row for row in rows if row["run_id"] == run.id}
    before = _before(rows, run)
    said: dict[Key, Row] = {}
    if again is not None:
        said = {key_of(row): row for row in again[list(OBSERVATION_COLUMNS)].to_dict("records")}
    right: list[Row] = []
    for key, row in said.items():
        report.rows += 1
        if key in own:
            _compare(run, own[key], row, report)
            right.append({**own[key], **row})
        elif key not in held and not _is_same(before.get(key), row):
            report.found(Kind.GONE, _place(run, row), f"{_value(row)} stands in the raw answer and is not stored")
            right.append(_restored(run, row, before.get(key)))
    for key in own.keys() - said.keys():
        words = f"{_value(own[key])} is stored, and the raw answer does not hold it"
        report.found(Kind.EXTRA, _place(run, own[key]), words)
    return right


def key_of(row: Row) -> Key:
    """Return what a row is about."""
    return row["indicator"], row["area"], row["period"]


def _before(rows: Iterable[Row], run: KeptRun) -> dict[Key, Row]:
    """Return what the source had said last when the run ended, of other runs."""
    last: dict[Key, Row] = {}
    for row in rows:
        known = last.get(key_of(row))
        if row["run_id"] != run.id and row["stored_at"] <= run.finished_at:
            last[key_of(row)] = row if known is None or known["revision"] < row["revision"] else known
    return last


def _is_same(known: Row | None, row: Row) -> bool:
    """Return whether a row adds nothing to what was known, as recording decides it."""
    return known is not None and known["value"] == row["value"] and known["flag"] == row["flag"]


def _compare(run: KeptRun, stored: Row, said: Row, report: Report) -> None:
    for name in _SAID:
        if stored[name] != said[name]:
            words = f"{name}: stored {stored[name]!r}, the raw answer says {said[name]!r}"
            report.found(Kind.ROW, _place(run, said), words)


def _restored(run: KeptRun, row: Row, known: Row | None) -> Row:
    revision = 0 if known is None else known["revision"] + 1
    return {**row, "source": run.source_id, "revision": revision, "run_id": run.id, "stored_at": run.finished_at}


def _place(run: KeptRun, row: Row) -> str:
    about = " ".join(key_of(row))
    return f"{about}, run {run.id} ({run.source_id}), {row['place']}"


def _value(row: Row) -> str:
    return f"{row['value']!r} ({row['text']})"
