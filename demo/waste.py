"""What DLH would send: monthly tonnages, the weighbridge, the fleet, the landfill, desa served, water, facilities."""

import math
from datetime import date
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from core.domain.period import Period
from demo.files import put_csv, put_geojson
from demo.model import Pattern, figure, scatter, share
from demo.places import (
    REGENCY,
    REGENCY_LABEL,
    Place,
    day_text,
    days_of,
    districts,
    half_text,
    month_text,
    quarter_text,
    recent,
    villages,
    weighted,
)
from demo.workbook import Book, Formula, Percent

GROWTH = 1.116  # inhabitants now to those of the catalogue (2020)
RATE = Pattern(0.452, 0.008, 0.012, 4, spread=0.02, noise=0.008, low=0.3, high=0.7, decimals=4)  # kg a person a day
REDUCED = Pattern(14.5, 2.4, spread=3, noise=0.8, low=2, high=36, decimals=2)  # % of what arises
HANDLED = Pattern(54, 3.8, spread=6, noise=1.5, low=20, high=62, decimals=2)
TRUCKS = 14  # loads a day at TPA Janju
LOAD = Pattern(4300, 110, 150, 8, noise=420, low=900, high=7500, decimals=0)  # kg
LANDFILL = Pattern(24, -5.2, noise=0.2, low=0, high=100, decimals=2)  # % of its volume still free
FIT = Pattern(81, 1.6, noise=4, low=55, high=100, decimals=2)
TRIPS = Pattern(86, 1.5, spread=3, noise=5, low=50, high=118, decimals=1)
WATER = Pattern(56.5, 1.4, noise=1.1, low=30, high=95, decimals=2)
BANKS = Pattern(11, 1.9, noise=0.3, low=4, high=60, decimals=0)
# How some offices write it; the alias table knows.
SPELLING = {"64.01.03": "Pasir Belengkong"}


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of DLH and return their paths."""
    return [
        _tonnages(folder / "dlh" / "rekap-sampah-bulanan.xlsx", today),
        _weighbridge(folder / "dlh" / "jembatan-timbang-tpa-janju.csv", today),
        _operation(folder / "dlh" / "operasional-harian.xlsx", today),
        _served(folder / "dlh" / "desa-terlayani.csv", today),
        _facts(folder / "dlh" / "rekap-dlh.csv", today),
        _facilities(folder / "dlh" / "fasilitas-sampah.geojson"),
    ]


def tons(place: Place, month: Period) -> tuple[float, float, float]:
    """Return what arises, is reduced and is handled in a kecamatan and month, tons."""
    days = len(days_of(month))
    arising = round(place.people * GROWTH * figure("LH-A", RATE, place.code, month) * days / 1000, 1)
    town = 9 if place.code == "64.01.04" else 0  # around the landfill more is collected
    reduced = arising * figure("LH-B", REDUCED, place.code, month) / 100
    handled = arising * (figure("LH-C", HANDLED, place.code, month) + town) / 100
    return arising, round(reduced, 1), round(handled, 1)


def _tonnages(path: Path, today: date) -> Path:
    months = recent(Frequency.MONTHLY, today)
    book = Book()
    old = [[1, place.name.upper(), 9.9] for place in districts()]
    book.table("2019", "REKAP LAMA, JANGAN DIPAKAI", ["No", "Kecamatan", "Jan"], old, hidden=True)
    sheets = (("Timbulan", "TIMBULAN SAMPAH (TON)"), ("Pengurangan", "PENGURANGAN SAMPAH (TON)"))
    for part, (name, title) in enumerate((*sheets, ("Penanganan", "PENANGANAN SAMPAH (TON)"))):
        rows = [
            [number, SPELLING.get(place.code, place.name).upper(), *(tons(place, month)[part] for month in months)]
            for number, place in enumerate(districts(), 1)
        ]
        book.months(name, title, months, [*rows, _total(rows)])
    per_day = [
        [number, place.name, *(round(tons(place, month)[0] / len(days_of(month)), 2) for month in months)]
        for number, place in enumerate(districts(), 1)
    ]
    book.months("Ton per hari", "TIMBULAN SAMPAH RATA-RATA (TON/HARI)", months, [*per_day, _total(per_day)])
    return book.save(path)


def _total(rows: list[list[Any]]) -> list[Any]:
    """Return the row JUMLAH, with formulas as a spreadsheet stores them."""
    total: list[Any] = [None, "JUMLAH"]
    for column in range(2, len(rows[0])):
        letters = (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)
        value = round(sum(row[column] for row in rows), 2)
        total.append(Formula(f"=SUM({letters}6:{letters}{5 + len(rows)})", value))
    return total


def _weighbridge(path: Path, today: date) -> Path:
    rows = []
    for day in recent(Frequency.DAILY, today):
        for load in range(1, TRUCKS + 1):
            weight = int(figure(f"LH-05/{load}", LOAD, REGENCY, day))
            hour = 7 + load * 9 // TRUCKS
            rows.append((day_text(day.start), f"{hour:02d}:{int(share(day.text, str(load)) * 60):02d}", load, weight))
    return put_csv(path, "Jembatan timbang TPA Janju", ["Tanggal", "Jam", "Muatan ke", "Netto (kg)"], rows)


def _operation(path: Path, today: date) -> Path:
    days = recent(Frequency.DAILY, today)
    book = Book()
    fleet = []
    for day in days:
        ready = round(32 * figure("LH-07", FIT, REGENCY, day) / 100)
        fleet.append([day.start, 32, ready, Percent(ready / 32)])
    header = ["Tanggal", "Unit terdaftar", "Unit laik jalan", "Persen laik"]
    book.table("Armada", "KELAIKAN ARMADA ANGKUT", header, fleet)
    trips = []
    for day in days:
        # On some Sundays a kecamatan sends no sheet: a gap, not a zero.
        found = {place.code: figure("LH-08", TRIPS, place.code, day) for place in districts()}
        gaps = {code for code in found if day.start.weekday() == 6 and share("gap", code, day.text) < 0.3}
        cells = ["-" if code in gaps else value for code, value in found.items()]
        trips.append([day.start, *cells, weighted(found, 1)])
    names = [place.name for place in districts()]
    book.table("Ritase", "REALISASI RITASE ANGKUTAN (%)", ["Tanggal", *names, "Kabupaten Paser"], trips)
    months = recent(Frequency.MONTHLY, today)
    left = [[month_text(month), Percent(figure("LH-06", LANDFILL, REGENCY, month) / 100)] for month in months]
    book.table("TPA", "SISA KAPASITAS LANDFILL AKTIF", ["Bulan", "Sisa kapasitas"], left)
    return book.save(path)


def is_served(place: Place, quarter: Period) -> int:
    """Return 1 where waste is collected in a quarter; a desa that is served stays so."""
    years = (quarter.start.toordinal() - 738_886) / 365.25
    easy = 0.25 if place.parent == "64.01.04" else 0.0
    return int(share("LH-TERLAYANI", place.code) < 0.34 + easy + 0.06 * years)


def _served(path: Path, today: date) -> Path:
    rows = [
        (place.code, place.name, quarter_text(quarter), is_served(place, quarter))
        for quarter in recent(Frequency.QUARTERLY, today)
        for place in villages()
    ]
    header = ["Kode Wilayah", "Desa/Kelurahan", "Periode", "Terlayani (1/0)"]
    return put_csv(path, "Desa dan kelurahan terlayani angkutan sampah", header, rows)


def _facts(path: Path, today: date) -> Path:
    banks = [
        ("Bank sampah/TPS3R aktif", quarter_text(quarter), int(figure("LH-10", BANKS, REGENCY, quarter)), "unit")
        for quarter in recent(Frequency.QUARTERLY, today)
    ]
    water = [
        ("Indeks Kualitas Air", half_text(half), figure("LH-12", WATER, REGENCY, half), "indeks")
        for half in recent(Frequency.HALF_YEARLY, today)
    ]
    header = ["Uraian", "Periode", "Nilai", "Satuan"]
    return put_csv(path, f"Rekapitulasi DLH, {REGENCY_LABEL.title()}", header, [*banks, *water])


def _facilities(path: Path) -> Path:
    features = [_facility("TPA Janju", "TPA", "64.01.04", 0), _facility("TPS3R Kuaro", "TPS3R", "64.01.05", 0)]
    for place in districts():
        banks = range(1, 5 if place.people > 25_000 else 3)
        features += [_facility(f"Bank Sampah {place.name} {n}", "Bank sampah", place.code, n) for n in banks]
        features.append(_facility(f"TPS {place.name}", "TPS", place.code, 9))
    return put_geojson(path, features)


def _facility(name: str, kind: str, code: str, number: int) -> dict[str, Any]:
    lon, lat = point(kind, code, number, reach=0.03)
    properties = {"nama": f"{name} (SIMULASI)", "jenis": kind, "kode_kecamatan": code, "catatan": "titik buatan"}
    feature_id = f"{kind}-{code}-{number}".replace(" ", "-").lower()
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": feature_id, "properties": properties, "geometry": geometry}


def point(key: str, code: str, number: int, *, reach: float) -> tuple[float, float]:
    """Return a made-up point near the capital of a kecamatan, nearer to it than to any other capital.

    Args:
        key: What it is a point of; with the number it makes the point the same every time.
        code: The kecamatan.
        number: Of the point.
        reach: Usual distance from the capital on each axis, degrees.
    """
    place = next(one for one in districts() if one.code == code)
    east = reach * scatter(key, code, str(number), "lon")
    north = reach * scatter(key, code, str(number), "lat")
    while True:
        lon, lat = round(place.lon + east, 5), round(place.lat + north, 5)
        if min(districts(), key=lambda one: math.hypot(one.lon - lon, one.lat - lat)) == place:
            return lon, lat
        east, north = east / 2, north / 2
