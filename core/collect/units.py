"""Units: what an agency sends becomes the catalogue's unit here and nowhere else.

A pair that is not known is a fault of the configuration, found by `check_sources` before anything is collected.
"""

import calendar
import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

from core.collect.spellings import spellings, words
from core.domain.period import Period
from core.errors import ConfigError

# Dimension -> unit -> how many of the first unit it is. Only exact ratios stand here.
_TABLES: Mapping[str, Mapping[str, Fraction]] = MappingProxyType(
    {
        "mass": {"g": Fraction(1, 1000), "kg": Fraction(1), "kuintal": Fraction(100), "ton": Fraction(1000)},
        "length": {"cm": Fraction(1, 100), "m": Fraction(1), "km": Fraction(1000)},
        "surface": {"m2": Fraction(1), "ha": Fraction(10_000), "km2": Fraction(1_000_000)},
        "volume": {"liter": Fraction(1, 1000), "m3": Fraction(1)},
        "time": {"detik": Fraction(1), "menit": Fraction(60), "jam": Fraction(3600), "hari": Fraction(86_400)},
        "bits": {"kbps": Fraction(1), "mbps": Fraction(1000), "gbps": Fraction(1_000_000)},
        "share": {"fraksi": Fraction(1), "%": Fraction(1, 100), "permil": Fraction(1, 1000)},
        "money": {"rp": Fraction(1)},
        "people": {"jiwa": Fraction(1)},
        "household": {"kk": Fraction(1)},
        "density": {"µg/m3": Fraction(1), "mg/m3": Fraction(1000)},
    }
)
_SYNONYMS = spellings("""
    g: gram, gr
    kg: kilogram, kilo
    kuintal: kwintal, ku
    ton: tonne, t
    m: meter
    km: kilometer
    ha: hektar, hektare
    liter: l, ltr
    detik: s, second, seconds
    menit: min, minute, minutes
    jam: hour, hours
    hari: hr, day, days
    bulan: bln, month
    tahun: th, thn, year
    %: persen, percent, pct, prosen
    fraksi: pecahan, fraction, 0-1
    permil: ‰
    rp: rupiah, idr
    jiwa: orang, penduduk
    kk: kepala keluarga, keluarga
    µg/m3: ug/m3, μg/m3
    mbps: mb/s, mbit/s
""")
_SCALES: Mapping[str, Decimal] = MappingProxyType(
    {
        word: Decimal(10) ** power
        for power, several in ((3, "ribu, rb, ribuan"), (6, "juta, jt, jutaan"), (9, "miliar, milyar, miliyar, mlyr"))
        for word in words(several)
    }
    | {"triliun": Decimal(10**12), "trilyun": Decimal(10**12)}
)
_MONEY_SCALES: Mapping[str, Decimal] = MappingProxyType({"M": Decimal(10**9), "T": Decimal(10**12)})
_PER = ("hari", "minggu", "bulan", "tahun")  # denominators whose days are counted
_DIGITS = str.maketrans("²³⁰¹", "2301")
_SPLIT = re.compile(r"[\s.]+")


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a value in one unit becomes one in another: times `ratio`, times days of `multiply`, over days of `divide`.

    Attributes:
        multiply, divide: "" or a denominator of _PER; "tahun" has 365 or 366 days, by the period.
    """

    ratio: Fraction = Fraction(1)
    multiply: str = ""
    divide: str = ""

    @property
    def is_identity(self) -> bool:
        """Return whether values stay as they are."""
        return self == Conversion()

    def factor(self, period: Period) -> tuple[float, float]:
        """Return numerator and denominator for a period; dividing by whole numbers keeps 1.5 from being 1.4999."""
        ratio = self.ratio * days_of(self.multiply, period.start) / days_of(self.divide, period.start)
        return float(ratio.numerator), float(ratio.denominator)


def days_of(denominator: str, day: date) -> int:
    """Return how many days a "hari", "minggu", "bulan" or "tahun" has that contains the day; 1 for ""."""
    if denominator == "tahun":
        return 366 if calendar.isleap(day.year) else 365
    if denominator == "bulan":
        return calendar.monthrange(day.year, day.month)[1]
    return 7 if denominator == "minggu" else 1


def normal_unit(unit: str) -> str:
    """Return a unit as it is compared: "Ton / Thn" is "ton/tahun", "ug/m³" is "µg/m3", "Rp Milyar" is "miliar rp"."""
    folded = " ".join(unit.translate(_DIGITS).casefold().split()).rstrip(".").replace(" per ", "/").replace("^", "")
    if folded in _SYNONYMS:
        return _SYNONYMS[folded]
    parts = [_SYNONYMS.get(part.strip(" ."), part.strip(" .")) for part in folded.split("/")]
    return _SYNONYMS.get("/".join(parts), "/".join(parts))


def is_percent(unit: str) -> bool:
    """Return whether the unit is percent."""
    return normal_unit(unit) == "%"


def is_money(unit: str) -> bool:
    """Return whether the unit is rupiah, with or without a scale word."""
    return normal_unit(scale_of(unit, money=False)[1]) == "rp"


def is_unit(word: str) -> bool:
    """Return whether a word is a unit we know, or a quotient of such."""
    parts = normal_unit(scale_of(word, money=False)[1] or word).split("/")
    return any(parts[0] in table for table in _TABLES.values()) or parts[0] in _COUNTED


# Words beside a figure that name what was counted; one is never converted into another.
_COUNTED = words("""
    unit, desa, titik, kasus, buah, paket, ruas, layer, peringatan, kejadian, ekor, kegiatan, rit, ritase, indeks
    nilai, poin, kelurahan, kecamatan, sekolah, siswa, pasien, dokumen, laporan, izin, akta, kartu, menara, lembar
    bulan, tahun, minggu, triwulan
""")


def same_unit(one: str, other: str) -> bool:
    """Return whether two spellings name the same unit."""
    return bool(one) and normal_unit(one) == normal_unit(other)


def scale_of(unit: str, *, money: bool) -> tuple[Decimal, str]:
    """Return the scale word of a unit as a number, and the rest: "Rp miliar" is (10**9, "Rp").

    Args:
        unit: A unit or the word after a number.
        money: Whether "M" and "T" mean miliar and triliun; elsewhere M may be mega, so it scales nothing.
    """
    scale, rest = Decimal(1), []
    for word in _SPLIT.split(unit.strip()):
        if money and word in _MONEY_SCALES:
            scale *= _MONEY_SCALES[word]
        elif word.casefold() in _SCALES:
            scale *= _SCALES[word.casefold()]
        elif word:
            rest.append(word)
    return scale, " ".join(rest)


def conversion(sent: str, wanted: str) -> Conversion | None:
    """Return how a sent unit becomes the catalogue's; None when nobody has said how.

    An empty sent unit means: as in the catalogue.
    """
    if not sent or same_unit(sent, wanted):
        return Conversion()
    sent_scale, sent_rest = scale_of(sent, money=False)
    wanted_scale, wanted_rest = scale_of(wanted, money=False)
    base = _plain(normal_unit(sent_rest), normal_unit(wanted_rest))
    if base is None:
        return None
    return Conversion(base.ratio * Fraction(sent_scale) / Fraction(wanted_scale), base.multiply, base.divide)


def _plain(sent: str, wanted: str) -> Conversion | None:
    if sent == wanted:
        return Conversion()
    ratio = _ratio(sent, wanted)
    if ratio is not None:
        return Conversion(ratio)
    sent_top, _, sent_per = sent.partition("/")
    wanted_top, _, wanted_per = wanted.partition("/")
    ratio = _ratio(sent_top, wanted_top)
    if ratio is None or not {sent_per, wanted_per} <= set(_PER):
        return None
    if sent_per == wanted_per:
        return Conversion(ratio)
    return Conversion(ratio, multiply=wanted_per, divide=sent_per)


def _ratio(sent: str, wanted: str) -> Fraction | None:
    if sent == wanted:
        return Fraction(1)
    for table in _TABLES.values():
        if sent in table and wanted in table:
            return table[sent] / table[wanted]
    return None


def find_conversion(source_id: str, code: str, sent: str, wanted: str) -> Conversion:
    """Return the conversion of a source's indicator.

    Raises:
        ConfigError: If the pair is not known; names the section, both units and the nearest known ones.
    """
    found = conversion(sent, wanted)
    if found is None:
        known = sorted({unit for table in _TABLES.values() for unit in table} | {"ton/hari", "ton/tahun", "Rp miliar"})
        near = difflib.get_close_matches(normal_unit(sent), known, n=3)
        raise ConfigError(
            f"[sources.{source_id}.indicators.{code}] unit = {sent!r} cannot be converted to the catalogue's "
            f"{wanted!r}; nothing was collected. Known units: {', '.join(near or known)}. "
            "Correct config.toml, then try: python -m core check-config"
        )
    return found
