"""A file that we handed out and that comes back is read as the same figures (promise P45)."""

from datetime import date
from pathlib import Path

import pytest

from core.catalogue import load_catalogue
from core.collect.contract import Column, Layout, Reading, Source
from core.collect.mapping import map_records
from core.reports.csv_file import to_csv
from core.reports.table import Table
from core.reports.xlsx_file import to_xlsx
from data_sources.csv_file import read_csv
from data_sources.excel_file import read_excel

# Among them what readers of numbers fall over: three decimals, a true zero, a missing one, negatives.
GROWTH = {2017: -4.5, 2018: 0.0, 2019: 1.234, 2020: -0.007, 2021: None, 2022: 12.0, 2023: 3.77, 2024: -1.5}
TABLE = Table(
    "=Pertumbuhan ekonomi; Paser",
    ("Wilayah", "Tahun", "Nilai", "Catatan"),
    [("Kabupaten Paser", year, value, "=1+1") for year, value in GROWTH.items()],
    ("Sumber: BPS; catatan, dengan tanda",),
    simulated=frozenset({1}),
)
READING = Reading(
    layout=Layout.LONG,
    columns={"area": "Wilayah", "year": "Tahun", "value": "Nilai"},
    indicators={"SE-05": Column(unit="%")},
    regency_labels=("Kabupaten Paser",),
)
CATALOGUE = load_catalogue(Path(__file__).parents[3] / "catalogue")


@pytest.mark.parametrize(
    ("read", "content"), [(read_csv, to_csv(TABLE)), (read_excel, to_xlsx(TABLE))], ids=["csv", "xlsx"]
)
def test_figures_that_went_out_come_back_the_same(read, content):
    source = Source("kembali", "BAPPEDALITBANG", read.__name__, reading=READING)
    batch = map_records(read(source, content), source, CATALOGUE, today=date(2026, 11, 22))
    back = {
        int(period): value for period, value in zip(batch.observations.period, batch.observations.value, strict=True)
    }
    assert batch.rejected == []
    assert back == {year: value for year, value in GROWTH.items() if value is not None}
