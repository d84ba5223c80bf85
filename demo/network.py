"""What DKISP and Bappedalitbang would send: signal, towers, cables, uptime, open data, complaints, calls to 112."""

from datetime import date
from pathlib import Path
from typing import Any

from core.domain.indicator import Frequency
from core.domain.period import Period
from demo.files import put_csv, put_json
from demo.model import Pattern, chance, figure, share
from demo.places import (
    REGENCY,
    REGENCY_LABEL,
    Place,
    districts,
    month_text,
    quarter_text,
    recent,
    villages,
    weighted,
)
from demo.waste import point
from demo.workbook import Book, Percent

SIGNAL = Pattern(-94, 1.2, spread=6, noise=1.5, low=-125, high=-60, decimals=1)  # dBm
SPEED = Pattern(17.5, 3.6, noise=1.2, low=2, high=200, decimals=1)  # Mbps
TIDY = Pattern(17, 6, spread=4, noise=0.8, low=0, high=100, decimals=1)
UPTIME = Pattern(98.2, 0.4, noise=0.6, low=90, high=100, decimals=2)
CAMERAS = Pattern(82, 2.4, noise=2.2, low=40, high=100, decimals=1)
HOTSPOTS = Pattern(118, 14, noise=3, low=0, high=400, decimals=0)
DATASETS = Pattern(44, 9, noise=1.6, low=0, high=100, decimals=1)
LAYERS = Pattern(15, 7.5, noise=0.5, low=0, high=400, decimals=0)
SOLVED = Pattern(79, 3.4, noise=4, low=30, high=100, decimals=1)
IN_TIME = Pattern(71, 4.2, noise=4.5, low=20, high=100, decimals=1)
ANSWERED = Pattern(91, 1.3, noise=2.4, low=60, high=100, decimals=1)
CALLS = Pattern(38, 6, 4, 9, noise=6, low=5, high=200, decimals=0)
OPERATORS = ("Operator A", "Operator B", "Operator C")


def write(folder: Path, today: date) -> list[Path]:
    """Write the files of DKISP and Bappedalitbang and return their paths."""
    own = folder / "dkisp"
    return [
        _blank_spots(own / "survei-blank-spot.csv", today),
        _coverage(own / "survei-4g.csv", today),
        _facts(own / "rekap-dkisp.csv", today),
        _by_district(own / "menara-kabel-kecamatan.csv", today),
        _towers(own / "titik-menara.csv", today),
        _monitoring(own / "nms-harian.json", today),
        _calls(own / "panggilan-112.json", today),
        _complaints(own / "lapor-mingguan.xlsx", today),
        _layers(folder / "bappedalitbang" / "layer-jigd.csv", today),
    ]


def has_signal(place: Place, period: Period) -> bool:
    """Return whether a desa has usable signal: a few had none, and get a tower one after the other."""
    years = (period.start.toordinal() - 738_886) / 365.25
    lacking = chance(0.06, "TI-01", place.code)
    return not lacking or years > 0.2 + 3.4 * share("TI-01 sejak", place.code)


def has_4g(place: Place, period: Period) -> bool:
    """Return whether a desa is covered by 4G."""
    years = (period.start.toordinal() - 738_886) / 365.25
    return has_signal(place, period) and share("TI-4G", place.code) < 0.80 + 0.05 * years


def masts(place: Place, period: Period) -> int:
    """Return the active masts of a kecamatan; they only become more."""
    years = (period.end.toordinal() - 738_886) / 365.25
    return int(place.people / 1500 * (1 + 0.05 * years) + 2 * share("TI-03", place.code))


def _blank_spots(path: Path, today: date) -> Path:
    rows = [
        (
            place.code,
            place.name,
            month_text(month),
            int(not has_signal(place, month)),
            figure("sinyal", SIGNAL, place.code, month),
        )
        for month in recent(Frequency.MONTHLY, today)
        for place in villages()
    ]
    header = ["Kode Desa", "Nama Desa/Kelurahan", "Bulan", "Blank spot (1=ya)", "Kuat sinyal (dBm)"]
    return put_csv(path, "Survei sinyal seluler per desa", header, rows)


def _coverage(path: Path, today: date) -> Path:
    rows = [
        (place.code, place.name, quarter_text(quarter), int(has_4g(place, quarter)))
        for quarter in recent(Frequency.QUARTERLY, today)
        for place in villages()
    ]
    header = ["Kode Desa", "Nama Desa/Kelurahan", "Triwulan", "4G (1/0)"]
    return put_csv(path, "Cakupan 4G per desa", header, rows)


def _facts(path: Path, today: date) -> Path:
    rows: list[tuple[Any, ...]] = []
    for month in recent(Frequency.MONTHLY, today):
        # No field test in fasting month and in a few others: gaps stay gaps.
        if not chance(0.08, "TI-05", month.text):
            rows.append(("Kecepatan unduh median", month_text(month), figure("TI-05", SPEED, REGENCY, month), "Mbps"))
        rows.append(("Dataset mutakhir", month_text(month), figure("TI-11", DATASETS, REGENCY, month), "%"))
    for quarter in recent(Frequency.QUARTERLY, today):
        total = sum(masts(place, quarter) for place in districts())
        rows.append(("Menara/BTS aktif", quarter_text(quarter), total, "unit"))
    return put_csv(path, "Rekapitulasi DKISP", ["Uraian", "Periode", "Nilai", "Satuan"], rows)


def _by_district(path: Path, today: date) -> Path:
    rows: list[tuple[Any, ...]] = []
    for quarter in recent(Frequency.QUARTERLY, today):
        found = {place.code: figure("TI-07", TIDY, place.code, quarter) for place in districts()}
        rows += [("Kabel tertata", place.name, quarter_text(quarter), found[place.code]) for place in districts()]
        rows.append(("Kabel tertata", REGENCY_LABEL, quarter_text(quarter), weighted(found, 1)))
    for year in recent(Frequency.YEARLY, today):
        counts = [(place.name, masts(place, year)) for place in districts()]
        counts.append((REGENCY_LABEL, sum(number for _, number in counts)))
        rows += [("BTS aktif akhir tahun", name, year.text, number) for name, number in counts]
    return put_csv(path, "Menara dan kabel per kecamatan", ["Uraian", "Kecamatan", "Periode", "Nilai"], rows)


def _towers(path: Path, today: date) -> Path:
    newest = recent(Frequency.QUARTERLY, today)[-1]
    rows = []
    for place in districts():
        for number in range(1, masts(place, newest) + 1):
            lon, lat = point("menara", place.code, number, reach=0.035)
            name = f"Menara {place.name} {number:02d} (SIMULASI)"
            operator = OPERATORS[int(share("operator", place.code, str(number)) * 3)]
            rows.append((f"{place.code}-{number:03d}", name, operator, "aktif", lon, lat))
    header = ["ID", "Nama", "Operator", "Status", "Bujur", "Lintang"]
    return put_csv(path, "Titik menara telekomunikasi, titik buatan", header, rows)


def _monitoring(path: Path, today: date) -> Path:
    return put_json(
        path,
        [
            {
                "tanggal": day.text,
                "uptime_persen": figure("TI-06", UPTIME, REGENCY, day),
                "cctv_aktif_persen": figure("TI-08", CAMERAS, REGENCY, day),
                "wifi_aktif": int(figure("TI-09", HOTSPOTS, REGENCY, day)),
            }
            for day in recent(Frequency.DAILY, today)
        ],
    )


def _calls(path: Path, today: date) -> Path:
    return put_json(
        path,
        [
            {
                "tanggal": day.text,
                "panggilan_masuk": int(figure("panggilan", CALLS, REGENCY, day)),
                "terjawab_persen": figure("PL-08", ANSWERED, REGENCY, day),
            }
            for day in recent(Frequency.DAILY, today)
        ],
    )


def _complaints(path: Path, today: date) -> Path:
    rows = []
    for week in recent(Frequency.WEEKLY, today):
        year, number, _ = week.start.isocalendar()
        solved, in_time = figure("PL-06", SOLVED, REGENCY, week), figure("PL-07", IN_TIME, REGENCY, week)
        rows.append([f"Minggu ke-{number} {year}", Percent(solved / 100), Percent(in_time / 100)])
    book = Book()
    header = ["Minggu", "Laporan selesai", "Ditindaklanjuti tepat waktu"]
    book.table("LAPOR", "REKAP MINGGUAN SP4N-LAPOR!", header, rows)
    return book.save(path)


def _layers(path: Path, today: date) -> Path:
    rows = [
        (quarter_text(quarter), int(figure("TI-12", LAYERS, REGENCY, quarter)))
        for quarter in recent(Frequency.QUARTERLY, today)
    ]
    return put_csv(path, "Layer simpul jaringan", ["Triwulan", "Jumlah layer"], rows, delimiter=",")
