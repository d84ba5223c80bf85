"""Where rows are counted under a condition, an area and period with rows of which none meets it has 0, not nothing.

Whoever lists all cases of a month and no late one says that none was late. An area without any row says
nothing and stays missing, and so does one where a row that may have counted was refused.
"""

import numpy as np
import pandas as pd

from core.collect.batch import COLUMN, OBSERVATION_COLUMNS
from core.collect.cells import Reader
from core.collect.contract import Layout
from core.collect.layouts import Rows
from core.collect.reduce import KEY, Refused, is_spoiled

_LAYOUTS = (Layout.LONG, Layout.INDICATORS_ACROSS)  # in the others a column stands for the month or the area


def zeros_of(
    reader: Reader, code: str, taken: set[tuple[str, str]], unsure: list[Refused]
) -> tuple[pd.DataFrame, Rows]:
    """Return 0 for each area and period that has rows of which none is taken; and those rows.

    Args:
        reader: The table.
        code: An indicator that is counted ("count", "any").
        taken: Area and period of the rows that its `where` takes.
        unsure: Keys of cells that were refused or say nothing.
    """
    rows = reader.plan.beside.get(code, np.empty(0, dtype=np.int64))
    if reader.reading.layout not in _LAYOUTS or not len(rows):
        return pd.DataFrame(), rows[:0]
    keys = _keys(reader, code, rows)
    known = (keys["area"] != "") & (keys["period"] != "") & (reader.remarks.unsafe[rows] == "")
    free = np.array([pair not in taken for pair in zip(keys["area"], keys["period"], strict=True)], dtype=bool)
    keys = keys[known & free & ~is_spoiled(keys, unsure)]
    groups = keys.groupby(["area", "period"], sort=False)["row"]
    return _frame(reader, code, groups.first().reset_index(), groups.size().tolist()), keys["row"].to_numpy()


def _keys(reader: Reader, code: str, rows: Rows) -> pd.DataFrame:
    """Return area and period of rows, "" where one cannot be read; nobody misses such a row, so nothing is refused."""
    areas, indicator = reader.areas, reader.catalogue.indicators[code]
    periods = reader.periods(reader.frequency(indicator), coarsen=True)
    words = {}
    for name, found in (("area", areas), ("period", periods)):
        texts = np.array([key.text if key.reason is None else "" for key in found.keys], dtype=object)
        words[name] = texts[found.codes[rows]]
    return pd.DataFrame({**words, "row": rows}).astype({"area": "str", "period": "str"})


def _frame(reader: Reader, code: str, found: pd.DataFrame, sizes: list[int]) -> pd.DataFrame:
    rows = found["row"].to_numpy()
    places = zip(reader.places.cells(rows, ""), sizes, strict=True)
    data = {
        "indicator": code,
        "area": found["area"],
        "period": found["period"],
        "value": 0.0,
        "text": "0",
        "flag": reader.remarks.flag[rows],
        "place": [f"{place} dan {size - 1} baris lain"[:200] if size > 1 else place for place, size in places],
        "citation": reader.remarks.citation[rows],
        "note": [f"tidak ada di antara {size} baris" for size in sizes],
        COLUMN: "",
    }
    names = [name for name in (*OBSERVATION_COLUMNS, COLUMN) if name != "value"]
    return pd.DataFrame(data).astype(dict.fromkeys(names, "str"))


def keys_of(frames: list[pd.DataFrame]) -> set[tuple[str, str]]:
    """Return area and period of observations."""
    return {pair for frame in frames for pair in zip(frame[KEY[1]], frame[KEY[2]], strict=True)}
