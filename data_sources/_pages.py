"""Pages of records become one list: pages that repeat, and a last page that never came, are noticed."""

import hashlib
from typing import Any

import pandas as pd

from core.collect.contract import Source
from core.errors import SourceChangedError, SourceDownError
from core.reasons import Reason
from data_sources._json import frame_of

Records = list[tuple[str, dict[str, Any]]]


class Pages:
    """The records of one fetch so far, with the place of each: its JSON pointer, from page 2 on with the page."""

    def __init__(self, source: Source) -> None:
        self.records: Records = []
        self._source = source
        self._seen: set[bytes] = set()
        self._count = 0

    def __len__(self) -> int:
        return len(self.records)

    def add(self, page: Records) -> None:
        """Add a page.

        Raises:
            SourceChangedError: If a page with the very same records has come before: paging does not work.
        """
        self._count += 1
        print_ = hashlib.sha256(repr([record for _, record in page]).encode("utf-8", "replace")).digest()
        if page and print_ in self._seen:
            raise SourceChangedError(
                self._source.id,
                f"page {self._count} repeats an earlier one: the source does not page as [sources.{self._source.id}] "
                "says. Nothing was stored. See docs/connectors.md, paging",
                reason=Reason.PAGE_LOOP,
                found=f"halaman {self._count} sama dengan halaman sebelumnya",
            )
        self._seen.add(print_)
        prefix = "" if self._count == 1 else f"halaman {self._count}: "
        self.records += [(prefix + place, record) for place, record in page]

    def check_total(self, total: int | None) -> None:
        """Demand as many records as the source announced.

        Raises:
            SourceDownError: If there are fewer or more: its data moved while they were read, or a page is missing.
        """
        if total is not None and len(self) != total:
            raise SourceDownError(
                self._source.id,
                f"announced {total} records and sent {len(self)}. Nothing was stored",
                reason=Reason.TRUNCATED,
                found=f"{len(self)} rekaman",
                expected=f"{total} rekaman",
            )

    def check_any(self) -> None:
        """Refuse no records at all, unless the source says by may_be_empty that this is a finding.

        Raises:
            SourceChangedError: Since nothing must not pass for fresh data.
        """
        if not self.records and not self._source.options.get("may_be_empty"):
            raise SourceChangedError(
                self._source.id,
                "the answer holds no record. Nothing was stored. If none is a finding (no fire today), set "
                f"may_be_empty = true in [sources.{self._source.id}]",
                reason=Reason.NO_DATA,
            )

    def frame(self) -> pd.DataFrame:
        """Return all records as a frame, see `data_sources._json.frame_of`."""
        self.check_any()
        return frame_of(self.records)


def whole_number(source: Source, value: Any, what: str) -> int | None:
    """Return a count that a source announces, as number or text; None when it announces none.

    Raises:
        SourceChangedError: If it is something else.
    """
    if value is None or value == "unknown":  # GeoServer writes the word when it does not count
        return None
    try:
        if isinstance(value, bool) or int(value) != float(value) or int(value) < 0:
            raise ValueError
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise SourceChangedError(
            source.id,
            f"{what} is no count: {str(value)[:60]!r}. Nothing was stored",
            reason=Reason.SCHEMA_MISMATCH,
            found=str(value)[:60],
            expected="bilangan bulat",
        ) from None
