"""Words of /layar. The ones its script says are handed to it as data- attributes."""

DIMENSIONS = "Dimensi {frame}"
WITHHELD = "Ditahan, {why}"
ATTENTION = "Perlu perhatian"
NO_ATTENTION = "Tidak ada indikator di bawah target."
LATE = "Terlambat melapor"
NONE_LATE = "Semua OPD melapor tepat waktu."
INDICATORS, DAYS = "indikator", "hari"  # behind a number
TARGET = "target {target}"
NO_TARGET = "tanpa target"
RED = " {name} {value} · target {target} "
SLIDE = "Slide {at} dari {total}"
STORED = "data tersimpan {moment}"

LIVE = "LANGSUNG"
BACK = "PULIH"
LOST = "TERPUTUS sejak"
PAUSED = "jeda"
