"""BMKG: weather forecast of desa and kelurahan, and the newest earthquakes. Their terms ask to be named as source.

Options: feed ("prakiraan", "autogempa", "gempaterkini" or "gempadirasakan"); with prakiraan adm4 (a list of codes) or
areas (a CSV of areas, of which every desa is asked), one request each, and hours (how far ahead slots are taken,
default all); url (default the public service); pause (seconds between requests, default 1).
Shape: github.com/infoBMKG/data-cuaca and data-gempabumi.
"""

from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from data_sources._features import WGS84
from data_sources._forecast import ask_forecasts, changed, misconfigured
from data_sources._http import Asker
from data_sources._pages import Pages, Records

FORECAST = "https://api.bmkg.go.id/publik/prakiraan-cuaca"
QUAKES = "https://data.bmkg.go.id/DataMKG/TEWS/{feed}.json"
FEEDS = ("prakiraan", "autogempa", "gempaterkini", "gempadirasakan")
PAUSE = 1.0  # seconds between two requests; BMKG allows sixty a minute


@connector("bmkg", required={"feed"}, optional={"adm4", "areas", "hours", "url", *HTTP_OPTIONS})
def fetch_bmkg(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch one row a time slot and place (prakiraan), or one row an earthquake with its point in EPSG:4326."""
    feed = str(source.options["feed"])
    if feed not in FEEDS:
        known = ", ".join(FEEDS)
        raise misconfigured(source, f"feed = {feed!r} is unknown; known: {known}", found=feed, expected=known)
    asker = Asker(source, tools, pause=PAUSE)
    return _forecasts(source, asker) if feed == "prakiraan" else _quakes(source, asker, feed)


def _forecasts(source: Source, asker: Asker) -> pd.DataFrame:
    return ask_forecasts(source, asker, str(source.options.get("url", FORECAST))).frame()


def _quakes(source: Source, asker: Asker, feed: str) -> gpd.GeoDataFrame:
    answer = asker.ask_json(str(source.options.get("url", QUAKES.format(feed=feed))))
    inner = answer.get("Infogempa") if isinstance(answer, dict) else None
    # autogempa has one object here, the others a list.
    found = inner.get("gempa") if isinstance(inner, dict) else None
    listed = [found] if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(quake, dict) for quake in listed):
        raise changed(source, "there is no Infogempa.gempa", expected="Infogempa.gempa")
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
        raise changed(source, "a quake has no readable Coordinates", expected="Coordinates") from None
    if not (abs(lat) <= 90 and abs(lon) <= 180):
        raise changed(source, f"a quake lies at {lat:g}, {lon:g}", expected="Coordinates")
    return lon, lat
