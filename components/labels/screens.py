"""Words of /perangkat, and of a browser that waits to become a wall (its script gets its words as data- attributes)."""

from core.domain.wall_screens import ATTENTION, INDEX, LATE, MAP

# What a browser shows until an operator has confirmed it.
TITLE = "Layar ini belum dipasang"
HOW = "Operator DKISP: buka Layar terpasang di dasbor ({place}) dan masukkan kode ini."
ALONE = "Setelah itu layar ini menyala sendiri; tidak ada yang perlu disentuh di sini."
ASKING = "meminta kode …"
LEFT = "Kode berganti sendiri dalam {minutes} menit."
LOST = "Server belum menjawab; halaman ini mencoba terus."
CROWDED = "Terlalu banyak layar meminta kode dari alamat ini; halaman ini mencoba lagi dalam satu menit."

# The list.
INTRO = (
    "Setiap layar dinding memegang token sendiri: hanya bisa membaca, hanya slide yang dipilih di sini, berlaku "
    "setahun, dan dicabut dengan satu klik."
)
COUNTS = "{count} layar: {alive} menyala, {silent} terputus atau belum menyala."
NONE = "Belum ada layar. Buka /layar di peramban layar itu tanpa masuk; kodenya dimasukkan di bawah ini."
CAPTION = "Layar terpasang dan keadaannya"
ACTS = "Tindakan"
HEADS = ("Layar", "Keadaan", "Slide sekarang", "Versi", "Jendela", "Alamat", "Terpasang", "Token sampai")
ALIVE = "Menyala"
ALIVE_SEEN = "{ago} yang lalu"
SILENT = "Terputus"
SILENT_SINCE = "terakhir terdengar {moment}"
NEVER = "Belum menyala"
NEVER_MEANS = "kode sudah diterima, layar belum melapor"
ENDED = "Token berakhir"
ENDED_MEANS = "perpanjang di bawah, atau pasang lagi"
SECONDS, MINUTES = "{count} detik", "{count} menit"
CURRENT, OLD = "{script} (terbaru)", "{script} (lama; muat ulang)"
WINDOW = "{width} × {height}"
LOADED = "dimuat {moment}"
SOON = "{day}: segera berakhir"
RELOAD, NEXT, REVOKE = "Muat ulang", "Slide berikutnya", "Cabut"

# Forms.
ADD = "Pasang layar"
ADD_MEANS = (
    "Di layar: buka /layar di perambannya. Di sini: ketik kode yang tampak di layar itu. Tanpa konfirmasi ini kode "
    "tidak membuka apa pun."
)
CODE, CODE_HINT = "Kode di layar", "8 huruf; besar kecil, spasi, dan tanda hubung tidak berpengaruh"
NAME, NAME_HINT = "Nama layar", "misalnya Lobi DKISP"
SLIDES, SLIDES_HINT = "Slide yang boleh ditampilkan", "yang tidak dipilih tidak pernah dikirim ke layar ini"
GO = "Pasang"
CHANGE = "Ubah {name}"
EXTEND = "Perpanjang token setahun dari sekarang"
SAVE = "Simpan"
CHANGING = "Nama, slide, masa berlaku"
SLIDE = {
    INDEX: "Dimensi",
    ATTENTION: "Perlu perhatian (dengan garis merah di semua slide)",
    MAP: "Peta",
    LATE: "Terlambat melapor",
}
SLIDE_SHORT = {**SLIDE, ATTENTION: "Perlu perhatian"}
NO_SLIDE = "Tidak ada slide untuk layar ini"
NO_SLIDE_MEANS = "Operator DKISP memilihnya di {place}."

TOLD = {
    "dipasang": "Layar dipasang. Dalam beberapa detik slide tampil di layar itu.",
    "diubah": "Disimpan. Layar mengikuti pada pembaruan berikutnya.",
    "dicabut": "Dicabut. Layar itu kembali menampilkan kode, dan tokennya tidak berlaku lagi di mana pun.",
    "muat": "Perintah muat ulang dikirim. Layar menjalankannya sekali, dalam beberapa detik setelah melapor.",
    "berikutnya": "Perintah slide berikutnya dikirim. Layar menjalankannya sekali, dalam beberapa detik.",
}
REFUSED = {
    "kode": "Tidak ada layar yang menampilkan kode {code}. Kode berlaku 15 menit dan dipakai sekali: lihat lagi kode "
    "di layar itu (hanya huruf mati, tanpa angka), lalu ketik ulang.",
    "nama": "Beri layar itu nama, paling panjang 60 huruf, misalnya tempatnya.",
    "sama": "Nama itu sudah dipakai layar lain. Beri nama yang lain, supaya keduanya tidak tertukar.",
    "slide": "Pilih paling sedikit satu slide.",
}
NOTHING_SAVED = "Belum disimpan"
