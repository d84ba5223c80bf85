"""Words of what moved an index, and of how far it hangs on its weights."""

from core.domain.index_steps import Cause

TITLE = "Apa yang menggerakkan"
FROM_TO = "{since} → {until}"
COMPARE_SINCE = "Dibandingkan dengan"
TABLE = "Apa yang menggerakkan {name}, {since} ke {until}"
HEADS = ("Bagian", "Sebab", "Naik atau turun", "Poin")
NUMERIC = ("Poin",)
LEVEL = "Indeks {period}"
OTHERS = "{count} bagian lain"
UP, DOWN, SAME = "Naik {points} poin", "Turun {points} poin", "Tetap"
CHANGE = "{moved}: dari {start} ke {end}. {causes}"
BY_CAUSE = "{cause} {points}"
EXACT = "Bagian-bagian berjumlah tepat sama dengan perubahan; tidak ada sisa."
STATUS_CHANGED = " Status dari {before} menjadi {after}."
REVISED = " Angka awal seperti diketahui {day}; koreksi sesudahnya dihitung sebagai revisi."
NO_CHANGE = "Tidak ada yang bergerak."
NOT_COMPARABLE = "Tidak dapat dibandingkan: {ends}."
WITHHELD_END = "indeks {period} ditahan, cakupan {share}, di bawah batas {floor}"
NOT_MEASURED = "tidak terukur"
OUTSIDE = "di luar susunan"

CAUSE: dict[Cause, str] = {
    Cause.REVISION: "revisi angka",
    Cause.FRAME: "susunan indikator",
    Cause.WEIGHT: "bobot",
    Cause.COVERAGE: "cakupan",
    Cause.TARGET: "target",
    Cause.VALUE: "capaian",
}
ATTAINED = "{before} → {after}"
WEIGHTED = "bobot {before} → {after}"

BAND = "{low}–{high} pada {draws} variasi bobot"
ORDER = "urutan dimensi sama pada {same} dari {draws}"
LAST = "{name} tetap terendah pada {same} dari {draws}"

# The table to take away.
FILE = "Penggerak {name} {since} {until}"
FILE_HEADS = (
    "Bagian", "Kode", "Indikator", "Sebab", "Capaian awal (%)", "Capaian akhir (%)", "Bobot awal (%)",
    "Bobot akhir (%)", "Poin", "Poin tercetak", "Indeks sesudahnya",
)  # fmt: skip
FILE_START, FILE_END = "Indeks awal", "Indeks akhir"
