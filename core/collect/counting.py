"""Counts the features of a layer by day of the city and area, by point in polygon."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from core.clock import in_city
from core.collect.batch import OBSERVATION_COLUMNS, empty_observations
from core.collect.contract import Source
from core.domain.area import REGENCY, Level, level_of
from core.domain.catalogue import Catalogue


def count_features(
    features: pd.DataFrame, source: Source, catalogue: Catalogue, boundaries: Mapping[str, BaseGeometry]
) -> pd.DataFrame:
    """Return how many features each kecamatan and the kabupaten had on each day, as OBSERVATION_COLUMNS.

    On a day with any feature the other kecamatan had none, which is a true zero. A day without a feature is not
    counted: nobody can tell whether anybody looked. Nor is the first day of an answer, which its window may cut:
    "the last two days" in UTC begin at eight in the morning here. The last day is provisional. A point outside
    all kecamatan is in none and not in the kabupaten either; features without a day are not counted.

    Args:
        features: FEATURE_COLUMNS, geometry in EPSG:4326.
        source: `count_as` is the indicator.
        catalogue: Says how finely the indicator is collected.
        boundaries: Area code to polygon, EPSG:4326; only kecamatan are asked.
    """
    seen = features[features["observed_at"].notna()] if len(features) else features
    codes = sorted(code for code in boundaries if level_of(code) is Level.DISTRICT)
    if not len(seen) or not codes:
        return empty_observations()
    days = np.array([in_city(one).date().isoformat() for one in seen["observed_at"]])
    points = shapely.centroid(np.array(seen["geometry"].tolist(), dtype=object))
    tree = shapely.STRtree(points)
    at, inside = tree.query(np.array([boundaries[code] for code in codes], dtype=object), predicate="intersects")
    # A point on a common border belongs to the first of the two, so that no sum counts it twice.
    pairs = pd.DataFrame({"area": np.array(codes)[at], "point": inside}).drop_duplicates("point")
    counted = pd.crosstab(pd.Categorical(pairs["area"], codes), days[pairs["point"].to_numpy()], dropna=False)
    counted = counted.reindex(index=codes, columns=sorted(set(days)), fill_value=0)
    finest = catalogue.indicators[source.reading.count_as].finest
    whole = list(counted.columns)[1:]
    rows = [(REGENCY, day, int(counted[day].sum())) for day in whole]
    if finest is not Level.REGENCY:
        rows += [(code, day, int(counted.at[code, day])) for day in whole for code in codes]
    return _frame(rows, source) if rows else empty_observations()


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
