"""Words about corrections: values that took the place of earlier ones."""

TITLE = "Riwayat revisi"
NOTE = "nilai lama tetap tersimpan"
TABLE = "Riwayat revisi: nilai lama, nilai baru, kapan, oleh siapa, dan mengapa"
HEADS = ("Periode", "Nilai lama", "Nilai baru", "Disimpan", "Oleh", "Alasan")
NUMERIC = ("Nilai lama", "Nilai baru")
BY = "{agency}, pengambilan {run}"
FROM_THE_SOURCE = "perubahan dari sumber"
FLAG_ONLY = "hanya tandanya yang berubah"
OPENED = "sesudah kuncinya dibuka {who}, {moment}: {why}"
REVISED = "direvisi"
REVISED_TIMES = "direvisi {count} kali"
PART = "{indicator}, {area}"
SHOWN = "angka di atas"
