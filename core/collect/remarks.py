"""What stands beside a value: its flag, its note, the publication it was taken from, its own unit."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.batch import is_unsafe
from core.collect.labels import clean, label_key
from core.collect.layouts import Objects, Table
from core.collect.spellings import spellings

# Words of a status column to the flag that is stored; "" is a final figure.
_FLAGS: Mapping[str, str] = {
    "": "",
    **spellings("""
        p: p, *, **, sementara, angka sementara, sangat sementara, angka sangat sementara, provisional, preliminary
        e: e, estimasi, perkiraan, taksiran, estimated, proyeksi
        b: b, putus seri, break
        i: i, imputasi, imputed
        r: r, revisi, angka revisi, perbaikan, revised
        : -, tetap, angka tetap, final, resmi, normal
    """),
}


class Remarks:
    """Flag, note, citation and unit of each row, as lists of text; "" where there is none.

    Attributes:
        unsafe: Title of the column that holds a text the store cannot keep, else "".
    """

    def __init__(self, table: Table) -> None:
        rows = len(table.records)
        self.note = _each(table.cells("note"), rows, clean)
        self.citation = _each(table.cells("citation"), rows, clean)
        self.unit = _each(table.cells("unit"), rows, clean)
        written = _each(table.cells("flag"), rows, clean)
        self.flag = _each(written, rows, lambda cell: _FLAGS.get(label_key(cell), ""))
        self._keep_unknown_flags(written)
        self.unsafe = np.full(rows, "", dtype=object)
        for word in ("note", "citation", "flag", "unit"):
            cells = table.cells(word)
            if cells is not None:
                bad = _each(cells, rows, lambda cell: "x" if isinstance(cell, str) and is_unsafe(cell) else "")
                self.unsafe[bad == "x"] = table.columns[word]

    def _keep_unknown_flags(self, written: Objects) -> None:
        """Put a status word that we do not know into the note, so that it is not lost."""
        unknown = _each(written, len(written), lambda cell: "" if label_key(cell) in _FLAGS else clean(cell))
        for at in np.flatnonzero(unknown != ""):
            self.note[at] = "; ".join(filter(None, (self.note[at], unknown[at])))


def _each(cells: Objects | None, rows: int, of: Callable[[object], str]) -> NDArray[np.object_]:
    """Return what a function says of each cell; each different cell is asked about once."""
    if cells is None:
        return np.full(rows, "", dtype=object)
    codes, uniques = pd.factorize(cells, use_na_sentinel=True)
    answers = np.array([of(one) for one in uniques] + [of("")], dtype=object)
    found: NDArray[np.object_] = answers[codes]
    return found
