"""Words of /pengguna: accounts of people."""

from core.domain.account import LONGEST_NAME

INTRO = (
    "Siapa boleh masuk, dan sebagai apa. Setiap perubahan mengakhiri semua sesi akun itu dan tercatat di jejak audit."
)
COUNT = "{count} akun, {active} aktif."
NONE = "Belum ada akun. Buat yang pertama di bawah ini."
CAPTION = "Akun pengguna"
HEADS = ("Nama", "Peran", "Masuk", "Kode ponsel", "Diubah terakhir")
ACTS = "Tindakan"
ACTIVE, INACTIVE = "Aktif", "Nonaktif"
FACTOR, NO_FACTOR = "terpasang", "belum"
CHANGED = "{moment} oleh {who}"
OFF, ON = "Nonaktifkan", "Aktifkan"
NEW_PASSWORD, RESET_FACTOR = "Beri kata sandi baru", "Hapus kode ponsel"
FOR = "{act}: {person}"  # for who does not see in which row a button stands
MAKE_TITLE = "Buat akun"
MAKE_MEANS = "Dasbor membuat kata sandi pertama dan menampilkannya sekali. Serahkan langsung kepada orangnya."
LOGIN, PERSON, ROLE, OFFICE, MAKE = "Nama pengguna", "Nama lengkap", "Peran", "OPD (hanya untuk peran OPD)", "Buat akun"
NO_OFFICE = "tanpa OPD"
LOOK_TITLE = "Lihat sebagai"
LOOK_MEANS = "Melihat dasbor persis seperti peran lain, tanpa dapat mengubah apa pun. Tercatat di jejak audit."
LOOK_WHO, LOOK = "Peran", "Lihat"
LOOK_OFFICE = "OPD {name}"
ROLE_NAMES = {
    "dewan": "Dewan Smart City",
    "opd": "OPD",
    "walidata": "Walidata",
    "auditor": "Auditor",
    "operator": "Operator DKISP",
    "umum": "Umum (tanpa akun)",
}
TOLD_TITLE = "Kata sandi pertama"
TOLD = "Kata sandi untuk {person} ({login}):"
TOLD_MEANS = (
    "Hanya ditampilkan sekali ini dan tidak disimpan dapat dibaca di mana pun. Serahkan langsung kepada orangnya. Kata "
    "sandi ini berlaku 7 hari dan harus diganti saat pertama kali masuk."
)
TOLD_BACK = "Kembali ke daftar pengguna"
DONE = {
    "aktif": "Akun diaktifkan lagi.",
    "nonaktif": "Akun dinonaktifkan; semua sesinya berakhir.",
    "kode": "Kode ponsel dihapus; akun itu memasang yang baru saat masuk berikutnya.",
}
NOTHING_SAVED = "Belum ada yang disimpan"
REFUSED = {
    "login": "Nama pengguna terdiri dari 3 sampai 40 huruf kecil a-z, angka, titik, garis bawah, atau tanda hubung, "
    "dan diawali huruf. Contoh: siti.rahma",
    "nama": f"Isi nama lengkap, paling banyak {LONGEST_NAME} huruf.",
    "peran": "Pilih salah satu peran.",
    "opd": "Peran OPD memerlukan satu OPD dari daftar; peran lain tidak memakai OPD.",
    "ada": "Nama pengguna itu sudah dipakai. Pilih yang lain; nama pengguna tidak pernah berpindah orang.",
    "berubah": "Akun itu baru saja diubah orang lain. Periksa lagi, lalu ulangi bila masih perlu.",
    "sso": "Nama pengguna yang diawali sso- berasal dari SSO Pemkab; akun dan kata sandinya diurus di sana.",
    "sendiri": "Ini akun Anda sendiri. Kata sandi dan kode ponsel diganti di halaman Akun saya.",
}
