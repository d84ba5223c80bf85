"""Says where a value stood: sheet and cell, row and column of a CSV, pointer into a JSON answer."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.batch import shown
from core.collect.contract import CELLS, PLACE

LENGTH = 200  # letters the store keeps of a place


class Places:
    """The places of a frame of records."""

    def __init__(self, records: pd.DataFrame) -> None:
        found = records[PLACE] if PLACE in records else pd.Series([f"baris {at + 1}" for at in range(len(records))])
        self._rows = [str(place) for place in found]
        self._letters: Mapping[str, str] = records.attrs.get(CELLS, {})

    def row(self, at: int) -> str:
        """Return the place of a whole row."""
        return self._rows[at][:LENGTH]

    def cell(self, at: int, title: str) -> str:
        """Return the place of a row's cell in a column: "Rekap!C7", "baris 12, kolom Mar", "/records/3/nilai"."""
        return self.cells(np.array([at]), title)[0]

    def cells(self, rows: NDArray[np.int64] | Sequence[int], title: str) -> list[str]:
        """Return the places of many rows in one column; of the rows themselves when the title is ""."""
        if not title:
            return [self._rows[at][:LENGTH] for at in rows]
        letters, short = self._letters.get(title), shown(title)[:60]
        if letters:
            return [self._in_sheet(self._rows[at], letters) for at in rows]
        pointer = short.replace("~", "~0").replace("/", "~1")  # RFC 6901
        return [
            f"{place}/{pointer}"[:LENGTH] if place.startswith("/") else f"{place}, kolom {short}"[:LENGTH]
            for place in map(self._rows.__getitem__, rows)
        ]

    @staticmethod
    def _in_sheet(place: str, letters: str) -> str:
        sheet, mark, number = place.rpartition("!")
        return f"{sheet[: LENGTH - 20]}{mark}{letters}{number}"
