"""What may stand in one cell: the types of the row models. Each says in its refusal what would be right.

Whether a file has the Indonesian habit (see core.catalogue.table) comes in as validation context.
"""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo

from core.domain.period import parse_period

SEMICOLONS = "semicolons"  # key of the validation context

_GOAL = r"\d{1,2}(\.[0-9a-e]{1,2})?"
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)


def _is_semicolons(info: ValidationInfo) -> bool:
    return bool((info.context or {}).get(SEMICOLONS))


def _number(text: Any, info: ValidationInfo) -> float | None:
    """Read a number; a comma is a decimal sign only in a file with semicolons."""
    if text == "":
        return None
    semicolons = _is_semicolons(info)
    if not _NUMBER.fullmatch(text) or ("," in text and not semicolons):
        raise ValueError(f"a number such as {'12,5' if semicolons else '12.5'}, without thousands separators")
    if semicolons and re.fullmatch(r"[+-]?\d{1,3}\.\d{3}", text):
        raise ValueError(
            f"{text.replace('.', '')} or {text.replace('.', ',')} (a dot and three digits may mean either)"
        )
    return float(text.replace(",", "."))


def _needed(value: float | None) -> float:
    if value is None:
        raise ValueError("a number, not an empty cell")
    return value


def _whole(value: float | None) -> float | None:
    if value is not None and value != int(value):
        raise ValueError("a whole number")
    return value


def _day(text: Any, info: ValidationInfo) -> date:
    """Read 2025-01-31, or 31/01/2025 as Excel writes it in a file with semicolons."""
    match = _DAY.fullmatch(text) if _is_semicolons(info) else None
    try:
        if match:
            day, month, year = (int(part) for part in match.groups())
            return date(year, month, day)
        return date.fromisoformat(text if len(text) == len("2025-01-31") else "")
    except ValueError:
        raise ValueError("a day such as 2025-01-31") from None


def _yes(text: Any) -> bool:
    if text not in {"ya", "tidak"}:
        raise ValueError("ya or tidak")
    return bool(text == "ya")


def _matches(pattern: str, expected: str, *, empty: bool = False) -> BeforeValidator:
    form = re.compile(pattern, re.ASCII)

    def check(text: Any) -> str:
        if not (form.fullmatch(text) or (empty and text == "")):
            raise ValueError(expected)
        return str(text)

    return BeforeValidator(check)


def _period(text: Any) -> str:
    try:
        return parse_period(text).text
    except ValueError:
        raise ValueError("a period: 2026, 2026-S1, 2026-Q1, 2026-03, 2026-W07 or 2026-03-14") from None


def _limits(text: Any, info: ValidationInfo) -> tuple[float, ...]:
    """Read map classes, "10 | 20 | 40"."""
    parts = [part.strip() for part in text.split("|")] if text else []
    limits = tuple(_needed(_number(part, info)) for part in parts)
    if any(low >= high for low, high in pairwise(limits)):
        raise ValueError("upper limits in ascending order, such as 10 | 20 | 40")
    return limits


# pydantic runs the BeforeValidator that is written last first.
Number = Annotated[float, BeforeValidator(_needed), BeforeValidator(_number)]
MaybeNumber = Annotated[float | None, BeforeValidator(_number)]
Whole = Annotated[int, BeforeValidator(_whole), BeforeValidator(_needed), BeforeValidator(_number)]
MaybeWhole = Annotated[int | None, BeforeValidator(_whole), BeforeValidator(_number)]
Decimals = Annotated[Whole, Field(ge=0, le=6)]
Year = Annotated[Whole, Field(ge=1990, le=2100)]
Day = Annotated[date, BeforeValidator(_day)]
MaybeDay = Annotated[date | None, BeforeValidator(lambda text, info: _day(text, info) if text else None)]
Yes = Annotated[bool, BeforeValidator(_yes)]
Limits = Annotated[tuple[float, ...], BeforeValidator(_limits)]
PeriodText = Annotated[str, BeforeValidator(_period)]
MaybePeriod = Annotated[str, BeforeValidator(lambda text: text and _period(text))]

Text = Annotated[str, _matches(r"(?s).+", "some text, not an empty cell")]
IndicatorCode = Annotated[
    str,
    _matches(
        r"(?=.{1,16}$)[A-Z][A-Z0-9]*(-[A-Z0-9]+)*",
        "a code such as LH-03: capitals, digits and hyphens, at most 16 characters",
    ),
]
AgencyCode = Annotated[
    str, _matches(r"[A-Z0-9]+(-[A-Z0-9]+)*", "a code for an address such as RSUD-PS: capitals, digits and hyphens")
]
Slug = Annotated[
    str,
    _matches(
        r"[a-z0-9]+(-[a-z0-9]+)*", "a word for an address such as smart-economy: small letters, digits and hyphens"
    ),
]
AreaCode = Annotated[
    str,
    _matches(r"\d\d\.\d\d(\.\d\d(\.\d{4})?)?", "a Kemendagri code as text: 64.01, 64.01.04 or 64.01.04.1001"),
]
BpsCode = Annotated[
    str, _matches(r"\d{4}|\d{7}|\d{10}", "a BPS code as text with 4, 7 or 10 digits (Excel may have shortened it)")
]
Sdg = Annotated[
    str,
    _matches(
        rf"{_GOAL}(, {_GOAL})*", "goals or targets such as 11.6 or 3, 4 (Excel may have made a day of it)", empty=True
    ),
]
Address = Annotated[str, _matches(r"https?://\S+", "an address that begins with https://")]
MaybeAddress = Annotated[str, _matches(r"https?://\S+", "an address that begins with https://, or nothing", empty=True)]
