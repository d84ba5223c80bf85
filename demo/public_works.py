"""What Disdikbud and DPUTR would send: schooling, schools on line, roads, drinking water."""

from datetime import date
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from demo.model import Pattern, figure
from demo.places import REGENCY, REGENCY_LABEL, districts, half_text, recent, weighted
from demo.workbook import Book, Percent

EXPECTED = Pattern(13.05, 0.07, noise=0.02, low=5, high=20, decimals=2)  # years of schooling
OUT_OF_SCHOOL = Pattern(4.4, -0.45, spread=0.8, noise=0.12, low=1.1, high=20, decimals=2)
ONLINE = Pattern(63, 7.5, noise=1.2, low=10, high=100, decimals=1)
ROADS = Pattern(60.5, 2.6, noise=0.6, low=10, high=100, decimals=2)
WATER = Pattern(80.4, 1.7, noise=0.4, low=20, high=100, decimals=2)


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of the two offices and return their paths."""
    return [
        _schools(folder / "disdikbud" / "rekap-disdikbud.xlsx", today),
        _works(folder / "dputr" / "rekap-dputr.xlsx", today),
    ]


def _schools(path: Path, today: date) -> Path:
    book = Book()
    years = recent(Frequency.YEARLY, today)
    expected = [[year.start.year, figure("PD-01", EXPECTED, REGENCY, year)] for year in years]
    book.table("HLS", "HARAPAN LAMA SEKOLAH", ["Tahun", "Harapan lama sekolah"], expected)
    rows: list[list[Any]] = []
    for year in years:
        found = {place.code: figure("PD-02", OUT_OF_SCHOOL, place.code, year) for place in districts()}
        rows += [[year.start.year, place.name, found[place.code]] for place in districts()]
        rows.append([year.start.year, REGENCY_LABEL, weighted(found, 2)])
    book.table("ATS", "ANAK TIDAK SEKOLAH 7-18 TAHUN (%)", ["Tahun", "Kecamatan", "Persen ATS"], rows)
    online = [
        [half_text(half), Percent(figure("PD-03", ONLINE, REGENCY, half) / 100)]
        for half in recent(Frequency.HALF_YEARLY, today)
    ]
    book.table("Internet", "SEKOLAH BERINTERNET LAYAK", ["Periode", "Persen sekolah"], online)
    return book.save(path)


def _works(path: Path, today: date) -> Path:
    book = Book()
    roads = [
        [half_text(half), Percent(figure("IN-01", ROADS, REGENCY, half) / 100)]
        for half in recent(Frequency.HALF_YEARLY, today)
    ]
    book.table("Jalan", "JALAN KABUPATEN KONDISI MANTAP", ["Periode", "Kondisi mantap"], roads)
    water = [
        [year.start.year, Percent(figure("IN-02", WATER, REGENCY, year) / 100)]
        for year in recent(Frequency.YEARLY, today)
    ]
    book.table("Air minum", "RUMAH TANGGA AKSES AIR MINUM LAYAK", ["Tahun", "Akses layak"], water)
    return book.save(path)
