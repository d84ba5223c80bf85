"""Words of the way in."""

TITLE = "Masuk"
INTRO = "Dasbor ini untuk Dewan Smart City, OPD, dan DKISP. Masuk dengan akun yang Anda terima dari DKISP."
LOGIN, PASSWORD, GO = "Nama pengguna", "Kata sandi", "Masuk"
WHY = {
    "salah": "Nama pengguna atau kata sandi tidak cocok, atau akunnya tidak aktif. Periksa lagi; bila lupa, hubungi "
    "operator DKISP.",
    "kedaluwarsa": "Kata sandi pertama Anda sudah lewat 7 hari dan tidak berlaku lagi. Minta operator DKISP memberi "
    "yang baru.",
    "kosong": "Belum ada akun. Operator membuat yang pertama di mesin ini: python -m core user add, dijelaskan di "
    "docs/access.md.",
    "sso-batal": "SSO tidak meneruskan Anda ke sini: masuk di sana dibatalkan atau tidak diizinkan. Coba lagi, atau "
    "masuk dengan akun dasbor.",
    "sso-keadaan": "Masuk lewat SSO ini sudah kedaluwarsa, sudah dipakai, atau bukan dimulai dari peramban ini. Mulai "
    "lagi dengan tombol SSO di bawah.",
    "sso-gagal": "SSO menolak permintaan dasbor ini, jadi Anda belum masuk. Hubungi operator DKISP; penyebabnya ada di "
    "log program.",
    "sso-jauh": "SSO sedang tidak dapat dihubungi. Coba lagi beberapa menit lagi, atau masuk dengan akun dasbor.",
    "sso-sibuk": "Terlalu banyak orang sedang masuk lewat SSO. Tunggu sebentar, lalu coba lagi.",
    "sso-palsu": "Jawaban SSO tidak dapat dipercaya, jadi Anda belum masuk. Coba lagi; bila terulang, laporkan ke "
    "operator DKISP.",
    "sso-peran": "SSO mengenal Anda, tetapi akun Anda di sana belum punya peran di dasbor ini. Minta admin SSO memberi "
    "peran dasbor, atau hubungi operator DKISP.",
    "sso-opd": "SSO mengenal Anda sebagai petugas OPD, tetapi tidak menyebut tepat satu OPD yang dikenal dasbor ini. "
    "Hubungi operator DKISP.",
    "sso-faktor": "Dasbor ini meminta verifikasi dua langkah. Masuk lagi di SSO dengan langkah kedua (misalnya kode "
    "OTP), atau hubungi admin SSO.",
    "sso-nama": "SSO tidak menyebut nama pengguna yang dapat dipakai dasbor ini. Hubungi operator DKISP.",
    "sso-nonaktif": "Akun Anda di dasbor ini dinonaktifkan. Hubungi operator DKISP.",
    "sso-akun": "Nama pengguna Anda di SSO sudah dipakai akun dasbor yang punya kata sandi sendiri. Masuk dengan kata "
    "sandi itu, atau hubungi operator DKISP.",
    "tunggu": "Terlalu banyak percobaan. Tunggu sebentar, paling lama satu menit, lalu coba lagi.",
}
LEFT = "sso-keluar"  # no trouble, but what comes after /keluar
LEFT_MEANS = "Anda sudah keluar dari dasbor ini, tetapi mungkin masih masuk di SSO. Di komputer bersama:"
LEAVE_SSO = "keluar juga dari SSO"
OR = "atau dengan akun dasbor:"
SIGNED_IN = "Masuk sebagai {person}"
OUT = "Keluar"
LOOKING = "Anda melihat sebagai {who}."
LOOKING_MEANS = "Yang tampak persis seperti bagi mereka; mengubah sesuatu tidak bisa."
LOOKING_END = "Kembali sebagai operator"
LOOKING_TITLE = "Anda hanya melihat"
LOOKING_REFUSED = (
    "Anda sedang melihat sebagai orang lain, jadi tidak ada yang diubah. Kembali dulu sebagai operator, lalu ulangi."
)
TRY = "Coba dengan akun contoh"
TRY_MEANS = "Dasbor ini sedang menjalankan peragaan (SIMULASI). Satu klik, tanpa kata sandi:"
EXAMPLES = {
    "contoh-dewan": ("Dewan Smart City", "membaca semua angka, memutuskan angka yang bertentangan"),
    "contoh-opd": ("OPD (DLH)", "melihat sumber dan baris ditolak milik sendiri"),
    "contoh-walidata": ("Walidata", "memeriksa angka yang dikirim OPD"),
    "contoh-auditor": ("Auditor", "membaca semuanya, juga jejak audit"),
    "contoh-operator": ("Operator DKISP", "mengurus sumber, pengguna, dan layar"),
}
