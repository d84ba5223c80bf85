"""CKAN: the rows of a datastore table, page by page, or the newest file of a dataset.

Options: url (the portal's address); resource_id (a table in the datastore) or dataset (its name: of its resources
the newest is read); formats (which of them, default csv, xlsx, json); page_size; records (of a JSON resource);
filters (a table: column = value); may_be_empty.
Protocol: CKAN manual, DataStore extension `datastore_search`; Action API `package_show`.
"""

import json
from typing import Any

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._http import Asker
from data_sources._json import records_at
from data_sources._pages import Pages, whole_number
from data_sources.csv_file import read_csv
from data_sources.excel_file import read_excel

PAGE = 1000  # rows; the smallest portal we read gives up on larger pages
FORMATS = ("csv", "xlsx", "json")
DENIED = {"Authorization Error": Reason.SOURCE_FORBIDDEN, "Not Found Error": Reason.SOURCE_MOVED}
OPTIONS = {"formats", "page_size", "records", "filters", "may_be_empty"}


@connector("ckan", required={"url"}, optional={*OPTIONS, *HTTP_OPTIONS}, one_of={"resource_id", "dataset"})
def fetch_ckan(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every row of the table, in the portal's order, under the portal's column names."""
    asker = Asker(source, tools)
    if "resource_id" in source.options:
        return _table(source, asker, str(source.options["resource_id"]))
    dataset = _action(source, asker, "package_show", {"id": str(source.options["dataset"])})
    resource = _newest(source, dataset)
    if resource.get("datastore_active") is True:
        return _table(source, asker, str(resource["id"]))
    return _file(source, asker, resource)


def _table(source: Source, asker: Asker, table: str) -> pd.DataFrame:
    query: dict[str, Any] = {"resource_id": table, "sort": "_id", "limit": source.options.get("page_size", PAGE)}
    if "filters" in source.options:
        query["filters"] = json.dumps(dict(source.options["filters"]))
    pages, total = Pages(source), None
    while True:
        page = _action(source, asker, "datastore_search", {**query, "offset": len(pages)})
        records = records_at(source.id, page, "records")
        pages.add([(f"/result{place}", record) for place, record in records])
        total = whole_number(source, page.get("total"), "result.total") if total is None else total
        # Portals cap `limit` without saying so: only `total` tells that we have everything.
        if not records or (total is not None and len(pages) >= total):
            pages.check_total(total)
            return pages.frame()


def _action(source: Source, asker: Asker, action: str, query: dict[str, Any]) -> dict[str, Any]:
    answer = asker.ask_json(f"{str(source.options['url']).rstrip('/')}/api/3/action/{action}", query)
    if not isinstance(answer, dict) or "success" not in answer:
        raise SourceChangedError(
            source.id,
            f"{action} answered without `success`: is url the address of a CKAN portal? Nothing was stored",
            reason=Reason.SCHEMA_MISMATCH,
            expected="success",
        )
    if answer["success"] is not True:
        raise _denied(source, asker, action, answer.get("error"))
    if not isinstance(answer.get("result"), dict):
        raise SourceChangedError(
            source.id,
            f"{action} answered without `result`. Nothing was stored",
            reason=Reason.SCHEMA_MISMATCH,
            expected="result",
        )
    result: dict[str, Any] = answer["result"]
    return result


def _denied(source: Source, asker: Asker, action: str, error: Any) -> SourceDownError | SourceRefusedError:
    error = error if isinstance(error, dict) else {"message": error}
    kind, said = str(error.get("__type", "")), asker.clean(str(error.get("message", "")))
    message = f"{action} says it failed ({kind or 'no kind'}: {said or 'no message'}). Nothing was stored"
    if kind in DENIED:
        return SourceRefusedError(source.id, message, reason=DENIED[kind], found=said)
    return SourceDownError(source.id, message, reason=Reason.SOURCE_ERROR, found=said)


def _newest(source: Source, dataset: dict[str, Any]) -> dict[str, Any]:
    wanted = [str(name).lower() for name in source.options.get("formats", FORMATS)]
    resources = [
        resource
        for resource in dataset.get("resources") or []
        if isinstance(resource, dict) and str(resource.get("format", "")).lower() in wanted
    ]
    dated = sorted(resources, key=_changed_at, reverse=True)
    # Of two that are equally new neither is chosen: that would be a guess.
    if not dated or (len(dated) > 1 and _changed_at(dated[0]) == _changed_at(dated[1])):
        raise SourceChangedError(
            source.id,
            f"the dataset has {len(dated)} resources in {', '.join(wanted)} and none is the newest. Nothing was "
            f"stored. Name one by resource_id or narrow formats in [sources.{source.id}]",
            reason=Reason.SCHEMA_MISMATCH,
            found=f"{len(dated)} sumber berkas",
            expected="satu berkas terbaru",
        )
    return dated[0]


def _changed_at(resource: dict[str, Any]) -> str:
    # ISO 8601 without zone, so text sorts as time does.
    return str(resource.get("last_modified") or resource.get("created") or "")


def _file(source: Source, asker: Asker, resource: dict[str, Any]) -> pd.DataFrame:
    content = asker.follow(str(resource.get("url", "")))
    kind = str(resource.get("format", "")).lower()
    if kind == "csv":
        return read_csv(source, content)
    if kind == "json":
        pages = Pages(source)
        pages.add(records_at(source.id, asker.parse(content), str(source.options.get("records", ""))))
        return pages.frame()
    return read_excel(source, content)
