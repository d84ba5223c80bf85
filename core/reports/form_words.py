"""What stands written in the form of an office: Indonesian, for people who fill in figures."""

# The words that the reader takes for a flag (core.collect.remarks), by the flag; "" is a final figure.
FLAGS: dict[str, str] = {
    "": "tetap",
    "p": "sementara",
    "e": "taksiran",
    "i": "imputasi",
    "b": "putus seri",
    "r": "revisi",
}
# Columns that are only read. None of them may have the title of a column that is filled in.
NAME, UNIT, AREA = "Indikator", "Satuan", "Wilayah"
LAST, LAST_PERIOD, TARGET, LIMITS, ORIGIN = (
    "Angka terakhir",
    "Periode angka terakhir",
    "Target tahun itu",
    "Batas yang diterima",
    "Asal angka terakhir",
)

TITLE = "Formulir data {office}"
STAMP = "Templat {template} · katalog {stamp} · dibuat {day}"
SIMULATED = "SIMULASI"
SIMULATED_TARGET = "{target} (SIMULASI)"
RANGE = "{low} sampai {high}"
AT_LEAST, AT_MOST, ANY = "paling sedikit {low}", "paling banyak {high}", "angka apa saja"
WHOLE = "{limits}, bulat"

PERIOD_TITLE, PERIOD_ERROR = (
    "Periode lain",
    "Periode ini bukan salah satu dari empat periode terakhir. Teruskan hanya bila memang periode itu yang dimaksud.",
)
FLAG_TITLE, FLAG_ERROR = (
    "Tanda tidak dikenal",
    "Pilih dari daftar, atau kosongkan. Kata lain disimpan sebagai catatan.",
)
VALUE_TITLE, VALUE_ERROR = (
    "Periksa angka ini",
    "Yang diharapkan: {limits} ({unit}). Angka di luar batas itu ditolak saat diunggah. Tulis desimal dengan koma.",
)

GUIDE_SHEET = "Petunjuk"
GUIDE: tuple[str, ...] = (
    "1. Isi kolom Nilai di lembar Isian. Kolom Tanda dan Catatan boleh kosong. Kolom lain tidak perlu diubah.",
    "2. Tulis angkanya saja, tanpa satuan: 1.234,5 berarti seribu dua ratus tiga puluh empat koma lima.",
    "3. Sel kosong berarti belum ada data. Angka 0 berarti benar-benar nol. Jangan mengisi 0 bila datanya belum ada.",
    "4. Persen ditulis penuh: 85 untuk 85 %. Persen di bawah 1 ditulis dengan tanda petik di depan, misalnya '0,5.",
    "5. Periode sudah terisi dengan periode terakhir yang selesai. Tiga periode sebelumnya dapat dipilih dari daftar.",
    "6. Tanda: {flags}. Kosong berarti angka tetap.",
    "7. Sebelum menyimpan, hapus saringan: baris yang tersembunyi tidak dibaca.",
    "8. Perlu periode lain untuk baris yang sama? Pilih Tinjau > Buka Proteksi Lembar (tanpa kata sandi), salin "
    "barisnya ke bawah, lalu ganti Periode dan Nilai.",
    "9. Jangan mengubah judul kolom, Kode, dan Kode wilayah. Hanya indikator milik perangkat daerah ini yang diterima.",
    "10. Simpan sebagai .xlsx, lalu unggah di halaman Unggah. Sel yang ditolak ditandai dan dijelaskan; sisanya "
    "tetap diterima.",
)
GUIDE_SIMULATED = "Angka terakhir atau target bertanda SIMULASI adalah angka buatan untuk peragaan, bukan data resmi."
EMPTY = "Saat ini tidak ada angka yang diminta dari perangkat daerah ini."
