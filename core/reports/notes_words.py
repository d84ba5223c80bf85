"""What stands written in a file that is handed back with notes: Indonesian, for the office that sent it."""

AUTHOR = "Dasbor Paser"  # of the comments; by it those of an earlier check are known
OURS = "\n\n[Dasbor Paser]\n"  # between a comment of theirs and ours
HEADS = ("No.", "Tempat", "Kolom", "Tertulis", "Yang salah", "Cara memperbaiki")
TITLE = "Catatan pemeriksaan"
COUNT = "{count} tempat tidak dapat diterima. Sisanya dapat disimpan."
NOTHING = "Tidak ada yang ditolak. Semua angka dapat disimpan."
IN_PLACE = (
    "Sel yang ditolak berwarna jingga dan diberi komentar. Perbaiki di lembarnya, simpan, lalu unggah berkas ini lagi. "
    "Lembar ini tidak ikut dibaca."
)
COPIED = (
    "Ini salinan isi berkas untuk dibaca; sel yang ditolak berwarna jingga dan diberi komentar. Perbaiki di berkas "
    "aslinya, lalu unggah berkas asli itu."
)
SHORTENED = (
    "Berkas ini besar, jadi hanya judul dan baris yang ditolak yang disalin, pada nomor baris aslinya. Perbaiki di "
    "berkas aslinya, lalu unggah berkas asli itu."
)
MORE = "Masih ada {count} lagi yang tidak dimuat di daftar ini. Biasanya sebabnya sama dengan yang sudah tertulis."
UNCOMMENTED = "Hanya {count} tempat pertama yang diberi komentar; sisanya ada di daftar ini."
COMMENT = "{sentence}\nCara memperbaiki: {mend}"
SHEET = "Isi berkas"  # name of the copy of a text file
