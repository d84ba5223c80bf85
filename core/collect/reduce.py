"""Several rows of one area and period become one value: sum, mean, count, last, max, any.

A value that lacks one of its parts is wrong, not smaller: where a row that may belong to it was refused, or a
part of a sum is missing, the value is withheld. Counted rows that are none at all: core.collect.zeros.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

KEY = ["indicator", "area", "period"]
_WORDS: Mapping[str, str] = MappingProxyType(
    {"sum": "jumlah", "mean": "rata-rata", "count": "cacah", "last": "terakhir", "max": "tertinggi", "any": "ada"}
)
_FUNCTIONS: Mapping[str, str] = MappingProxyType(
    {"sum": "sum", "mean": "mean", "count": "sum", "last": "last", "max": "max", "any": "max"}
)


@dataclass(frozen=True, slots=True)
class Refused:
    """What is known of a refused cell's key; "" where that is what could not be read."""

    area: str
    period: str


def reduce_rows(
    cells: pd.DataFrame, how: str, *, refused: list[Refused], lacking: list[Refused]
) -> tuple[pd.DataFrame, int, int]:
    """Return one row for each indicator, area and period; how many cells went into another; how many are withheld.

    Args:
        cells: OBSERVATION_COLUMNS and `at` (first day of the row's own period, for "last"), in the order of the table.
        how: A word of Column.reduce.
        refused: Keys of cells that were refused.
        lacking: Keys of cells that say "no figure"; they spoil a sum, and nothing else.
    """
    spoiled = [*refused, *lacking] if how == "sum" else refused
    whole = ~is_spoiled(cells, spoiled)
    kept = cells[whole]
    withheld = int((~whole).sum())
    if kept.empty:
        return kept.drop(columns="at"), 0, withheld
    ordered = kept.sort_values("at", kind="stable") if how == "last" else kept
    groups = ordered.groupby(KEY, sort=False)
    first = (groups.last() if how == "last" else groups.first()).reset_index()
    first["value"] = groups["value"].agg(_FUNCTIONS[how]).to_numpy()
    first["flag"] = groups["flag"].agg(_worst).to_numpy()
    _describe(first, groups.size().tolist(), how)
    return first.drop(columns="at"), len(kept) - len(first), withheld


def _describe(first: pd.DataFrame, sizes: list[int], how: str) -> None:
    """Say in note, text and place that a value was made of several rows."""
    counted = how in ("count", "any")
    rows = list(zip(sizes, first["note"], first["text"], first["value"], first["place"], strict=True))
    notes = [f"{_WORDS[how]} {size} baris" if size > 1 or counted else note for size, note, *_ in rows]
    texts = [_written(value) if size > 1 or counted else text for size, _, text, value, _ in rows]
    places = [f"{place} dan {size - 1} baris lain"[:200] if size > 1 else place for size, *_, place in rows]
    for name, column in (("note", notes), ("text", texts), ("place", places)):
        first[name] = pd.Series(column, index=first.index, dtype="str")


def _worst(flags: pd.Series) -> str:
    """Return the flag of a value made of several: provisional if any part is, else the only one there is."""
    found = {flag for flag in flags if flag}
    return "p" if "p" in found else min(found, default="")


def _written(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(float(value))


def is_spoiled(cells: pd.DataFrame, spoiled: list[Refused]) -> "pd.Series[bool]":
    """Return which cells belong to a key that a refused cell has or may have; an unread part may be any.

    Args:
        cells: With area and period.
        spoiled: The keys.
    """
    keys = set(spoiled)
    if Refused("", "") in keys:
        return pd.Series(True, index=cells.index)
    whole = {f"{one.area} {one.period}" for one in keys if one.area and one.period}
    areas = {one.area for one in keys if not one.period}
    periods = {one.period for one in keys if not one.area}
    return (
        (cells["area"] + " " + cells["period"]).isin(whole) | cells["area"].isin(areas) | cells["period"].isin(periods)
    )
