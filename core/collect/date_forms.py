"""The forms in which a period is written as text, each with how it is read. The first form that fits whole decides."""

import re
from collections.abc import Callable

from core.collect.months import MONTH, month_of, part_of
from core.domain.period import Period, parse_period
from core.reasons import Reason

Read = Period | Reason
_Build = Callable[[re.Match[str], int | None], Read]

_YEAR = r"(?:(?:tahun|thn|th|ta|t\.a)\.?\s*)?(?P<y>\d{4})"
_MAYBE_YEAR = rf"(?:[\s,/'-]*{_YEAR})?"
_NUMBER = r"(?P<n>\d{1,2}|i{1,3}|iv|v)"
_CLOCK = r"(?:[ T,]+\d{1,2}[:.]\d{2}.*)?"
_TO = r"\s*(?:-|–|s\.?/?d\.?|sampai(?: dengan)?)\s*"
_QUARTER = r"(?:tw|tri\s?wulan|triw|q|kuartal|kwartal)\.?"
_HALF = r"(?:smt|semester|sem|s)\.?"
_WEEK = r"(?:minggu|mgg|pekan|w)\.?"
_NTH = r"[\s-]*(?:ke[\s-]*)?"


def read_form(text: str, year: int | None) -> Read | None:
    """Return the period that a text names, or why none; None when it has no form that we know.

    Args:
        text: One line, single blanks.
        year: Of the row or the source, for texts without one; a different year in the text is ambiguous.
    """
    for form, build in _FORMS:
        match = form.fullmatch(text)
        if match:
            return build(match, year)
    return None


def built(text: str, otherwise: Reason = Reason.DATE_INVALID) -> Read:
    """Return the period of a canonical text, or a reason when there is no such day, month or week."""
    try:
        return parse_period(text)
    except ValueError:
        return otherwise


def read_compact(digits: str) -> Read:
    """Read 202603 and 20260314; fewer than four digits are no year of ours."""
    if len(digits) == 6:
        return built(f"{digits[:4]}-{digits[4:]}")
    if len(digits) == 8:
        return built(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    return Reason.PERIOD_IMPLAUSIBLE if len(digits) < 4 else Reason.PERIOD_INVALID


def _year(match: re.Match[str], year: int | None) -> int | None:
    """Return the year written, else the row's; None when the two differ or neither is known."""
    written = match["y"]
    if written is None:
        return year
    return int(written) if year is None or year == int(written) else None


def _part(mark: str) -> _Build:
    """Return the reader of a quarter ("Q"), half ("S") or week ("W") with its year."""

    def build(match: re.Match[str], year: int | None) -> Read:
        which, width = _year(match, year), 2 if mark == "W" else 1
        if which is None:
            return Reason.PERIOD_AMBIGUOUS
        return built(f"{which:04d}-{mark}{part_of(match['n']):0{width}d}", Reason.PERIOD_INVALID)

    return build


def _month(match: re.Match[str], year: int | None) -> Read:
    which = _year(match, year)
    return Reason.PERIOD_AMBIGUOUS if which is None else built(f"{which:04d}-{month_of(match['m']) or 0:02d}")


def _month_number(match: re.Match[str], _year: int | None) -> Read:
    return built(f"{match['y']}-{int(match['m']):02d}")


def _short_year(match: re.Match[str], _year: int | None) -> Read:
    """Read "Mar-26", the way a spreadsheet shows a month; the century is ours."""
    return built(f"20{match['y']}-{month_of(match['m']) or 0:02d}")


def _day(match: re.Match[str], year: int | None) -> Read:
    which = int(match["y"]) if match["y"] else year  # a date's own year wins over the file's
    if which is None:
        return Reason.PERIOD_AMBIGUOUS
    month = int(match["m"]) if match["m"].isdecimal() else month_of(match["m"]) or 0
    return built(f"{which:04d}-{month:02d}-{int(match['d']):02d}")


def _span(match: re.Match[str], year: int | None) -> Read:
    """Read "Januari - Maret 2026" where it is exactly a quarter, half or year; other spans are cumulated figures."""
    which, first, last = _year(match, year), month_of(match["m"]) or 0, month_of(match["n"]) or 0
    if which is None:
        return Reason.PERIOD_AMBIGUOUS
    for length, mark in ((3, "Q"), (6, "S")):
        if last - first + 1 == length and last % length == 0:
            return built(f"{which:04d}-{mark}{last // length}")
    return built(f"{which:04d}") if (first, last) == (1, 12) else Reason.PERIOD_AMBIGUOUS


def _canonical(match: re.Match[str], _year: int | None) -> Read:
    return built("-".join(part.zfill(2) for part in re.split(r"[-/.]", match.group())))


def _only_year(match: re.Match[str], _year: int | None) -> Read:
    return built(match["y"], Reason.PERIOD_IMPLAUSIBLE)  # parse_period refuses the year 0000 alone


def _ambiguous(_match: re.Match[str], _year: int | None) -> Read:
    return Reason.PERIOD_AMBIGUOUS


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


_FORMS: tuple[tuple[re.Pattern[str], _Build], ...] = (
    (_form(r"\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?"), _canonical),
    (_form(_YEAR), _only_year),
    (_form(r"\d{6}|\d{8}"), lambda match, _year: read_compact(match.group())),
    (_form(rf"(?P<d>\d{{1,2}})[-/. ](?P<m>\d{{1,2}})[-/. ](?P<y>\d{{4}}){_CLOCK}"), _day),
    (_form(rf"(?P<d>\d{{1,2}})[-/. ]*(?P<m>{MONTH})[-/.,\s]*(?P<y>\d{{4}}){_CLOCK}"), _day),
    (_form(rf"(?P<d>\d{{1,2}})[-/. ]*(?P<m>{MONTH})\.?(?P<y>)"), _day),
    (_form(rf"(?P<m>{MONTH})\.?{_MAYBE_YEAR}"), _month),
    (_form(rf"{_YEAR}[\s,/-]*(?P<m>{MONTH})\.?"), _month),
    (_form(rf"(?P<m>{MONTH})\.?[-'](?P<y>\d{{2}})"), _short_year),
    (_form(r"(?P<m>\d{1,2})[-/](?P<y>\d{4})"), _month_number),
    (_form(rf"{_QUARTER}{_NTH}{_NUMBER}{_MAYBE_YEAR}"), _part("Q")),
    (_form(rf"{_YEAR}[\s-]*{_QUARTER}{_NTH}{_NUMBER}"), _part("Q")),
    (_form(rf"{_HALF}{_NTH}{_NUMBER}{_MAYBE_YEAR}"), _part("S")),
    (_form(rf"{_YEAR}[\s-]*{_HALF}{_NTH}{_NUMBER}"), _part("S")),
    (_form(rf"{_WEEK}{_NTH}{_NUMBER}{_MAYBE_YEAR}"), _part("W")),
    (_form(rf"{_YEAR}[\s-]*{_WEEK}{_NTH}{_NUMBER}"), _part("W")),
    (_form(rf"(?P<m>{MONTH})\.?{_TO}(?P<n>{MONTH})\.?{_MAYBE_YEAR}"), _span),
    (_form(r"\d{4}\s*[-/–]\s*\d{4}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}"), _ambiguous),
    (_form(rf"(?:s\.?/?d\.?|sampai)\s*(?:bulan\s*)?(?:{MONTH}).*|{_WEEK}.*(?:{MONTH}).*"), _ambiguous),
    (_form(rf"(?:{MONTH})\s+\d{{2}}"), _ambiguous),
)
