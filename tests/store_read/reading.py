"""A small kabupaten, and ways to fill a store for it as runs do."""

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd

from core import config as settings
from core.collect.batch import OBSERVATION_COLUMNS
from core.collect.contract import Column, Layout, Reading, Source
from core.domain.area import Area, Level
from core.domain.catalogue import Catalogue
from core.domain.figure import View
from core.domain.indicator import (
    Agency,
    Band,
    Comparator,
    Dimension,
    Frequency,
    Indicator,
    Kind,
    Target,
    Verification,
    Weight,
)
from core.domain.period import parse_period
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.store import writes
from core.store.read_model import ReadModel

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ALWAYS = date(2000, 1, 1)
COUNCIL = Viewer(Role.COUNCIL)

REGENCY, NORTH, SOUTH = "64.01", "64.01.01", "64.01.02"
VILLAGES = ("64.01.01.2001", "64.01.01.2002", "64.01.02.2001")


def area(code, level, parent=""):
    return Area(code, code.replace(".", ""), f"Nama {code}", level, level.value, parent)


AREAS = {
    one.code: one
    for one in (
        area(REGENCY, Level.REGENCY),
        area(NORTH, Level.DISTRICT, REGENCY),
        area(SOUTH, Level.DISTRICT, REGENCY),
        *(area(code, Level.VILLAGE, code.rpartition(".")[0]) for code in VILLAGES),
    )
}


def indicator(code, **changed):
    """Return a monthly, higher-is-better, additive indicator by kecamatan, but for what is said otherwise."""
    usual = {
        "name": f"Ukuran {code}",
        "definition": "",
        "formula_text": "",
        "formula": "",
        "unit": "unit",
        "decimals": 1,
        "kind": Kind.HIGHER,
        "frequency": Frequency.MONTHLY,
        "finest": Level.DISTRICT,
        "additive": True,
        "agency": "DLH",
        "dimensions": (("tuntas", "tangguh"), ("nasional", "smart-living")),
    }
    return Indicator(code, **{**usual, **changed})


BANDS = (("VERY_HIGH", 91), ("HIGH", 76), ("MEDIUM", 66), ("LOW", 51), ("VERY_LOW", 0))


def target(code, value, year=2020, low=None, high=None, valid_from=ALWAYS):
    return Target(code, year, value, low, high, "Perda", Verification.VERIFIED, valid_from)


def catalogue(*indicators, targets=(), weights=None, comparators=()):
    """Return a catalogue of these indicators, each of weight 1 in the frame tuntas unless weights say otherwise."""
    shown = [one.code for one in indicators if not one.is_variable]
    given = weights if weights is not None else dict.fromkeys(shown, 1.0)
    return Catalogue(
        dimensions={
            "tangguh": Dimension("tangguh", "tuntas", "Tangguh", 1),
            "unggul": Dimension("unggul", "tuntas", "Unggul", 2),
            "smart-living": Dimension("smart-living", "nasional", "Smart Living", 1),
        },
        agencies={code: Agency(code, f"Dinas {code}", code) for code in ("DLH", "DKISP")},
        indicators={one.code: one for one in indicators},
        areas=AREAS,
        aliases={},
        targets=tuple(targets),
        weights=tuple(
            Weight(frame, code, weight, ALWAYS) for frame in ("tuntas", "nasional") for code, weight in given.items()
        ),
        bands=tuple(Band("", status, floor, ALWAYS) for status, floor in BANDS),
        comparators=tuple(Comparator(*one) for one in comparators),
    )


def source(name, *codes, agency="DLH", rank=100, simulated=False, **changed):
    reading = changed.pop("reading", Reading(Layout.LONG, indicators={code: Column(code) for code in codes}))
    usual = {"title": f"Data {name}", "attribution": f"Dinas, {name}", "schedule": "0 6 * * *"}
    return Source(name, agency, "csv_file", rank=rank, simulated=simulated, reading=reading, **{**usual, **changed})


def config(*sources, demo=True, floor=0.7):
    return settings.Config(
        data_dir=Path("var"),
        city=settings.City(),
        server=settings.Server(),
        store=settings.Store(),
        collect=settings.Collect(),
        index=settings.IndexRule(floor=floor),
        map=settings.Map(),
        wall=settings.Wall(),
        demo=settings.Demo(enabled=demo),
        sources={one.id: one for one in sources},
    )


def frame(*rows):
    """Return observations from (indicator, area, period, value) with a flag and a place as fifth and sixth."""
    full = [(*row, *("", "baris 2")[len(row) - 4 :]) for row in rows]
    table = [
        (code, place, period, float(value), str(value), flag, where, "", "")
        for code, place, period, value, flag, where in full
    ]
    return pd.DataFrame(table, columns=list(OBSERVATION_COLUMNS)).astype({"value": "float64"})


def run(store, name, *rows, state=RunState.OK, now=NOON, rejected=(), also=None, **started):
    """Record one run of a source with these rows; `also` records more within it. Return its id."""
    with store.begin_write() as conn:
        number = writes.start_run(conn, source_id=name, trigger="manual", now=now, **started)
    with store.begin_write() as conn:
        counts = writes.record_observations(conn, number, name, frame(*rows), now=now)
        refused = writes.record_rejections(conn, number, [*rejected, *counts.held])
        if also:
            also(conn, number)
        ending = writes.Ending(state, counts, read=len(rows), rejected=refused)
        writes.finish_run(conn, number, ending, now=now)
        writes.bump_version(conn)
    return number


def model(store, definitions, settled):
    return ReadModel(store, definitions, settled)


def view(period="2026-10", place=REGENCY, today=TODAY, **changed):
    return View(parse_period(period), today, place, **changed)
