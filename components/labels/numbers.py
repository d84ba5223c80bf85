"""Words within numbers, dates and places."""

AREA_KIND = {"kabupaten": "Kabupaten", "kecamatan": "Kec.", "desa": "Desa", "kelurahan": "Kel."}
CLOCK = "%H.%M WITA"
ZONE = "WITA"
ROMAN = ("I", "II", "III", "IV")
QUARTER, QUARTER_SHORT = "Triwulan {number} {year}", "TW {number} {year}"
HALF_YEAR, HALF_YEAR_SHORT = "Semester {number} {year}", "Sem. {number} {year}"
WEEK = "Minggu {number} {year}"
BYTES, KILOBYTES, MEGABYTES = "{number} byte", "{number} KB", "{number} MB"
