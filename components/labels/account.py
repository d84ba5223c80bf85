"""Words of the own account: password, second factor, recovery codes."""

from core.domain.account import LONGEST_PASSWORD, SHORTEST_PASSWORD

TITLE = "Akun saya"
NAME, LOGIN, ROLE, OFFICE, SINCE = "Nama", "Nama pengguna", "Peran", "OPD", "Akun sejak"
EXAMPLE = "Ini akun contoh peragaan: tanpa kata sandi dan tanpa kode, jadi tidak ada yang perlu diubah di sini."
OF_SSO = "Anda masuk dengan SSO. Nama, peran, kata sandi, dan kode kedua diurus di sana, bukan di sini."
DONE = {
    "sandi": "Kata sandi sudah diganti. Semua sesi lain sudah berakhir; sesi ini tetap berjalan.",
    "hapus": "Kode kedua sudah dihapus. Mulai sekarang cukup kata sandi.",
    "pemulihan": "Anda masuk dengan kode pemulihan; kode itu tidak berlaku lagi. Bila ponsel hilang atau diganti, "
    "pasang kode di ponsel yang baru sekarang.",
}

INITIAL = (
    "Kata sandi pertama Anda dibuat oleh operator. Gantilah dengan kata sandi Anda sendiri; sesudah itu semua halaman "
    "terbuka."
)
CHANGE_TITLE = "Ganti kata sandi"
CHANGE_MEANS = (
    f"Paling sedikit {SHORTEST_PASSWORD} karakter. Beberapa kata yang tidak berhubungan mudah diingat dan sulit "
    "ditebak; angka dan tanda baca tidak wajib. Semua sesi lain dari akun ini berakhir."
)
OLD, NEW, AGAIN, CHANGE = "Kata sandi sekarang", "Kata sandi baru", "Kata sandi baru, sekali lagi", "Ganti kata sandi"

WHY = {
    "lama": "Kata sandi sekarang tidak cocok. Tidak ada yang diubah.",
    "ulang": "Kedua kata sandi baru tidak sama. Ketik keduanya sekali lagi.",
    "tetap": "Kata sandi baru sama dengan yang lama. Pilih yang lain.",
    "panjang": f"Kata sandi baru harus {SHORTEST_PASSWORD} sampai {LONGEST_PASSWORD} karakter. Pakai beberapa kata.",
    "bocor": "Kata sandi itu ada di daftar kata sandi yang pernah bocor. Pilih beberapa kata lain.",
    "nama": "Kata sandi itu memuat nama Anda atau nama pengguna. Pilih beberapa kata lain.",
    "sama": "Kata sandi itu terdiri dari kurang dari 5 karakter yang berbeda. Pilih beberapa kata.",
    "kode": "Kode tidak cocok, atau sudah dipakai. Tunggu sampai ponsel menampilkan kode berikutnya, lalu ketik kode "
    "itu. Bila terus gagal, periksa apakah jam ponsel diatur otomatis.",
    "pemulihan": "Kode pemulihan tidak cocok, atau sudah dipakai. Pakai kode lain dari daftar Anda.",
    "kunci": "Kunci server sudah diganti, jadi kode dari ponsel tidak dapat diperiksa lagi. Masuk dengan kode "
    "pemulihan, lalu pasang kode di ponsel sekali lagi; atau hubungi operator DKISP.",
    "tunggu": "Terlalu banyak percobaan. Tunggu sebentar, paling lama satu menit, lalu coba lagi.",
}

CODE_TITLE = "Kode dari ponsel"
CODE_INTRO = "Kata sandi cocok. Buka aplikasi autentikator di ponsel, lalu ketik 6 angka untuk Dasbor Paser TUNTAS."
CODE, ENTER = "Kode 6 angka", "Masuk"
NO_PHONE = "Ponsel tidak ada?"
NO_PHONE_MEANS = (
    "Pakai salah satu kode pemulihan; setiap kode berlaku sekali. Bila kode itu juga hilang, hubungi operator DKISP."
)
RECOVERY_CODE, ENTER_RECOVERY = "Kode pemulihan", "Masuk dengan kode pemulihan"
START_AGAIN = "Masuk dengan akun lain"

SET_UP_TITLE = "Pasang kode di ponsel"
SET_UP_REQUIRED = (
    "Akun Anda dapat mengubah banyak hal, jadi selain kata sandi diperlukan kode dari ponsel. Dipasang sekali; sesudah "
    "itu ponsel tidak perlu internet."
)
SET_UP_INTRO = "Sesudah dipasang, masuk memerlukan kata sandi dan kode dari ponsel. Ponsel tidak perlu internet."
STEP_APP = (
    "Pasang aplikasi autentikator di ponsel, bila belum ada: misalnya Google Authenticator, Microsoft Authenticator, "
    "atau Aegis."
)
STEP_SCAN = "Di aplikasi itu pilih tambah akun, lalu pindai gambar ini."
QR = "Gambar QR untuk aplikasi autentikator"
SAME_PHONE = "Sedang memakai ponsel itu? Buka langsung di aplikasinya"
BY_HAND = "Tidak bisa memindai? Ketik kunci ini di aplikasi (jenis: berbasis waktu):"
STEP_CODE = "Ketik 6 angka yang ditampilkan aplikasi."
CONFIRM = "Pasang"

RECOVERY_TITLE = "Kode pemulihan"
RECOVERY_FOR = "Untuk {person}, Dasbor Paser TUNTAS. Simpan kode ini untuk saat ponsel hilang atau rusak."
RECOVERY_MEANS = (
    "Setiap kode berlaku sekali, sebagai pengganti kode ponsel. Cetak halaman ini atau salin ke tempat yang aman, "
    "jangan di ponsel yang sama. Daftar ini tidak ditampilkan lagi; kode pemulihan yang lama tidak berlaku lagi."
)
SAVED = "Sudah saya simpan"

FACTOR_TITLE = "Kode dari ponsel"
FACTOR_ON = "Terpasang: masuk memerlukan kata sandi dan kode dari ponsel."
FACTOR_OFF = "Belum terpasang. Dengan kode dari ponsel, kata sandi yang bocor saja tidak cukup untuk masuk."
FACTOR_UNREADABLE = "Kunci server sudah diganti, jadi kode dari ponsel tidak berlaku lagi. Pasang sekali lagi sekarang."
FACTOR_REQUIRED = "Peran Anda mewajibkannya, jadi tidak dapat dihapus."
FACTOR_SET_UP, FACTOR_EXCHANGE = "Pasang kode di ponsel", "Pasang di ponsel lain"
LEFT = "Kode pemulihan yang belum dipakai: {left} dari {all}."
LEFT_FEW = "Buat kode pemulihan baru sebelum habis."
RENEW_TITLE, RENEW = "Buat kode pemulihan baru", "Buat kode baru"
RENEW_MEANS = "Kode pemulihan yang lama tidak berlaku lagi."
REMOVE_TITLE, REMOVE = "Hapus kode dari ponsel", "Hapus"
REMOVE_MEANS = "Sesudah dihapus, cukup kata sandi untuk masuk."
