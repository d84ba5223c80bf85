"""Ways to put figures into a store, as a run does it."""

from datetime import UTC, datetime

import pandas as pd

from core.collect.batch import OBSERVATION_COLUMNS
from core.domain.work import RunState
from core.store import writes

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def frame(*rows):
    """Return observations from (indicator, area, period, value) or with a flag as the fifth."""
    return pd.DataFrame(
        [
            (row[0], row[1], row[2], float(row[3]), str(row[3]), row[4] if len(row) > 4 else "", "baris 2", "", "")
            for row in rows
        ],
        columns=list(OBSERVATION_COLUMNS),
    ).astype({"value": "float64"})


def collect(store, source, observations, *, now=NOON, **started):
    """Run one whole run of a source, as the runner does: begin, commit, record and end in one transaction."""
    with store.begin_write() as conn:
        run = writes.start_run(conn, source_id=source, trigger="manual", now=now, **started)
    with store.begin_write() as conn:
        counts = writes.record_observations(conn, run, source, observations, now=now)
        writes.finish_run(conn, run, writes.Ending(RunState.OK, counts, read=len(observations)), now=now)
        writes.bump_version(conn)
    return counts
