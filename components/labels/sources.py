"""Words of /sumber and /sumber/<kode>: sources, their runs, rejected rows."""

SUMMARY = "{count} sumber: {good} berhasil, {partial} berhasil sebagian, {bad} gagal atau ditolak."
ALL = "Semua sumber"
REJECTED = "Baris yang ditolak"
RUNS = "Riwayat pengambilan"

NEVER = "Belum pernah diambil"
RUNNING = "Sedang berjalan"
START = "Jalankan sekarang"
BY_UPLOAD = "lewat unggahan"
LAST_SUCCESS = " berhasil terakhir {moment}"
FAILING_SINCE = "Gagal sejak {moment}. "

# Fields of a card.
AGENCY = "OPD"
SUCCEEDED = "Berhasil terakhir"
NEXT = "Berikutnya"
UNTIL = "Data sampai"
STORED = "Angka tersimpan"
CONNECTOR = "Cara ambil"
ATTRIBUTION = "Atribusi"

COUNTS = "Pengambilan {moment} ({trigger}): {counts}"
READ, NEW, SAME, REVISED, TURNED_DOWN = "dibaca", "baru", "sama", "direvisi", "ditolak"

TABLE = "Semua sumber data"
HEADS = (
    "Sumber",
    "Keadaan",
    "OPD",
    "Berhasil terakhir",
    "Berikutnya",
    "Data sampai",
    "Angka",
    "Ditolak",
    "Tindakan",
)
NUMERIC = ("Angka", "Ditolak")
RUNS_TABLE = "Riwayat pengambilan"
RUN_HEADS = ("Mulai", "Hasil", "Dibaca", "Baru", "Sama", "Direvisi", "Ditolak", "Keterangan")
RUN_NUMERIC = RUN_HEADS[2:7]

REJECTED_TABLE = "Baris yang ditolak dan cara memperbaikinya"
REJECTED_HEADS = ("Tempat", "Kolom", "Tertulis", "Masalah", "Perbaikan")
NONE_REJECTED = "Tidak ada baris yang ditolak."
MORE_REJECTED = "dan {count} baris lain, lihat unduhan"
