"""What stands around the digits of a number: signs, Rp, %, status marks, scale words, units (C7-C11)."""

import re
from dataclasses import dataclass
from decimal import Decimal

from core.collect.units import is_money, is_percent, is_unit, same_unit, scale_of
from core.reasons import Reason

_SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009\u200b\u2060\ufeff]+")
_MINUS = "-\u2212\u2010\u2011\u2012\u2013\ufe63\uff0d"
_SUPERSCRIPTS = "\u00b9\u00b2\u00b3\u2070\u2074\u2075\u2076\u2077\u2078\u2079"

# C9: a bound, an approximation or a range is no number.
_QUALIFIED = re.compile(
    r"^(?:[<>≤≥±~≈≃]|\+\s*/?\s*[-\u2212]|-/\+"
    r"|(?:kurang|lebih|sekitar|kira|hampir|antara|sampai|di ?atas|di ?bawah|min(?:imal|imum)?|ma(?:ks|x)(?:imal|imum)?"
    r"|paling|ca|circa|about"
    r"|approx|up to|s\.?d|s/d|k\.?l|±)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"[0-9]\s*%?\s*(?:[-\u2010-\u2015\u2212]|s\.?\s*/?\s*d\.?|sampai(?: dengan)?|hingga|to)\s*(?:Rp\.?\s*)?[0-9]", re.I
)
_OPEN_END = re.compile(r"[0-9]\s*(?:\+|[<>≤≥±~]|lebih|lebih kurang|ke ?atas|ke ?bawah|an)$", re.IGNORECASE)

_RUPIAH = re.compile(r"^(?:rp|idr)\s*\.?\s*", re.IGNORECASE)
_CLOSING = re.compile(r"[.,]\s*[-\u2013\u2014=]+$")  # "5.000,-" and "5.000,--"
_STATUS = re.compile(
    rf"\s*\(?(?:(\*{{1,3}})|(?<=[0-9 (])([rpe])|(?<=[0-9 ()%])([{_SUPERSCRIPTS}]+))\)?$", re.IGNORECASE
)
_WORD = re.compile(r"\s*([^\W\d_][^0-9]*)$")
_LEADING_WORD = re.compile(r"^[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Parts:
    """A number taken apart: `digits` holds nothing but digits, dots, commas and inner spaces."""

    digits: str
    negative: bool
    factor: Decimal
    flag: str
    percent: bool


def clean(text: str) -> str:
    """Return the text with every kind of space as one blank, and without the apostrophe that Excel hides."""
    return _SPACES.sub(" ", text).strip().removeprefix("'").strip()


def strip(text: str, unit: str) -> Parts | Reason:
    """Return the parts of a cleaned number text, or why what surrounds the digits is refused."""
    if not any("0" <= letter <= "9" for letter in text):
        return Reason.VALUE_NOT_NUMERIC
    if _QUALIFIED.search(text) or _RANGE.search(text) or _OPEN_END.search(text):
        return Reason.VALUE_QUALIFIED
    text, flag = split_marks(text)
    signed = _strip_signs(text, unit)
    if isinstance(signed, Reason):
        return signed
    text, negative = signed
    percent = text.endswith("%")
    if percent and not is_percent(unit):
        return Reason.UNIT_MISMATCH
    text, factor = _strip_words(text.removesuffix("%").rstrip(), unit)
    if isinstance(factor, Reason):
        return factor
    return Parts(text, negative, factor, flag, percent)


def split_marks(text: str) -> tuple[str, str]:
    """Return the text without its status mark, and the flag.

    "*" and "**" (angka sementara, sangat sementara) are "p", letters speak for themselves ("r" revisi, "e"
    estimasi). A superscript figure points to a footnote we cannot read: the value is kept as provisional,
    which claims least. Source: BPS tables.
    """
    match = _STATUS.search(text)
    if not match or match.start() == 0:
        return text, ""
    return text[: match.start()].rstrip(), (match.group(2) or "p").lower()


def _strip_signs(text: str, unit: str) -> tuple[str, bool] | Reason:
    """Drop Rp, a closing ",-", and one sign of negation: a minus before or after, or brackets around."""
    negatives, money, before = 0, False, ""
    while text != before:
        before = text
        if text.startswith("(") and text.endswith(")"):
            negatives, text = negatives + 1, text[1:-1].strip()
        if text[:1] in _MINUS:
            negatives, text = negatives + 1, text[1:].strip()
        stripped = _RUPIAH.sub("", text)
        stripped = _CLOSING.sub("", stripped)
        money, text = money or stripped != text, stripped
    if text[-1:] and text[-1:] in _MINUS:
        negatives, text = negatives + 1, text[:-1].rstrip()
    if money and not is_money(unit):
        return Reason.UNIT_MISMATCH
    return (text.removeprefix("+").lstrip(), negatives == 1) if negatives < 2 else Reason.VALUE_NOT_NUMERIC


def _strip_words(text: str, unit: str) -> tuple[str, Decimal | Reason]:
    """Drop the unit sent, apply a scale word; a unit or scale that does not fit is refused (C11)."""
    match = _WORD.search(text)
    if not match or match.start() == 0:
        foreign = _LEADING_WORD.match(text) and is_unit(text.partition(" ")[0])
        return text, Reason.UNIT_MISMATCH if foreign else Decimal(1)
    word, digits = match.group(1).strip().rstrip("."), text[: match.start()]
    if same_unit(word, unit):
        return digits, Decimal(1)
    scale, rest = scale_of(word, money=is_money(unit))
    if scale != 1 and (not rest or same_unit(rest, unit) or (is_money(unit) and is_money(rest))):
        return digits, scale / scale_of(unit, money=is_money(unit))[0]
    known = scale != 1 or is_unit(word) or scale_of(word, money=True)[0] != 1
    return digits, Reason.UNIT_MISMATCH if known else Reason.VALUE_NOT_NUMERIC
