"""Places with an official code: the kabupaten, its kecamatan, its desa and kelurahan."""

from dataclasses import dataclass
from enum import Enum

REGENCY = "64.01"  # Kabupaten Paser, Kemendagri code


class Level(Enum):
    """How fine a place is. The value is the word in the catalogue and in config.toml."""

    REGENCY = "kabupaten"
    DISTRICT = "kecamatan"
    VILLAGE = "desa"


@dataclass(frozen=True, slots=True)
class Area:
    """A place.

    Attributes:
        code: Kemendagri code as text, "64.01", "64.01.04", "64.01.04.1001". Never a number.
        bps_code: BPS code as text, digits only.
        name: Official name without "Kabupaten", "Kecamatan", "Desa".
        level: kabupaten, kecamatan or desa (a kelurahan has the level desa).
        kind: "kabupaten", "kecamatan", "desa" or "kelurahan", for display.
        parent: Code of the area it lies in; "" for the kabupaten.
        lon, lat: The capital (kecamatan, kabupaten), degrees WGS 84; None for a desa.
        population: Inhabitants, for the source see catalogue/areas.csv; None where not known.
        capital: Name of the capital; "" for a desa.
    """

    code: str
    bps_code: str
    name: str
    level: Level
    kind: str
    parent: str
    lon: float | None = None
    lat: float | None = None
    population: int | None = None
    capital: str = ""


def level_of(code: str) -> Level:
    """Return the level that a Kemendagri code has by its number of parts."""
    return {2: Level.REGENCY, 3: Level.DISTRICT, 4: Level.VILLAGE}[code.count(".") + 1]


def parent_of(code: str) -> str:
    """Return the code of the area that contains this one; "" for the kabupaten."""
    return "" if code == REGENCY else code.rpartition(".")[0]
