"""BMKG: weather forecast of desa and kelurahan, and the newest earthquakes. Their terms ask to be named as source.

Options: feed ("prakiraan", "autogempa", "gempaterkini" or "gempadirasakan"); adm4 (with prakiraan: a list of codes,
one request each); url (default the public service); pause (seconds between requests, default 1).
Shape: github.com/infoBMKG/data-cuaca and data-gempabumi.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from core.clock import in_city
from core.collect.contract import HTTP_OPTIONS, Source, Tools, connector
from core.errors import SourceChangedError, SourceRefusedError
from core.reasons import Reason
from data_sources._features import WGS84
from data_sources._http import Asker
from data_sources._pages import Pages, Records

FORECAST = "https://api.bmkg.go.id/publik/prakiraan-cuaca"
QUAKES = "https://data.bmkg.go.id/DataMKG/TEWS/{feed}.json"
FEEDS = ("prakiraan", "autogempa", "gempaterkini", "gempadirasakan")
PLACES = ("adm4", "desa", "kecamatan", "lon", "lat")


@connector("bmkg", required={"feed"}, optional={"adm4", "url", *HTTP_OPTIONS})
def fetch_bmkg(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch one row a time slot and place (prakiraan), or one row an earthquake with its point in EPSG:4326."""
    feed = str(source.options["feed"])
    if feed not in FEEDS:
        raise SourceRefusedError(
            source.id,
            f"feed = {feed!r} is unknown; known: {', '.join(FEEDS)}. Correct [sources.{source.id}]",
            reason=Reason.SCHEMA_MISMATCH,
            found=feed,
            expected=", ".join(FEEDS),
        )
    asker = Asker(source, tools, pause=1.0)
    return _forecasts(source, asker) if feed == "prakiraan" else _quakes(source, asker, feed)


def _forecasts(source: Source, asker: Asker) -> pd.DataFrame:
    pages = Pages(source)
    url = str(source.options.get("url", FORECAST))
    wanted = source.options.get("adm4") or []
    for code in [wanted] if isinstance(wanted, str) else wanted:
        answer = asker.ask_json(url, {"adm4": code})
        pages.add([(f"{code}{place}", record) for place, record in _slots(source, answer, str(code))])
    return pages.frame()


def _slots(source: Source, answer: Any, code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, entry in enumerate(_listed(source, answer, "data")):
        place = {**(answer.get("lokasi") or {}), **(entry.get("lokasi") or {})}
        if str(place.get("adm4")) != code:
            raise _changed(source, f"asked for {code}, the answer is for {str(place.get('adm4'))[:20]}", expected=code)
        named = {name: place.get(name) for name in PLACES}
        for day, slots in enumerate(_listed(source, entry, "cuaca")):
            if not isinstance(slots, list) or not all(isinstance(slot, dict) for slot in slots):
                raise _changed(source, f"/data/{number}/cuaca/{day} is no list of time slots", expected="cuaca")
            for index, slot in enumerate(slots):
                yield f"/data/{number}/cuaca/{day}/{index}", {**slot, **named, "day_wita": _day(slot)}


def _day(slot: dict[str, Any]) -> str:
    """Return the day in WITA of a slot; "" when its time cannot be read."""
    try:
        at = datetime.fromisoformat(str(slot["utc_datetime"])).replace(tzinfo=UTC)
    except (KeyError, ValueError):
        return ""
    return in_city(at).date().isoformat()


def _quakes(source: Source, asker: Asker, feed: str) -> gpd.GeoDataFrame:
    answer = asker.ask_json(str(source.options.get("url", QUAKES.format(feed=feed))))
    inner = answer.get("Infogempa") if isinstance(answer, dict) else None
    # autogempa has one object here, the others a list.
    found = inner.get("gempa") if isinstance(inner, dict) else None
    listed = [found] if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(quake, dict) for quake in listed):
        raise _changed(source, "there is no Infogempa.gempa", expected="Infogempa.gempa")
    base = "/Infogempa/gempa"
    records: Records = []
    for number, quake in enumerate(listed):
        lon, lat = _position(source, quake)
        records.append((base if found is quake else f"{base}/{number}", {**quake, "lon": lon, "lat": lat}))
    pages = Pages(source)
    pages.add(records)
    frame = pages.frame()
    points = [Point(record["lon"], record["lat"]) for _, record in pages.records]
    return gpd.GeoDataFrame(frame, geometry=points, crs=WGS84)


def _position(source: Source, quake: dict[str, Any]) -> tuple[float, float]:
    """Return longitude and latitude; BMKG writes them the other way round, as "-1.17,120.06"."""
    try:
        lat, lon = (float(part) for part in str(quake.get("Coordinates", "")).split(","))
    except ValueError:
        raise _changed(source, "a quake has no readable Coordinates", expected="Coordinates") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise _changed(source, f"a quake lies at {lat:g}, {lon:g}", expected="Coordinates")
    return lon, lat


def _listed(source: Source, value: Any, key: str) -> list[Any]:
    found = value.get(key) if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise _changed(source, f"there is no list {key!r}", expected=key)
    return found


def _changed(source: Source, what: str, *, expected: str) -> SourceChangedError:
    return SourceChangedError(
        source.id, f"{what}. Nothing was stored", reason=Reason.SCHEMA_MISMATCH, expected=expected
    )
