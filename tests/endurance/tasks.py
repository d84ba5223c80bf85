"""What runs in processes of its own, to be killed, halted or stopped there. Arguments are texts."""

import os
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

import app as web
import core.__main__ as commands
import core.store.migrations  # noqa: F401 - imported here once, so that no child has to
import data_sources  # noqa: F401
from core.catalogue import load_catalogue
from core.collect import intake
from core.collect.contract import Handed
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config import ROOT, load_config
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.store import queries, uploads
from core.store.engine import migrate, open_store
from core.store.models import Run
from tests.endurance import torture
from tests.endurance.offices import ROWS, csv_of

STORED = (RunState.OK, RunState.PARTIAL, RunState.UNCHANGED)
CATALOGUE = load_catalogue(ROOT / "catalogue")


def runner_of(path):
    """Return a runner over the installation of a config.toml, as a process that starts makes it."""
    config = load_config(Path(path), {"DATA_DIR": str(Path(path).parent), **os.environ})
    store = open_store(config.store_url)
    migrate(store)
    return Runner(config, store, CATALOGUE)


def collect_for_ever(path, acknowledged, rounds="0"):
    """Collect all sources over and over; write a line for each run that was recorded, after it was.

    Beside that file another one grows by a line each time that it is about to begin with a run.
    """
    runner = runner_of(path)
    begun = os.open(f"{acknowledged}.begun", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    left = int(rounds) or -1
    while left:
        left -= 1
        for source in runner.config.sources.values():
            os.write(begun, b"\n")
            outcome = runner.run(source, Order(Trigger.MANUAL))
            if outcome.state in STORED:
                os.write(log, f"{outcome.run_id} {outcome.new + outcome.revised}\n".encode())


def hand_in_for_ever(path, acknowledged, rounds="0"):
    """Hand a new version of all figures in and send it, over and over; as `collect_for_ever` tells of it."""
    runner = runner_of(path)
    model, viewer = queries.connect(runner.store, CATALOGUE, runner.config), Viewer(Role.AGENCY, "Petugas", "DLH")
    intake.MOST_A_DAY = 1_000_000  # a day of these takes a minute
    begun = os.open(f"{acknowledged}.begun", os.O_RDWR | os.O_APPEND | os.O_CREAT)
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    left = int(rounds) or -1
    while left:
        left -= 1
        os.write(begun, b"\n")
        handed = Handed(csv_of(os.fstat(begun).st_size).encode(), "timbulan.csv")
        desk = intake.Intake(viewer, runner, model, intake.turns(), now=runner.now())
        number = desk.check("unggahan", handed)
        desk.send(number)
        os.write(log, f"{uploads.upload(viewer, number).run_id} {ROWS}\n".encode())


def command(*words):
    """Run `python -m core <words>`."""
    commands.cli(words, prog_name="python -m core")


def serve_pages():
    """Run `python app.py`."""
    web.main()


def run_due_times(path, first, last):
    """Run each due time of each source, as a scheduler would that believes to be the only one."""
    runner = runner_of(path)
    for at in range(int(first), int(last)):
        due_at = datetime.fromtimestamp(at * 60, tz=runner.now().tzinfo)
        for source in runner.config.sources.values():
            outcome = runner.run(source, Order(Trigger.SCHEDULE, due_at=due_at))
            while outcome.state is None and not _is_done(runner, source.id, due_at):  # another due time's turn
                time.sleep(0.01)
                outcome = runner.run(source, Order(Trigger.SCHEDULE, due_at=due_at))


def _is_done(runner, source_id, due_at):
    with runner.store.read() as conn:
        return conn.execute(select(Run.id).where(Run.source == source_id, Run.due_at == due_at)).first()


torture_write, torture_read, torture_checkpoint = torture.write, torture.read, torture.checkpoint
