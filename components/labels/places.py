"""Names of the pages: in the navigation, in the way back, on the browser's tab."""

from components.labels.states import BRAND

OVERVIEW = "Ringkasan"
DIMENSIONS = "Dimensi"
AGENCIES = "OPD"
INDICATOR = "Indikator"
MAP = "Peta"
SOURCES = "Sumber data"
CONFLICTS = "Angka bertentangan"
AUDIT = "Jejak audit"
PEOPLE = "Pengguna"
VERIFICATION = "Verifikasi data"
UPLOADS = "Unggah data"
SCORECARD = "Rapor data OPD"
WALL = "Layar"
SCREENS = "Layar terpasang"
MISSING = "Halaman tidak ada"


def tab(place: str) -> str:
    """Return what the browser's tab says: "Peta · Paser TUNTAS"."""
    return f"{place} · {BRAND}"
