"""Words of /opd and /opd/<kode>, and of the list of late offices."""

TITLE = "OPD dan datanya"
TABLE = "OPD dan keadaan datanya"
HEADS = ("OPD", "Indikator", "Terukur", "Terlambat", "Belum ada", "Rendah")
NONE_LATE = "Tidak ada OPD yang terlambat melapor."
LATE = " · {count} indikator · paling lama {days} hari"

# Each stands behind a number.
MEASURED = "dari {total} indikator terukur"
OVERDUE = "terlambat"
MISSING = "belum ada data"
LOW = "rendah atau sangat rendah"

INDICATORS = "Indikator"
WORST_FIRST = "terburuk lebih dulu"
FIGURES_TABLE = "Indikator {name}"
NO_SOURCE = "Belum ada sumber data OPD ini yang tersambung."
REJECTED = "Baris yang ditolak"
REJECTED_NOTE = "dari pengambilan terakhir"
