"""The read model: how long it takes to build, what it weighs, how fast pages are answered from it.

    python -m bench.read_model [--areas 154] [--months 60] [--rounds 5]

Fills a new SQLite store with 60 indicators x areas x months, then measures in this order: the floor (the same
rows fetched and dropped), the first build, renewal after one run, and each page's answer, cold (nothing of
this state was asked before) and warm. The last line compares the pages of a small store (36,000 rows).
Every time is the median of the rounds; only ratios of one run mean something on a shared machine.
"""

import argparse
import gc
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert, select, update

from core.catalogue import load_catalogue
from core.config import ROOT, Config, load_config
from core.domain.area import REGENCY, Level
from core.domain.catalogue import Catalogue
from core.domain.figure import View
from core.domain.indicator import Frequency
from core.domain.period import Period, parse_period, period_of
from core.domain.viewer import Role, Viewer
from core.store import queries
from core.store.engine import Store, bulk_insert, migrate, open_store, stored
from core.store.facts import CHUNK
from core.store.models import Base, Observation, Run, StoreVersion
from core.store.read_model import ReadModel

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
DAY = "2026-11-21"  # the day before
VIEWER = Viewer(Role.COUNCIL)
TABLE = Base.metadata.tables["observation"]
COLUMNS = ("indicator", "area", "period", "source", "revision", "value", "text", "flag", "place", "citation", "note")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--areas", type=int, default=154)
    parser.add_argument("--months", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    catalogue = load_catalogue(ROOT / "catalogue")
    config = load_config()
    gc.collect()
    gc.freeze()  # as app.py does
    with tempfile.TemporaryDirectory() as folder:
        big = _pages(Path(folder) / "big", catalogue, config, options.areas, options.months, options.rounds)
        small = _pages(Path(folder) / "small", catalogue, config, 10, 60, options.rounds)
    print("pages, warm, large store / 36,000 rows: " + ", ".join(f"{n} {big[n] / small[n]:.2f}" for n in big))


def _pages(
    folder: Path, catalogue: Catalogue, config: Config, areas: int, months: int, rounds: int
) -> dict[str, float]:
    store = open_store(f"sqlite:///{folder / 'bench.sqlite3'}")
    migrate(store)
    rows = fill(store, catalogue, areas, months)
    print(f"\n{rows} rows")
    _build(store, catalogue, config, rounds)
    model = queries.connect(store, catalogue, config)
    model.current()
    view = View(parse_period("2026-10"), TODAY)
    asked = _asked(view)
    warm = {name: _show(model, name, ask, rounds) for name, ask in asked.items()}
    store.close()
    return warm


def _asked(view: View) -> dict[str, Callable[[], object]]:
    district = View(view.period, view.today, "64.01.04")
    return {
        "overview": lambda: queries.overview(VIEWER, view),
        "overview of a kecamatan": lambda: queries.overview(VIEWER, district),
        "dimension": lambda: queries.dimension(VIEWER, "tangguh", view),
        "map of 144 desa": lambda: queries.area_map(VIEWER, "TI-01", view, Level.VILLAGE),
        "indicator": lambda: queries.indicator(VIEWER, "LH-04", view),
    }


def _build(store: Store, catalogue: Catalogue, config: Config, rounds: int) -> None:
    floor = _median(lambda: fetch(store), rounds)
    before = _memory()
    model = ReadModel(store, catalogue, config)
    build = _timed(model.current)
    grown = _memory() - before
    again = _median(lambda: ReadModel(store, catalogue, config).current(), rounds)
    _record(store, [("LH-01", f"64.01.{n:02d}", "2026-11", 1.0) for n in range(1, 11)], "late")
    renewed = _timed(model.renew)
    print(f"fetch and drop {floor:.0f} ms; build {build:.0f} ms first, {again:.0f} ms median ({again / floor:.2f} x)")
    print(f"resident set grew by {grown:.0f} MB; renewal after a run of 10 rows {renewed:.1f} ms")


def fetch(store: Store) -> None:
    """Fetch all observations and drop them: what reading costs before anything is made of it."""
    with store.read() as conn:
        query = select(*(TABLE.c[name] for name in COLUMNS)).execution_options(stream_results=True)
        for part in conn.execute(query).partitions(CHUNK):
            len(part)


def _show(model: ReadModel, name: str, ask: Callable[[], object], rounds: int) -> float:
    for memo in (model.current().computed, model.current().figures, model.current().indexes):
        memo.entries = {}
    cold = _timed(ask)
    warm = _median(ask, rounds * 4)
    print(f"  {name:26s} cold {cold:8.1f} ms, warm {warm:8.2f} ms")
    return warm


def fill(store: Store, catalogue: Catalogue, areas: int, months: int) -> int:
    """Record figures of 60 indicators for some areas and months; return how many."""
    codes = [one.code for one in catalogue.indicators.values() if not one.formula][:60]
    places = sorted((one for one in catalogue.areas if one != REGENCY), key=len)[:areas]
    line = [period_of(TODAY, Frequency.MONTHLY).previous()]
    while len(line) < months:
        line.append(line[-1].previous())
    for number, code in enumerate(codes):
        periods = _as_due(catalogue, code, line)
        rows = [(code, place, one, 100.0 + n % 37) for n, place in enumerate(places) for one in periods]
        _record(store, rows, f"source_{number % 12}")
    with store.read() as conn:
        return len(conn.execute(select(Observation.id)).all())


def _as_due(catalogue: Catalogue, code: str, line: list[Period]) -> list[str]:
    """Return as many periods as there are months, of the indicator's own length where that is shorter or equal."""
    frequency = catalogue.indicators[code].frequency
    if frequency not in (Frequency.DAILY, Frequency.WEEKLY):
        return [one.text for one in line]
    found = [period_of(line[0].end, frequency)]
    while len(found) < len(line):
        found.append(found[-1].previous())
    return [one.text for one in found]


def _record(store: Store, rows: list[tuple[str, str, str, float]], source: str) -> None:
    about = {"source": source, "trigger": "manual", "started_at": NOW, "finished_at": NOW, "state": "ok"}
    with store.begin_write() as conn:
        run_id = conn.execute(insert(Run).values(**about).returning(Run.id)).scalar_one()
        at = stored(conn, TABLE, "stored_at", NOW)
        places = (f"Rekap!{chr(65 + number % 26)}{number // 26 + 1}" for number in range(len(rows)))
        full = (
            (code, area, period, source, 0, value, str(value), "", place, "", "", run_id, at)
            for (code, area, period, value), place in zip(rows, places, strict=True)
        )
        bulk_insert(conn, TABLE, (*COLUMNS, "run_id", "stored_at"), full)
        conn.execute(update(StoreVersion).values(number=run_id))


def _timed(ask: Callable[[], object]) -> float:
    gc.collect()
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1000


def _median(ask: Callable[[], object], rounds: int) -> float:
    return statistics.median(_timed(ask) for _ in range(rounds))


def _memory() -> float:
    """Return the resident set in MB; the peak where the system tells no more."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
