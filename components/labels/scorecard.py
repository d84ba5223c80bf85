"""Words of /rapor and of the rapor on /opd/<kode>: how completely and punctually an office provides its figures."""

TITLE = "Rapor data OPD"
TABLE = "Rapor data OPD, yang paling perlu perhatian lebih dulu"
INTRO = (
    "Dihitung untuk 12 bulan terakhir atas angka tingkat kabupaten. Angka yang belum jatuh tempo dan indikator yang "
    "dicatat per kejadian tidak ikut dihitung."
)
HEADS = ("OPD", "Kelengkapan", "Tepat waktu", "Baris ditolak", "Dikembalikan", "Konflik terbuka", "12 bulan")
NUMERIC = ("Kelengkapan", "Tepat waktu", "Baris ditolak", "Dikembalikan", "Konflik terbuka")

FILLED = "{filled} dari {slots} angka"
JUDGED = "dari {count} angka"
NOT_JUDGED = "belum dapat dinilai"
NOTHING_DUE = "belum ada yang jatuh tempo"
ROWS = "{rejected} dari {rows} baris"
NO_ROWS = "belum ada baris dibaca"
MONTH = "{period}: {share}"
NO_MONTH = "{period}: tidak ada yang jatuh tempo"
BY_MONTH = "Kelengkapan per bulan jatuh tempo"
ALL = "Rapor semua OPD"

DEFINITIONS_TITLE = "Arti tiap kolom"
DEFINITIONS = (
    (
        "Kelengkapan",
        "Bagian angka yang sudah jatuh tempo dan sudah ada, sampai hari ini. Dihitung per indikator lalu "
        "dirata-rata, sehingga indikator harian tidak mengalahkan indikator tahunan. Angka hasil rumus atau jumlah "
        "wilayah ada bila semua bagiannya ada.",
    ),
    (
        "Tepat waktu",
        "Bagian angka yang masuk pertama kali paling lambat pada hari jatuh temponya, dari semua yang jatuh tempo; "
        "yang tidak pernah masuk tidak tepat waktu. Jatuh tempo adalah akhir periode ditambah 1 hari (harian), 7 "
        "(mingguan), 30 (bulanan), 90 (triwulanan), 180 (semesteran), atau 365 (tahunan). Yang jatuh tempo sebelum "
        "sumbernya pertama kali diambil belum dapat dinilai dan tidak dihitung.",
    ),
    (
        "Baris ditolak",
        "Bagian baris yang ditolak pemeriksaan dari semua baris yang dibaca dari sumber milik OPD ini.",
    ),
    (
        "Dikembalikan",
        "Banyaknya nilai dari sumber OPD ini yang dikembalikan walidata dan belum diganti dengan angka lain; nilai itu "
        "tidak tampil dan tidak melengkapi.",
    ),
    (
        "Konflik terbuka",
        "Banyaknya angka indikator milik OPD ini yang bertentangan dengan sumber lain atau dengan jumlah "
        "wilayahnya, dan belum diputus.",
    ),
    ("12 bulan", "Kelengkapan menurut bulan jatuh tempo; bulan tanpa jatuh tempo tidak digambar."),
    ("Urutan", "Kelengkapan terendah lebih dulu, lalu tepat waktu terendah; tanpa jatuh tempo paling akhir."),
)

FILE = "Rapor OPD"
FILE_HEADS = (
    "Kode", "OPD", "Indikator", "Indikator jatuh tempo", "Angka jatuh tempo", "Angka ada", "Kelengkapan (%)",
    "Angka dapat dinilai", "Tepat waktu (%)", "Baris dibaca", "Baris ditolak", "Baris ditolak (%)", "Dikembalikan",
    "Konflik terbuka",
)  # fmt: skip
FILE_MONTH = "Kelengkapan {period} (%)"
