"""Words of the way in."""

TITLE = "Masuk"
INTRO = "Dasbor ini untuk Dewan Smart City, OPD, dan DKISP. Masuk dengan akun yang Anda terima dari DKISP."
LOGIN, PASSWORD, GO = "Nama pengguna", "Kata sandi", "Masuk"
WHY = {
    "salah": "Nama pengguna atau kata sandi tidak cocok, atau akunnya tidak aktif. Periksa lagi; bila lupa, hubungi "
    "operator DKISP.",
    "tunggu": "Terlalu banyak percobaan. Tunggu sebentar, paling lama satu menit, lalu coba lagi.",
}
SIGNED_IN = "Masuk sebagai {person}"
OUT = "Keluar"
CLOSED_TITLE = "Layar ini belum dibuka"
CLOSED = "Operator DKISP dapat membukanya: [access] open_wall = true di config.toml."
