"""Words of what can be said of a newest value: signal or noise, what the target takes, where the year ends."""

from core.domain.indicator import Frequency
from core.domain.projection import NoProjection
from core.domain.spc import Rule, Signal

SIGNAL: dict[Signal, str] = {
    Signal.COMMON: "dalam variasi biasa",
    Signal.BETTER: "perubahan nyata, membaik",
    Signal.WORSE: "perubahan nyata, memburuk",
    Signal.CHANGED: "perubahan nyata",
}
RULE: dict[Rule, str] = {
    Rule.OUTSIDE: "di luar batas variasi biasa",
    Rule.RUN: "delapan angka berturut-turut di satu sisi rata-rata",
    Rule.NEAR: "tiga dari empat angka terakhir dekat batas",
}
USUAL = "Variasi biasa"
USUAL_LIMITS = "{low} sampai {high}, rata-rata {mean}, dari {count} angka sebelumnya"
USUAL_MEAN, USUAL_LOW, USUAL_HIGH = "Rata-rata", "Batas bawah variasi biasa", "Batas atas variasi biasa"
USUAL_TRACE = "Variasi biasa"
USUAL_HOVER = "{word}: {value}"

NEEDED = "Yang masih perlu"
REACHED = "target sudah tercapai"
RISE = "perlu naik rata-rata {each} per {period} sampai {until}"
FALL = "perlu turun rata-rata {each} per {period} sampai {until}"
BRING = "perlu rata-rata {each} per {period} sampai {until}"
POINT = "poin"
PER: dict[Frequency, str] = {
    Frequency.MONTHLY: "bulan",
    Frequency.QUARTERLY: "triwulan",
    Frequency.HALF_YEARLY: "semester",
    Frequency.YEARLY: "tahun",
}

PROJECTION = "Proyeksi akhir tahun"
PROJECTED = "{value} pada {period} (rentang 90 %: {low} sampai {high})"
PROJECTED_SUM = "{value} untuk setahun (rentang 90 %: {low} sampai {high})"
VERDICT_YES, VERDICT_NO, VERDICT_OPEN = (
    "target diperkirakan tercapai",
    "target diperkirakan belum tercapai",
    "belum pasti",
)
TRIED = "Galat uji mundur {error}, pola tahun lalu {naive}; {origins} kali diuji"
PENDING = "sedang dihitung; buka lagi sebentar lagi"
PROJECTED_HOVER = "Proyeksi {period}: {value}"
NOT_FOR = "tidak dihitung untuk deret {frequency}, hanya untuk deret bulanan dan triwulanan"

NO_PROJECTION: dict[NoProjection, str] = {
    NoProjection.NO_BETTER: "tidak ditampilkan karena tidak lebih baik dari pola tahun lalu",
    NoProjection.TOO_SHORT: "tidak ditampilkan karena deretnya belum cukup panjang untuk diuji",
    NoProjection.FAILED: "gagal dihitung; alasannya ada di catatan sistem",
}
