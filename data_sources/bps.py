"""BPS WebAPI: one variable of one domain, a row for every figure (model "data").

Options: var (number of the variable); domain (default 6401, Kabupaten Paser); years (numbers of BPS: year - 1900,
"120:124" or "123;124"); lang (ind, eng); url (default the public service); may_be_empty. `secret` is the key.
Columns: vervar, turvar, tahun, turtahun with their labels in *_label, var, var_label, unit, value; tahun is the year.
Protocol: webapi.bps.go.id documentation; shape as read by BPS's own client stadata.
"""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._http import Asker
from data_sources._json import pointer
from data_sources._pages import Pages
from data_sources._secrets import SECRET

HOME = "https://webapi.bps.go.id/v1/api/list"
EPOCH = 1900  # "tahun".val counts from it
KEYS = 2_000_000  # combinations of the lists; the largest table of a province has 200,000
PARTS = ("vervar", "var", "turvar", "tahun", "turtahun")  # in the order in which a key is put together
NONE = [{"val": 0, "label": ""}]

Entry = dict[str, Any]


@connector("bps", required={"var"}, optional={"domain", "years", "lang", "url", "may_be_empty", *HTTP_OPTIONS})
def fetch_bps(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every figure of the variable, one row each; values as BPS wrote them."""
    asker, options = Asker(source, tools), source.options
    steps = ["model", "data", "lang", options.get("lang", "ind"), "domain", options.get("domain", "6401")]
    steps += ["var", options["var"], *(["th", options["years"]] if "years" in options else []), "key", SECRET]
    # The key stands in the path: BPS knows no other place. Nothing that is shown or kept carries it.
    answer = asker.ask_json("/".join([str(options.get("url", HOME)).rstrip("/"), *map(str, steps), ""]))
    _check_answer(source, asker, answer)
    pages = Pages(source)
    pages.add(list(_figures(source, answer)))
    return pages.frame()


def _check_answer(source: Source, asker: Asker, answer: Any) -> None:
    if not isinstance(answer, dict) or "status" not in answer:
        raise _changed(source, "the answer has no status", expected="status")
    if answer["status"] != "OK":
        said = asker.clean(str(answer.get("message", "")))
        message = f"BPS answered {asker.clean(str(answer['status']))}: {said or 'no message'}. Nothing was stored"
        if "key" in said.lower():
            raise SourceRefusedError(source.id, message, reason=Reason.SOURCE_FORBIDDEN, found=said)
        raise SourceDownError(source.id, message, reason=Reason.SOURCE_ERROR, found=said)


def _figures(source: Source, answer: dict[str, Any]) -> Iterator[tuple[str, Entry]]:
    content = answer.get("datacontent")
    # PHP writes an empty object as [] and nothing as "".
    if answer.get("data-availability") != "available" or not content:
        return
    if not isinstance(content, dict):
        raise _changed(source, "datacontent is no object", expected="datacontent")
    keys = _keys(source, answer)
    for key, value in content.items():
        if key not in keys:
            raise _changed(source, f"key {key[:40]!r} of datacontent is made of none of the lists", found=key[:40])
        yield pointer("datacontent", key), {**keys[key], "value": value}


def _keys(source: Source, answer: dict[str, Any]) -> dict[str, Entry]:
    """Return every key that the lists can make, and what it stands for.

    The parts are joined without a mark between them, so a key is looked up whole: month 1 is a beginning of month 10.
    """
    lists = [_entries(source, answer, part) for part in PARTS]
    size = 1
    for entries in lists:
        size *= len(entries)
    if size > KEYS:
        raise _changed(source, f"the lists make {size} keys, more than {KEYS}; narrow years", found=str(size))
    keys: dict[str, Entry] = {}
    for chosen in product(*lists):
        key = "".join(str(entry["val"]) for entry in chosen)
        if key in keys and key in answer["datacontent"]:
            raise _changed(source, f"key {key!r} of datacontent can be read in two ways", found=key)
        keys[key] = _labelled(source, dict(zip(PARTS, chosen, strict=True)))
    return keys


def _labelled(source: Source, parts: dict[str, Entry]) -> Entry:
    record: Entry = {}
    for part, entry in parts.items():
        record[part] = str(entry["val"])
        record[f"{part}_label"] = entry.get("label", "")
    year = str(int(parts["tahun"]["val"]) + EPOCH)
    label = str(parts["tahun"].get("label", "")).strip()
    if label.isdigit() and label != year:
        raise _changed(source, f"tahun {label} has val {parts['tahun']['val']}, expected {int(label) - EPOCH}")
    record["tahun"] = year
    record["unit"] = parts["var"].get("unit", "")
    return record


def _entries(source: Source, answer: dict[str, Any], part: str) -> list[Entry]:
    entries = answer.get(part) or (NONE if part in {"turvar", "turtahun"} else None)
    if not isinstance(entries, list) or not all(
        isinstance(entry, dict) and str(entry.get("val", "")).isdigit() for entry in entries
    ):
        raise _changed(source, f"list {part!r} is missing or has entries without val", expected=part)
    return entries


def _changed(source: Source, what: str, *, found: str = "", expected: str = "") -> SourceChangedError:
    return SourceChangedError(
        source.id, f"{what}. Nothing was stored", reason=Reason.SCHEMA_MISMATCH, found=found, expected=expected
    )
