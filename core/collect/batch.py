"""What the reader hands on: observations, what was refused and why, and the count of every cell it looked at."""

import re
from dataclasses import dataclass, field

import pandas as pd

from core.reasons import Reason

# The columns of Batch.observations, in order; `value` is float64, all others are text.
OBSERVATION_COLUMNS = ("indicator", "area", "period", "value", "text", "flag", "place", "citation", "note")
# Between mapping and checks one more column travels along, so that a refusal can name it: the agency's own.
COLUMN = "column"

FOUND_LENGTH = 120  # letters of a cell that are repeated in a refusal; the place tells where the rest is
# What a database's text column cannot hold, or a terminal would obey: control characters but tab and line ends,
# lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rejected:
    """One cell, or the key of a row, that was refused.

    Attributes:
        place: "Rekap!C7", "baris 12, kolom nilai", "/result/records/3/nilai".
        column: The agency's column; "" where it is none in particular.
        found: What stood there, short and safe to show.
        expected: What was expected, or the nearest known name; for the sentence.
        cells: How many values were lost by it: a row with an unknown area may hold twelve.
    """

    place: str
    column: str
    found: str
    reason: Reason
    expected: str = ""
    cells: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of one answer's cells.

    Every cell read is in exactly one of the counts:
    read == len(observations) + cells of rejected + missing + skipped + merged + withheld.

    Attributes:
        observations: OBSERVATION_COLUMNS; after mapping and before checks also COLUMN.
        missing: Cells that say "no figure": blank, "-", "n/a".
        skipped: Cells of totals, footnotes and rows that the configuration leaves out.
        merged: Cells that went into another: the same figure twice, or several rows reduced to one value.
        withheld: Good cells not stored because of a bad one: the strict policy, or a sum that lacks a part.
    """

    observations: pd.DataFrame
    rejected: list[Rejected] = field(default_factory=list)
    read: int = 0
    missing: int = 0
    skipped: int = 0
    merged: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class FeatureBatch:
    """What became of one answer's features or polygons.

    read == len(features) + cells of rejected + merged + withheld, for layers; polygons made from others come on top.

    Attributes:
        features: A layer: key, name, kind, observed_at (aware or None), geometry (EPSG:4326), properties (JSON text),
            area in which it is counted ("" in none), place of its record. Boundaries: area (Kemendagri code), geometry.
        merged: Records that went into another: the same feature twice, several parts of one area.
        withheld: Good features not stored under the strict policy.
        counts: OBSERVATION_COLUMNS, by day and area; None when nothing was to be counted.
    """

    features: pd.DataFrame
    rejected: list[Rejected] = field(default_factory=list)
    read: int = 0
    merged: int = 0
    withheld: int = 0
    counts: pd.DataFrame | None = None


def empty_observations() -> pd.DataFrame:
    """Return no observations, with the right columns and types."""
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in OBSERVATION_COLUMNS})
    return frame.astype({"value": "float64"})


def is_unsafe(text: str) -> bool:
    """Return whether a text holds what the store cannot keep: control characters or a lone surrogate."""
    # isprintable is ten times as fast and settles nearly all texts.
    return not text.isprintable() and _UNSAFE.search(text) is not None


def shown(value: object) -> str:
    """Return a cell as it may be shown and stored: one line, at most FOUND_LENGTH letters, nothing unsafe."""
    if value is None or (isinstance(value, float) and value != value):  # noqa: PLR0124 - NaN is not itself
        return ""
    try:
        text = str(value)
    except ValueError:  # Python refuses to write out an integer of thousands of digits
        return "(bilangan terlalu panjang)"
    text = " ".join(_UNSAFE.sub("\ufffd", text[: FOUND_LENGTH * 4]).split())
    return text if len(text) <= FOUND_LENGTH else text[: FOUND_LENGTH - 1] + "…"
