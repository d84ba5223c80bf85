"""Reads one number as a careful reader of Indonesian tables would, or says why it cannot be read.

The habit of a source ("id": 1.234,5 or "en": 1,234.5) comes from its configuration and holds for all its
cells; it is asked only where a spelling has two readings. Rules C1-C12 of docs/reading-rules.md.
"""

import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from numbers import Integral, Real
from typing import Literal

from core.collect import affixes
from core.collect.contract import FORMULA_SIGN
from core.collect.missing import is_missing_text
from core.reasons import Reason

Locale = Literal["id", "en"]

LONGEST = 100  # letters; what is longer is no number, and regular expressions stay quick
_INTEGER_SCIENTIFIC = re.compile(r"[0-9](?:[.,][0-9]+)?[eE][+-]?[0-9]{1,2}")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_ONLY_SIGNS = re.compile(r"[0-9]*(?:[.,][0-9]+)*")
_GROUPED_BY_SPACE = re.compile(r"([0-9]{1,3}(?: [0-9]{3})+)([.,][0-9]+)*")
_SPACE_AT_SIGN = re.compile(r" ?([.,]) ?")
_SIGNS = {"id": (".", ","), "en": (",", ".")}  # groups, decimals


class Missing(Enum):
    """The cell says that there is no figure; it gives no observation and never zero."""

    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was read.

    Attributes:
        value: Finite, in the unit the agency sends.
        flag: "p" provisional, "r" revised, "" none (see affixes.split_marks).
        percent: The cell carried its own percent sign.
    """

    value: float
    flag: str = ""
    percent: bool = False


Parsed = Number | Missing | Reason


def parse(
    found: object, *, locale: Locale = "id", integer: bool = False, unit: str = "", zero_words: tuple[str, ...] = ()
) -> Parsed:
    """Return the number in a cell, or that there is none, or why it is refused.

    Args:
        found: A cell as the connector gave it: text, int, float, bool, None, a list ...
        locale: The habit of the source.
        integer: The unit counts whole things: "1,234" then has two readings and is refused.
        unit: The unit the agency sends; "%", "Rp" and scale words are taken only where they fit it.
        zero_words: Words that mean 0 in this source ("nihil"), by its configuration; otherwise they mean missing.
    """
    if isinstance(found, str):
        return _from_text(found, locale, integer=integer, unit=unit, zero_words=zero_words)
    return _from_typed(found)


def _from_typed(found: object) -> Parsed:
    """Take a typed cell as it is. A bool is no number, though Python counts with it."""
    if found is None or type(found).__name__ in {"NaTType", "NAType"}:
        return Missing.MISSING
    if type(found).__name__ in {"bool", "bool_"} or isinstance(found, dict | list | tuple | set | bytes):
        return Reason.WRONG_TYPE
    if not isinstance(found, Real | Decimal):
        return Reason.VALUE_NOT_NUMERIC  # a date, say: Excel makes 1 May of "1.5"
    try:
        value = float(found)
    except (OverflowError, ValueError):
        return Reason.VALUE_NOT_NUMERIC
    if math.isnan(value):
        return Missing.MISSING
    if isinstance(found, Integral) and abs(int(found)) > 2**53:
        return Reason.VALUE_OUT_OF_RANGE  # a float cannot hold it exactly
    return Number(value) if math.isfinite(value) else Reason.VALUE_NOT_NUMERIC


def _from_text(found: str, locale: Locale, *, integer: bool, unit: str, zero_words: tuple[str, ...]) -> Parsed:
    if _PLAIN.fullmatch(found):  # nine cells of ten
        return Number(float(found))
    text = affixes.clean(found)
    said = _said_without_digits(text, zero_words)
    if said is not None:
        return said
    parts = affixes.strip(text, unit)
    if isinstance(parts, Reason):
        return parts
    digits = digits_to_decimal(parts.digits, locale, integer=integer and parts.factor == 1)
    if isinstance(digits, Reason):
        return digits
    value = float(digits * parts.factor)
    if not math.isfinite(value):
        return Reason.VALUE_NOT_NUMERIC
    return Number(-value if parts.negative and value else value, parts.flag, parts.percent)


def _said_without_digits(text: str, zero_words: tuple[str, ...]) -> Parsed | None:
    """Return what a text says that is no number at all; None when its digits must be looked at."""
    if zero_words and text.casefold() in {word.casefold() for word in zero_words}:
        return Number(0.0)
    if is_missing_text(text):
        return Missing.MISSING
    if text.startswith(FORMULA_SIGN):
        return Reason.FORMULA_NO_VALUE
    return Reason.VALUE_NOT_NUMERIC if len(text) > LONGEST else None


def digits_to_decimal(text: str, locale: Locale, *, integer: bool) -> Decimal | Reason:
    """Return the unsigned number that digits, dots, commas and inner spaces write (C2-C7)."""
    if _INTEGER_SCIENTIFIC.fullmatch(text):
        return _decimal(text.replace(",", "."))
    spaced = _GROUPED_BY_SPACE.fullmatch(text)
    if spaced:
        tail = text[spaced.end(1) :]
        if len(tail) == 4:  # "1 234.567": a third group or decimals, nobody can tell
            return Reason.NUMBER_AMBIGUOUS
        text = text.replace(" ", "")
        return _decimal(text.replace(",", ".")) if tail.count(".") + tail.count(",") <= 1 else Reason.VALUE_NOT_NUMERIC
    text = _SPACE_AT_SIGN.sub(r"\1", text)
    if not _ONLY_SIGNS.fullmatch(text) or not text:
        return Reason.VALUE_NOT_NUMERIC
    signs = [letter for letter in text if letter in ".,"]
    if not signs:
        return _decimal(text)
    if len(set(signs)) == 2:
        return _both_signs(text)
    return _many_signs(text, signs[0]) if len(signs) > 1 else _one_sign(text, signs[0], locale, integer=integer)


def _one_sign(text: str, sign: str, locale: Locale, *, integer: bool) -> Decimal | Reason:
    """C4 and C5: three digits after the only sign are thousands or decimals by the habit of the source."""
    head, _, tail = text.partition(sign)
    # "0.123", ".123" and "1234.567" cannot be groups of thousands: nobody writes them so.
    could_be_group = len(tail) == 3 and 1 <= len(head) <= 3 and not head.startswith("0")
    if not could_be_group:
        return _decimal(f"{head or '0'}.{tail}")
    group, _decimals = _SIGNS[locale]
    if sign == group:
        return _decimal(head + tail)
    return Reason.NUMBER_AMBIGUOUS if integer else _decimal(f"{head}.{tail}")


def _many_signs(text: str, sign: str) -> Decimal | Reason:
    """C6: several equal signs group thousands."""
    return _decimal(text.replace(sign, "")) if _is_grouped(text, sign) else Reason.VALUE_NOT_NUMERIC


def _both_signs(text: str) -> Decimal | Reason:
    """C3: the last sign is the decimal sign, the other one groups thousands."""
    decimals = max(".,", key=text.rfind)
    group = "," if decimals == "." else "."
    whole, _, tail = text.rpartition(decimals)
    if decimals in whole or not _is_grouped(whole, group):
        return Reason.VALUE_NOT_NUMERIC
    return _decimal(f"{whole.replace(group, '')}.{tail}")


def _is_grouped(text: str, sign: str) -> bool:
    first, *rest = text.split(sign)
    return 1 <= len(first) <= 3 and not first.startswith("0") and all(len(group) == 3 for group in rest)


def _decimal(text: str) -> Decimal | Reason:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Reason.VALUE_NOT_NUMERIC
