"""The marks that say "no figure". They give no observation and never a zero (C12).

"nihil" literally means none: in some tables a true zero, in others that nothing was reported. It counts as
missing unless the source says `zero_words = ["nihil"]` in config.toml. "#N/A" and the other error words of a
spreadsheet are no marks: a formula broke, and its owner is told (value_not_numeric).
"""

import re

from core.collect.spellings import words

_DASHES_AND_DOTS = re.compile(r"[-\u2010-\u2015\u2212_.…/]*")
_WORDS = words("""
    n/a, na, n.a, n a, nan, nil, null, none, <na>, nat, no data, not available, missing
    nihil, kosong, belum, tad, t.a.d, tidak ada, tidak ada data, tdk ada, tdk ada data, tanpa data, data tidak ada
    belum ada, belum ada data, blm ada, blm ada data, data belum ada, belum tersedia, data belum tersedia
    data tidak tersedia, tidak tersedia, belum lapor, belum dilaporkan, tidak diketahui, belum diketahui
    belum diisi, tidak diisi
""")


def is_missing_text(text: str) -> bool:
    """Return whether a cleaned text is a missing marker: blank, dashes, dots, "n/a", "Belum ada data"."""
    if not text or _DASHES_AND_DOTS.fullmatch(text.strip("() ")):
        return True
    return text.casefold().strip(" ()*.") in _WORDS or text.casefold() in _WORDS


def is_missing(found: object) -> bool:
    """Return whether a cell of any type holds nothing."""
    if found is None:
        return True
    if isinstance(found, str):
        return is_missing_text(" ".join(found.split()))
    return bool(found != found) or type(found).__name__ in {"NaTType", "NAType"}  # noqa: PLR0124 - NaN is not itself
