"""Words of /jejak: the audit log."""

INTRO = (
    "Siapa melakukan apa, dan kapan. Setiap catatan membawa sidik catatan sebelumnya, sehingga catatan yang diubah, "
    "dihapus, atau dipindah ketahuan di tempatnya."
)
HEAD = "Sidik catatan terbaru: {head}. Salin ke notulen; dengan itu terlihat bila akhir jejak dipotong."
EMPTY = "Belum ada catatan."
NONE_LEFT = "Tidak ada catatan untuk pilihan ini."
CAPTION = "Catatan jejak audit, terbaru dulu"
HEADS = ("Waktu", "Pelaku", "Tindakan", "Hal", "Rincian", "Nomor")
NUMERIC = ("Nomor",)
OLDER = "Catatan sebelumnya"
NEWEST = "Ke catatan terbaru"
ACTION_FIELD, ACTOR_FIELD, SINCE_FIELD, UNTIL_FIELD = "Tindakan", "Pelaku", "Sejak", "Sampai"
ALL_ACTIONS, ALL_ACTORS = "Semua tindakan", "Semua pelaku"
ACTION = {
    "keputusan": "Keputusan atas angka bertentangan",
    "verifikasi": "Data diverifikasi",
    "pengembalian": "Data dikembalikan ke OPD",
    "pembatalan": "Pengembalian data dibatalkan",
    "unggahan": "Berkas diunggah dan diperiksa",
    "pengiriman": "Unggahan dikirim",
    "pembuangan": "Draf unggahan dibuang",
    "penguncian": "Periode dikunci",
    "pembukaan kunci": "Kunci periode dibuka",
    "ekspor": "Berkas diunduh",
    "konfigurasi": "Perubahan config.toml",
    "katalog": "Perubahan katalog",
    "akun": "Perubahan akun",
    "masuk": "Masuk",
    "gagal masuk": "Gagal masuk",
    "keluar": "Keluar",
    "lihat sebagai": "Operator melihat sebagai peran lain",
    "melihat": "Melihat yang tidak terbuka",
    "gagal kode": "Kode kedua tidak cocok",
    "kode pemulihan": "Masuk dengan kode pemulihan",
    "layar": "Layar dinding",
}
ROLE = {
    "dewan": "dewan",
    "opd": "OPD",
    "walidata": "walidata",
    "operator": "operator",
    "auditor": "auditor",
    "layar": "layar",
    "umum": "umum",
}
NOBODY = "tanpa nama"
DETAIL = "{name}: {value}"
NAMES = {  # of details, where the stored word is not one for readers; the state of all parts is for the program
    "sumber": "sumber yang dipakai",
    "alasan": "alasan",
    "oleh": "diputuskan oleh",
    "nilai": "nilai saat diputuskan",
    "dikembalikan": "nilai",
    "indikator": "kode yang dikunci",
    "sampai": "sampai pengambilan",
    "baru": "baru",
    "berubah": "berubah",
    "hilang": "dihapus",
    "kode": "kode",
    "periode": "periode",
    "wilayah": "wilayah",
    "kerangka": "kerangka",
    "banding": "pembanding",
    "tingkat": "tingkat",
    "diketahui": "diketahui s.d.",
    "baris": "baris",
    "bentuk": "bentuk",
    "perubahan": "perubahan",
    "peran": "peran",
    "opd": "OPD",
    "alamat": "dari alamat",
    "lewat": "lewat",
    "sebab": "sebab",
    "slide": "slide",
    "berkas": "berkas",
    "nomor": "nomor unggahan",
    "sha256": "sha256",
    "byte": "ukuran (byte)",
}
HIDDEN = ("keadaan",)
FIRST = "keadaan awal"
FILE_TITLE = "jejak audit"
FILE_HEADS = ("Nomor", "Waktu (UTC)", "Pelaku", "Peran", "Tindakan", "Hal", "Rincian", "Sidik sebelumnya", "Sidik")
