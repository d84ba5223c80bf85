"""The form of an office as a workbook: what is asked stands in it, what was said last beside it, all else is locked.

What it is read by is core.collect.forms. Limits and lists only warn: what is stored, the reader decides.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from core.clock import in_city
from core.domain.forms import FORM_COLUMNS, FORM_SHEET, FormRow
from core.domain.indicator import Indicator, Target, Verification
from core.reports import form_words as words
from core.reports.xlsx_file import OPTIONS, fitting, number_format

HEADER = 3  # index of the header's row; above it stand title, stamp and a blank
_SHADE = "#F1F3F6"
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 13},
    "quiet": {"font_color": "#5A6472"},
    "head": {"bold": True, "bg_color": "#E6EBF2", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "ask": {"bold": True, "bg_color": "#FFF2CC", "border": 1, "text_wrap": True, "valign": "vcenter"},
    "key": {"bg_color": _SHADE, "border": 1, "border_color": "#D5DAE1", "num_format": "@", "valign": "top"},
    "free": {"locked": False, "border": 1, "border_color": "#D5DAE1", "num_format": "@"},
    "note": {"locked": False, "border": 1, "border_color": "#D5DAE1", "text_wrap": True},
    "guide": {"text_wrap": True, "valign": "top"},
    "warning": {"bold": True, "text_wrap": True, "valign": "top"},
}
_ASKED = frozenset(FORM_COLUMNS[word] for word in ("period", "value", "flag", "note"))
# Titles from left to right with the width of each, in characters.
_COLUMNS: tuple[tuple[str, int], ...] = (
    (FORM_COLUMNS["indicator"], 14),
    (words.NAME, 38),
    (words.UNIT, 13),
    (FORM_COLUMNS["area"], 15),
    (words.AREA, 22),
    (FORM_COLUMNS["period"], 12),
    (FORM_COLUMNS["value"], 14),
    (FORM_COLUMNS["flag"], 13),
    (FORM_COLUMNS["note"], 30),
    (words.LAST, 13),
    (words.LAST_PERIOD, 13),
    (words.TARGET, 15),
    (words.LIMITS, 26),
    (words.ORIGIN, 12),
)
_TITLES = [title for title, _ in _COLUMNS]
_PERIOD, _VALUE, _FLAG = (_TITLES.index(FORM_COLUMNS[word]) for word in ("period", "value", "flag"))


@dataclass(frozen=True, slots=True)
class FormHead:
    """Whose form it is, and by which catalogue it was made.

    Attributes:
        office: Name of the office, for people.
        template: Id of the source that reads it, "formulir_dlh".
        stamp: Short mark of the catalogue's texts, so that a form of an older one is known.
        made_at: Aware.
    """

    office: str
    template: str
    stamp: str
    made_at: datetime


def form_workbook(head: FormHead, rows: Sequence[FormRow]) -> bytes:
    """Return the form as an xlsx: the sheet to be filled in, and how to do it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        styles = {name: book.add_format(look) for name, look in _STYLES.items()}
        for count in {row.indicator.decimals for row in rows}:
            number = {"num_format": number_format(count), "border": 1, "border_color": "#D5DAE1"}
            styles[f"free {count}"] = book.add_format({**number, "locked": False})
            styles[f"last {count}"] = book.add_format({**number, "bg_color": _SHADE})
        _describe(book, head)
        sheet = book.add_worksheet(FORM_SHEET)
        _write_head(sheet, head, styles)
        for line, row in enumerate(rows, start=HEADER + 1):
            _write_row(sheet, line, row, styles)
        if not rows:
            sheet.write_string(HEADER + 1, 1, words.EMPTY, styles["quiet"])
        _guard(sheet, rows)
        _set_up(sheet, len(rows))
        _write_guide(book.add_worksheet(words.GUIDE_SHEET), head, rows, styles)
    return out.getvalue()


def _describe(book: xlsxwriter.Workbook, head: FormHead) -> None:
    made = in_city(head.made_at).replace(tzinfo=None)
    book.set_properties({"title": words.TITLE.format(office=head.office), "created": made})
    book.set_custom_property("Templat", head.template, "text")
    book.set_custom_property("Versi katalog", head.stamp, "text")


def _stamp(head: FormHead) -> str:
    day = in_city(head.made_at).strftime("%d/%m/%Y")
    return words.STAMP.format(template=head.template, stamp=head.stamp, day=day)


def _write_head(sheet: Worksheet, head: FormHead, styles: dict[str, Format]) -> None:
    sheet.write_string(0, 0, fitting(words.TITLE.format(office=head.office)), styles["title"])
    sheet.write_string(1, 0, fitting(_stamp(head)), styles["quiet"])
    for at, (title, width) in enumerate(_COLUMNS):
        sheet.write_string(HEADER, at, title, styles["ask" if title in _ASKED else "head"])
        sheet.set_column(at, at, width)
    sheet.set_row(HEADER, 32)


def _write_row(sheet: Worksheet, line: int, row: FormRow, styles: dict[str, Format]) -> None:
    one, last = row.indicator, row.last
    key, shade = styles["key"], styles[f"last {one.decimals}"]
    texts = (one.code, one.name, one.unit, row.area.code, row.area.name)
    for at, text in enumerate(texts):
        sheet.write_string(line, at, fitting(text), key)
    sheet.write_string(line, _PERIOD, row.period.text, styles["free"])
    sheet.write_blank(line, _VALUE, None, styles[f"free {one.decimals}"])
    sheet.write_blank(line, _FLAG, None, styles["free"])
    sheet.write_blank(line, _FLAG + 1, None, styles["note"])
    beside = _FLAG + 2
    if last is None:
        sheet.write_blank(line, beside, None, shade)
    else:
        sheet.write_number(line, beside, last.value, shade)
    _write_text(sheet, (line, beside + 1), last.period.text if last else "", key)
    _write_target(sheet, (line, beside + 2), row.target, shade, key)
    sheet.write_string(line, beside + 3, limits_of(one), key)
    _write_text(sheet, (line, beside + 4), words.SIMULATED if last and last.simulated else "", key)


def _write_text(sheet: Worksheet, at: tuple[int, int], text: str, look: Format) -> None:
    """Write a text that is never a formula; "" as an empty cell that looks like its neighbours."""
    if text:
        sheet.write_string(*at, fitting(text), look)
    else:
        sheet.write_blank(*at, None, look)


def _write_target(sheet: Worksheet, at: tuple[int, int], target: Target | None, number: Format, text: Format) -> None:
    """Write a target as a number; one that is a range, or made up, as text that says so."""
    if target is None:
        sheet.write_blank(*at, None, number)
    elif target.value is not None and target.verification is not Verification.SIMULATED:
        sheet.write_number(*at, target.value, number)
    else:
        sheet.write_string(*at, _target_text(target), text)


def _target_text(target: Target) -> str:
    low, high = target.low, target.high
    if target.value is not None:
        shown = _number(target.value)
    elif low is not None and high is not None:
        shown = words.RANGE.format(low=_number(low), high=_number(high))
    else:
        shown = _bounds_text(low, high)
    simulated = target.verification is Verification.SIMULATED
    return words.SIMULATED_TARGET.format(target=shown) if simulated else shown


def limits_of(one: Indicator) -> str:
    """Return what an indicator takes, in words: "paling sedikit 0 dan paling banyak 100"."""
    limits = _bounds_text(one.minimum, one.maximum) or words.ANY
    return words.WHOLE.format(limits=limits) if one.integer else limits


def _bounds_text(low: float | None, high: float | None) -> str:
    bounds = [
        words.AT_LEAST.format(low=_number(low)) if low is not None else "",
        words.AT_MOST.format(high=_number(high)) if high is not None else "",
    ]
    return " dan ".join(filter(None, bounds))


def _number(value: float) -> str:
    """Return a number as it is written in Indonesian: 1.234,5."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def _guard(sheet: Worksheet, rows: Sequence[FormRow]) -> None:
    """Lock all but what is filled in, and warn of what the reader would refuse."""
    sheet.protect("", {"autofilter": True, "format_columns": True, "format_rows": True, "objects": False})
    for first, last, one in _runs(rows):
        sheet.data_validation(first, _PERIOD, last, _PERIOD, _periods(one))
        sheet.data_validation(first, _VALUE, last, _VALUE, _bounds(one.indicator))
        sheet.data_validation(first, _FLAG, last, _FLAG, _flags())
    last_line = HEADER + max(1, len(rows))
    # Codes, periods and years are text on purpose; without this every one of them carries a green corner.
    sheet.ignore_errors({"number_stored_as_text": f"A{HEADER + 2}:{chr(64 + len(_COLUMNS))}{last_line + 1}"})
    sheet.autofilter(HEADER, 0, last_line, len(_COLUMNS) - 1)


def _runs(rows: Sequence[FormRow]) -> Iterator[tuple[int, int, FormRow]]:
    """Yield first line, last line and first row of each indicator."""
    line = HEADER + 1
    for _, group in groupby(rows, key=lambda row: row.indicator.code):
        mine = list(group)
        yield line, line + len(mine) - 1, mine[0]
        line += len(mine)


def _periods(row: FormRow) -> dict[str, object]:
    choices = [period.text for period in row.periods]
    return _warning(words.PERIOD_TITLE, words.PERIOD_ERROR) | {"validate": "list", "source": choices}


def _flags() -> dict[str, object]:
    return _warning(words.FLAG_TITLE, words.FLAG_ERROR) | {"validate": "list", "source": list(words.FLAGS.values())}


def _bounds(one: Indicator) -> dict[str, object]:
    kind = {"validate": "integer" if one.integer else "decimal"}
    message = words.VALUE_ERROR.format(limits=limits_of(one), unit=one.unit)
    low = -1e15 if one.minimum is None else one.minimum
    high = 1e15 if one.maximum is None else one.maximum
    limits = {"criteria": "between", "minimum": low, "maximum": high}
    return _warning(words.VALUE_TITLE, message) | kind | limits


def _warning(title: str, message: str) -> dict[str, object]:
    """Return how Excel warns; it takes 32 letters of a title and 255 of a message."""
    shown = message if len(message) <= 255 else message[:254] + "…"
    return {"error_type": "warning", "error_title": title[:32], "error_message": shown, "ignore_blank": True}


def _set_up(sheet: Worksheet, rows: int) -> None:
    sheet.freeze_panes(HEADER + 1, 2)
    sheet.set_selection(HEADER + 1, _VALUE, HEADER + 1, _VALUE)
    sheet.activate()
    sheet.set_first_sheet()
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER)
    sheet.print_area(0, 0, HEADER + max(1, rows), len(_COLUMNS) - 1)
    sheet.set_footer("&L&F&RHalaman &P dari &N")


def _write_guide(sheet: Worksheet, head: FormHead, rows: Sequence[FormRow], styles: dict[str, Format]) -> None:
    sheet.set_column(0, 0, 110)
    sheet.write_string(0, 0, fitting(words.TITLE.format(office=head.office)), styles["title"])
    sheet.write_string(1, 0, fitting(_stamp(head)), styles["quiet"])
    flags = ", ".join(word for word in words.FLAGS.values() if word)
    lines = [line.format(flags=flags) if "{flags}" in line else line for line in words.GUIDE]
    for line, text in enumerate(lines, start=3):
        sheet.write_string(line, 0, text, styles["guide"])
    if any(_is_simulated(row) for row in rows):
        sheet.write_string(4 + len(lines), 0, words.GUIDE_SIMULATED, styles["warning"])
    sheet.set_paper(9)
    sheet.protect("")


def _is_simulated(row: FormRow) -> bool:
    target = row.target is not None and row.target.verification is Verification.SIMULATED
    return target or (row.last is not None and row.last.simulated)
