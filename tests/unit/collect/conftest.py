"""The shipped catalogue, and a way to read a table of rows as the collector would."""

import pandas as pd
import pytest
from reading_cases import ROOT, TODAY

from core.catalogue import load_catalogue
from core.collect.checks import check
from core.collect.contract import CELLS, PLACE, Reading, Source
from core.collect.mapping import map_records
from tests.collecting import accounted


@pytest.fixture(scope="session")
def catalogue():
    """Return the catalogue of this project."""
    return load_catalogue(ROOT / "catalogue")


@pytest.fixture
def read(catalogue):
    """Return a function that maps and checks rows; every cell must be accounted for, whatever it holds."""

    def read_rows(rows, *, letters=None, today=TODAY, **reading):
        records = pd.DataFrame(rows) if not isinstance(rows, pd.DataFrame) else rows.copy()
        if PLACE not in records:
            sheet = [f"Rekap!{at + 5}" for at in range(len(records))]
            records[PLACE] = sheet if letters else [f"baris {at + 2}" for at in range(len(records))]
        if letters:
            records.attrs[CELLS] = letters
        source = Source("uji", "DLH", "csv_file", reading=Reading(**reading))
        batch = check(map_records(records, source, catalogue, today=today), source, catalogue, today=today)
        assert batch.read == accounted(batch)
        return batch

    return read_rows
