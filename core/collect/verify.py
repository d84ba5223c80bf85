"""Verifies what is shown: reads the kept answers again, offline, and compares to the last digit.

Compared are the rows of every run that the shown indexes rest on, the points that they and the shown layers count,
the figures, the indexes, the kept states of the catalogue, the number of rows of every run and of points of every
layer, and the guards of the database. Nothing is changed.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from core.collect.contract import Layout
from core.collect.raw import RawStore
from core.collect.verify_definitions import check_definitions, check_guards
from core.collect.verify_index import compare_indexes, needed_rows, recomputed
from core.collect.verify_points import check_editions, compare_points, runs_of_layers
from core.collect.verify_reading import KeptRun, damaged, read_again
from core.collect.verify_report import Kind, Report, Unverified
from core.collect.verify_rows import Key, Row, compare_rows
from core.domain.period import Period
from core.errors import DashboardError, SourceError
from core.opening import Parts, catalogue_texts
from core.store.lineage import kept_files
from core.store.locks import held_in
from core.store.models import Boundary, LayerEdition, Observation, Run
from core.store.read_model import ReadModel

_SHAPES = (Layout.FEATURES, Layout.BOUNDARIES)  # whose runs count features, not rows


def verify(parts: Parts, period: Period, *, every_run: bool = False) -> Report:
    """Return what differs between what is shown for a period and what the kept answers say.

    Args:
        parts: The installation.
        period: Its indexes are recomputed, and those of the eleven periods before.
        every_run: Whether the answers of every run are read again, not only those that the indexes rest on.

    Raises:
        StoreError: If the database cannot be read.
    """
    report = Report(period)
    check_guards(parts.store, report)
    check_definitions(parts.store, catalogue_texts(), report)
    _check_counts(parts, report)
    shown = ReadModel(parts.store, parts.catalogue, parts.config).current()
    # A returned row is shown nowhere, yet without it the revision before it would be.
    needed = {*needed_rows(shown, period).values(), *(row.run_id for row in shown.returned)}
    runs = needed | runs_of_layers(parts.store, shown, every=every_run)
    rows = _right_rows(parts, runs | _all_runs(parts) if every_run else runs, report)
    with recomputed(parts, rows) as again:
        compare_indexes(shown, again, period, report)
    return report


def _all_runs(parts: Parts) -> set[int]:
    with parts.store.read() as conn:
        return set(conn.execute(select(Observation.run_id).distinct()).scalars())


def _right_rows(parts: Parts, runs: set[int], report: Report) -> list[Row]:
    """Read runs again; return the rows that should be stored."""
    right: list[Row] = []
    for source_id, kept in _runs_by_source(parts, runs).items():
        stored = _stored_rows(parts, source_id)
        for run in kept:
            right += _verified(parts, run, stored, report)
    return right


def _verified(parts: Parts, run: KeptRun, stored: list[Row], report: Report) -> Iterable[Row]:
    """Return the rows of a run as its answers say; as they are stored where the answers cannot be read."""
    own = [row for row in stored if row["run_id"] == run.id]
    report.runs += 1
    why = _obstacle(parts, run, report)
    if why:
        report.unverified.append(Unverified(run.id, run.source_id, len(own), why))
        return own
    source = parts.config.sources[run.source_id]
    try:
        again = read_again(parts, run, source)
    except SourceError as error:
        report.found(Kind.UNREADABLE, f"run {run.id} ({run.source_id})", f"{type(error).__name__}: {error}")
        return own
    except DashboardError as error:
        report.found(Kind.UNREADABLE, f"run {run.id} ({run.source_id})", str(error))
        return own
    report.answers += len(run.files)
    if not again.is_refused:
        compare_points(parts.store, run, source, again.features, report)
    return compare_rows(run, stored, again.observations, report, _held(parts, run))


def _held(parts: Parts, run: KeptRun) -> frozenset[Key]:
    with parts.store.read() as conn:
        return held_in(conn, run.id)


def _obstacle(parts: Parts, run: KeptRun, report: Report) -> str:
    """Return why a run cannot be read again; "" when it can. Damaged answers are differences as well."""
    raw = RawStore(parts.config.data_dir)
    for file in run.files:
        found = damaged(raw, file)
        if found is not None:
            place = f"run {run.id} ({run.source_id}), {file.address}, {raw.path(file.sha256)}"
            report.found(Kind.RAW, place, f"its sha256 is {found}, kept was {file.sha256}")
            return "its raw answer was changed"
        if not raw.path(file.sha256).is_file():
            return f"the raw answer {file.sha256} of {file.address} is missing"
    if not run.files:
        return "it kept no raw answer"
    return "" if run.source_id in parts.config.sources else "its source is not in config.toml any more"


def _runs_by_source(parts: Parts, runs: set[int]) -> dict[str, list[KeptRun]]:
    with parts.store.read() as conn:
        rows = [row for row in conn.execute(select(Run.__table__).order_by(Run.id)) if row.id in runs]
        files = kept_files(conn, [row.id for row in rows])
    found: dict[str, list[KeptRun]] = defaultdict(list)
    for row in rows:
        ended = row.finished_at or row.started_at
        found[row.source].append(KeptRun(row.id, row.source, row.started_at, ended, files.get(row.id, ())))
    return found


def _stored_rows(parts: Parts, source_id: str) -> list[Row]:
    query = select(Observation.__table__).where(Observation.source == source_id)
    with parts.store.read() as conn:
        return [dict(row._mapping) for row in conn.execute(query)]


def _check_counts(parts: Parts, report: Report) -> None:
    """Note runs that stored another number of rows than stands there: deleting leaves no other trace."""
    stored: Any = select(Observation.run_id, func.count()).group_by(Observation.run_id)
    shapes = {name for name, one in parts.config.sources.items() if one.reading.layout in _SHAPES}
    with parts.store.read() as conn:
        check_editions(conn, report)
        counts = {row[0]: row[1] for row in conn.execute(stored)}
        mapped = {
            *conn.execute(select(LayerEdition.run_id)).scalars(),
            *conn.execute(select(Boundary.run_id)).scalars(),
        }
        runs = conn.execute(select(Run.id, Run.source, Run.new, Run.revised)).all()
    for run in runs:
        told, found = run.new + run.revised, counts.get(run.id, 0)
        if told != found and run.id not in mapped and run.source not in shapes:
            report.found(Kind.GONE, f"run {run.id} ({run.source})", f"it stored {told} row(s), {found} stand there")
