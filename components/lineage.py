"""Raw rows behind a figure, as an auditor reads them: value, as written, revision, source, place, run, hash."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.data_table import data_table
from components.marks import simulated_tag
from core.domain.indicator import Indicator
from core.domain.screens import ObservationRow

_HEADS = ("Periode", "Nilai", "Tertulis", "Revisi", "Sumber", "Tempat", "Disimpan", "Berkas asli")


def lineage(rows: Sequence[ObservationRow], indicator: Indicator) -> Component:
    """Return the rows as a table; for a computed figure the reason why there are none."""
    if not rows:
        words = (
            "Angka ini dihitung dari komponen rumus; buka komponennya."
            if indicator.formula
            else "Belum ada baris tersimpan."
        )
        return html.P(words, className="empty")
    return data_table(
        _HEADS, [_cells(row, indicator) for row in rows], caption="Baris asli", numeric=("Nilai", "Revisi")
    )


def _cells(row: ObservationRow, indicator: Indicator) -> tuple[object, ...]:
    origin = row.provenance
    link = html.A(origin.source_title, href=f"/sumber/{origin.source_id}")
    cited = origin.citation.startswith(("https://", "http://"))
    citation = (
        html.A("terbitan", href=origin.citation, target="_blank", rel="noopener noreferrer")
        if cited
        else origin.citation
    )
    return (
        formats.period(row.period),
        formats.measured(row.value, indicator),
        row.text,
        formats.number(row.revision, 0),
        [link, simulated_tag(shown=origin.simulated), html.Small(citation)],
        f"{origin.place} · pengambilan {origin.run_id}",
        formats.moment(origin.stored_at),
        html.Code(row.raw_sha256[:12], title=f"sha256 {row.raw_sha256}") if row.raw_sha256 else formats.NOTHING,
    )
