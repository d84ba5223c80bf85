"""Replay: after thousands of random writes, each past instant shows what was shown then, to the last field."""

import csv
import io
import random
from datetime import UTC, datetime, timedelta

from reading import REGENCY, config, frame, source, view

from core.catalogue.texts import packed, parse_catalogue, read_texts
from core.config import ROOT
from core.domain.work import RunState
from core.store import writes
from core.store.catalogues import keep_catalogue
from core.store.figures import figure
from core.store.indexes import index_figure
from core.store.read_model import ReadModel

WRITES = {"sqlite": 10_000, "postgresql": 1_500}
ROWS = 10  # of a run
LOOKS = 60  # states that are recorded
START = datetime(2025, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
CODES = ("LH-01", "LH-02", "LH-05", "LH-A", "LH-B", "TI-10")
AREAS = (REGENCY, "64.01.01", "64.01.02")
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
SETTLED = config(source("s", *CODES, rank=1), source("t", *CODES, rank=2), source("u", *CODES, rank=3, simulated=True))


def small(texts):
    """Return the shipped catalogue with few indicators and areas."""
    kept = {*CODES, *AREAS, "TI-13", ""}  # TI-13: the successor that TI-10 names
    cut = {}
    for name, text in texts.items():
        table = list(csv.DictReader(io.StringIO(text)))
        column = {"weights.csv": "indikator", "targets.csv": "indikator", "bands.csv": "indikator"}.get(name, "kode")
        column = "indikator" if name in ("comparators.csv", "demo/targets.csv") else column
        all_rows = name in ("dimensions.csv", "agencies.csv", "frames.csv")
        out = io.StringIO()
        writer = csv.DictWriter(out, list(table[0]))
        writer.writeheader()
        writer.writerows(row for row in table if all_rows or row[column] in kept)
        cut[name] = out.getvalue()
    return cut


class World:
    """A store that is written to at random, and what its readers saw."""

    def __init__(self, store, seed):
        self.store = store
        self.dice = random.Random(seed)
        self.now = START
        self.texts = small(read_texts(ROOT / "catalogue", ROOT / "demo" / "targets.csv"))
        self.reader = self.opened()
        self.seen = []

    def opened(self):
        """Open a process: it keeps the catalogue as it finds it."""
        text, sha256 = packed(self.texts)
        keep_catalogue(self.store, text, sha256, now=self.now)
        return ReadModel(self.store, parse_catalogue(text, demo=True), SETTLED)

    def write(self):
        """Record one run: new figures, corrections, figures that stay the same."""
        self.now += timedelta(seconds=self.dice.randint(1, 90_000))
        rows = {}
        while len(rows) < ROWS:
            code = self.dice.choice(CODES)
            period = self.dice.choice(("2022", "2023", "2024")) if code == "TI-10" else self.dice.choice(MONTHS)
            value = round(self.dice.uniform(0.0, 5.0), self.dice.choice((0, 2)))
            rows[code, self.dice.choice(AREAS), period] = (value, self.dice.choice(("", "", "p", "e")))
        name = self.dice.choice(("s", "s", "t", "u"))
        with self.store.begin_write() as conn:
            run_id = writes.start_run(conn, source_id=name, trigger="manual", now=self.now, simulated=name == "u")
            table = frame(*((*key, *rest, f"baris {at}") for at, (key, rest) in enumerate(rows.items())))
            counts = writes.record_observations(conn, run_id, name, table, now=self.now)
            state = self.dice.choice((RunState.OK, RunState.PARTIAL))
            writes.finish_run(conn, run_id, writes.Ending(state, counts, read=len(rows)), now=self.now)
            writes.bump_version(conn)

    def edit(self):
        """Change the catalogue: a band, or a weight from some day on; and open anew."""
        self.now += timedelta(seconds=60)
        if self.dice.random() < 0.5:
            floor = self.dice.choice((70, 76, 80, 85))
            bands = self.texts["bands.csv"].splitlines()
            bands = [f",tinggi,{floor},2000-01-01" if line.startswith(",tinggi") else line for line in bands]
            self.texts["bands.csv"] = "\r\n".join(bands) + "\r\n"
        else:
            day = (START + timedelta(days=len(self.seen))).date()
            line = f"tuntas,{self.dice.choice(('LH-01', 'LH-05'))},{self.dice.randint(1, 9)},{day}\r\n"
            if line.rpartition(",")[2] not in self.texts["weights.csv"]:
                self.texts["weights.csv"] += line
        self.reader = self.opened()

    def look(self):
        """Note the instant and all that readers are shown at it."""
        self.now += TICK
        shown = view(period=self.dice.choice(MONTHS), today=self.now.date())
        self.seen.append((self.now, shown, told(self.reader.renew(), shown)))


def told(snapshot, shown):
    """Return figures (values, flags, status, origin, line) and the index, of every indicator and area."""
    figures = [figure(snapshot, code, area, shown) for code in CODES for area in AREAS]
    return figures, index_figure(snapshot, None, shown)


def test_replay_at_any_instant_equals_the_state_recorded_at_it(store):
    world = World(store, seed=640_100)
    runs = WRITES[store.engine.dialect.name] // ROWS
    for number in range(runs):
        world.write()
        if number % (runs // LOOKS) == 0:
            world.look()
        if number % (runs // 12) == 5:
            world.edit()
    assert len(world.seen) >= LOOKS
    assert len({floor_of(one) for _, _, one in world.seen}) > 10  # states do differ
    fresh = ReadModel(store, world.reader.plan.catalogue, SETTLED)
    world.dice.shuffle(world.seen)
    for instant, shown, recorded in world.seen:
        assert told(fresh.read_before(instant), shown) == recorded, instant


def floor_of(recorded):
    """Return what tells one recorded state from another at a glance."""
    return tuple(one.value for one in recorded[0]), recorded[1].value
