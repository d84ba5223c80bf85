"""Words of locked periods."""

TITLE = "Periode terkunci"
NOTE = "selama terkunci, angka yang tampil tidak berubah"
MEANS = (
    "Kunci menahan angka baru dan perubahan untuk semua indikator OPD itu, juga angka OPD lain yang menjadi bahan "
    "hitungannya. Yang tertahan tercatat sebagai baris ditolak; begitu kuncinya dibuka, pengambilan berikutnya "
    "menyimpannya sendiri. Keputusan atas angka bertentangan dan pengembalian juga menunggu."
)
NONE = "Tidak ada periode yang terkunci."
OF = "{agency}, {period}"
LOCKED_BY, OPENED_BY = "dikunci {moment} oleh {who}", "dibuka {moment} oleh {who}"
WITH_REASON = "{done}: {why}"
OPENED = "Kunci yang sudah dibuka"

LOCK_TITLE = "Kunci satu periode"
AGENCY, AGENCY_CHOICE = "OPD", "Pilih OPD"
PERIOD = "Periode"
PERIOD_HINT = "Misalnya 2025, Semester I 2025, Triwulan I 2026, atau Maret 2026; harus sudah berakhir"
REASON, REASON_HINT = "Keterangan", "Boleh kosong; dibaca semua orang, misalnya LKjIP 2025 sudah ditandatangani"
LOCK = "Kunci periode ini"
OPEN, OPEN_OF = "Buka kunci", "Buka kunci {lock}"
OPEN_REASON = "Alasan membuka kunci"
OPEN_HINT = "Paling sedikit {least} huruf; dibaca semua orang dan tercatat di jejak"

LINE = "Terkunci: angka periode ini tidak berubah sejak dikunci {who}, {moment} (kunci {agency} {period})."
LOCKED = "terkunci"
NOT_NOW = "Terkunci sejak {moment} oleh {who}; keputusan menunggu sampai walidata membuka kuncinya."

REFUSED = {
    "opd": "Pilih OPD yang memiliki indikator.",
    "periode": "Periodenya belum dapat dibaca. Tulis misalnya 2025, Triwulan I 2026, atau Maret 2026.",
    "berjalan": "Periode itu belum berakhir. Yang dapat dikunci hanya periode yang sudah lewat.",
    "catatan": "Keterangannya terlalu panjang, paling banyak {most} huruf.",
    "sudah": "Periode itu sudah terkunci untuk OPD itu.",
    "alasan": "Tulis mengapa kuncinya dibuka, {least} sampai {most} huruf.",
    "terbuka": "Periode itu tidak terkunci lagi. Lihat daftar di bawah.",
}
DONE = {
    "kunci": "Periodenya sudah terkunci. Angka yang tampil tidak berubah lagi.",
    "buka": "Kuncinya sudah dibuka. Pengambilan berikutnya menyimpan angka yang tertahan.",
}
