"""What RSUD Panglima Sebaya and Dinkes would send: beds, waiting, stunting, insurance, dengue by week."""

from datetime import date
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from demo.files import put_csv
from demo.model import Pattern, figure
from demo.places import REGENCY, REGENCY_LABEL, day_text, districts, month_text, recent, weighted
from demo.workbook import Book, Percent

BEDS = Pattern(66, 2.1, 4, 2, noise=5, low=30, high=110, decimals=1)
STAY = Pattern(4.9, 0.35, noise=0.25, low=2, high=12, decimals=2)
WAIT = Pattern(82, -7, noise=7, low=20, high=200, decimals=0)
STUNTED = Pattern(23.5, -2.1, spread=3, noise=0.5, low=3, high=45, decimals=1)
INSURED = Pattern(94.5, 1.4, noise=0.25, low=70, high=100, decimals=2)
DENGUE = Pattern(1.6, -0.1, 1.2, 2, spread=0.5, noise=0.8, low=0, high=40, decimals=1)  # a week per 100,000
# What stands in the cell instead of a figure, once in a quarter: such sheets come every week.
BAD_CELLS = {8: ("64.01.05", "≥ 3"), 25: ("64.01.08", "1O,5"), 42: ("64.01.06", "tidak masuk")}


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of RSUD and Dinkes and return their paths."""
    return [
        _days(folder / "rsud" / "pelayanan-harian.csv", today),
        _stay(folder / "rsud" / "lama-rawat.csv", today),
        _book(folder / "dinkes" / "rekap-dinkes.xlsx", today),
    ]


def _days(path: Path, today: date) -> Path:
    rows = []
    for day in recent(Frequency.DAILY, today):
        # No outpatients on Sundays: nothing to wait for, and no zero either.
        wait: Any = "-" if day.start.weekday() == 6 else int(figure("KS-03", WAIT, REGENCY, day))
        rows.append((day_text(day.start), figure("KS-01", BEDS, REGENCY, day), wait))
    return put_csv(path, "Pelayanan harian RSUD", ["Tanggal", "BOR (%)", "Waktu tunggu (menit)"], rows)


def _stay(path: Path, today: date) -> Path:
    rows = [(month_text(m), figure("KS-02", STAY, REGENCY, m)) for m in recent(Frequency.MONTHLY, today)]
    return put_csv(path, "Rata-rata lama rawat", ["Bulan", "AvLOS (hari)"], rows)


def _book(path: Path, today: date) -> Path:
    book = Book()
    stunted: list[list[Any]] = []
    for year in recent(Frequency.YEARLY, today):
        found = {place.code: figure("KS-04", STUNTED, place.code, year) for place in districts()}
        stunted += [[year.start.year, place.name, found[place.code]] for place in districts()]
        stunted.append([year.start.year, REGENCY_LABEL, weighted(found, 1)])
    book.table("Stunting", "PREVALENSI STUNTING (%)", ["Tahun", "Kecamatan", "Prevalensi"], stunted)
    insured = [
        [month_text(month), Percent(figure("KS-05", INSURED, REGENCY, month) / 100)]
        for month in recent(Frequency.MONTHLY, today)
    ]
    book.table("JKN", "CAKUPAN KEPESERTAAN JKN", ["Bulan", "Cakupan"], insured)
    header = ["Minggu", *(place.name for place in districts()), "Kabupaten Paser"]
    book.table("DBD", "INSIDEN DBD PER MINGGU (KASUS/100 RIBU)", header, _weeks(today))
    return book.save(path)


def _weeks(today: date) -> list[list[Any]]:
    rows = []
    for week in recent(Frequency.WEEKLY, today):
        year, number, _ = week.start.isocalendar()
        cells: dict[str, Any] = {p.code: figure("KS-06", DENGUE, p.code, week) for p in districts()}
        mean = weighted(cells, 2)
        if number in BAD_CELLS:
            code, text = BAD_CELLS[number]
            cells[code] = text
        rows.append([f"Minggu ke-{number} {year}", *cells.values(), mean])
    return rows
