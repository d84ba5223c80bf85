"""Says in which kecamatan each feature of a layer lies, by point in polygon, and counts them by day of the city."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from core.clock import in_city
from core.collect.batch import OBSERVATION_COLUMNS, empty_observations
from core.collect.contract import Source
from core.domain.area import REGENCY, Level, level_of
from core.domain.catalogue import Catalogue


def areas_of(features: pd.DataFrame, boundaries: Mapping[str, BaseGeometry]) -> list[str]:
    """Return for each feature the kecamatan in which its middle lies; "" where it lies in none.

    A point on a common border belongs to the first of the two, so that no sum counts it twice.

    Args:
        features: With `geometry` in EPSG:4326.
        boundaries: Area code to polygon, EPSG:4326; only kecamatan are asked.
    """
    codes = _districts(boundaries)
    if not len(features) or not codes:
        return [""] * len(features)
    points = shapely.centroid(np.array(features["geometry"].tolist(), dtype=object))
    polygons = np.array([boundaries[code] for code in codes], dtype=object)
    at, inside = shapely.STRtree(points).query(polygons, predicate="intersects")
    found = [""] * len(features)
    for area, point in sorted(zip(at.tolist(), inside.tolist(), strict=True), reverse=True):
        found[point] = codes[area]
    return found


def count_features(
    features: pd.DataFrame, source: Source, catalogue: Catalogue, boundaries: Mapping[str, BaseGeometry]
) -> pd.DataFrame:
    """Return how many features each kecamatan and the kabupaten had on each day, as OBSERVATION_COLUMNS.

    On a day with any feature the other kecamatan had none, which is a true zero. A day without a feature is not
    counted: nobody can tell whether anybody looked. Nor is the first day of an answer, which its window may cut:
    "the last two days" in UTC begin at eight in the morning here. The last day is provisional. A point outside
    all kecamatan is in none and not in the kabupaten either; features without a day are not counted.

    Args:
        features: With `observed_at`, and `area` as `areas_of` says it.
        source: `count_as` is the indicator.
        catalogue: Says how finely the indicator is collected.
        boundaries: Area code to polygon: which kecamatan there are.
    """
    seen = features[features["observed_at"].notna()] if len(features) else features
    codes = _districts(boundaries)
    if not len(seen) or not codes:
        return empty_observations()
    days = pd.Series([_day_of(one) for one in seen["observed_at"]], index=seen.index)
    inside = seen["area"] != ""
    counted = pd.crosstab(pd.Categorical(seen["area"][inside], codes), days[inside].to_numpy(), dropna=False)
    counted = counted.reindex(index=codes, columns=sorted(set(days)), fill_value=0)
    finest = catalogue.indicators[source.reading.count_as].finest
    whole = list(counted.columns)[1:]
    rows = [(REGENCY, day, int(counted[day].sum())) for day in whole]
    if finest is not Level.REGENCY:
        rows += [(code, day, int(counted.at[code, day])) for day in whole for code in codes]
    return _frame(rows, source) if rows else empty_observations()


def _day_of(instant: datetime) -> str:
    """Return the day of the city on which something was seen, as a period writes it."""
    return in_city(instant).date().isoformat()


def _districts(boundaries: Mapping[str, BaseGeometry]) -> list[str]:
    return sorted(code for code in boundaries if level_of(code) is Level.DISTRICT)


def _frame(rows: list[tuple[str, str, int]], source: Source) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["area", "period", "value"])
    frame = frame.assign(
        indicator=source.reading.count_as,
        value=frame["value"].astype("float64"),
        text=frame["value"].astype(str),
        flag=np.where(frame["period"] == frame["period"].max(), "p", ""),
        place=f"lapisan {source.reading.layer or source.id}",
        citation="",
        note="cacah titik di dalam batas wilayah",
    )
    texts = {name: "str" for name in OBSERVATION_COLUMNS if name != "value"}
    return frame[list(OBSERVATION_COLUMNS)].astype(texts)
