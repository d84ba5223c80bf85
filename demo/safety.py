"""What BPBD and Satpol PP & Damkar would send: burnt land, floods, response times, hotspots seen by satellite."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from core.domain.period import Period
from demo.files import put, put_json
from demo.model import Pattern, chance, figure, share
from demo.places import REGENCY_LABEL, districts, month_text, recent, villages, weighted
from demo.waste import SPELLING, point
from demo.workbook import Book

BURNT = Pattern(22, -2, spread=12, noise=9, low=0, high=400, decimals=2)  # ha a year
IN_TIME = Pattern(61, 4.5, spread=6, noise=4, low=20, high=100, decimals=1)
HOTSPOTS_A_DAY = 0.9  # in the dry months; a third of it in the others
DRY = (8, 9, 10)
WET = (1, 2, 3, 4, 12)
DAMKAR_LATE = 4  # months; the one office that is behind
FIRMS = (
    *("latitude", "longitude", "bright_ti4", "scan", "track", "acq_date", "acq_time", "satellite", "instrument"),
    *("confidence", "version", "bright_ti5", "frp", "daynight"),
)
SEEN_DAYS = 60  # days of hotspots; what a satellite saw earlier is no layer of today


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of the two offices and return their paths."""
    return [
        _book(folder / "bpbd" / "rekap-pusdalops.xlsx", today),
        _hotspots(folder / "bpbd" / "simulasi-hotspot-viirs.csv", today),
        _fires(folder / "damkar" / "waktu-tanggap.json", today),
    ]


def _book(path: Path, today: date) -> Path:
    book = Book()
    burnt: list[list[Any]] = []
    for year in recent(Frequency.YEARLY, today):
        if year.start.year <= 2023:  # the real figures of 2023 stand in published/
            continue
        found = {place.name: figure("BN-02", BURNT, place.code, year) for place in districts()}
        burnt += [[year.start.year, name, hectares] for name, hectares in found.items()]
        burnt.append([year.start.year, REGENCY_LABEL, round(sum(found.values()), 2)])
    book.table("Karhutla", "LUAS KARHUTLA PER TAHUN (HA)", ["Tahun", "Kecamatan", "Luas (ha)"], burnt)
    floods, responses = _events(today)
    header = ["Tanggal", "Kode", "Desa/Kelurahan", "KK terdampak"]
    book.table("Banjir", "KEJADIAN BANJIR", header, floods)
    book.table("Tanggap", "WAKTU TANGGAP DARURAT", ["Tanggal", "Kejadian", "Waktu tanggap (menit)"], responses)
    return book.save(path)


def _events(today: date) -> tuple[list[list[Any]], list[list[Any]]]:
    """Return the floods by desa and the response times, of all days of three years up to yesterday."""
    floods: list[list[Any]] = []
    responses: list[list[Any]] = []
    for passed in range(3 * 365, 0, -1):
        day = today - timedelta(days=passed)
        if not chance(0.045 if day.month in WET else 0.006, "banjir", day.isoformat()):
            continue
        hit = sorted(villages(), key=lambda place: share("banjir", day.isoformat(), place.code))
        struck = hit[: 1 + int(3 * share("luas banjir", day.isoformat()))]
        counts = [8 + int(150 * share("KK", day.isoformat(), place.code)) for place in struck]
        floods += [[day, place.code, place.name, kk] for place, kk in zip(struck, counts, strict=True)]
        floods.append([day, "64.01", REGENCY_LABEL, sum(counts)])
        minutes = 28 + int(60 * share("tanggap", day.isoformat()))
        responses.append([day, "Banjir", minutes])
    return floods, responses


def _hotspots(path: Path, today: date) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(FIRMS)
    for day in list(recent(Frequency.DAILY, today))[-SEEN_DAYS:]:
        writer.writerows(_seen(day))
    return put(path, text.getvalue().encode())


def _seen(day: Period) -> list[tuple[Any, ...]]:
    """Return the detections of one day in the form of FIRMS, times in UTC without leading zeros."""
    often = HOTSPOTS_A_DAY if day.start.month in DRY else HOTSPOTS_A_DAY / 3
    rows: list[tuple[Any, ...]] = []
    for place in districts():
        for number in range(2):
            key = ("hotspot", day.text, place.code, str(number))
            if not chance(often / 20, *key):
                continue
            lon, lat = point(day.text, place.code, number, reach=0.04)
            minutes = 60 * 4 + int(150 * share(*key, "waktu"))  # an overpass in the early afternoon of WITA
            confidence = "lnnnh"[int(5 * share(*key, "yakin"))]
            bright = round(310 + 40 * share(*key, "terang"), 1)
            power = round(1 + 14 * share(*key, "daya"), 1)
            time = f"{minutes // 60}{minutes % 60:02d}"
            head = (lat, lon, bright, 0.4, 0.4, day.text, time, "N", "VIIRS")
            rows.append((*head, confidence, "SIMULASI", round(bright - 25, 1), power, "D"))
    return rows


def _fires(path: Path, today: date) -> Path:
    records: list[dict[str, Any]] = []
    for month in recent(Frequency.MONTHLY, today, late=DAMKAR_LATE):
        found = {place.code: figure("BN-04", IN_TIME, place.code, month) for place in districts()}
        for place in districts():
            # A month without a fire has no response time.
            if not chance(0.1, "BN-04", place.code, month.text):
                name = SPELLING.get(place.code, place.name)
                records.append({"bulan": month_text(month), "kecamatan": name, "tepat_waktu": found[place.code]})
        records.append({"bulan": month_text(month), "kecamatan": REGENCY_LABEL, "tepat_waktu": weighted(found, 1)})
    return put_json(path, records)
