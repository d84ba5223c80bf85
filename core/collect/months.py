"""Names of months, quarters and halves as Indonesian offices write them."""

import difflib
import re
from types import MappingProxyType

_SPELLINGS = (
    ("januari", "jan", "january", "jnr"),
    ("februari", "feb", "peb", "pebruari", "february", "febuari"),
    ("maret", "mar", "mrt", "march"),
    ("april", "apr", "aprl"),
    ("mei", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("agustus", "agu", "agt", "agst", "ags", "agus", "august", "aug"),
    ("september", "sep", "sept", "spt"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov", "nopember", "nop"),
    ("desember", "des", "december", "dec"),
)
MONTHS = MappingProxyType({name: number for number, names in enumerate(_SPELLINGS, 1) for name in names})
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))  # for regular expressions
ROMAN = MappingProxyType({"i": 1, "ii": 2, "iii": 3, "iv": 4})
_LETTERS = re.compile(r"[^a-z]+")
_LIKENESS = 0.8  # "Agustsu", "Septmber"; lower takes "Jumlah" for a month


def month_of(name: str) -> int | None:
    """Return the number of a month's name, whatever case and dots it is written with; None if it is none."""
    return MONTHS.get(name.casefold().strip(" ."))


def name_of(month: int) -> str:
    """Return how a month is written in a sentence: 12 is "Desember"."""
    return _SPELLINGS[month - 1][0].capitalize()


def part_of(text: str) -> int:
    """Return the number of a quarter or half written in digits or Roman figures; 0 if it is neither."""
    return ROMAN.get(text.casefold(), int(text) if text.isdecimal() else 0)


def nearly_month(title: str) -> str:
    """Return the month that a column title nearly names, so that a typing error does not lose a column; "" if none."""
    for word in _LETTERS.split(title.casefold()):
        near = difflib.get_close_matches(word, [names[0] for names in _SPELLINGS], n=1, cutoff=_LIKENESS)
        if near and word not in MONTHS:
            return near[0].capitalize()
    return ""
