"""Words of the papers (PDF) of an indicator, an office and the overview."""

PAGE = "Halaman {page} dari {pages}"
TITLE_OF_INDICATOR = "Indikator {code} {area} {period}"
TITLE_OF_AGENCY = "OPD {code} {period}"
TITLE_OF_OVERVIEW = "Ringkasan {frame} {period}"
WARNING = "SIMULASI: angka yang bertanda SIMULASI adalah angka buatan untuk peragaan, bukan data resmi."
STAMP = "memuat SIMULASI"
PRINTED = "Dicetak {moment}. {as_of}"
CUT = "Tercetak {shown} baris pertama."
MORE = "Tercetak {shown} baris pertama. Semua baris ada di unduhan XLSX: {address}"

# Figures as a table.
FIGURES = ("Indikator", "Nilai", "Target", "Status", "24 periode", "Perubahan", "Umur data")
FIGURES_NUMERIC = ("Nilai", "Target")

# One indicator.
UNIT = "Satuan: {unit}"
FACTS = "Angka ini"
GAP = "{count} periode tanpa data"
SPAN = "{first} sampai {last}"
CHART = "Grafik {name}, {area}: {count} periode dari {first} sampai {last}. Semua angkanya ada di tabel deret."
ROWS = ("Periode", "Nilai", "Tertulis", "Revisi", "Sumber dan rujukan", "Tempat", "Disimpan dan verifikasi")
ROWS_NUMERIC = ("Nilai", "Revisi")
RUN = "pengambilan {run}"
RUN_AND_HASH = "pengambilan {run} · sha256 {digest}"

# The overview.
DIMENSIONS = ("Dimensi", "Indeks", "Status", "12 periode", "Perubahan", "Terukur", "Data terlambat")
DIMENSIONS_NUMERIC = ("Indeks",)
DIMENSIONS_TITLE = "Indeks per dimensi"
AGENCIES = ("OPD", "Indikator terlambat", "Paling lama (hari)")
AGENCIES_NUMERIC = AGENCIES[1:]

# Where the figures come from.
SOURCES_TITLE = "Sumber dan rujukan"
SOURCES = ("Sumber", "Rujukan", "Indikator", "Disimpan terakhir")
