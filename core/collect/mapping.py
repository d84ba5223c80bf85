"""Turns an agency's records into observations: which cell is which figure, read, converted, with its place.

Every cell ends in exactly one place: an observation, a refusal, or a count (missing, skipped, merged, withheld).
A row of which no cell was looked at counts as one cell.
"""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.collect.batch import Batch, Rejected, empty_observations, shown
from core.collect.cells import Cells, Reader, read_block
from core.collect.contract import FAULT, PLACE, Layout, Source
from core.collect.labels import clean
from core.collect.layouts import Table, area_titles, blocks_of, objects, open_table, period_titles, schema_error
from core.collect.missing import is_missing
from core.collect.observed import observe
from core.collect.rows import RowPlan, plan_rows
from core.collect.values import is_suspect_scale
from core.domain.catalogue import Catalogue
from core.errors import ConfigError
from core.reasons import Reason


def map_records(records: pd.DataFrame, source: Source, catalogue: Catalogue, *, today: date) -> Batch:  # noqa: ARG001 - the contract
    """Return what the records say, each figure under the catalogue's codes, in its unit.

    Args:
        records: As the connector returned them, with PLACE.
        source: Says where each word of ours stands.
        catalogue: Indicators, areas, aliases.
        today: The city's day; part of the contract, the checks need it.

    Raises:
        SourceChangedError: SCHEMA_MISMATCH, when a configured column is not there.
        ConfigError: When a unit or an indicator of the configuration is not known.
    """
    _check_codes(source, catalogue)
    if not len(records):
        return Batch(empty_observations())
    table = open_table(source, records.reset_index(drop=True))
    plan = plan_rows(table, catalogue)
    reader = Reader(table, catalogue, plan)
    blocks = [read for block in blocks_of(table, plan.of) if (read := read_block(reader, block)) is not None]
    if not blocks and source.reading.layout in (Layout.MONTHS_ACROSS, Layout.AREAS_ACROSS) and plan.of:
        raise schema_error(
            source, ["kolom bulan" if source.reading.layout is Layout.MONTHS_ACROSS else "kolom wilayah"], records
        )
    _refuse_suspect_scales(blocks)
    batch, zeroed = observe(reader, blocks)
    return _with_rows(batch, reader, plan, zeroed)


def _check_codes(source: Source, catalogue: Catalogue) -> None:
    unknown = [code for code in source.reading.indicators if code not in catalogue.indicators]
    if unknown:
        raise ConfigError(
            f"[sources.{source.id}.indicators] {', '.join(unknown)} not in the catalogue; nothing was collected. "
            "Correct config.toml, then try: python -m core check-config"
        )


def _refuse_suspect_scales(blocks: list[Cells]) -> None:
    """Refuse all values of a percent indicator whose typed numbers all lie between 0 and 1."""
    for code in dict.fromkeys(one.block.code for one in blocks):
        mine = [one for one in blocks if one.block.code == code and not one.counted]
        values = [one for one in mine if len(one.values.value)]
        if values and all(_is_suspect_or_empty(one) for one in values) and any(_is_suspect(one) for one in values):
            for one in values:
                one.values.reason[~np.isnan(one.values.value)] = Reason.PERCENT_SCALE_SUSPECT


def _is_suspect(one: Cells) -> bool:
    return is_suspect_scale(one.values, one.unit)


def _is_suspect_or_empty(one: Cells) -> bool:
    """Return whether a column is suspect, or says nothing against it: no numbers, or typed zeros alone."""
    numbers = ~np.isnan(one.values.value)
    return _is_suspect(one) or bool(one.values.suspect[numbers].all())


def _with_rows(batch: Batch, reader: Reader, plan: RowPlan, zeroed: set[int]) -> Batch:
    """Return the batch with the rows added of which no cell was looked at; those that say 0 were."""
    table, places = reader.table, reader.places
    empty, refused = 0, list(batch.rejected)
    for at in plan.faulty:
        reason = Reason(str(table.records[FAULT].iloc[at]))
        refused.append(Rejected(places.row(at), "", _row_text(table, at), reason))
    if len(plan.unknown):
        title, labels = table.columns["indicator"], table.cells("indicator")
        valued = _has_value(table)
        for at in plan.unknown:
            if not valued[at]:
                empty += 1
                continue
            label = labels[at] if labels is not None else ""
            refused.append(
                Rejected(
                    places.cell(at, title), title, shown(label), Reason.INDICATOR_UNKNOWN, reader.nearest_label(label)
                )
            )
    skipped = sum(at not in zeroed for at in plan.skipped.tolist())
    rows = len(plan.faulty) + len(plan.unknown) + skipped
    return Batch(
        batch.observations,
        refused,
        read=batch.read + rows,
        missing=batch.missing + empty,
        skipped=batch.skipped + skipped,
        merged=batch.merged,
        withheld=batch.withheld,
    )


def _row_text(table: Table, at: int) -> str:
    cells = table.records.drop(columns=[PLACE, FAULT], errors="ignore").iloc[at]
    return shown(" | ".join(clean(cell) for cell in cells))


def _has_value(table: Table) -> NDArray[np.bool_]:
    """Return which rows hold anything where values stand; a heading within the table holds nothing."""
    layout = table.source.reading.layout
    titles = {Layout.MONTHS_ACROSS: period_titles, Layout.AREAS_ACROSS: area_titles}.get(layout, lambda _table: [])(
        table
    )
    if "value" in table.columns:
        titles = [*titles, table.columns["value"]]
    if not titles:
        return np.ones(len(table.records), dtype=bool)
    found = np.zeros(len(table.records), dtype=bool)
    for title in titles:
        found |= np.array([not is_missing(cell) for cell in objects(table.records[title])], dtype=bool)
    return found
