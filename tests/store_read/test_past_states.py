"""Replay: after thousands of random writes, each past instant shows what was shown then, to the last field.

The one exception is the mark of what is made up: a source that has turned out to be so is marked in the past too.
"""

import csv
import io
import random
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from reading import REGENCY, config, frame, source, view

from core.catalogue.texts import packed, parse_catalogue, read_texts
from core.config import ROOT
from core.domain.figure import Absence
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.errors import DecisionRefusedError
from core.store import writes
from core.store.catalogues import keep_catalogue
from core.store.figures import figure
from core.store.indexes import index_figure
from core.store.locking import LockDesk
from core.store.queue import values_of, waiting
from core.store.read_model import ReadModel
from core.store.source_states import keep_sources
from core.store.values import series_of
from core.store.verifying import Desk

WRITES = {"sqlite": 10_000, "postgresql": 1_500}
ROWS = 10  # of a run
LOOKS = 60  # states that are recorded
START = datetime(2025, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
CODES = ("LH-01", "LH-02", "LH-05", "LH-A", "LH-B", "TI-10")
AREAS = (REGENCY, "64.01.01", "64.01.02")
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
SOURCES = {"s": False, "t": False, "u": True, "v": False}  # whether they begin as simulated ones
TURNING = ("t", "v")  # these turn out to be made up, and may be called real again


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
        self.sources = {
            name: source(name, *CODES, rank=at, simulated=made_up) for at, (name, made_up) in enumerate(SOURCES.items())
        }
        self.texts = small(read_texts(ROOT / "catalogue", ROOT / "demo" / "targets.csv"))
        self.reader = self.opened()
        self.seen = []
        self.marked = set()  # sources that a run said was simulated

    def opened(self):
        """Open a process: it keeps catalogue and sources as it finds them."""
        text, sha256 = packed(self.texts)
        keep_catalogue(self.store, text, sha256, now=self.now)
        keep_sources(self.store, self.sources, now=self.now)
        return ReadModel(self.store, parse_catalogue(text, demo=True), config(*self.sources.values()))

    def write(self):
        """Record one run: new figures, corrections, figures that stay the same."""
        self.now += timedelta(seconds=self.dice.randint(1, 90_000))
        rows = {}
        while len(rows) < ROWS:
            code = self.dice.choice(CODES)
            period = self.dice.choice(("2022", "2023", "2024")) if code == "TI-10" else self.dice.choice(MONTHS)
            value = round(self.dice.uniform(0.0, 5.0), self.dice.choice((0, 2)))
            rows[code, self.dice.choice(AREAS), period] = (value, self.dice.choice(("", "", "p", "e")))
        name = self.dice.choice(list(self.sources))
        made_up = self.sources[name].simulated
        self.marked |= {name} if made_up else set()
        with self.store.begin_write() as conn:
            run_id = writes.start_run(conn, source_id=name, trigger="manual", now=self.now, simulated=made_up)
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

    def configure(self):
        """Change a source: its rank, its words, whether it is simulated (late), or take it out for a while."""
        self.now += timedelta(seconds=60)
        late = len(self.seen) > LOOKS // 2
        what = self.dice.choice(("rank", "title", "gone", *("simulated", "simulated") * late))
        name = self.dice.choice(TURNING if what == "simulated" else list(SOURCES))
        old = self.sources.pop(name, None) or source(name, *CODES, simulated=SOURCES[name])
        if what != "gone" or len(self.sources) < 2:
            rank = self.dice.randint(1, 9) if what == "rank" else old.rank
            number = len(self.seen)
            words = {"title": f"Judul {number}", "attribution": f"Pernyataan {number}"} if what == "title" else {}
            self.sources[name] = replace(old, rank=rank, simulated=old.simulated != (what == "simulated"), **words)
        self.reader = self.opened()

    def check(self):
        """Let walidata verify a source, return some values, or take a return back."""
        self.now += timedelta(seconds=30)
        state = self.reader.renew()
        desk = Desk(Viewer(Role.STEWARD, "Walidata"), self.store, self.reader, now=self.now)
        queued = self.dice.choice([one for one in waiting(state) if one.values])
        with self.store.read() as conn:
            values = values_of(conn, state, queued.source_id, 1, size=200).values
        keys = [one.row.key for one in values if not one.locked] or [values[0].row.key]
        returned = sorted(row.key for row in state.returned if row.source == queued.source_id)
        if returned and self.dice.random() < 0.3:
            with suppress(DecisionRefusedError):
                desk.take_back(queued.source_id, self.dice.sample(returned, 1))
        elif self.dice.random() < 0.2:
            desk.verify(queued.source_id, queued.until)
        else:
            chosen = self.dice.sample(keys, min(12, len(keys)))
            with suppress(DecisionRefusedError):  # one of them is locked
                desk.send_back(queued.source_id, chosen, f"alasan ke-{len(self.seen)}")

    def lock(self):
        """Let walidata lock a past year, half or month of an office, or open one again."""
        self.now += timedelta(seconds=30)
        desk = LockDesk(Viewer(Role.STEWARD, "Walidata"), self.store, self.reader, now=self.now)
        held = self.reader.renew().locks.held
        if held and self.dice.random() < 0.5:
            one = self.dice.choice(held)
            desk.open(one.agency, one.period.text, f"alasan ke-{len(self.seen)}")
        else:
            period = self.dice.choice(("2022", "2023", "2024-S2", *MONTHS[:12]))
            with suppress(DecisionRefusedError):  # it is locked already
                desk.lock(self.dice.choice(("DLH", "DKISP")), period, "")

    def look(self):
        """Note the instant and all that readers are shown at it."""
        self.now += TICK
        shown = view(period=self.dice.choice(MONTHS), today=self.now.date())
        self.seen.append((self.now, shown, told(self.reader.renew(), shown)))


def told(snapshot, shown):
    """Return figures (values, flags, status, origin, line) of every indicator and area, the index, and the locks."""
    figures = [figure(snapshot, code, area, shown) for code in CODES for area in AREAS]
    return figures, index_figure(snapshot, None, shown), snapshot.locks


def frozen(snapshot, lock):
    """Return all values that lie in a lock, with their origin."""
    return {
        (code, area, period.text): (series.values[at], snapshot.origin(series, at))
        for code in CODES
        for area in AREAS
        if (series := series_of(snapshot, code, area))
        for at, period in enumerate(series.periods)
        if lock.holds(code, period)
    }


def unmarked(one):
    """Return a figure without what says that it is made up."""
    origin = one.provenance and replace(one.provenance, simulated=False)
    return replace(one, simulated=False, provenance=origin)


def unconfirmed(age):
    """Return an age without when the named part was confirmed."""
    part = age.oldest and replace(age.oldest, freshness=unconfirmed(age.oldest.freshness))
    return replace(age, confirmed_on=None, oldest=part)


def compare(recorded, replayed, marked):
    """Hold a figure that was shown against its replay; return whether it is marked now and was not then."""
    origin = replayed.provenance
    turned = origin is not None and origin.source_id in marked
    assert replayed.simulated == (recorded.simulated or turned)
    assert origin is None or origin.simulated == replayed.simulated
    before, after = unmarked(recorded), unmarked(replayed)
    if replayed.indicator.formula or replayed.area.code == REGENCY:  # computed: it names its made-up part once known
        before, after = (replace(one, freshness=unconfirmed(one.freshness)) for one in (before, after))
        before = replace(before, provenance=after.provenance) if turned else before
    assert after == before
    return replayed.simulated != recorded.simulated


def test_replay_at_any_instant_equals_the_state_recorded_at_it(store):
    world = World(store, seed=640_100)
    runs = WRITES[store.engine.dialect.name] // ROWS
    for number in range(runs):
        world.write()
        if number % (runs // 75) == 1:
            world.check()
        if number % (runs // 40) == 1:
            world.lock()
        if number % (runs // LOOKS) == 0:
            world.look()
        if number % (runs // 12) == 5:
            world.edit()
        if number % (runs // 30) == 2:
            world.configure()
    assert len(world.seen) >= LOOKS
    assert len({floor_of(one) for _, _, one in world.seen}) > 10  # states do differ
    shown = [one for _, _, (figures, _, _) in world.seen for one in figures]
    assert len({locks for _, _, (_, _, locks) in world.seen}) > 10
    assert any(one.returned or one.absence is Absence.RETURNED for one in shown)
    assert any(one.provenance and one.provenance.found for one in shown)
    fresh = ReadModel(store, world.reader.plan.catalogue, world.reader.plan.config)
    marked = world.marked | {one.id for one in world.sources.values() if one.simulated}
    world.dice.shuffle(world.seen)
    turned = 0
    for instant, shown, (figures, index, locks) in world.seen:
        again, index_again, locks_again = told(fresh.read_before(instant), shown)
        assert locks_again == locks
        turned += sum(compare(*pair, marked) for pair in zip(figures, again, strict=True))
        assert floor_of((again, index_again)) == floor_of((figures, index)), instant
        assert (index_again.coverage, index_again.status) == (index.coverage, index.status), instant
        assert index_again.simulated >= index.simulated
    assert turned > 10  # some sources did turn out to be made up


def floor_of(recorded):
    """Return what tells one recorded state from another at a glance."""
    return tuple(one.value for one in recorded[0]), recorded[1].value


def test_whatever_comes_in_nothing_that_is_locked_moves(store):
    """Until it is opened: runs of every source, corrections, returns and what is taken back."""
    world = World(store, seed=640_114)
    kept, compared = {}, 0
    for number in range(WRITES[store.engine.dialect.name] // ROWS // 3):
        world.write()
        if number % 4 == 1:
            world.check()
        if number % 3 == 2:
            world.lock()
        state = world.reader.renew()
        now = {lock: frozen(state, lock) for lock in state.locks.held}
        for lock in kept.keys() & now.keys():
            assert now[lock] == kept[lock], lock
            compared += len(now[lock])
        kept = now
    assert compared > 100
