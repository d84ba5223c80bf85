"""Words of /unggah: files that offices hand in."""

from core.domain.uploads import MOST_A_DAY, MOST_VALUES

INTRO = (
    "Isi formulir atau pakai berkas OPD Anda sendiri, unggah untuk diperiksa, perbaiki yang ditandai, lalu kirim. "
    "Tidak ada yang berubah di dasbor sebelum Anda menekan Kirim."
)
INTRO_READER = "Berkas yang diunggah OPD: draf, yang terkirim, dan yang ditolak."
FORM_TITLE = "2. Unggah untuk diperiksa"
SOURCE, FILE = "Untuk sumber", "Berkas"
FILE_HINT = "xlsx, xls, ods, atau csv; paling besar {most}"
CHECK = "Periksa berkas"
NO_DOORS = "Belum ada sumber yang diisi lewat unggahan untuk OPD Anda. Hubungi DKISP."

FORMS_TITLE = "1. Unduh dan isi formulir"
FORMS_NOTE = "sudah berisi kode, wilayah, dan periode; tinggal mengisi kolom Nilai"
FORM = "{title} (XLSX)"

LIST_TITLE = "Berkas yang sudah diunggah"
LIST_NOTE = "terbaru dulu"
LIST_TABLE = "Berkas yang diunggah, keadaannya, dan isinya"
LIST_HEADS = ("Berkas", "Keadaan", "Sumber", "OPD", "Siap/terkirim", "Ditolak", "Diunggah")
LIST_NUMERIC = ("Siap/terkirim", "Ditolak")
NONE_YET = "Belum ada berkas yang diunggah."
STATE = {"draf": "Draf", "ditolak": "Ditolak", "terkirim": "Terkirim", "dibuang": "Dibuang"}
BY = "{moment}, {who}"
ALL_AGENCIES, AGENCY_FIELD = "Semua OPD", "OPD"

NUMBER = "Unggahan {number}: {name}"
FACTS = ("Sumber", "Keadaan", "Ukuran", "Diunggah", "Sidik berkas (sha256)", "Diselesaikan")
FOUND = (
    "{storable} nilai dapat disimpan: {new} baru, {revised} mengubah yang tersimpan, {same} sama dengan yang tersimpan."
)
REJECTED = "{count} baris atau sel ditolak; sisanya tetap dapat dikirim, atau perbaiki berkasnya dan unggah lagi."
REJECTED_ENDED = "{count} baris atau sel ditolak."
ALL_FINE = "Tidak ada yang ditolak."
NOTHING_STORABLE = "Tidak ada nilai yang dapat disimpan. Perbaiki berkasnya menurut daftar di bawah, lalu unggah lagi."
LEFT_OUT = "Ada yang tidak dibaca:"
IS_DRAFT = "Ini baru draf: hanya OPD Anda dan pengelola dasbor yang dapat melihatnya."
WAS_REFUSED = "Berkas ditolak dan isinya tidak disimpan."
MEND = "Cara memperbaiki: {mend}"
WAS_SENT = "Dikirim {moment} oleh {who}. Angkanya sudah tercatat dan menunggu verifikasi walidata."
WAS_DISCARDED = "Dibuang {moment} oleh {who}. Tidak ada yang tercatat."
TO_RUN = "Lihat sumber dan riwayatnya"
TO_LIST = "Ke daftar unggahan"

SEND, DISCARD = "Kirim {count} nilai", "Buang draf"
SEND_NOTE = "Angka langsung tampil, kecuali ada sumber lain yang didahulukan; walidata memeriksanya kemudian."
NOTES_FILE, ORIGINAL = "Berkas dengan catatan di tiap sel (XLSX)", "Berkas asli"

FINDINGS = "Yang perlu diperbaiki"
FINDINGS_NOTE = "menurut urutan di berkas"
VALUES = "Nilai di berkas ini"
VALUES_NOTE = f"paling banyak {MOST_VALUES} yang pertama"
VALUES_TABLE = "Nilai di berkas ini, di samping yang tampil sekarang"
VALUES_HEADS = ("Indikator", "Wilayah", "Periode", "Nilai", "Tampil sekarang", "Tertulis", "Tempat", "Catatan")
VALUES_NUMERIC = ("Nilai", "Tampil sekarang")

NOTHING_SAVED = "Belum ada yang disimpan"
REFUSED = {
    "berkas": "Pilih dulu berkasnya.",
    "besar": "Berkasnya lebih besar dari {most}. Hapus lembar dan gambar yang tidak perlu, atau kirim per bagian.",
    "terlalu-sering": f"Sudah {MOST_A_DAY} berkas OPD Anda dalam 24 jam. Coba lagi besok, atau hubungi DKISP.",
    "sibuk": "Dasbor sedang memeriksa berkas lain. Tunggu sebentar, lalu ulangi.",
    "sedang": "Sumber ini sedang dicatat. Tunggu sebentar, lalu kirim lagi.",
    "selesai": "Draf ini sudah dikirim atau dibuang.",
    "kosong": "Tidak ada nilai yang dapat disimpan dari berkas ini.",
    "gagal": "Pencatatan gagal, dan tidak ada yang tersimpan. Drafnya masih ada: kirim lagi, atau hubungi DKISP.",
}
DONE = {
    "kirim": "Terkirim. Angkanya sudah tercatat.",
    "buang": "Draf dibuang.",
}
