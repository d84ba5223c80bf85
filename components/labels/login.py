"""Words of the way in."""

TITLE = "Masuk"
INTRO = "Dasbor ini untuk Dewan Smart City, OPD, dan DKISP. Masuk dengan akun yang Anda terima dari DKISP."
LOGIN, PASSWORD, GO = "Nama pengguna", "Kata sandi", "Masuk"
WHY = {
    "salah": "Nama pengguna atau kata sandi tidak cocok, atau akunnya tidak aktif. Periksa lagi; bila lupa, hubungi "
    "operator DKISP.",
    "kosong": "Belum ada akun. Operator membuat yang pertama di mesin ini: python -m core user add, dijelaskan di "
    "docs/access.md.",
    "tunggu": "Terlalu banyak percobaan. Tunggu sebentar, paling lama satu menit, lalu coba lagi.",
}
SIGNED_IN = "Masuk sebagai {person}"
OUT = "Keluar"
LOOKING = "Anda melihat sebagai {who}."
LOOKING_MEANS = "Yang tampak persis seperti bagi mereka; mengubah sesuatu tidak bisa."
LOOKING_END = "Kembali sebagai operator"
LOOKING_TITLE = "Anda hanya melihat"
LOOKING_REFUSED = (
    "Anda sedang melihat sebagai orang lain, jadi tidak ada yang diubah. Kembali dulu sebagai operator, lalu ulangi."
)
CLOSED_TITLE = "Layar ini belum dibuka"
CLOSED = 'Operator DKISP dapat membukanya: [access] open_pages = ["/layar"] di config.toml.'
TRY = "Coba dengan akun contoh"
TRY_MEANS = "Dasbor ini sedang menjalankan peragaan (SIMULASI). Satu klik, tanpa kata sandi:"
EXAMPLES = {
    "contoh-dewan": ("Dewan Smart City", "membaca semua angka, memutuskan angka yang bertentangan"),
    "contoh-opd": ("OPD (DLH)", "melihat sumber dan baris ditolak milik sendiri"),
    "contoh-walidata": ("Walidata", "memeriksa angka yang dikirim OPD"),
    "contoh-auditor": ("Auditor", "membaca semuanya, juga jejak audit"),
    "contoh-operator": ("Operator DKISP", "mengurus sumber, pengguna, dan layar"),
}
