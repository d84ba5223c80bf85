"""How long recording takes beside raw sqlite3 executemany of the same rows.

    python bench/write_ratio.py [--rounds 5] [--url postgresql+psycopg://...] [--json]

360,000 observations (60 indicators x 100 areas x 60 months). Both sides write the same tuples into
the same table with the same indexes, triggers, foreign key and pragmas, in one process, in turn.
Ours starts from the frame that the mapping gives (with --checks through core.collect.checks),
theirs from a list of ready tuples. Promise: median of the ratios <= 2.0, aim 1.2.
"""

import argparse
import gc
import json
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd
from sqlalchemy import text

from core.clock import now_utc
from core.domain.figure import RunState
from core.store import writes
from core.store.engine import WRITE_CACHE, Store, migrate, open_store

INDICATORS, AREAS, MONTHS = 60, 100, 60
SOURCE = "bench"


def main() -> None:
    """Measure and print one line a case."""
    options = _options()
    frame = observations(options.months)
    print(f"{len(frame):,} observations, {options.rounds} rounds, SQLite {sqlite3.sqlite_version}")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        rounds = [_round(Path(folder) / str(number), frame, options) for number in range(options.rounds)]
    result = {name: _figures([one[name] for one in rounds]) for name in rounds[0]}
    if options.json:
        print(json.dumps(result))
        return
    for name, figures in result.items():
        print(
            f"{name:34} ours {figures['ours']:6.2f} s   raw {figures['raw']:6.2f} s   "
            f"ratio {figures['ratio']:.2f} [{figures['least']:.2f}-{figures['most']:.2f}]"
        )


def observations(months: int = MONTHS) -> pd.DataFrame:
    """Return the frame of a complete answer, in the order of a workbook."""
    periods = [f"{2021 + month // 12}-{month % 12 + 1:02d}" for month in range(months)]
    keys = [
        (f"IND-{i:02d}", f"64.01.{a // 10 + 1:02d}.{2001 + a % 10}", period)
        for i in range(INDICATORS)
        for a in range(AREAS)
        for period in periods
    ]
    frame = pd.DataFrame(keys, columns=["indicator", "area", "period"])
    frame["value"] = [(number * 7919 % 100_003) / 100 for number in range(len(frame))]
    frame["text"] = [f"{value:.2f}".replace(".", ",") for value in frame["value"]]
    frame["flag"] = ""
    frame["place"] = [f"Rekap!C{number + 2}" for number in range(len(frame))]
    frame["citation"] = ""
    frame["note"] = ""
    return frame


def _round(folder: Path, frame: pd.DataFrame, options: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """Return seconds (ours, raw) of each case; who goes first changes from round to round."""
    checks = _checks(frame) if options.checks else None
    sides = {"ours": lambda: _ours(folder, frame, options.url, checks), "raw": lambda: _raw(folder, frame)}
    order = list(sides)[:: 1 if int(folder.name) % 2 else -1]
    times = {side: sides[side]() for side in order}
    return {case: (times["ours"][case], times["raw"][case]) for case in times["ours"]}


def _ours(folder: Path, frame: pd.DataFrame, url: str, checks: Any) -> dict[str, float]:
    store = open_store(url or f"sqlite:///{folder / 'ours.sqlite3'}")
    migrate(store)
    changed = frame.assign(value=frame["value"] + 1)
    times = {
        case: _record(store, given, checks)
        for case, given in (("new", frame), ("again, unchanged", frame), ("again, all revised", changed))
    }
    store.close()
    return times


def _record(store: Store, frame: pd.DataFrame, checks: Any) -> float:
    now = now_utc()
    with _measured() as taken:
        with store.begin_write() as conn:
            run = writes.start_run(conn, source_id=SOURCE, trigger="manual", now=now)
        assert run is not None
        checked = checks(frame) if checks else frame
        with store.begin_write() as conn:
            counts = writes.record_observations(conn, run, SOURCE, checked, now=now)
            writes.finish_run(conn, run, writes.Ending(RunState.OK, counts, read=len(frame)), now=now)
            writes.bump_version(conn)
    assert counts.new + counts.same + counts.revised == len(frame)
    return taken[0]


def _raw(folder: Path, frame: pd.DataFrame) -> dict[str, float]:
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

    def rows(shift: float) -> list[tuple[Any, ...]]:
        keys = zip(frame["indicator"], frame["area"], frame["period"], frame["value"] + shift, *fixed, strict=True)
        return [(i, a, p, SOURCE, 0, v, *rest, run, stamp) for i, a, p, v, *rest in keys]

    columns = ", ".join(writes.COLUMNS)
    insert = f"INSERT INTO observation ({columns}) VALUES ({', '.join('?' * len(writes.COLUMNS))})"
    upsert = f"{insert} ON CONFLICT (indicator, area, period, source, revision) DO UPDATE SET value = excluded.value"
    times = {}
    for case, statement, shift in (
        ("new", insert, 0.0),
        ("again, unchanged", upsert, 0.0),
        ("again, all revised", upsert, 1.0),
    ):
        ready = rows(shift)
        with _measured() as taken:
            connection.executemany(statement, ready)
            connection.commit()
        times[case] = taken[0]
    connection.close()
    return times


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


def _checks(frame: pd.DataFrame) -> Any:
    raise NotImplementedError


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--months", type=int, default=MONTHS)
    parser.add_argument("--url", default="", help="measure ours on this database (new and empty for one round)")
    parser.add_argument("--folder", default=None, help="where the databases are made")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--checks", action="store_true", help="through core.collect.checks as well")
    return parser.parse_args()


if __name__ == "__main__":
    main()
