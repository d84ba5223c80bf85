"""Why something was refused: stable codes, and what people read about each (Indonesian).

The codes of files and rows are listed with their meaning in docs/connectors.md. A sentence says
what was found, what was expected and how to mend it; the place (sheet and cell, row, pointer) stands
beside it in the store.
"""

from dataclasses import dataclass
from enum import Enum

from core.reasons_id import EXPECTED, EXPECTED_USUALLY, FOUND, TEXTS

_LONGEST = 80  # characters of what was found or expected; the whole stands in the raw answer


class Reason(Enum):
    """A stable code; its value is what the store and every export carry."""

    # A source as a whole (transport)
    SOURCE_DOWN = "source_down"
    SOURCE_TIMEOUT = "source_timeout"
    SOURCE_FORBIDDEN = "source_forbidden"
    SOURCE_THROTTLED = "source_throttled"
    SOURCE_ERROR = "source_error"
    SOURCE_MOVED = "source_moved"
    ADDRESS_INTERNAL = "address_internal"
    ACCOUNT_TOO_POWERFUL = "account_too_powerful"
    TLS_UNTRUSTED = "tls_untrusted"
    REDIRECT_LOOP = "redirect_loop"
    PAGE_LOOP = "page_loop"
    TRUNCATED = "truncated"
    SECRET_MISSING = "secret_missing"  # noqa: S105 - a code, not a secret
    CHECKSUM_MISMATCH = "checksum_mismatch"
    INTERNAL_ERROR = "internal_error"

    # A file or an answer as a whole
    FILE_MISSING = "file_missing"
    FILE_EMPTY = "file_empty"
    NO_DATA = "no_data"
    FILE_TOO_LARGE = "file_too_large"
    ZIP_BOMB = "zip_bomb"
    ENCRYPTED = "encrypted"
    FORMAT_MISMATCH = "format_mismatch"
    FORMAT_NOT_ALLOWED = "format_not_allowed"
    CORRUPT = "corrupt"
    XML_DTD_FORBIDDEN = "xml_dtd_forbidden"
    ENCODING_ERROR = "encoding_error"
    HEADER_NOT_FOUND = "header_not_found"
    SCHEMA_MISMATCH = "schema_mismatch"
    CSV_MALFORMED = "csv_malformed"
    JSON_INVALID = "json_invalid"
    JSON_TOO_DEEP = "json_too_deep"
    JSON_DUPLICATE_KEY = "json_duplicate_key"
    CRS_UNSUPPORTED = "crs_unsupported"

    # A row or a cell
    VALUE_NOT_NUMERIC = "value_not_numeric"
    VALUE_QUALIFIED = "value_qualified"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    VALUE_NOT_INTEGER = "value_not_integer"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    UNIT_MISMATCH = "unit_mismatch"
    FORMULA_NO_VALUE = "formula_no_value"
    PERCENT_SCALE_SUSPECT = "percent_scale_suspect"
    DATE_INVALID = "date_invalid"
    PERIOD_INVALID = "period_invalid"
    PERIOD_AMBIGUOUS = "period_ambiguous"
    PERIOD_FUTURE = "period_future"
    PERIOD_IMPLAUSIBLE = "period_implausible"
    PERIOD_NOT_IN_FORCE = "period_not_in_force"
    PERIOD_LOCKED = "period_locked"
    AREA_UNKNOWN = "area_unknown"
    AREA_AMBIGUOUS = "area_ambiguous"
    AREA_LEVEL_MISMATCH = "area_level_mismatch"
    INDICATOR_UNKNOWN = "indicator_unknown"
    DUPLICATE_CONFLICT = "duplicate_conflict"
    ROW_WIDTH = "row_width"
    TEXT_UNSAFE = "text_unsafe"
    GEOMETRY_MISSING = "geometry_missing"
    GEOMETRY_INVALID = "geometry_invalid"
    COORDS_OUT_OF_AREA = "coords_out_of_area"
    WRONG_TYPE = "wrong_type"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a person reads: what is wrong, and what to do about it. Indonesian, whole sentences."""

    sentence: str
    mend: str


def explain(reason: Reason, *, found: str = "", expected: str = "") -> Explanation:
    """Return the sentence and the way to mend for a code, with what was found and expected filled in.

    Args:
        reason: The code.
        found: What stood there, as it was; shortened, and on one line. "": nothing is said of it.
        expected: What should have stood there. "": nothing is said of it.
    """
    text = TEXTS[reason.value]
    said = [text.sentence]
    if shown := _shown(found):
        said.append(f"{FOUND[reason.value]}: “{shown}”.")
    if shown := _shown(expected):
        said.append(f"{EXPECTED.get(reason.value, EXPECTED_USUALLY)}: {shown.rstrip('.')}.")
    return Explanation(" ".join(said), text.mend)


def _shown(text: str) -> str:
    """Return text on one line, without control or direction marks, at most _LONGEST characters."""
    line = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
