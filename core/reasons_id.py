"""What people read about each reason code, in Indonesian: the sentence, and how to mend it.

Keyed by the code's value. One place for all words, so that they can be read through and corrected by
somebody who reads no code. Plain office language; each entry is one or more whole sentences.
"""

from typing import NamedTuple


class Text(NamedTuple):
    """The words of one code.

    Attributes:
        sentence: What is wrong, readable without anything filled in.
        mend: What to do about it.
    """

    sentence: str
    mend: str


# A source as a whole: nothing came, or somebody must look into the connection.
_SOURCE: dict[str, Text] = {
    "source_down": Text(
        "Sumber data sedang tidak dapat dihubungi. Angka terakhir yang baik tetap ditampilkan.",
        "Tidak perlu tindakan sekarang: pengambilan dicoba lagi sesuai jadwal. Bila berlanjut lebih dari sehari, "
        "hubungi pengelola sumber data.",
    ),
    "source_timeout": Text(
        "Sumber data terlalu lama menjawab sehingga pengambilan dihentikan.",
        "Tidak perlu tindakan sekarang: pengambilan dicoba lagi sesuai jadwal. Bila berulang, minta pengelola sumber "
        "memeriksa kecepatan layanannya, atau perpanjang batas waktu sumber ini di config.toml.",
    ),
    "source_forbidden": Text(
        "Sumber data menolak permintaan kita.",
        "Periksa apakah kunci akses masih berlaku dan hak aksesnya benar, lalu minta izin atau kunci baru kepada "
        "pengelola sumber data.",
    ),
    "source_throttled": Text(
        "Sumber data meminta kita menunggu karena terlalu banyak permintaan.",
        "Tidak perlu tindakan sekarang: pengambilan dicoba lagi setelah jeda. Bila berulang, jarangkan jadwal sumber "
        "ini di config.toml.",
    ),
    "source_error": Text(
        "Sumber data menjawab dengan pesan kesalahan, bukan data.",
        "Periksa alamat dan parameter sumber ini di config.toml. Bila sudah benar, sampaikan pesan tersebut kepada "
        "pengelola sumber data.",
    ),
    "source_moved": Text(
        "Data sudah tidak ada di alamat yang tercatat atau alamatnya dipindahkan.",
        "Tanyakan alamat yang baru kepada pengelola sumber data, lalu perbarui alamat sumber ini di config.toml.",
    ),
    "address_internal": Text(
        "Alamat sumber ini menuju jaringan dalam atau komputer dasbor ini sendiri, sehingga tidak dihubungi.",
        "Bila server itu memang milik kantor, tulis nama atau alamatnya pada internal_hosts di bagian [collect] "
        "config.toml, lalu jalankan ulang dasbor. Bila bukan, perbaiki alamat sumber ini.",
    ),
    "account_too_powerful": Text(
        "Akun basis data untuk sumber ini berhak lebih dari sekadar membaca, sehingga tidak dipakai.",
        "Minta pengelola basis data membuat akun yang hanya boleh membaca tabel yang diperlukan, lalu pasang alamat "
        "basis data dengan akun itu pada variabel rahasia sumber ini.",
    ),
    "tls_untrusted": Text(
        "Sertifikat keamanan situs sumber data tidak dapat dipercaya sehingga data tidak diambil.",
        "Minta pengelola sumber memperbaiki sertifikatnya. Bila hanya rantai sertifikatnya kurang lengkap, tambahkan "
        "berkas sertifikat penerbit pada ca_file sumber ini di config.toml.",
    ),
    "redirect_loop": Text(
        "Alamat sumber data terus mengalihkan ke alamat lain tanpa pernah sampai ke data.",
        "Buka alamat itu di peramban untuk mencari alamat akhirnya, lalu perbarui alamat sumber ini di config.toml.",
    ),
    "page_loop": Text(
        "Sumber data mengirim halaman yang sama berulang-ulang sehingga pengambilan dihentikan.",
        "Laporkan kepada pengelola sumber bahwa penomoran halamannya tidak berjalan. Tidak ada data yang disimpan "
        "dari pengambilan ini.",
    ),
    "truncated": Text(
        "Jawaban sumber data terpotong sebelum selesai.",
        "Tidak perlu tindakan sekarang: pengambilan dicoba lagi sesuai jadwal. Bila berulang, minta pengelola sumber "
        "memeriksa layanannya.",
    ),
    "secret_missing": Text(
        "Kunci akses untuk sumber data ini belum dipasang di server.",
        "Pasang kunci sebagai variabel lingkungan dengan nama yang tercantum pada secret sumber ini di config.toml, "
        "lalu jalankan ulang dasbor.",
    ),
    "checksum_mismatch": Text(
        "Isi berkas yang diterima berbeda dari berkas yang sudah diperiksa sebelumnya.",
        "Periksa apakah sumber memang menerbitkan versi baru. Bila ya, perbarui nilai sha256 sumber ini di "
        "config.toml; bila tidak, jangan gunakan berkas itu.",
    ),
    "internal_error": Text(
        "Terjadi kesalahan pada dasbor ini sendiri saat memproses data. Sumber datanya tidak bermasalah.",
        "Sampaikan waktu kejadian dan nama sumber kepada pengelola dasbor di DKISP; rinciannya tercatat di log.",
    ),
}

# A file or an answer as a whole: nothing of it was stored.
_FILE: dict[str, Text] = {
    "file_missing": Text(
        "Berkas yang diharapkan tidak ditemukan.",
        "Letakkan berkas di folder yang disepakati dengan nama yang tepat, atau perbaiki path sumber ini "
        "di config.toml.",
    ),
    "file_empty": Text("Berkas kosong.", "Simpan ulang berkas dari Excel sampai berisi data, lalu kirim kembali."),
    "no_data": Text(
        "Berkas hanya berisi judul kolom, belum ada baris data.",
        "Isi sedikitnya satu baris data di bawah judul kolom, lalu kirim kembali.",
    ),
    "file_too_large": Text(
        "Berkas melebihi batas ukuran yang dapat diterima.",
        "Hapus lembar, gambar, dan baris kosong yang tidak perlu, atau pecah berkas per tahun, lalu kirim kembali.",
    ),
    "zip_bomb": Text(
        "Isi berkas akan mengembang jauh melebihi batas ketika dibuka, sehingga berkas ditolak demi keamanan.",
        "Salin hanya data yang diperlukan ke berkas Excel baru, simpan sebagai .xlsx, lalu kirim kembali.",
    ),
    "encrypted": Text(
        "Berkas dilindungi kata sandi sehingga tidak dapat dibaca.",
        "Hapus kata sandinya di Excel (Berkas > Info > Proteksi Buku Kerja), simpan, lalu kirim kembali.",
    ),
    "format_mismatch": Text(
        "Isi berkas tidak sesuai dengan jenis yang disebut namanya.",
        "Buka berkas di Excel, simpan dengan Simpan Sebagai > Buku Kerja Excel (.xlsx), lalu kirim kembali.",
    ),
    "format_not_allowed": Text(
        "Jenis berkas ini tidak diterima.",
        "Simpan data sebagai .xlsx, .xls, .ods, atau .csv tanpa makro, lalu kirim kembali.",
    ),
    "corrupt": Text(
        "Berkas rusak atau tidak lengkap sehingga tidak dapat dibuka.",
        "Buka berkas aslinya di Excel, simpan ulang sebagai .xlsx, lalu kirim kembali.",
    ),
    "xml_dtd_forbidden": Text(
        "Berkas memuat bagian XML (DTD atau entitas) yang dilarang demi keamanan.",
        "Salin datanya ke berkas Excel baru, simpan sebagai .xlsx, lalu kirim kembali.",
    ),
    "encoding_error": Text(
        "Sebagian huruf dalam berkas tidak dapat dibaca.",
        "Simpan ulang berkas di Excel sebagai CSV UTF-8 atau .xlsx, lalu kirim kembali.",
    ),
    "header_not_found": Text(
        "Baris judul kolom tidak ditemukan.",
        "Pastikan satu baris memuat semua judul kolom yang disepakati dengan ejaan yang sama, lalu kirim kembali.",
    ),
    "schema_mismatch": Text(
        "Susunan kolom berubah: ada kolom wajib yang tidak ada atau jenis isinya lain.",
        "Kembalikan nama dan jenis kolom seperti semula. Bila perubahan disengaja, sesuaikan bagian columns sumber "
        "ini di config.toml. Angka lama tetap ditampilkan.",
    ),
    "csv_malformed": Text(
        "Berkas CSV rusak: ada tanda kutip yang tidak ditutup atau susunan kolom yang tidak beraturan.",
        "Buka berkas di Excel, periksa barisnya, simpan ulang sebagai .xlsx atau CSV UTF-8, lalu kirim kembali.",
    ),
    "json_invalid": Text(
        "Jawaban sumber bukan JSON yang sah.",
        "Buka alamat sumber di peramban untuk melihat jawabannya. Bila berupa halaman web atau terpotong, hubungi "
        "pengelola sumber data.",
    ),
    "json_too_deep": Text(
        "Susunan JSON bertingkat terlalu dalam sehingga tidak dibaca.",
        "Minta pengelola sumber mengirim data sebagai daftar baris, atau tunjuk bagian yang tepat di config.toml.",
    ),
    "json_duplicate_key": Text(
        "Dalam satu catatan JSON ada nama kolom yang tertulis dua kali, sehingga tidak jelas nilai mana yang berlaku.",
        "Minta pengelola sumber menghapus salah satunya. Tidak ada nilai yang dipilih tanpa keputusan orang.",
    ),
    "crs_unsupported": Text(
        "Sistem koordinat peta ini tidak dikenali dan tidak dapat diubah.",
        "Simpan ulang lapisan dalam WGS 84 (EPSG:4326), lalu kirim kembali.",
    ),
}

# A row or a cell: only this one was left out.
_ROW: dict[str, Text] = {
    "value_not_numeric": Text(
        "Isi sel ini bukan angka.",
        "Tulis angkanya saja, misalnya 1.234,5. Bila data memang belum ada, kosongkan sel atau tulis tanda -.",
    ),
    "value_qualified": Text(
        "Isi sel ini berupa batas, kisaran, atau perkiraan, bukan satu angka.",
        "Tulis satu angka hasil pengukuran. Keterangan seperti “kurang lebih” tulis di kolom catatan.",
    ),
    "value_out_of_range": Text(
        "Nilai ini di luar rentang yang mungkin untuk indikatornya.",
        "Periksa angka, tanda desimal, dan satuannya, lalu kirim kembali. Bila angka itu benar, minta DKISP "
        "menyesuaikan batas indikator di katalog.",
    ),
    "value_not_integer": Text(
        "Nilai ini harus bilangan bulat, tetapi tertulis dengan pecahan.",
        "Tulis jumlah bulat tanpa koma. Bila tanda itu pemisah ribuan, hapus tandanya.",
    ),
    "number_ambiguous": Text(
        "Angka ini dapat dibaca dengan dua cara, sehingga tidak disimpan.",
        "Tulis ulang tanpa pemisah ribuan dan dengan koma sebagai tanda desimal, misalnya 1234 atau 12,5.",
    ),
    "unit_mismatch": Text(
        "Satuan atau skala yang tertulis berbeda dari satuan indikatornya.",
        "Ubah nilainya ke satuan indikator dan tulis angkanya saja, atau perbaiki satuan sumber ini di config.toml.",
    ),
    "formula_no_value": Text(
        "Sel berisi rumus yang belum dihitung, sehingga tidak ada nilainya.",
        "Buka berkas di Excel agar rumus terhitung, simpan, lalu kirim kembali; atau tempel hasilnya sebagai nilai.",
    ),
    "percent_scale_suspect": Text(
        "Nilai antara 0 dan 1 di kolom persen: belum jelas apakah maksudnya 0,85 % atau 85 %.",
        "Tulis dalam persen penuh, misalnya 85, atau beri format persen pada selnya di Excel.",
    ),
    "date_invalid": Text(
        "Tanggal ini tidak ada di kalender.",
        "Tulis tanggal dengan urutan hari/bulan/tahun, misalnya 14/03/2026.",
    ),
    "period_invalid": Text(
        "Periode ini tidak dapat dibaca sebagai periode indikatornya.",
        "Tulis periode sesuai frekuensi indikator, misalnya 2026, 2026-S1, 2026-Q1, atau Maret 2026.",
    ),
    "period_ambiguous": Text(
        "Periode ini dapat berarti dua hal.",
        "Tulis bulan dengan huruf dan tahun dengan empat angka, misalnya Maret 2026.",
    ),
    "period_future": Text(
        "Periode ini belum berlangsung, jadi belum mungkin ada realisasinya.",
        "Periksa tahun dan bulannya. Angka rencana atau target tidak dikirim sebagai realisasi.",
    ),
    "period_implausible": Text(
        "Tahun ini terlalu lampau untuk data ini, mungkin salah ketik.",
        "Periksa tahunnya dan tulis dengan empat angka, misalnya 2026.",
    ),
    "period_not_in_force": Text(
        "Periode ini berada di luar masa berlaku indikatornya: saat itu indikator ini belum ada atau sudah berakhir.",
        "Periksa tahunnya. Angka milik indikator pengganti atau pendahulunya dikirim dengan kode indikator itu. Bila "
        "masa berlakunya yang keliru, perbaiki kolom berlaku_sejak atau berlaku_sampai di catalogue/indicators.csv.",
    ),
    "period_locked": Text(
        "Periode ini dikunci walidata, jadi angka baru atau yang berubah tidak disimpan. Angka yang tampil tetap.",
        "Bila angkanya memang harus berubah, minta walidata membuka kuncinya di halaman Verifikasi data. Sesudah itu "
        "pengambilan berikutnya menyimpannya sendiri; tidak perlu dikirim ulang.",
    ),
    "area_unknown": Text(
        "Nama atau kode wilayah ini tidak ada di Kabupaten Paser.",
        "Gunakan nama resmi kecamatan atau desa, atau kodenya. Bila ejaan itu lazim dipakai, minta DKISP "
        "menambahkannya ke daftar nama lain di katalog.",
    ),
    "area_ambiguous": Text(
        "Nama ini dipakai oleh lebih dari satu wilayah.",
        "Tulis kode wilayahnya, atau tambahkan nama kecamatan di samping nama desa.",
    ),
    "area_level_mismatch": Text(
        "Tingkat wilayah ini tidak sesuai dengan indikatornya, misalnya desa padahal diminta kecamatan.",
        "Kirim angka untuk tingkat wilayah yang diminta. Desa dan kecamatan yang bernama sama dibedakan "
        "dengan kodenya.",
    ),
    "indicator_unknown": Text(
        "Indikator ini tidak dikenal untuk sumber data ini.",
        "Periksa ejaan nama atau kode indikator, atau daftarkan pada bagian indicators sumber ini di config.toml.",
    ),
    "duplicate_conflict": Text(
        "Wilayah, indikator, dan periode yang sama tertulis lebih dari sekali dengan nilai yang berbeda. "
        "Tidak satu pun yang disimpan.",
        "Sisakan satu baris dengan nilai yang benar, lalu kirim kembali.",
    ),
    "row_width": Text(
        "Jumlah isian baris ini tidak sama dengan jumlah judul kolom.",
        "Periksa tanda pemisah dan tanda kutip pada baris ini, lalu kirim kembali.",
    ),
    "text_unsafe": Text(
        "Baris ini memuat karakter tersembunyi yang tidak dapat disimpan.",
        "Ketik ulang isi sel itu, jangan ditempel dari aplikasi lain, lalu kirim kembali.",
    ),
    "geometry_missing": Text(
        "Objek ini tidak memiliki lokasi atau bentuk di peta.",
        "Isi koordinatnya (bujur dan lintang) atau gambar bentuknya, lalu kirim kembali.",
    ),
    "geometry_invalid": Text(
        "Bentuk objek ini di peta tidak sah, misalnya garisnya saling memotong atau tidak tertutup.",
        "Perbaiki dengan Fix Geometries di QGIS, lalu kirim kembali.",
    ),
    "coords_out_of_area": Text(
        "Koordinat ini jatuh di luar wilayah Kabupaten Paser.",
        "Periksa urutan bujur dan lintang serta tanda minus pada lintang; Paser terletak pada bujur 115,3 sampai 117,0 "
        "dan lintang -2,6 sampai -0,7.",
    ),
    "wrong_type": Text(
        "Isian ini bukan angka atau teks biasa sehingga tidak dapat dibaca.",
        "Minta pengelola sumber mengirim satu angka atau teks pada isian ini, bukan daftar, objek, atau benar/salah.",
    ),
}

# A run whose process ended before it did; no code, because nothing was refused.
INTERRUPTED = Text(
    "Proses berhenti di tengah pengambilan; tidak ada angka yang tersimpan dari pengambilan ini.",
    "Tidak perlu tindakan: pengambilan berikutnya mengulanginya.",
)
# The side of a conflict that no source gave: what the areas below add up to.
SUM_OF_PARTS = "Jumlah wilayah di bawahnya"

TEXTS: dict[str, Text] = {**_SOURCE, **_FILE, **_ROW}

# How what was found is introduced: what a cell says, or what came in.
FOUND: dict[str, str] = {
    **dict.fromkeys(_SOURCE, "Yang diterima"),
    **dict.fromkeys(_FILE, "Yang ditemukan"),
    **dict.fromkeys(_ROW, "Yang tertulis"),
}

# How what should have stood there is introduced, where it is no such thing.
EXPECTED_USUALLY = "Yang diharapkan"
EXPECTED: dict[str, str] = {"period_locked": "Kuncinya"}
