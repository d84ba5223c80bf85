"""WFS: the features of one layer as GeoJSON, page by page (GeoServer, Palapa, GeoNode, MapServer).

Options: url (the service, without query); type_name (the layer); version (2.0.0, 1.1.0 or 1.0.0); page_size
(0 = one request); sort_by (a column, so that pages do not overlap); srs (default EPSG:4326); cql_filter; params;
may_be_empty.
Protocol: OGC 09-025r2, GetFeature; outputFormat application/json is GeoServer's and widely followed.
"""

from typing import Any
from xml.etree.ElementTree import ParseError

import pandas as pd
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources._features import Feature, crs_of, frame_of_features, geojson_feature
from data_sources._http import Asker
from data_sources._json import records_at
from data_sources._pages import Pages, whole_number

PAGE = 1000
OPTIONS = {"version", "page_size", "sort_by", "srs", "cql_filter", "params", "may_be_empty"}
# Codes of OWS Common and WFS 1.0 that another try does not change.
LASTING = {"InvalidParameterValue", "MissingParameterValue", "OperationNotSupported", "LayerNotDefined"}
LASTING |= {"InvalidFormat", "OptionNotSupported", "OperationParsingFailed"}


@connector("wfs", required={"url", "type_name"}, optional={*OPTIONS, *HTTP_OPTIONS})
def fetch_wfs(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every feature of the layer as a GeoDataFrame in EPSG:4326, under the layer's column names."""
    asker, pages = Asker(source, tools), Pages(source)
    size = int(source.options.get("page_size", PAGE))
    features: list[Feature] = []
    total, declared = None, None
    while True:
        answer = _answer(source, asker, _query(source, size, len(pages)))
        page = records_at(source.id, answer, "features")
        begun = len(pages)
        pages.add(page)
        features += [geojson_feature(place, feature) for place, feature in pages.records[begun:]]
        if not begun:
            total, declared = _total(source, answer), answer.get("crs")
        if not size or not page or (total is not None and len(pages) >= total):
            break
    pages.check_total(total)
    pages.check_any()
    return frame_of_features(features, crs_of(source, declared))


def _query(source: Source, size: int, begun: int) -> dict[str, Any]:
    version = str(source.options.get("version", "2.0.0"))
    newer = version.startswith("2")
    query: dict[str, Any] = {
        **source.options.get("params", {}),
        "service": "WFS",
        "version": version,
        "request": "GetFeature",
        "typeNames" if newer else "typeName": source.options["type_name"],
        "outputFormat": "application/json",
        "srsName": source.options.get("srs", "EPSG:4326"),
        "sortBy": source.options.get("sort_by"),
        "cql_filter": source.options.get("cql_filter"),
    }
    if size:
        query |= {"count" if newer else "maxFeatures": size, "startIndex": begun}
    return query


def _answer(source: Source, asker: Asker, query: dict[str, Any]) -> dict[str, Any]:
    content = asker.ask(str(source.options["url"]), query)
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise _xml_fault(source, asker, content)
    try:
        answer = asker.parse(content)
    except SourceError:
        # GeoServer breaks off in the middle of the JSON and appends its report.
        if b"ExceptionReport" in content:
            raise _failed(source, "", "JSON broken off by an ExceptionReport") from None
        raise
    if isinstance(answer, dict) and isinstance(answer.get("exceptions"), list):
        first: Any = next(iter(answer["exceptions"]), {})
        first = first if isinstance(first, dict) else {}
        raise _failed(source, str(first.get("code", "")), asker.clean(str(first.get("text", ""))))
    if not isinstance(answer, dict) or answer.get("type") != "FeatureCollection":
        raise SourceChangedError(
            source.id,
            "the answer is no FeatureCollection. Nothing was stored",
            reason=Reason.SCHEMA_MISMATCH,
            expected="FeatureCollection",
        )
    return answer


def _total(source: Source, answer: dict[str, Any]) -> int | None:
    counted = answer.get("numberMatched")
    return whole_number(source, answer.get("totalFeatures") if counted is None else counted, "numberMatched")


def _xml_fault(source: Source, asker: Asker, content: bytes) -> SourceError:
    """Return what an XML answer means; no DTD, no entity and no schema of it is ever looked at."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        return SourceChangedError(
            source.id,
            "sent XML with a DTD, which is never read. Nothing was stored",
            reason=Reason.XML_DTD_FORBIDDEN,
        )
    except (ParseError, ValueError, LookupError):
        return SourceDownError(source.id, "sent broken XML. Nothing was stored", reason=Reason.CORRUPT)
    if not _local(root.tag).endswith("ExceptionReport"):
        return SourceRefusedError(
            source.id,
            f"sent XML ({_local(root.tag)[:40]}) though GeoJSON was asked for. Nothing was stored. If it knows "
            "no GeoJSON, take its ArcGIS or file address",
            reason=Reason.FORMAT_MISMATCH,
            found=_local(root.tag)[:40],
            expected="GeoJSON",
        )
    codes = [one.get("exceptionCode") or one.get("code") or "" for one in root.iter()]
    return _failed(source, next(filter(None, codes), ""), asker.clean(" ".join(root.itertext())))


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _failed(source: Source, code: str, said: str) -> SourceDownError | SourceRefusedError:
    message = f"the service reports {code[:60] or 'an exception'}: {said}. Nothing was stored"
    if code in LASTING:
        return SourceRefusedError(source.id, message, reason=Reason.SOURCE_ERROR, found=said)
    return SourceDownError(source.id, message, reason=Reason.SOURCE_ERROR, found=said)
