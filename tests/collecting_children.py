"""What the process tests run in processes of their own, to be killed or stopped there."""

import os
import time
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

import data_sources  # noqa: F401
from core.catalogue import load_catalogue
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config import ROOT, load_config
from core.domain.work import RunState
from core.store.engine import migrate, open_store
from core.store.models import Run

STORED = (RunState.OK, RunState.PARTIAL, RunState.UNCHANGED)


def _runner(path):
    config = load_config(Path(path), {"DATA_DIR": str(Path(path).parent)})
    store = open_store(config.store_url)
    migrate(store)
    return Runner(config, store, load_catalogue(ROOT / "catalogue"))


def collect_for_ever(path, begun, acknowledged):
    """Collect all sources over and over; write a line for each run that was recorded, after it was."""
    runner = _runner(path)
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    begun.set()
    while True:
        for source in runner.config.sources.values():
            outcome = runner.run(source, Order(Trigger.MANUAL))
            if outcome.state in STORED:
                os.write(log, f"{outcome.run_id} {outcome.new + outcome.revised}\n".encode())


def run_due_times(path, due_times):
    """Run each due time of each source, as a scheduler would that believes to be the only one."""
    runner = _runner(path)
    for due_at in map(datetime.fromisoformat, due_times):
        for source in runner.config.sources.values():
            outcome = runner.run(source, Order(Trigger.SCHEDULE, due_at=due_at))
            while outcome.state is None and not _is_done(runner, source.id, due_at):  # it was another due time's turn
                time.sleep(0.01)
                outcome = runner.run(source, Order(Trigger.SCHEDULE, due_at=due_at))


def _is_done(runner, source_id, due_at):
    with runner.store.read() as conn:
        return conn.execute(select(Run.id).where(Run.source == source_id, Run.due_at == due_at)).first()
