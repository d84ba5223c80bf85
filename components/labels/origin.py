"""Words of /asal and /asal/tempat: how a figure was made, where it stood, why a place cannot be drawn."""

from core.domain.lineage import NoPicture

TITLE = "Asal angka"
PLACE_TITLE = "Tempat angka"
OF = "Asal angka: {name}"
PLACE_OF = "Tempat angka: {name}"
WHERE_WHEN = "{area} · {period}"

HOW = "Cara dihitung"
CHAIN = "Bagian-bagiannya"
COMPUTED = "dihitung: {formula} = {numbers} = {value}"
INCOMPLETE = "belum dapat dihitung: {formula}; bagian yang belum ada: {missing}"
SUMMED = "dijumlahkan dari {count}: {numbers} = {value}"
REPORTED = "dilaporkan oleh {source}, tidak dihitung"
COUNTED = "dicacah dari titik lapisan {layer} yang diberikan {source}: {value}"
MISSING = "belum ada angka untuk periode ini"
CONSTANTS = {"JUMLAH_DESA": "jumlah desa"}
UNDER = {"kabupaten": "kecamatan", "kecamatan": "desa dan kelurahan", "desa": "bagian"}
MORE_TERMS = "… ({count} lagi)"

CUMULATIVE = (
    "Capaian indikator ini dinilai dari jumlah sejak Januari; yang dijelaskan di sini adalah angka periode ini saja. "
    "Angka periode lain ada pada tabel deretnya."
)

BY_SUM = "jumlah"  # word of the address: the sum of the areas below, also where a value was reported
SUM_SHORT = "jumlah {count}"
FORMULA_SHORT = "dihitung dengan rumus"
PARTS_TABLE = "Bagian angka"
PARTS_HEADS = ("Bagian", "Nilai", "Tertulis", "Tempat", "Sumber")
PARTS_NUMERIC = ("Nilai",)

VALUE = "Nilai"
WRITTEN = "Tertulis di sumber"
UNIT = "Satuan"
FLAG = "Tanda"
NO_FLAG = "tanpa tanda"
REVISION = "Revisi"
FIRST = "0 (angka pertama)"
SOURCE = "Sumber"
RUN_SHORT = "pengambilan {run}, {moment}"
RUN = "Pengambilan"
RUN_WHEN = "nomor {run}, disimpan {moment}"
NOTE = "Catatan"
CITATION = "Rujukan"
FILE = "Berkas asli"
FILES = "Berkas asli ({count})"
FILE_SIZE = "{size} byte, {media}"
HASH = "sha256 {digest}"
PLACE = "Tempat"
NO_FILES = "pengambilan ini tidak menyimpan berkas"

ROW = "Baris yang disimpan"
AT = "{place} di {address}"
REVISIONS = "Revisi lain dari angka ini"
REVISIONS_HEADS = ("Revisi", "Nilai", "Tertulis", "Disimpan", "Pengambilan", "Tempat")
REVISIONS_NUMERIC = ("Revisi", "Nilai")

INDEX_OF = "Asal angka: Indeks {name}"
INDEX_HOW = (
    "rata-rata tertimbang capaian, masing-masing paling tinggi 100 %: jumlah (bobot × capaian) dibagi jumlah bobot "
    "yang terukur = {numbers} = {value}"
)
INDEX_COVERAGE = "Cakupan {share}: bagian bobot yang terukur. Di bawah {floor} indeks ditahan."
INDEX_WITHHELD = "Indeks ditahan: cakupan {share}, di bawah batas {floor}."
INDEX_TABLE = "Bagian indeks"
INDEX_HEADS = ("Indikator", "Nilai", "Sasaran", "Capaian yang dihitung", "Bobot", "Poin", "Tempat")
INDEX_NUMERIC = ("Nilai", "Sasaran", "Capaian yang dihitung", "Bobot", "Poin")
NOT_MEASURED = "tidak terukur"
ALL_PARTS = "semua {count} bagian"
TOTAL = "Jumlah poin {points}, dari bobot terukur {weight} dari 100."
WHOLE = "semua"

PICTURE = "Gambar bagian berkas"
SHEET = 'Lembar "{sheet}"'
TABLE = "Potongan tabel"
RECORD = "Rekaman pada {pointer}"
ROOT = "akar jawaban"
MARKED = "Sel yang diberi bingkai adalah asal angka ini; isinya dibaca sebagai {text}."
MARKED_ROW = "Baris yang diberi bingkai adalah asal angka ini; isinya dibaca sebagai {text}."
MARKED_MANY = (
    "{count} angka yang diberi bingkai adalah bagian angka ini; tempat tiap bagian tertulis pada daftar bagiannya."
)
MARK = "asal {name}"
MARK_POINT = "titik {name}"
MARKED_POINTS = "{count} rekaman yang diberi bingkai adalah titik yang dihitung."
WHOLE_POINT = "Seluruh rekaman ini adalah titik {name}, yang dihitung."
MARKED_LINE = "Baris yang disorot adalah asal angka ini; isinya dibaca sebagai {text}."
WHOLE_RECORD = "Seluruh rekaman ini adalah asal angka; isinya dibaca sebagai {text}."
MANY_ROWS = "Angka ini gabungan {count} baris ({note}); yang diberi bingkai adalah salah satunya."
MANY_ROWS_OF = "{name}: gabungan {count} baris; yang diberi bingkai adalah salah satunya."
MORE_SUCH = "Demikian pula {count} angka lain."
HIDDEN_SHEET = "Lembar ini disembunyikan di dalam berkasnya."
MERGED = "Angka ini berada di sel gabungan {cells}."
NOTICE = "Dari pembaca berkas: {notice}."
CUT = "Rekaman ini panjang; yang ditampilkan adalah bagian di sekitar angkanya."
LEFT_OUT = "…"
ROW_NUMBER = "Baris"
RECORD_NUMBER = "Rekaman"
RECORDS = "Rekaman dari jawaban sumber"
YES_CELL, NO_CELL = "BENAR", "SALAH"

DRAWN = "Tempatnya di berkas asli"
DRAWN_NOTE = "digambar dari berkas yang disimpan saat diambil"
NO_PICTURE_OF = "{count} bagian tanpa gambar: {why}"
NO_PICTURE_OF_POINTS = "{count} titik tanpa gambar: {why}"
NO_PICTURE: dict[NoPicture, str] = {
    NoPicture.NO_FILE: "Pengambilan ini tidak menyimpan berkas asli, jadi tempatnya tidak dapat digambar.",
    NoPicture.FILE_GONE: "Berkas aslinya tidak ada lagi di tempat penyimpanan. Pulihkan dari cadangan agar terlihat.",
    NoPicture.DAMAGED: "Isi berkas asli tidak sama lagi dengan saat disimpan (sha256 berbeda). Jangan dipakai sebagai "
    "bukti; pulihkan dari cadangan.",
    NoPicture.TOO_LARGE: "Berkas aslinya terlalu besar untuk digambar di sini (CSV dan JSON lebih dari 64 MB, xlsx "
    "lebih dari 32 MB, xls dan ods lebih dari 16 MB). Bukalah berkasnya sendiri pada tempat yang disebut di atas.",
    NoPicture.TOO_MUCH: "Berkas-berkas angka ini bersama-sama lebih dari 128 MB, terlalu besar untuk digambar di satu "
    "halaman. Tiap tempat pada daftar bagian di atas membuka gambarnya sendiri.",
    NoPicture.BUSY: "Berkas besar lain sedang dibaca. Muat ulang halaman ini semenit lagi.",
    NoPicture.UNREADABLE: "Berkas aslinya tidak dapat dibaca lagi oleh pembaca yang sekarang.",
    NoPicture.NOT_FOUND: "Tempat itu tidak ditemukan di dalam berkas asli.",
    NoPicture.NOT_NOTED: "Titik-titik ini disimpan sebelum tempat tiap titik di berkas asli dicatat, jadi tempatnya "
    "tidak dapat digambar. Sejak pengambilan berikutnya tempatnya dicatat.",
    NoPicture.NOT_YOURS: "Baris asli hanya ditampilkan untuk OPD pemiliknya, Dewan, dan pengelola dasbor.",
}

# Counts of points: of an area and a day, or of a whole layer.
LAYER_OF = "Asal angka: banyaknya titik lapisan {name}"
LAYER_COUNT = "{count} titik"
LAYER_HOW = "cacah rekaman pada keadaan lapisan yang ditampilkan: {numbers} = {count} titik"
LAYER_FROM = "{count} dari {source}"
LAYER_AT = "keadaan {moment}"
LAYER_EMPTY = "Lapisan ini tidak memuat titik."
COUNTED_HOW = (
    "Cacah titik lapisan {name} yang berada di wilayah dan hari itu: {total} titik. Titik di perbatasan "
    "dihitung sekali; titik di luar semua kecamatan tidak dihitung."
)
COUNTED_NONE = "Tidak ada titik lapisan {name} di wilayah dan hari itu. Jawaban sumber yang diperiksa disebut di bawah."
COUNTED_UNTOLD = (
    "Angka ini mencacah titik lapisan {name}. Titik-titik itu disimpan sebelum wilayah tiap titik dicatat, jadi tidak "
    "dapat ditunjukkan titik mana yang dihitung. Angka yang diambil sejak itu menunjukkannya."
)
COUNTED_OTHERWISE = (
    "Banyaknya titik yang tersimpan ({total}) tidak sama dengan angka ini ({value}). Jangan dipakai sebagai bukti; "
    "jalankan python -m core verify."
)
POINTS = "Titik yang dihitung"
POINTS_OF = "Titik lapisan {name}"
POINTS_HEADS = ("Titik", "Jenis", "Terlihat", "Bujur dan lintang", "Dihitung di", "Tempat")
POINT_KEY = "kunci {key}"
NOWHERE = "di luar semua kecamatan"
NO_POINT_PLACE = "belum dicatat"
POINTS_PAGES = "Titik {first} sampai {last} dari {total}. Halaman: "
