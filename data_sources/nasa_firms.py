"""NASA FIRMS: fires seen by satellite in a box, as points (VIIRS and MODIS).

Options: sensor (VIIRS_SNPP_NRT, VIIRS_NOAA20_NRT, VIIRS_NOAA21_NRT, MODIS_NRT); area ("west,south,east,north",
default the box of Paser); days (how far back, default 2); url (default the public service), or path to a downloaded
CSV. `secret` is the MAP_KEY. No fire is a finding: an answer with a header alone is fine.
Added columns: acq_at (UTC), acq_day_wita, confidence_class (low, nominal, high or ""), lon, lat, feature_id.
Protocol: firms.modaps.eosdis.nasa.gov/api/area; classes of MODIS: FIRMS FAQ (below 30 low, from 80 high).
"""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any

import geopandas as gpd
from shapely.geometry import Point

from core.clock import in_city, now_utc
from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import FAULT, PLACE, Source, Tools
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason
from data_sources._features import WGS84
from data_sources._http import Asker, read_path
from data_sources._secrets import SECRET

HOME = "https://firms.modaps.eosdis.nasa.gov/api/area/csv"
PASER = "115.61,-2.41,116.60,-0.96"  # the kabupaten's box, see docs/connectors.md
WINDOW = 5  # days in one request: the service takes no more
NEEDED = ("latitude", "longitude", "acq_date", "acq_time", "confidence")
CLASSES = {"l": "low", "low": "low", "n": "nominal", "nominal": "nominal", "h": "high", "high": "high"}

Row = dict[str, Any]


@connector("nasa_firms", optional={"sensor", "area", "days", "url", "path", *HTTP_OPTIONS})
def fetch_nasa_firms(source: Source, tools: Tools) -> gpd.GeoDataFrame:
    """Fetch every fire of the last days as a point in EPSG:4326, under FIRMS's column names."""
    if "path" in source.options:
        return _frame(_rows(source, read_path(source, tools), ""))
    sensor = str(source.options.get("sensor", "VIIRS_SNPP_NRT"))
    asker, rows = Asker(source, tools), []
    for number, (start, days) in enumerate(_windows(int(source.options.get("days", 2)), now_utc().date()), 1):
        steps = [SECRET, sensor, str(source.options.get("area", PASER)), str(days), start.isoformat()]
        content = _ask(source, asker, "/".join([str(source.options.get("url", HOME)).rstrip("/"), *steps]))
        rows += _rows(source, content, f"jawaban {number}: ")
    return _frame(rows)


def _windows(days: int, today: date) -> list[tuple[date, int]]:
    """Return first day and length of the requests that cover the last days, today (UTC) included."""
    first = today - timedelta(days=max(days, 1) - 1)
    starts = [first + timedelta(days=passed) for passed in range(0, max(days, 1), WINDOW)]
    return [(start, min(WINDOW, (today - start).days + 1)) for start in starts]


def _ask(source: Source, asker: Asker, address: str) -> bytes:
    try:
        content = asker.ask(address)
    except SourceRefusedError as error:
        if "MAP_KEY" in error.found:  # comes with 400 from some of their servers, with 200 from others
            raise _denied(source) from None
        raise
    if b"Invalid MAP_KEY" in content[:200]:
        raise _denied(source)
    if b"transaction" in content[:200].lower():
        raise SourceDownError(
            source.id,
            f"FIRMS says {asker.clean(content.decode('utf-8', 'replace'))}. Nothing was stored",
            reason=Reason.SOURCE_THROTTLED,
        )
    return content


def _denied(source: Source) -> SourceRefusedError:
    return SourceRefusedError(
        source.id,
        f"FIRMS does not know the MAP_KEY. Nothing was stored. Correct the environment variable {source.secret}",
        reason=Reason.SOURCE_FORBIDDEN,
        found="Invalid MAP_KEY",
        expected=source.secret,
    )


def _rows(source: Source, content: bytes, prefix: str) -> list[Row]:
    try:
        text = content.decode("utf-8-sig")
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise _changed(source, "the answer is no CSV", Reason.CSV_MALFORMED) from None
    header = [name.strip() for name in lines[0]] if lines else []
    missing = [name for name in NEEDED if name not in header]
    if missing:
        found = ", ".join(header)[:120]
        raise _changed(source, f"column(s) {', '.join(missing)} are missing; found: {found}", Reason.SCHEMA_MISMATCH)
    if len(lines[-1]) != len(header) and not text.endswith("\n"):
        raise SourceDownError(
            source.id, "the CSV ends in the middle of a row. Nothing was stored", reason=Reason.TRUNCATED
        )
    return [_row(header, cells, f"{prefix}baris {number}") for number, cells in enumerate(lines[1:], 2) if cells]


def _row(header: list[str], cells: list[str], place: str) -> Row:
    row: Row = dict(zip(header, cells, strict=False))
    row |= {PLACE: place, FAULT: "" if len(cells) == len(header) else Reason.ROW_WIDTH.value}
    lon, lat = _degrees(row.get("longitude"), 180), _degrees(row.get("latitude"), 90)
    if not row[FAULT] and (lon is None or lat is None):
        row[FAULT] = Reason.GEOMETRY_INVALID.value
    at = _instant(row)
    if not row[FAULT] and at is None:
        row[FAULT] = Reason.DATE_INVALID.value
    row |= {"lon": lon, "lat": lat, "confidence_class": confidence_class(str(row.get("confidence", "")))}
    row |= {"acq_at": at.isoformat() if at else "", "acq_day_wita": in_city(at).date().isoformat() if at else ""}
    seen_by = [str(row.get(name, "")) for name in ("satellite", "instrument", "longitude", "latitude")]
    row["feature_id"] = "-".join([*seen_by, row["acq_at"]])
    return row


def confidence_class(confidence: str) -> str:
    """Return low, nominal or high for l/n/h, for the words and for MODIS's 0 to 100; "" for anything else.

    Source:
        FIRMS FAQ, "What is the detection confidence?": MODIS low 0-29 %, nominal 30-79 %, high 80-100 %.
    """
    word = confidence.strip().lower()
    if not (word.isascii() and word.isdigit()) or int(word) > 100:
        return CLASSES.get(word, "")
    if int(word) < 30:
        return "low"
    return "nominal" if int(word) < 80 else "high"


def _instant(row: Row) -> datetime | None:
    """Return when the fire was seen; "112" is 01:12 UTC, since FIRMS drops leading zeros."""
    time = str(row.get("acq_time", "")).strip().replace(":", "")
    if not (time.isascii() and time.isdigit() and len(time) <= 4):
        return None
    try:
        return datetime.strptime(f"{str(row.get('acq_date')).strip()} {time:0>4}", "%Y-%m-%d %H%M").replace(tzinfo=UTC)
    except ValueError:
        return None


def _degrees(text: Any, limit: float) -> float | None:
    try:
        degrees = float(str(text))
    except ValueError:
        return None
    return degrees if abs(degrees) <= limit else None


def _frame(rows: list[Row]) -> gpd.GeoDataFrame:
    columns = list(rows[0]) if rows else [*NEEDED, PLACE, FAULT]
    points = [
        Point(row["lon"], row["lat"]) if row["lon"] is not None and row["lat"] is not None else None for row in rows
    ]
    return gpd.GeoDataFrame(rows, columns=columns, geometry=points, crs=WGS84)


def _changed(source: Source, what: str, reason: Reason) -> SourceChangedError:
    return SourceChangedError(source.id, f"{what}. Nothing was stored", reason=reason, found=what)
