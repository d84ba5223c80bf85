"""Words around every page: skip link, filters, banner, footer, way back; and the notices."""

SKIP = "Langsung ke isi"
PAGES = "Halaman"
TRAIL = "Jejak"
WARNING = "Peringatan"
MADE_UP = (
    "{simulated} dari {indicators} indikator belum tersambung ke OPD dan memakai angka buatan untuk peragaan. "
    "Angka buatan selalu diberi tanda."
)
AS_OF = "Angka per {moment}. {proposal}"
FOOT = "Definisi, sumber, dan riwayat ada di setiap angka."
FOOT_CATALOGUE = "Katalog definisi"

SHOW = "Tampilkan"
PERIOD = "Periode"
AREA = "Wilayah"
FRAME = "Kerangka"
COMPARED_WITH = "Dibandingkan dengan"

NOTICES: dict[int, tuple[str, str]] = {
    400: ("Permintaan tidak dapat dibaca", "Muat ulang halaman ini, atau mulai dari Ringkasan."),
    401: ("Masuk lebih dulu", "Sesi Anda sudah berakhir, atau Anda belum masuk. Muat ulang halaman ini untuk masuk."),
    403: (
        "Permintaan ditolak",
        "Akun Anda tidak boleh membuka atau melakukan ini, atau perintahnya tidak datang dari halaman dasbor ini. Bila "
        "Anda memerlukannya, hubungi operator DKISP.",
    ),
    404: ("Halaman ini tidak ada", "Periksa alamatnya, atau mulai dari Ringkasan."),
    503: (
        "Berkas belum dapat diunduh",
        "Dasbor sedang sibuk, atau unduhan ini belum dapat dicatat di jejak audit. Tunggu sebentar, lalu coba lagi.",
    ),
    500: ("Halaman ini sedang bermasalah", "Masalahnya sudah dicatat. Coba lagi sebentar, atau mulai dari Ringkasan."),
}
BACK = "Ke Ringkasan"
