"""From a source to figures that may be recorded: ask, with patience; map; check. Nothing is stored here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
from shapely.geometry.base import BaseGeometry

from core.collect.batch import Batch, Rejected
from core.collect.boundaries import map_boundaries
from core.collect.checks import check
from core.collect.connectors import find_connector
from core.collect.contract import NOTICES, Layout, Source
from core.collect.features import map_features
from core.collect.mapping import map_records
from core.domain.catalogue import Catalogue
from core.errors import SourceChangedError
from core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an answer holds, ready to be recorded; a part that the layout does not bring is None.

    Attributes:
        observations: As Batch.observations.
        features: The whole layer; empty: nothing is there now.
        boundaries: Polygons by area.
        rejected: What was refused, row by row.
        read: Cells or features looked at.
        withheld: Good cells that are not stored because of a bad one.
        notices: What the reader left out, in Indonesian: hidden rows and columns.
    """

    observations: pd.DataFrame | None = None
    features: pd.DataFrame | None = None
    boundaries: pd.DataFrame | None = None
    rejected: list[Rejected] = field(default_factory=list)
    read: int = 0
    withheld: int = 0
    notices: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Return whether there is something wrong and nothing to store."""
        parts = (self.observations, self.features, self.boundaries)
        return bool(self.rejected) and all(part is None or part.empty for part in parts)


def understand(
    records: pd.DataFrame, source: Source, catalogue: Catalogue, *, today: date, polygons: Mapping[str, BaseGeometry]
) -> Gathered:
    """Return what the records of a source mean.

    Args:
        records: As the connector gave them.
        source: Whose.
        catalogue: Areas, indicators, units.
        today: The city's day; what speaks of a later one is refused.
        polygons: Areas that features are counted in.

    Raises:
        SourceChangedError: If the records are not laid out as config.toml says, or there are none.
    """
    layout = source.reading.layout
    if layout is Layout.BOUNDARIES:
        shapes = map_boundaries(records, source, catalogue)
        return Gathered(
            boundaries=shapes.features, rejected=shapes.rejected, read=shapes.read, withheld=shapes.withheld
        )
    if layout is Layout.FEATURES:
        layer = map_features(records, source, catalogue, boundaries=polygons)
        return Gathered(layer.counts, layer.features, None, layer.rejected, layer.read, layer.withheld)
    notices = tuple(records.attrs.get(NOTICES, ()))
    batch = check(map_records(records, source, catalogue, today=today), source, catalogue, today=today)
    _need_rows(batch, source)
    return Gathered(batch.observations, None, None, batch.rejected, batch.read, batch.withheld, notices)


def fetch(source: Source) -> Callable[..., pd.DataFrame]:
    """Return the connector's function for a source.

    Raises:
        ConfigError: If nobody registered the word in `connector`.
    """
    return find_connector(source.connector).fetch


def _need_rows(batch: Batch, source: Source) -> None:
    # A layer may be empty (no hotspot today); a table of figures without a row is a broken export.
    if batch.read == 0 and not batch.rejected:
        raise SourceChangedError(
            source.id,
            "the answer holds no row of data. Nothing was stored, the last good values stay on screen",
            reason=Reason.NO_DATA,
        )
