"""Words of /konflik: contradicting values, what was decided on them, and how to decide."""

from core.domain.conflict import ConflictKind, ConflictState

TITLE = "Angka yang bertentangan"
INTRO = (
    "Bila dua sumber menyebut angka yang berbeda untuk hal yang sama, keduanya disimpan. Yang ditampilkan adalah angka "
    "sumber dengan peringkat terbaik, diberi tanda, sampai ada keputusan dengan alasannya."
)
COUNTS = "{open} terbuka, {settled} diputus."
NONE = "Tidak ada angka yang bertentangan untuk pilihan ini."
MORE = "dan {count} lain, lihat unduhan"

KIND: dict[ConflictKind, str] = {
    ConflictKind.SOURCES: "antar sumber",
    ConflictKind.AREAS: "jumlah wilayah",
}
STATE: dict[ConflictState, str] = {ConflictState.OPEN: "Terbuka", ConflictState.SETTLED: "Diputus"}
SUM_OF_AREAS = "Jumlah wilayah di bawahnya"

ALL_AGENCIES, ALL_STATES = "Semua OPD", "Semua keadaan"
AGENCY_FIELD, STATE_FIELD = "OPD pemilik", "Keadaan"

OF = "{area}, {period}"
SHOWN = "ditampilkan"
HEADS = ("Sumber", "OPD penyedia", "Nilai", "Masuk", "Keterangan")
NUMERIC = ("Nilai",)
TABLE = "Nilai yang bertentangan: {name}"
PUBLICATION = "terbitan"
NEARBY = "Angka pada periode lain: {values}."
NEAR = "{period} {value} ({source})"

KIND_FIELD = "Jenis"
OWNER = "Pemilik"
DIFFERENCE, DIFFERENCE_SHARE = "Selisih terbesar", "{value}, {share} dari yang ditampilkan"
TOLERANCE = "Toleransi"
SINCE, SINCE_DAYS = "Bertentangan sejak", "{day} ({days} hari)"
WEIGHT = "Bobot indikator"

DECIDED = "Diputus {day} oleh {who}: {why}"
FALLEN = "Keputusan {day} oleh {who} tidak berlaku lagi, karena angka sumber berubah: {why}"
DECIDE, DECIDE_AGAIN = "Putuskan", "Putuskan lagi"
CHOICE = "Angka yang ditampilkan"
REASON, REASON_HINT = "Alasan", "Paling sedikit {least} huruf; dibaca semua orang"
DECIDED_AS = "Diputuskan atas nama {person}, yang sedang masuk."
SAVE = "Simpan keputusan"
NOTHING_SAVED = "Keputusan belum disimpan"
REFUSED = {
    "alasan": "Alasan belum cukup. Tulis mengapa angka itu yang dipakai, paling sedikit {least} huruf.",
    "pilihan": "Pilih salah satu angka yang bertentangan.",
    "dikunci": "Periode ini terkunci. Minta walidata membuka kuncinya di halaman Verifikasi data, lalu putuskan lagi.",
    "berubah": "Angka sudah berubah sejak halaman dibuka. Periksa lagi sebelum memutuskan.",
}

FILE = "Konflik"
FILE_HEADS = (
    "Keadaan", "Jenis", "Kode", "Indikator", "Wilayah", "Periode", "Sumber", "Nilai", "Satuan", "Ditampilkan",
    "OPD penyedia", "OPD pemilik", "Selisih dari yang ditampilkan", "Toleransi", "Masuk", "Bertentangan sejak",
    "Bobot", "Diputus oleh", "Diputus pada", "Alasan", "Rujukan",
)  # fmt: skip
