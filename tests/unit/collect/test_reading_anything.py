"""Whatever stands in the cells: no crash, every cell accounted for, nothing stored that is not allowed."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_cases import TODAY

from core.collect.checks import check
from core.collect.contract import PLACE, Column, Layout, Reading, Source
from core.collect.mapping import map_records
from core.errors import SourceChangedError
from tests.collecting import accounted

TYPED = st.sampled_from(
    [None, np.nan, 0, 1, 12.5, -3, True, 1e300, np.inf, [], {}, datetime(2026, 3, 1), pd.NaT, 2**70]
)
WORDS = st.sampled_from(
    """-|12,5|1.234|1,234|Kuaro|KEC. LONG IKIS|Janju|64.01.04|6401050|JUMLAH|Sumber: DLH|2026|Maret 2026|2026-03-14|ya
    TW I 2026|31/02/2026|LH-01|SE-01|>=5|5 kg|=A1|(2)|\x00|\ud800""".split("|")  # noqa: SIM905
)
CELL = TYPED | WORDS | st.text(max_size=12)
NAMES = ["i", "a", "p", "v", "w"]
READINGS = [
    {"columns": {"indicator": "i", "area": "a", "period": "p", "value": "v"}},
    {"columns": {"area": "a", "date": "p", "value": "v", "flag": "w"}, "indicators": {"LH-01": Column(unit="kg/hari")}},
    {"columns": {"area": "a", "parent": "w", "period": "p"}, "indicators": {"TI-01": Column("v")},
     "layout": Layout.INDICATORS_ACROSS},
    {"columns": {"area": "a", "year": "p"}, "indicators": {"LH-01": Column()}, "layout": Layout.MONTHS_ACROSS},
    {"columns": {"period": "p"}, "indicators": {"LH-01": Column()}, "layout": Layout.AREAS_ACROSS},
    {"columns": {"area": "a", "date": "p"}, "layout": Layout.INDICATORS_ACROSS, "frequency": "bulanan", "strict": True,
     "indicators": {"LH-01": Column("v", where={"w": ("ya",)}, reduce="sum"), "LH-05": Column("v", reduce="last")}},
    {"columns": {"date": "p", "note": "w", "unit": "i", "value": "v"}, "indicators": {"LH-01": Column()}},
]  # fmt: skip
TITLES = {3: {"v": "Jan", "w": "Agustsu"}, 4: {"v": "Kuaro", "w": "Jumlah"}}


@pytest.mark.parametrize("which", range(len(READINGS)))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELL, min_size=5, max_size=5), min_size=1, max_size=8))
def test_any_table_is_read_to_the_last_cell(catalogue, which, rows):
    records = pd.DataFrame(rows, columns=[TITLES.get(which, {}).get(name, name) for name in NAMES], dtype=object)
    records[PLACE] = [f"baris {at + 2}" for at in range(len(records))]
    source = Source("uji", "DLH", "csv_file", reading=Reading(**READINGS[which]))
    try:
        batch = check(map_records(records, source, catalogue, today=TODAY), source, catalogue, today=TODAY)
    except SourceChangedError:
        return
    assert batch.read == accounted(batch)
    for row in batch.observations.to_dict("records"):
        indicator = catalogue.indicators[row["indicator"]]
        low, high = indicator.minimum, indicator.maximum
        assert (low is None or row["value"] >= low) and (high is None or row["value"] <= high)
        assert row["area"] in catalogue.areas
        assert len(row["text"]) <= 100 and len(row["place"]) <= 200
    assert not batch.observations.duplicated(["indicator", "area", "period"]).any()
