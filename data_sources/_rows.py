"""Takes the rows of a database in portions, so that neither their number nor their size fills our memory."""

from collections.abc import Callable, Sequence
from typing import Any

from core.collect.contract import Source
from core.reasons import Reason
from data_sources._fault import refusal

Row = Sequence[Any]
PORTION = 500
_PLAIN = 16  # bytes that a number, a date or nothing counts for


def taken(source: Source, fetch: Callable[[int], Sequence[Row]], *, most: int, max_bytes: int) -> list[Row]:
    """Return all rows, if they are not too many.

    Args:
        source: Whose.
        fetch: Returns the next rows, at most as many as it is asked for; [] at the end.
        most: Rows.
        max_bytes: Of all values together.

    Raises:
        SourceChangedError: FILE_TOO_LARGE, as soon as one of both is passed.
    """
    rows: list[Row] = []
    size = 0
    while portion := fetch(PORTION):
        rows += portion
        size += sum(map(_size, portion))
        if len(rows) > most:
            message = f"more than {most} rows; select fewer, or raise max_rows in [sources.{source.id}]"
            raise refusal(
                source, Reason.FILE_TOO_LARGE, message, found=f"lebih dari {most} baris", expected=f"{most} baris"
            )
        if size > max_bytes:
            message = f"more than {max_bytes} bytes of values; select fewer, or raise max_bytes in [collect]"
            raise refusal(
                source,
                Reason.FILE_TOO_LARGE,
                message,
                found=f"lebih dari {max_bytes} byte",
                expected=f"{max_bytes} byte",
            )
    return rows


def _size(row: Row) -> int:
    return sum(len(value) if isinstance(value, str | bytes | memoryview) else _PLAIN for value in row)
