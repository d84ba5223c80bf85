"""How long recording takes beside raw sqlite3 executemany of the same rows.

    python -m bench.write_ratio [--rounds 5] [--no-checks] [--json]

360,000 observations: 60 indicators of the catalogue x 100 desa x 60 months. Both sides write the same
rows into the same table with the same indexes, foreign key and pragmas, in one process, in turn.
Ours begins a run, starts from the frame that the mapping gives, goes through all checks, looks up what
is known, and ends the run; theirs starts from a list of ready tuples. Both end with the commit.
Again: theirs is an upsert of every row; revised: it inserts the next revision of each.
Promise: median of the ratios of "new" <= 2.0, aim 1.2.
"""

import argparse
import gc
import itertools
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import text

from core.catalogue import load_catalogue
from core.clock import now_utc
from core.collect.batch import Batch
from core.collect.checks import check
from core.collect.contract import Source
from core.config import ROOT
from core.domain.area import Level
from core.domain.catalogue import Catalogue
from core.domain.work import RunState
from core.store import writes
from core.store.engine import WRITE_CACHE, Store, migrate, open_store

INDICATORS, AREAS, MONTHS = 60, 100, 60
SOURCE = "bench"
ANYTHING: dict[str, Any] = {"finest": Level.VILLAGE, "integer": False, "minimum": 0.0, "maximum": 1_100.0}
ANYTHING |= {"valid_from": None, "valid_to": None}
CASES = ("new", "again, unchanged", "again, all revised")
Checks = Callable[[pd.DataFrame], pd.DataFrame]


def main() -> None:
    """Measure and print one line a case."""
    options = _options()
    catalogue = catalogue_of_the_bench()
    areas = [area.code for area in catalogue.at(Level.VILLAGE)][:AREAS]
    frame = observations(options.months, list(catalogue.indicators), areas)
    checks = (lambda given: given) if options.no_checks else checks_of(catalogue)
    print(f"{len(frame):,} observations, {options.rounds} rounds, SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        rounds = [_round(Path(folder) / str(number), frame, checks) for number in range(options.rounds)]
    result = {name: _figures([one[name] for one in rounds]) for name in rounds[0]}
    if options.json:
        print(json.dumps(result))
        return
    for name, figures in result.items():
        print(
            f"{name:34} ours {figures['ours']:6.2f} s   raw {figures['raw']:6.2f} s   "
            f"ratio {figures['ratio']:.2f} [{figures['least']:.2f}-{figures['most']:.2f}]"
        )


def observations(months: int, indicators: Sequence[str], areas: Sequence[str]) -> pd.DataFrame:
    """Return the frame of a complete answer as the mapping gives it, in the order of a workbook."""
    periods = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(months)]
    frame = pd.DataFrame(itertools.product(indicators, areas, periods), columns=["indicator", "area", "period"])
    frame["value"] = [(number * 7919 % 100_003) / 100 for number in range(len(frame))]
    frame["text"] = [f"{value:.2f}".replace(".", ",") for value in frame["value"]]
    frame["flag"] = ""
    frame["place"] = [f"Rekap!C{number + 2}" for number in range(len(frame))]
    return frame.assign(citation="", note="", column="Nilai")


def catalogue_of_the_bench() -> Catalogue:
    """Return the shipped catalogue with 60 indicators that take any of the figures; the checks stay on."""
    shipped = load_catalogue(ROOT / "catalogue")
    wide = {one.code: replace(one, **ANYTHING) for one in shipped.shown()[:INDICATORS]}
    return replace(shipped, indicators=wide)


def _round(folder: Path, frame: pd.DataFrame, checks: Checks) -> dict[str, tuple[float, float]]:
    """Return seconds (ours, raw) of each case, measured in turn; who goes first changes from round to round."""
    sides = {"ours": _ours(folder, frame, checks), "raw": _raw(folder, frame)}
    order = list(sides)[:: 1 if int(folder.name) % 2 else -1]
    times: dict[str, dict[str, float]] = {}
    for case in CASES:
        times[case] = {side: next(sides[side]) for side in order}
    for side in sides.values():
        side.close()
    return {case: (taken["ours"], taken["raw"]) for case, taken in times.items()}


def _ours(folder: Path, frame: pd.DataFrame, checks: Checks) -> Generator[float, None, None]:
    store = open_store(f"sqlite:///{folder / 'ours.sqlite3'}")
    migrate(store)
    for given in (frame, frame, frame.assign(value=frame["value"] + 1)):
        yield _record(store, given, checks)


def _record(store: Store, frame: pd.DataFrame, checks: Checks) -> float:
    now = now_utc()
    with _measured() as taken:
        with store.begin_write() as conn:
            run = writes.start_run(conn, source_id=SOURCE, trigger="manual", now=now)
        assert run is not None
        checked = checks(frame)
        with store.begin_write() as conn:
            counts = writes.record_observations(conn, run, SOURCE, checked, now=now)
            writes.finish_run(conn, run, writes.Ending(RunState.OK, counts, read=len(frame)), now=now)
            writes.bump_version(conn)
    assert counts.new + counts.same + counts.revised == len(frame)
    return taken[0]


def _raw(folder: Path, frame: pd.DataFrame) -> Generator[float, None, None]:
    """The yardstick: what somebody writes who wants nothing but the rows in the table."""
    path = folder / "raw.sqlite3"
    store = open_store(f"sqlite:///{path}")
    migrate(store)
    with store.begin_write() as conn:
        conn.execute(text("DROP TRIGGER observation_no_update"))  # it has to change rows, ours never does
        run = writes.start_run(conn, source_id=SOURCE, trigger="manual", now=now_utc())
        mode = conn.execute(text("PRAGMA journal_mode")).scalar_one()
    store.close()
    connection = sqlite3.connect(path)
    for pragma in (
        *(f"journal_mode={mode}", "synchronous=FULL", "foreign_keys=ON"),
        *("recursive_triggers=ON", f"cache_size={WRITE_CACHE}"),
    ):
        connection.execute(f"PRAGMA {pragma}")
    fixed = (frame["text"], frame["flag"], frame["place"], frame["citation"], frame["note"])
    stamp = now_utc().strftime("%Y-%m-%d %H:%M:%S.%f")

    def rows(shift: float, revision: int) -> list[tuple[Any, ...]]:
        keys = zip(frame["indicator"], frame["area"], frame["period"], frame["value"] + shift, *fixed, strict=True)
        return [(i, a, p, SOURCE, revision, v, *rest, run, stamp) for i, a, p, v, *rest in keys]

    columns = ", ".join(writes.COLUMNS)
    insert = f"INSERT INTO observation ({columns}) VALUES ({', '.join('?' * len(writes.COLUMNS))})"
    upsert = f"{insert} ON CONFLICT (indicator, area, period, source, revision) DO UPDATE SET value = excluded.value"
    for statement, shift, revision in ((insert, 0.0, 0), (upsert, 0.0, 0), (insert, 1.0, 1)):
        ready = rows(shift, revision)
        with _measured() as taken:
            connection.executemany(statement, ready)
            connection.commit()
        yield taken[0]


@contextmanager
def _measured() -> Iterator[list[float]]:
    """Time a block; the garbage of the one before is not counted to it."""
    gc.collect()
    taken: list[float] = []
    begin = time.perf_counter()
    yield taken
    taken.append(time.perf_counter() - begin)


def _figures(pairs: list[tuple[float, float]]) -> dict[str, float]:
    ratios = [ours / raw for ours, raw in pairs]
    return {
        "ours": statistics.median(ours for ours, _ in pairs),
        "raw": statistics.median(raw for _, raw in pairs),
        "ratio": statistics.median(ratios),
        "least": min(ratios),
        "most": max(ratios),
    }


def checks_of(catalogue: Catalogue) -> Checks:
    """Return the checks of the collection, for observations without a fault."""
    source = Source(SOURCE, "DKISP", "csv_file")
    today = date(2026, 11, 22)

    def checked(frame: pd.DataFrame) -> pd.DataFrame:
        batch = check(Batch(frame, read=len(frame)), source, catalogue, today=today)
        assert not batch.rejected
        return batch.observations

    return checked


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--folder", default=None, help="where the databases are made")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--no-checks", action="store_true", help="record alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
