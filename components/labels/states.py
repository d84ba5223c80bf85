"""Names of states, kinds and choices, as they stand in several places."""

from core.domain.area import Level
from core.domain.figure import Absence, ComparisonKind
from core.domain.indicator import Frequency, Kind, Verification
from core.domain.status import FreshnessState, Status
from core.domain.work import RunState

BRAND = "Paser TUNTAS"
TITLE = "Dasbor Smart City Kabupaten Paser"
SIMULATED = "SIMULASI"
NO_OFFICIAL_BORDER = "peta skematik, bukan batas resmi"
PROPOSAL = "Pemetaan indikator ke dimensi adalah usulan dan dapat diubah pada catalogue/indicators.csv."

STATUS: dict[Status, str] = {
    Status.VERY_HIGH: "Sangat tinggi",
    Status.HIGH: "Tinggi",
    Status.MEDIUM: "Sedang",
    Status.LOW: "Rendah",
    Status.VERY_LOW: "Sangat rendah",
    Status.NO_DATA: "Belum ada data",
    Status.NOT_DUE: "Belum jatuh tempo",
    Status.UNSCORED: "Tanpa target",
}

FRESHNESS: dict[FreshnessState, str] = {
    FreshnessState.FRESH: "Terkini",
    FreshnessState.DUE: "Jatuh tempo",
    FreshnessState.OVERDUE: "Terlambat",
    FreshnessState.DELINQUENT: "Sangat terlambat",
    FreshnessState.ENDED: "Berakhir",
    FreshnessState.EVENT: "Per kejadian",
    FreshnessState.NONE: "Belum pernah ada",
}

ABSENCE: dict[Absence, str] = {
    Absence.NOT_DUE: "belum jatuh tempo",
    Absence.NOT_REPORTED: "belum dilaporkan OPD",
    Absence.REJECTED: "baris ditolak, lihat Sumber data",
    Absence.SOURCE_DOWN: "sumber sedang gagal diambil",
    Absence.PART_MISSING: "sebagian komponen rumus belum ada",
    Absence.NOT_IN_FORCE: "di luar masa berlaku indikator",
    Absence.NOT_COVERED: "tidak dikumpulkan untuk wilayah ini",
    Absence.NO_SOURCE: "belum ada sumber yang tersambung",
    Absence.RETURNED: "dikembalikan ke OPD untuk diperbaiki",
    Absence.TOO_OLD: "data terakhir terlalu lama untuk periode ini",
}

FREQUENCY: dict[Frequency, str] = {
    Frequency.DAILY: "harian",
    Frequency.WEEKLY: "mingguan",
    Frequency.MONTHLY: "bulanan",
    Frequency.QUARTERLY: "triwulanan",
    Frequency.HALF_YEARLY: "semesteran",
    Frequency.YEARLY: "tahunan",
    Frequency.EVENT: "per kejadian",
}

LEVEL: dict[Level, str] = {
    Level.REGENCY: "kabupaten",
    Level.DISTRICT: "kecamatan",
    Level.VILLAGE: "desa",
}

KIND: dict[Kind, str] = {
    Kind.HIGHER: "makin tinggi makin baik",
    Kind.LOWER: "makin rendah makin baik",
    Kind.RANGE: "terbaik di dalam rentang target",
    Kind.CUMULATIVE: "jumlah sejak Januari, makin tinggi makin baik",
    Kind.LATEST: "angka terbaru, makin tinggi makin baik",
    Kind.PREDICATE: "predikat, makin tinggi makin baik",
    Kind.INFORMATION: "hanya informasi, tidak dinilai",
}

COMPARISON: dict[ComparisonKind, str] = {
    ComparisonKind.PREVIOUS: "Periode sebelumnya",
    ComparisonKind.LAST_YEAR: "Periode sama tahun lalu",
    ComparisonKind.YEAR_TO_DATE: "Sejak Januari",
}

FRAME: dict[str, str] = {"tuntas": "Paser TUNTAS", "mas": "Paser MAS", "nasional": "Smart City Nasional"}

FLAG: dict[str, str] = {"p": "sementara", "e": "taksiran", "b": "putus seri", "i": "imputasi", "r": "revisi"}

VERIFICATION: dict[Verification, str] = {
    Verification.VERIFIED: "dasar hukum sudah dicek",
    Verification.UNVERIFIED: "dasar hukum belum dicek",
    Verification.SIMULATED: "target SIMULASI",
}

RUN_STATE: dict[RunState, str] = {
    RunState.RUNNING: "Sedang berjalan",
    RunState.OK: "Berhasil",
    RunState.UNCHANGED: "Berhasil, tidak berubah",
    RunState.PARTIAL: "Berhasil sebagian",
    RunState.REFUSED: "Ditolak",
    RunState.FAILED: "Gagal",
    RunState.ABANDONED: "Terputus",
}

CONNECTOR: dict[str, str] = {
    "csv_file": "berkas CSV",
    "excel_file": "berkas Excel",
    "json_api": "API JSON",
    "ckan": "portal CKAN",
    "wfs": "layanan WFS",
    "arcgis": "layanan ArcGIS",
    "bps": "WebAPI BPS",
    "bmkg": "data terbuka BMKG",
    "nasa_firms": "NASA FIRMS",
    "sql_table": "basis data OPD",
    "geojson": "berkas GeoJSON",
    "schematic": "digambar sendiri",
}

TRIGGER: dict[str, str] = {
    "jadwal": "terjadwal",
    "manual": "manual",
    "awal": "saat mulai",
    "susulan": "susulan",
    "unggahan": "unggahan OPD",
}
