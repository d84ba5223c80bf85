"""What Setda, DPMPTSP and Disdukcapil would send: satisfaction, permits from their own database, civil registration."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from demo.files import NOTE, Cells, put_csv, put_ods, put_sqlite
from demo.model import Pattern, chance, figure, share
from demo.places import REGENCY, REGENCY_LABEL, districts, half_text, month_text, recent, weighted
from demo.workbook import Book

SATISFACTION = Pattern(79.6, 1.1, noise=0.5, low=25, high=100, decimals=2)
UNIT_SATISFACTION = Pattern(80, 1, spread=3, noise=1, low=25, high=100, decimals=2)
PERMITS = Pattern(95, 12, 10, 3, noise=9, low=20, high=400, decimals=0)  # a month
DAYS = Pattern(5.2, -0.55, noise=0.25, low=1, high=20, decimals=2)  # working days
INVESTED = Pattern(210, 28, 25, 11, noise=22, low=20, high=2000, decimals=1)  # Rp billion a quarter
QUEUE = Pattern(24, -2.6, noise=3, low=2, high=120, decimals=1)  # minutes
REGISTERED = {
    "Perekaman KTP-el": Pattern(95.6, 0.9, spread=1.2, noise=0.1, low=60, high=99.9, decimals=2),
    "Aktivasi IKD": Pattern(8.5, 7.2, spread=2.2, noise=0.3, low=1.5, high=95, decimals=2),
    "Akta kelahiran": Pattern(91.2, 1.7, spread=1.6, noise=0.2, low=50, high=99.8, decimals=2),
    "KIA": Pattern(47, 6.5, spread=4, noise=0.4, low=5, high=99, decimals=2),
}
PEOPLE_2024 = 309_667  # published; the years beside it follow from it here
GROWTH = 1.012
PUBLISHED_YEARS = (2020, 2024)  # real figures of the population stand in published/
UNITS = ("Disdukcapil", "DPMPTSP", "RSUD Panglima Sebaya", "Puskesmas", "Kecamatan")


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of the three offices and return their paths."""
    return [
        _satisfaction(folder / "setda" / "ikm-semester.xlsx", today),
        _permits(folder / "dpmptsp" / "perizinan.sqlite", today),
        _registration(folder / "disdukcapil" / "rekap-siak.ods", today),
        _people(folder / "disdukcapil" / "penduduk-tahunan.csv", today),
    ]


def _satisfaction(path: Path, today: date) -> Path:
    rows: list[list[Any]] = []
    for half in recent(Frequency.HALF_YEARLY, today):
        rows += [[half_text(half), unit, figure("unit", UNIT_SATISFACTION, unit, half)] for unit in UNITS]
        rows.append([half_text(half), REGENCY_LABEL, figure("PL-01", SATISFACTION, REGENCY, half)])
    book = Book()
    book.table("IKM", "INDEKS KEPUASAN MASYARAKAT", ["Periode", "Unit layanan", "Nilai IKM"], rows)
    return book.save(path)


def _permits(path: Path, today: date) -> Path:
    permits: list[Cells] = []
    for month in recent(Frequency.MONTHLY, today):
        mean = figure("PL-03", DAYS, REGENCY, month)
        for number in range(int(figure("izin", PERMITS, REGENCY, month))):
            days = max(1, round(mean * (0.35 + 1.3 * share("izin", month.text, str(number)))))
            issued = month.start + timedelta(days=number % 28)
            permits.append((f"503/{number + 1:04d}/{month.text}", issued.isoformat(), days, 7))
    money: list[Cells] = []
    for quarter in recent(Frequency.QUARTERLY, today):
        total = round(figure("PL-04", INVESTED, REGENCY, quarter) * 1e9)
        foreign = round(total * (0.2 + 0.2 * share("pma", quarter.text)))
        money.append((quarter.text, foreign, total - foreign))
    queue: list[Cells] = [(day.text, figure("PL-05", QUEUE, REGENCY, day)) for day in recent(Frequency.DAILY, today)]
    return put_sqlite(
        path,
        {
            "izin": ("nomor text, tanggal_terbit text, hari_kerja integer, batas_sop integer", permits),
            "lkpm": ("triwulan text, pma_rp integer, pmdn_rp integer", money),
            "antrean": ("tanggal text, rata_menit real", queue),
        },
    )


def _registration(path: Path, today: date) -> Path:
    names = list(REGISTERED)
    rows: list[list[Any]] = [[f"{NOTE}. REKAP SIAK"], [], ["Kecamatan", "Bulan", *names]]
    for month in recent(Frequency.MONTHLY, today):
        table: dict[str, dict[str, float]] = {name: {} for name in names}
        for place in districts():
            for name, pattern in REGISTERED.items():
                table[name][place.code] = figure(name, pattern, place.code, month)
            # Now and then a kecamatan is late with one figure: an empty cell.
            cells = [
                None if chance(0.015, name, place.code, month.text) else table[name][place.code] / 100 for name in names
            ]
            rows.append([f"KEC. {place.name.upper()}", month_text(month), *cells])
        means = [weighted(table[name], 2) / 100 for name in names]
        rows.append([REGENCY_LABEL, month_text(month), *means])
    rows += [[], [f"Sumber: {NOTE}"]]
    return put_ods(path, "Rekap SIAK", rows)


def people(year: int) -> dict[str, int]:
    """Return made-up inhabitants by kecamatan, in proportion to those of the catalogue."""
    listed = sum(place.people for place in districts())
    factor = PEOPLE_2024 * GROWTH ** (year - 2024) / listed
    return {place.name: round(place.people * factor) for place in districts()}


def _people(path: Path, today: date) -> Path:
    rows: list[tuple[Any, ...]] = []
    for year in recent(Frequency.YEARLY, today):
        if year.start.year in PUBLISHED_YEARS:
            continue
        counts = people(year.start.year)
        rows += [(name, year.text, number) for name, number in counts.items()]
        rows.append((REGENCY_LABEL, year.text, sum(counts.values())))
    return put_csv(path, "Penduduk menurut kecamatan", ["Kecamatan", "Tahun", "Jumlah penduduk"], rows)
