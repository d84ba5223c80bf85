"""What the ways back of the bench lead to: a kept workbook for each run, a counted layer of points, its kept CSV."""

from datetime import timedelta
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from shapely.geometry import Point
from sqlalchemy import insert, select

from bench.read_model import DAY, NOW
from core.collect.batch import OBSERVATION_COLUMNS
from core.collect.raw import RawStore
from core.domain.area import REGENCY
from core.domain.work import RunState
from core.store import writes
from core.store.engine import Store
from core.store.models import RawAnswer, Run

LAYER = "bench"
POINTS = 500  # of the layer; all are counted on one day
ROWS, COLUMNS = 360, 26  # of the workbook: as far as the places of bench.read_model reach
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FEATURE = ("key", "name", "kind", "observed_at", "geometry", "properties", "area", "place")


def keep_files(store: Store, data_dir: Path) -> None:
    """Keep a workbook for every run that there is, then a layer of points with its CSV and the count of them."""
    raw = RawStore(data_dir)
    workbook = _workbook(data_dir / "bench.xlsx")
    about = {"sha256": raw.keep(workbook, address="", media_type=""), "size": len(workbook), "media_type": _XLSX}
    with store.begin_write() as conn:
        for run_id in conn.execute(select(Run.id)).scalars().all():
            conn.execute(insert(RawAnswer).values(run_id=run_id, address="bench.xlsx", **about))
    lines = ["nama,bujur,lintang", *(f"Titik {at},{_lon(at):.4f},-1.9" for at in range(POINTS))]
    text = "\n".join(lines).encode()
    kept = writes.KeptAnswer(raw.keep(text, address="", media_type=""), len(text), "text/csv", "bench.csv", 1)
    with store.begin_write() as conn:
        run = writes.start_run(conn, source_id=LAYER, trigger="manual", now=NOW)
        assert run is not None
        counts = writes.record_features(conn, run, LAYER, _points(), layer=LAYER, now=NOW)
        writes.record_observations(conn, run, LAYER, _count(), now=NOW)
        writes.keep_raw_rows(conn, run, [kept])
        writes.finish_run(conn, run, writes.Ending(RunState.OK, counts), now=NOW)
        writes.bump_version(conn)


def _workbook(path: Path) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Rekap")
    for row in range(ROWS):
        sheet.append([100.0 + (row + column) % 37 for column in range(COLUMNS)])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path.read_bytes()


def _lon(at: int) -> float:
    return 116 + at / 1000


def _points() -> pd.DataFrame:
    seen = NOW - timedelta(days=1)
    rows = [
        (str(at), f"Titik {at}", "titik", seen, Point(_lon(at), -1.9), {}, "64.01.04", f"baris {at + 2}")
        for at in range(POINTS)
    ]
    return pd.DataFrame(rows, columns=list(_FEATURE))


def _count() -> pd.DataFrame:
    row = ("BN-01", REGENCY, DAY, float(POINTS), str(POINTS), "", f"lapisan {LAYER}", "", "")
    return pd.DataFrame([row], columns=list(OBSERVATION_COLUMNS))
