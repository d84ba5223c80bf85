"""Writers, readers and a checkpointer that never rest. What they find wrong ends them with a traceback."""

import os
import random
import time
from contextlib import closing

import pandas as pd
from sqlalchemy import text

from core.clock import now_utc
from core.collect.batch import OBSERVATION_COLUMNS
from core.domain.work import RunState
from core.store import writes
from core.store.engine import open_store

ROWS = 60  # of each batch, all with one value
CHECKPOINTS = ("PASSIVE", "FULL", "RESTART", "TRUNCATE")  # without meaning where there is no write-ahead log
RECENT = 30  # batches a reader looks at


def write(database, name, acknowledged):
    """Store batch after batch, as a run does it, and tell of each after it is stored."""
    store, number = open_store(f"sqlite:///{database}"), 0
    log = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        number += 1
        with store.begin_write() as conn:
            run = writes.start_run(conn, source_id=name, trigger="manual", now=now_utc())
        given = _batch(number)
        with store.begin_write() as conn:
            counts = writes.record_observations(conn, run, name, given, now=now_utc())
            writes.finish_run(conn, run, writes.Ending(RunState.OK, counts, read=ROWS), now=now_utc())
            writes.bump_version(conn)
        os.write(log, f"{run} {ROWS}\n".encode())


def _batch(number):
    rows = [("LH-01", f"a{at}", f"{number:08d}", float(number), str(number), "", "", "", "") for at in range(ROWS)]
    return pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS))


def read(database, name, _acknowledged):
    """Look at the newest batches again and again: whole, of one value, and the same twice within one snapshot."""
    store, chance, newest = open_store(f"sqlite:///{database}"), random.Random(name), 0
    query = text(
        "SELECT run_id, count(*), count(DISTINCT value) FROM observation "
        f"WHERE id > (SELECT max(id) FROM observation) - {RECENT * ROWS} GROUP BY run_id ORDER BY run_id"
    )
    version = text("SELECT number FROM store_version")
    while True:
        with store.read() as conn:
            before = conn.execute(version).scalar_one()
            found = conn.execute(query).all()
            time.sleep(chance.uniform(0, 0.005))
            assert conn.execute(query).all() == found, "a snapshot changed"
            assert conn.execute(version).scalar_one() == before, "a snapshot changed"
        assert before >= newest, "what was there is gone"
        newest = before
        assert {(count, values) for _, count, values in found} <= {(ROWS, 1)}, found
        time.sleep(chance.uniform(0, 0.01))


def checkpoint(database, name, _acknowledged):
    """Move the write-ahead log into the database, in each of the four ways, without a pause worth the name."""
    store, chance = open_store(f"sqlite:///{database}"), random.Random(name)
    with closing(store.engine.raw_connection()) as connection:
        while True:
            connection.execute(f"PRAGMA wal_checkpoint({chance.choice(CHECKPOINTS)})").fetchall()
            time.sleep(chance.uniform(0, 0.02))
