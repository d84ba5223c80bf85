"""The definition of an indicator as a list of fields."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels
from core.domain.indicator import Indicator


def definition(indicator: Indicator, *, dimensions: Sequence[str]) -> Component:
    """Return the fields that have something to say."""
    pairs = (
        ("Kode", indicator.code),
        ("Definisi", indicator.definition),
        ("Rumus", indicator.formula_text),
        ("Cara membaca", indicator.interpretation),
        ("Satuan", indicator.unit),
        ("Arah", indicator.kind.value),
        ("Frekuensi", labels.FREQUENCY[indicator.frequency]),
        ("Wilayah terkecil", indicator.finest.value),
        ("Dapat dijumlahkan", "ya" if indicator.additive else "tidak"),
        ("Batas wajar", _limits(indicator)),
        ("Dimensi (usulan)", ", ".join(dimensions)),
        ("SDG", indicator.sdg),
        ("ISO 37120", f"bab {indicator.iso37120}" if indicator.iso37120 else ""),
        ("Sumber menurut katalog", indicator.origin),
    )
    return html.Dl(
        [part for name, value in pairs if value for part in (html.Dt(name), html.Dd(value))], className="facts"
    )


def _limits(indicator: Indicator) -> str:
    if indicator.minimum is None and indicator.maximum is None:
        return ""
    low, high = (formats.number(limit, indicator.decimals) for limit in (indicator.minimum, indicator.maximum))
    return f"{low} sampai {high}"
