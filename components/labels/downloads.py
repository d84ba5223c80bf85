"""Words of /unduh: titles and heads of the files, what stands above them, and the links to them."""

KINDS = ("CSV", "XLSX")
PAPER = "PDF"
TAKEN = "Diunduh {moment} dari {title}."
SOURCE = "Sumber: {attribution}"

DIMENSION_TITLE = "Dimensi {code} {period}"
AGENCY_TITLE = "OPD {code} {period}"
AGENCIES_TITLE = "OPD {period}"
SERIES_TITLE = "Deret {code} {area}"
AREAS_TITLE = "Wilayah {code} {period}"
ROWS_TITLE = "Baris asli {code} {area}"
SOURCES_TITLE = "Sumber data"
REJECTED_TITLE = "Ditolak {code}"

# Heads, in the order of the cells.
FIGURES = (
    "Kode", "Indikator", "Wilayah", "Periode", "Nilai", "Satuan", "Target", "Capaian (%)", "Status", "Tanda",
    "Data sampai", "Kesegaran", "Terlambat (hari)", "Bagian tertua", "Pertentangan", "Sumber", "Rujukan",
)  # fmt: skip
CONTRADICTED = "sumber lain berbeda"
AGENCIES = (
    "Kode", "OPD", "Indikator", "Terukur", "Terlambat", "Belum ada", "Rendah", "Paling lama terlambat (hari)",
)  # fmt: skip
SERIES = ("Periode", "Mulai", "Sampai", "Nilai ({unit})", "Tanda")
ROWS = (
    "Indikator", "Wilayah", "Periode", "Nilai", "Tertulis", "Tanda", "Revisi", "Sumber", "Rujukan", "Tempat",
    "Pengambilan", "Disimpan (UTC)", "Verifikasi", "sha256 berkas asli",
)  # fmt: skip
SOURCES = (
    "Sumber", "Nama", "OPD", "Cara ambil", "Hasil terakhir", "Berhasil terakhir", "Berikutnya", "Angka tersimpan",
    "Ditolak", "Masalah", "Perbaikan", "Atribusi",
)  # fmt: skip
REJECTED = ("Pengambilan", "Tempat", "Kolom", "Tertulis", "Kode alasan", "Masalah", "Perbaikan")
