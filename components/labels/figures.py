"""Words of figures as tables and as a card: heads, fields, marks."""

MADE_UP = "Angka buatan untuk peragaan"
ORIGIN = "Asal angka: rumus, bagian, berkas, sel"
TO_ORIGIN = "Asal angka"
OTHER_SOURCE_DIFFERS = "sumber lain berbeda"

HEADS = ("", "Indikator", "Nilai", "Target", "24 periode", "Perubahan", "Umur data")
NUMERIC = ("Nilai", "Target")
TARGET_BEFORE = "target"  # stands before the value where a phone shows no heads

ATTAINED = " · capaian {share} dari target"
EXCEEDED = " (melampaui)"
TARGET = "Target"
TARGET_OF_YEAR = "{target} untuk {year}"
COMPARATORS = "Pembanding"
AGE = "Umur data"
SOURCE = "Sumber"
NO_SOURCE = "belum ada"
OWNER = "Pemilik"
PUBLICATION = "terbitan"
