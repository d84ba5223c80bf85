"""ArcGIS FeatureServer or MapServer: all features of one layer, page by page.

Options: url (the layer, ending in its number); where (default 1=1); out_fields (default *); format ("geojson" or
"json"); page_size; order_by (so that pages do not overlap); paging ("offset", or "ids" for servers that cannot);
may_be_empty; params (a table; for a token "{secret}").
Protocol: ArcGIS REST API, Query (Feature Service/Layer).
"""

from typing import Any

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._esri import esri_feature
from data_sources._features import Feature, crs_of, frame_of_features, geojson_feature
from data_sources._http import Asker
from data_sources._json import records_at
from data_sources._pages import Pages, whole_number

PAGE = 1000  # features; most services cap at 1,000 or 2,000
IDS = 200  # ids in one request; more make addresses too long for some servers
OPTIONS = {"where", "out_fields", "format", "page_size", "order_by", "paging", "params", "may_be_empty"}
DENIED = {401, 403, 498, 499}  # 498 and 499 are Esri's: token invalid, token required


class _Layer:
    """One fetch: the layer's query, the features so far, the reference system they came in."""

    def __init__(self, source: Source, asker: Asker) -> None:
        self.source = source
        self.asker = asker
        self.pages = Pages(source)
        self.features: list[Feature] = []
        self.geojson = str(source.options.get("format", "geojson")) == "geojson"
        self.system: Any = None

    def ask(self, **query: Any) -> dict[str, Any]:
        """Return the answer of the layer's query; an error that came with status 200 is raised."""
        options = self.source.options
        where = {"where": options.get("where", "1=1")}
        answer = self.asker.ask_json(
            f"{str(options['url']).rstrip('/')}/query", {**options.get("params", {}), **where, "f": "json", **query}
        )
        if isinstance(answer, dict) and "error" in answer:
            raise self._failed(answer["error"])
        if not isinstance(answer, dict):
            raise self._changed("the answer is no object", expected="object")
        return answer

    def take(self, **query: Any) -> bool:
        """Add one page and tell whether the server says that more follow."""
        answer = self.ask(
            outFields=self.source.options.get("out_fields", "*"),
            returnGeometry="true",
            outSR=4326,
            f="geojson" if self.geojson else "json",
            **query,
        )
        begun = len(self.pages)
        self.pages.add(records_at(self.source.id, answer, "features"))
        read = geojson_feature if self.geojson else esri_feature
        self.features += [read(place, feature) for place, feature in self.pages.records[begun:]]
        if not begun:
            self.system = answer.get("crs") if self.geojson else _wkid(answer.get("spatialReference"))
        inner = answer.get("properties")
        # At the root with f=json, in `properties` with f=geojson; some servers do it the other way.
        return bool(answer.get("exceededTransferLimit") or (inner or {}).get("exceededTransferLimit"))

    def count(self) -> int | None:
        """Return how many features the layer has; None when it does not say."""
        return whole_number(self.source, self.ask(returnCountOnly="true").get("count"), "count")

    def ids(self) -> list[Any]:
        """Return the object ids; the server sends null for none."""
        found = self.ask(returnIdsOnly="true").get("objectIds")
        if found is not None and not isinstance(found, list):
            raise self._changed("objectIds is no list", expected="objectIds")
        return sorted(found or [])

    def _changed(self, what: str, *, expected: str) -> SourceChangedError:
        return SourceChangedError(
            self.source.id, f"{what}. Nothing was stored", reason=Reason.SCHEMA_MISMATCH, expected=expected
        )

    def _failed(self, error: Any) -> SourceDownError | SourceRefusedError:
        error = error if isinstance(error, dict) else {"message": error}
        code = error.get("code")
        said = self.asker.clean(" ".join(map(str, [error.get("message", ""), *(error.get("details") or [])])))
        message = f"the service reports {code}: {said or 'no message'} (with status 200). Nothing was stored"
        if code in DENIED:
            return SourceRefusedError(self.source.id, message, reason=Reason.SOURCE_FORBIDDEN, found=said)
        if isinstance(code, int) and 400 <= code < 500 and code != 429:
            return SourceRefusedError(self.source.id, message, reason=Reason.SOURCE_ERROR, found=said)
        throttled = Reason.SOURCE_THROTTLED if code == 429 else Reason.SOURCE_ERROR
        return SourceDownError(self.source.id, message, reason=throttled, found=said)


@connector("arcgis", required={"url"}, optional={*OPTIONS, *HTTP_OPTIONS})
def fetch_arcgis(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every feature of the layer as a GeoDataFrame in EPSG:4326, under the layer's field names."""
    layer = _Layer(source, Asker(source, tools))
    size = int(source.options.get("page_size", PAGE))
    if source.options.get("paging") == "ids":
        ids = layer.ids()
        for begun in range(0, len(ids), IDS):
            layer.take(objectIds=",".join(map(str, ids[begun : begun + IDS])))
        layer.pages.check_total(len(ids))
    else:
        total = layer.count()
        order = source.options.get("order_by")
        while True:
            begun = len(layer.pages)
            more = layer.take(resultOffset=begun, resultRecordCount=size, orderByFields=order)
            # Older servers leave the flag out of GeoJSON: the count decides where there is one.
            whole = len(layer.pages) >= total if total is not None else not more
            if whole or len(layer.pages) == begun:
                break
        layer.pages.check_total(total)
    layer.pages.check_any()
    return frame_of_features(layer.features, crs_of(source, layer.system))


def _wkid(system: Any) -> Any:
    if not isinstance(system, dict):
        return None
    return system.get("latestWkid") or system.get("wkid") or system.get("wkt")
