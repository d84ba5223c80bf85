"""Words about what was known on a past day, and about figures that were corrected since."""

TITLE = "Pengetahuan pada hari itu"
AS_KNOWN_AT = "Menampilkan yang diketahui s.d. {day}"
EXPLAINED = "Angka, target, bobot, dan batas wilayah yang masuk sesudahnya tidak tampak."
FILE = "diketahui"
BACK_TO_NOW = "Kembali ke hari ini"
LOOK_BACK = "Yang diketahui s.d."
LOOK_BACK_GO = "Lihat"
