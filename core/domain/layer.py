"""Layers of points for the map: TPS, menara, hotspot, gempa. Made by core.store.queries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of points: TPS, menara, hotspot, gempa."""

    id: str
    title: str
    simulated: bool
    attribution: str
    count: int
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """The points of one layer as GeoJSON (EPSG:4326); `name` and `kind` are among each one's properties."""

    layer: Layer
    features: Mapping[str, Any]
