"""Words of /verifikasi and of what walidata found of a value."""

TITLE = "Verifikasi data"
INTRO = (
    "Angka tampil begitu diambil, juga sebelum diverifikasi. Angka yang dikembalikan tidak tampil lagi sampai OPD "
    "mengirim angka lain; bila OPD mengirim angka yang sama, pengembaliannya tetap berlaku."
)
OWN = "Yang tampak di sini hanya sumber data OPD Anda. Kirim angka perbaikan lewat sumber yang sama."
COUNTS = "{values} nilai dari {sources} sumber menunggu, {returned} nilai dikembalikan."

NOT_YET = "belum diverifikasi"
VERIFIED = "diverifikasi {who}, {moment}"
RETURNED = "dikembalikan oleh {who}, {moment}: {why}"
FIELD = "Verifikasi"

QUEUE = "Antrean"
QUEUE_TABLE = "Sumber data dan nilai yang menunggu verifikasi, menurut OPD"
QUEUE_HEADS = (
    "Sumber", "OPD", "Menunggu", "Revisi", "Periode", "Pengambilan", "Baris ditolak", "Masuk terakhir",
    "Dikembalikan", "Verifikasi terakhir",
)  # fmt: skip
QUEUE_NUMERIC = ("Menunggu", "Revisi", "Pengambilan", "Baris ditolak", "Dikembalikan")
NO_QUEUE = "Belum ada sumber data yang mengirim angka."
ALL_AGENCIES, AGENCY_FIELD = "Semua OPD", "OPD"
SPAN = "{first} sampai {last}"
NEVER = "belum pernah"

WAITING = "Nilai yang menunggu"
WAITING_NOTE = "periode terbaru dulu"
NOTHING_WAITS = "Tidak ada nilai yang menunggu dari sumber ini."
VALUES_TABLE = "Nilai yang menunggu verifikasi"
VALUES_HEADS = ("Indikator", "Wilayah", "Periode", "Nilai", "Perubahan", "Keterangan")
VALUES_NUMERIC = ("Nilai",)
EVERYTHING = "semua"  # word of the address: verified values too
VERIFIED_TOO, ONLY_WAITING = "Tampilkan juga yang sudah diverifikasi", "Hanya yang menunggu"
ALL, ALL_TABLE = "Semua nilai sumber ini", "Nilai sumber ini, juga yang sudah diverifikasi"
CHOOSE = "Pilih {name}, {area}, {period}"
REVISED = "revisi {number}, semula {value}"
PAGE_OF = "Nilai {first} sampai {last} dari {count}."
EARLIER_PAGE, NEXT_PAGE = "Sebelumnya", "Berikutnya"
RUNS = "Pengambilan sumber ini"
TO_QUEUE = "Ke antrean semua sumber"

VERIFY = "Tandai terverifikasi ({count} nilai)"
VERIFY_NOTE = "Berlaku untuk semua nilai sumber ini yang masuk sampai {moment}, kecuali yang dikembalikan."
SEND_BACK = "Kembalikan yang dipilih"
REASON = "Alasan pengembalian"
REASON_HINT = "Paling sedikit {least} huruf; dibaca OPD dan semua pembaca di tempat angkanya"

RETURNS = "Dikembalikan, menunggu angka lain"
RETURNS_NOTE = "hilang dari sini begitu OPD mengirim angka lain"
NO_RETURNS = "Tidak ada nilai yang dikembalikan."
RETURNS_TABLE = "Nilai yang dikembalikan"
RETURNS_HEADS = ("Indikator", "Wilayah", "Periode", "Nilai", "Sumber", "Dikembalikan", "Alasan")
RETURNS_NUMERIC = ("Nilai",)
RETURNED_BY = "{moment}, oleh {who}"
TAKE_BACK = "Batalkan pengembalian yang dipilih"

NOTHING_SAVED = "Belum ada yang disimpan"
REFUSED = {
    "alasan": "Tulis apa yang keliru dan apa yang diminta, {least} sampai {most} huruf.",
    "pilihan": "Pilih dulu nilainya dengan tanda centang.",
    "berubah": "Angkanya sudah berubah sejak halaman dibuka. Periksa lagi, lalu ulangi.",
    "dikunci": "Ada nilai pada periode yang terkunci. Buka dulu kuncinya di halaman Verifikasi data, dengan alasan.",
    "kosong": "Tidak ada nilai yang menunggu dari sumber ini.",
}
DONE = {
    "tandai": "Semua nilai yang diperiksa sudah ditandai terverifikasi.",
    "kembalikan": "Nilai yang dipilih sudah dikembalikan, dan tidak tampil lagi.",
    "batalkan": "Pengembaliannya dibatalkan, nilainya tampil lagi.",
}
