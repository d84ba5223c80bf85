"""Resolves what an agency calls a place to its official code. A near miss is refused with a suggestion."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from core.collect.labels import clean
from core.collect.spellings import spellings
from core.domain.area import Area, Level, level_of
from core.domain.catalogue import Catalogue
from core.reasons import Reason

# Abbreviations OPDs write within a name; whole names stand in catalogue/area_aliases.csv.
_ABBREVIATIONS = spellings("""
    tanah: tnh, tn
    tanjung: tjg, tj, tg, tanj
    batu: bt
    muara: ma, mra, mr
    sungai: sei
    long: lg
""")
_PREFIX = re.compile(
    r"^(?:(?P<k>kabupaten|kab)|(?P<d>kecamatan|kec|kcm|kc)|(?P<v>kelurahan|kel|desa|ds))(?:\.\s*|\s+)", re.IGNORECASE
)
_WITHIN = re.compile(
    r"^(?P<name>[^(,]+?)\s*(?:[,(]|\s-\s)\s*(?:kecamatan|kec)\.?\s+(?P<parent>[^)]+?)\s*\)?$", re.IGNORECASE
)
_CODE = re.compile(r"(?:id)?(\d{4}|\d{6,7}|\d{10})", re.IGNORECASE)
_DOTTED = re.compile(r"\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?")
_NOT_LETTERS = re.compile(r"[^0-9a-z]+")
_LIKENESS = 0.6
_LEVELS = {"k": Level.REGENCY, "d": Level.DISTRICT, "v": Level.VILLAGE}


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Why a label names no area. `expected`: the nearest known names, for the sentence; "" when none is near."""

    reason: Reason
    expected: str = ""


@dataclass(frozen=True, slots=True)
class AreaIndex:
    """All names and codes of the catalogue, ready to be asked.

    Attributes:
        codes: Kemendagri codes, dotted.
        bps: BPS codes and the digits of Kemendagri codes to the codes they may mean (one, rarely two).
        names: Normalised name to the codes that carry it, of any level.
    """

    areas: Mapping[str, Area]
    codes: frozenset[str]
    bps: Mapping[str, str]
    digits: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    shown: Mapping[str, str] = field(default_factory=dict)


def area_index(catalogue: Catalogue) -> AreaIndex:
    """Return the index of a catalogue's areas and aliases."""
    names: dict[str, list[str]] = {}
    for code, area in catalogue.areas.items():
        names.setdefault(name_key(area.name), []).append(code)
    for alias, code in catalogue.aliases.items():
        held = names.setdefault(name_key(_PREFIX.sub("", clean(alias))), [])
        if code not in held:
            held.append(code)
    return AreaIndex(
        areas=catalogue.areas,
        codes=frozenset(catalogue.areas),
        bps={area.bps_code: code for code, area in catalogue.areas.items() if area.bps_code},
        digits={code.replace(".", ""): code for code in catalogue.areas},
        names={name: tuple(codes) for name, codes in names.items()},
        shown={name_key(area.name): area.name for area in catalogue.areas.values()},
    )


def name_key(name: str) -> str:
    """Return a name as it is compared: case, accents, dots and blanks do not count ("LONG  IKIS" is "longikis")."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return _NOT_LETTERS.sub("", folded)


def find_area(
    found: object, index: AreaIndex, *, level: Level | None = None, parent: str = "", bps: bool | None = None
) -> str | Unresolved:
    """Return the code of the area that a cell names.

    Args:
        found: The cell: a code (dotted, of BPS, "id6401...") or a name with or without its kind.
        index: See area_index.
        level: The level of the column's areas; a name that exists on several levels is then of this one.
        parent: Code of the kecamatan beside a desa's name; "" when there is none.
        bps: Whether ten bare digits are a BPS code (True) or a Kemendagri code (False); None: only where it is clear.

    Returns:
        The code, or AREA_UNKNOWN, AREA_AMBIGUOUS, AREA_LEVEL_MISMATCH with the nearest names.
    """
    label = label_of(found)
    if _DOTTED.fullmatch(label):
        return label if label in index.codes else Unresolved(Reason.AREA_UNKNOWN, _near_code(label, index))
    match = _CODE.fullmatch(label)
    if match:
        return _find_digits(match.group(1), index, bps=True if label[:2].lower() == "id" else bps)
    return _find_name(label, index, level, parent)


def label_of(found: object) -> str:
    """Return a cell as a label; a code that became a number (6401040.0) as its digits."""
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    return clean(found)


def uses_bps(labels: Iterable[object], index: AreaIndex) -> bool | None:
    """Return which codes the bare digits of a column are: BPS (True), Kemendagri (False), or not to be told (None).

    The column decides, never the cell: 6401022004 is one desa to BPS and another to Kemendagri.
    """
    matches = (_CODE.fullmatch(label_of(label)) for label in labels)
    bare = {match.group(1) for match in matches if match}
    if not bare:
        return None
    all_bps, all_ours = bare <= set(index.bps), bare <= set(index.digits)
    return all_bps if all_bps != all_ours else None


def _find_digits(digits: str, index: AreaIndex, bps: bool | None) -> str | Unresolved:
    by_bps, ours = index.bps.get(digits), index.digits.get(digits)
    if bps is not None:
        ours = by_bps if bps else ours
        by_bps = ours
    found = {code for code in (by_bps, ours) if code}
    if len(found) == 1:
        return found.pop()
    if found:
        return Unresolved(Reason.AREA_AMBIGUOUS, " atau ".join(sorted(found)))
    return Unresolved(Reason.AREA_UNKNOWN)


def _find_name(label: str, index: AreaIndex, level: Level | None, parent: str) -> str | Unresolved:
    within = _WITHIN.match(label)
    if within and not parent:
        outer = _find_name(within["parent"], index, Level.DISTRICT, "")
        if isinstance(outer, str):
            return _find_name(within["name"], index, Level.VILLAGE, outer)
    prefix = _PREFIX.match(label)
    kind = _LEVELS[str(prefix.lastgroup)] if prefix else None
    name = label[prefix.end() :] if prefix else label
    codes = _codes_of(name, index) or _codes_of(_spelled_out(name), index)
    if not codes:
        return Unresolved(Reason.AREA_UNKNOWN, _near_name(name, index, kind or level))
    return _choose(codes, index, kind, level, parent)


def _choose(
    codes: tuple[str, ...], index: AreaIndex, kind: Level | None, level: Level | None, parent: str
) -> str | Unresolved:
    """Choose among the areas of one name by the kind written, the kecamatan beside it and the column's level."""
    wanted = kind or level
    fit = [code for code in codes if wanted is None or level_of(code) is wanted]
    if parent and (wanted is None or wanted is Level.VILLAGE):
        inside = [code for code in codes if code.startswith(f"{parent}.")]
        fit = inside or ([] if wanted is Level.VILLAGE else fit)
    if not fit and kind is None:
        return _other_level(codes, index, level, parent)
    if not fit:
        return Unresolved(Reason.AREA_UNKNOWN, _named(codes, index))
    if kind is Level.VILLAGE and level is Level.DISTRICT:
        return Unresolved(Reason.AREA_LEVEL_MISMATCH, _named([code.rpartition(".")[0] for code in fit], index))
    return fit[0] if len(fit) == 1 else Unresolved(Reason.AREA_AMBIGUOUS, _named(fit, index))


def _other_level(codes: tuple[str, ...], index: AreaIndex, level: Level | None, parent: str) -> str | Unresolved:
    """Answer for a name that exists, but not on the column's level: a larger area is taken, a smaller one refused."""
    larger = [code for code in codes if level_of(code) is not Level.VILLAGE]
    if len(larger) == 1 and not parent:
        return larger[0]
    if level is Level.VILLAGE:
        return Unresolved(Reason.AREA_UNKNOWN, _named(codes, index))
    return Unresolved(Reason.AREA_LEVEL_MISMATCH, _named([code.rpartition(".")[0] for code in codes], index))


def _codes_of(name: str, index: AreaIndex) -> tuple[str, ...]:
    return index.names.get(name_key(name), ())


def _spelled_out(name: str) -> str:
    words = name.replace(".", " ").split()
    return " ".join(_ABBREVIATIONS.get(word.casefold(), word) for word in words)


def _near_name(name: str, index: AreaIndex, level: Level | None) -> str:
    """Return the official name nearest to a spelling, preferably of the level; "" when nothing is near."""
    of_level = [key for key, codes in index.names.items() if any(level in (None, level_of(code)) for code in codes)]
    near = difflib.get_close_matches(name_key(_spelled_out(name)), of_level, n=1, cutoff=_LIKENESS)
    if not near:
        return ""
    codes = index.names[near[0]]
    return _named([code for code in codes if level in (None, level_of(code))] or codes, index)


def _near_code(code: str, index: AreaIndex) -> str:
    near = difflib.get_close_matches(code, list(index.codes), n=1, cutoff=0.8)
    return f"{near[0]} {index.areas[near[0]].name}" if near else ""


def _named(codes: Iterable[str], index: AreaIndex) -> str:
    """Return "Kecamatan Kuaro atau Kelurahan Kuaro" for the codes."""
    areas = [index.areas[code] for code in dict.fromkeys(codes) if code in index.areas]
    return " atau ".join(f"{area.kind.capitalize()} {area.name}" for area in areas)
