"""Words of charts and of the tables behind them."""

TARGET = "Target"
TARGET_OF_YEAR = "Target {year}: {target}"
COMPARATORS = "Pembanding"
AREA = "{name}: {value} ({state})"

NO_FIGURE = "belum ada data"
SERIES_TABLE = "Deret {name}"
SERIES_HEADS = ("Periode", "Nilai", "Tanda")
AREA_TABLE = "Per wilayah"
AREA_HEADS = ("Wilayah", "Nilai", "Status", "Umur data")
NUMERIC = ("Nilai",)
