"""A correction stands beside the figure and in a short table of its page; without one there is neither."""

import re

import pytest
from demonstration import opened

from core.clock import now_utc
from core.domain.work import RunState
from core.store import writes
from core.store.writes import Ending

PAGE = "/indikator/TI-10?periode=2024-12"


@pytest.fixture
def corrected(client, copy_of_collected, demonstration):
    """Return the client over a store in which the newest SPBE index was corrected by its source."""
    own = opened(copy_of_collected)
    with own.store.begin_write() as conn:
        rows = conn.exec_driver_sql(
            "SELECT indicator, area, period, value + 0.1, '3,37', flag, place, citation, '<b>salah</b> ketik', source"
            " FROM observation WHERE indicator = 'TI-10' AND period = '2024'"
        ).all()
    import pandas as pd  # noqa: PLC0415

    from core.collect.batch import OBSERVATION_COLUMNS  # noqa: PLC0415

    frame = pd.DataFrame([tuple(row)[:9] for row in rows], columns=list(OBSERVATION_COLUMNS))
    source = rows[0][9]
    with own.store.begin_write() as conn:
        number = writes.start_run(conn, source_id=source, trigger="manual", now=now_utc())
        counts = writes.record_observations(conn, number, source, frame, now=now_utc())
        writes.finish_run(conn, number, Ending(RunState.OK, counts, read=1), now=now_utc())
        writes.bump_version(conn)
    own.connect()
    yield client
    demonstration.connect()
    own.store.close()


def test_a_figure_that_was_never_corrected_shows_no_history(client):
    text = client.get(PAGE).get_data(as_text=True)
    assert "Riwayat revisi" not in text
    assert "direvisi" not in text


def test_a_corrected_figure_says_old_new_who_and_why(corrected):
    text = corrected.get(PAGE).get_data(as_text=True)
    assert re.search(r'href="#riwayat-revisi"[^>]*>direvisi<', text)
    table = text.partition('id="riwayat-revisi"')[2].partition("</section>")[0]
    for part in ("3,27", "3,37", "&lt;b&gt;salah&lt;/b&gt; ketik", "pengambilan"):
        assert part in table
