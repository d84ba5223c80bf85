"""Words of /indikator/<kode>: its parts, the definition, the raw rows."""

SERIES = "Perkembangan"
SERIES_NOTE = "{unit} · garis putus-putus: target · celah: belum ada data"
NO_SERIES = "Belum ada deret angka untuk wilayah ini."
SERIES_TABLE = "Tabel deret"
PER_LEVEL = "Per {level}"
AREA_TABLE = "Tabel wilayah"
OPEN_MAP = "Buka peta interaktif"
PARTS = "Komponen rumus"
DEFINITION = "Definisi"
ORIGIN = "Asal angka"
ORIGIN_NOTE = "baris asli, terbaru dulu, termasuk revisi"

# Fields of the definition.
CODE = "Kode"
FORMULA = "Rumus"
READING = "Cara membaca"
UNIT = "Satuan"
DIRECTION = "Arah"
FREQUENCY = "Frekuensi"
FINEST = "Wilayah terkecil"
ADDITIVE = "Dapat dijumlahkan"
YES, NO = "ya", "tidak"
LIMITS = "Batas wajar"
FROM_TO = "{low} sampai {high}"
DIMENSIONS = "Dimensi (usulan)"
SDG = "SDG"
ISO = "ISO 37120"
ISO_CHAPTER = "bab {number}"
CATALOGUE_ORIGIN = "Sumber menurut katalog"

# The raw rows.
ROWS_TABLE = "Baris asli"
ROWS_HEADS = (
    "Periode", "Nilai", "Tertulis", "Revisi", "Sumber", "Tempat", "Disimpan", "Verifikasi", "Berkas asli",
)  # fmt: skip
ROWS_NUMERIC = ("Nilai", "Revisi")
COMPUTED = "Angka ini dihitung dari komponen rumus; buka komponennya."
NO_ROWS = "Belum ada baris tersimpan."
PLACE_AND_RUN = "{place} · pengambilan {run}"
HASH = "sha256 {digest}"
