"""Words of Ringkasan."""

PER_DISTRICT = "per kecamatan · {unit} · {period}"
ATTENTION = "Perlu perhatian"
ATTENTION_NOTE = "terburuk lebih dulu · {below} indikator di bawah target"
ATTENTION_TABLE = "Indikator yang perlu perhatian, terburuk lebih dulu"
NOTHING_TO_ATTEND = "Belum ada indikator dengan angka yang perlu perhatian."
LATE = "Terlambat melapor"
