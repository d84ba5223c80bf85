"""JSON API: records at a path of a JSON answer, over as many pages as there are.

Options: url or path; records (where they stand: "result.records", "/result/records", "kecamatan.*.data");
params (a table, "{secret}" allowed in values); paging: "none", "page", "offset", "link" or "cursor" with
page_size, size_param, page_param, first_page, last_page, offset_param, total, next, cursor_param, may_be_empty.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceRefusedError
from core.reasons import Reason
from data_sources._http import Asker, read_path
from data_sources._json import parse_json, records_at, value_at
from data_sources._pages import Pages, whole_number

OPTIONS = {"records", "params", "paging", "page_size", "size_param", "page_param", "first_page", "last_page"}
OPTIONS |= {"offset_param", "total", "next", "cursor_param", "may_be_empty"}


class _Reader:
    """One fetch: the options with their defaults, the pages so far."""

    def __init__(self, source: Source, asker: Asker) -> None:
        self.source = source
        self.asker = asker
        self.pages = Pages(source)
        self.url = str(source.options["url"])
        self.params: dict[str, Any] = dict(source.options.get("params", {}))
        if "page_size" in source.options:
            self.params[self.word("size_param", "limit")] = source.options["page_size"]

    def word(self, option: str, default: str = "") -> str:
        return str(self.source.options.get(option, default))

    def take(self, value: Any) -> int:
        """Add the records of one answer and return how many they are."""
        records = records_at(self.source.id, value, self.word("records"))
        self.pages.add(records)
        return len(records)

    def count(self, value: Any, option: str) -> int | None:
        """Return the count that stands at the path in an option; None when the option is not set."""
        if option not in self.source.options:
            return None
        found = value_at(value, self.word(option))
        return whole_number(self.source, "nothing" if found is None else found, f"{option} ({self.word(option)})")


@connector("json_api", optional={*OPTIONS, *HTTP_OPTIONS}, one_of={"url", "path"})
def fetch_json_api(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch all records, nested objects flattened under dotted names, lists and values as they came."""
    if "url" not in source.options:
        pages = Pages(source)
        value = parse_json(source.id, read_path(source, tools))
        pages.add(records_at(source.id, value, str(source.options.get("records", ""))))
        return pages.frame()
    paging = str(source.options.get("paging", "none"))
    if paging not in _PAGINGS:
        raise SourceRefusedError(
            source.id,
            f"paging = {paging!r} is unknown; known: {', '.join(_PAGINGS)}. Correct [sources.{source.id}]",
            reason=Reason.SCHEMA_MISMATCH,
            found=paging,
            expected=", ".join(_PAGINGS),
        )
    reader = _Reader(source, Asker(source, tools))
    _PAGINGS[paging](reader)
    return reader.pages.frame()


def _one(reader: _Reader) -> None:
    value = reader.asker.ask_json(reader.url, reader.params)
    reader.take(value)
    reader.pages.check_total(reader.count(value, "total"))


def _by_page(reader: _Reader) -> None:
    first = int(reader.source.options.get("first_page", 1))
    number, total, last = first, None, None
    while True:
        value = reader.asker.ask_json(reader.url, {**reader.params, reader.word("page_param", "page"): number})
        taken = reader.take(value)
        total = reader.count(value, "total") if number == first else total
        last = reader.count(value, "last_page") if number == first else last
        # A short page says nothing: portals cap the size without telling.
        if not taken or (total is not None and len(reader.pages) >= total) or (last is not None and number >= last):
            break
        number += 1
    reader.pages.check_total(total)


def _by_offset(reader: _Reader) -> None:
    total = None
    while True:
        begun = len(reader.pages)
        value = reader.asker.ask_json(reader.url, {**reader.params, reader.word("offset_param", "offset"): begun})
        taken = reader.take(value)
        total = reader.count(value, "total") if not begun else total
        if not taken or (total is not None and len(reader.pages) >= total):
            break
    reader.pages.check_total(total)


def _by_link(reader: _Reader) -> None:
    value = reader.asker.ask_json(reader.url, reader.params)
    total = reader.count(value, "total")
    reader.take(value)
    while link := value_at(value, reader.word("next", "next")):
        value = reader.asker.parse(reader.asker.follow(str(link)))
        reader.take(value)
    reader.pages.check_total(total)


def _by_cursor(reader: _Reader) -> None:
    cursor: Any = None
    total = None
    while True:
        value = reader.asker.ask_json(reader.url, {**reader.params, reader.word("cursor_param", "cursor"): cursor})
        total = reader.count(value, "total") if cursor is None else total
        taken = reader.take(value)
        cursor = value_at(value, reader.word("next", "next"))
        if not taken or cursor in (None, ""):
            break
    reader.pages.check_total(total)


_PAGINGS: dict[str, Callable[[_Reader], None]] = {
    "none": _one,
    "page": _by_page,
    "offset": _by_offset,
    "link": _by_link,
    "cursor": _by_cursor,
}
