"""Words of /peta, of drawn maps, and of their legends."""

INDICATOR = "Indikator"
DETAIL = "Tingkat"
PER_DISTRICT = "per kecamatan"
PER_VILLAGE = "per desa/kelurahan"
HEADING = "{unit} · {period} · per {level}"
BOUNDARIES = "Batas: {attribution}"
BACK = "Kembali ke seluruh kabupaten"
MORE = "Deret dan asal angka"
ALL = "Semua {level}"
AS_TABLE = "Tampilkan sebagai tabel"

DRAWING = "Peta {name} per {level}, {period}"
AREA = "{name}: {value} ({state})"
NO_BOUNDARIES = "Batas wilayah belum ada."

POINTS = "titik"  # behind a number, on a cluster of points
LAYER_ON = " (ditampilkan)"
LAYER_OFF = " (tidak ditampilkan)"
LAYER_AS_OF = "per {moment}"

# Classes of values.
ABOVE = "di atas {low}"
UP_TO = "sampai {high}"
MORE_THAN = "lebih dari {low}"
