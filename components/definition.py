"""The definition of an indicator as a list of fields."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels
from components.labels import indicator as said
from core.domain.indicator import Indicator


def definition(indicator: Indicator, *, dimensions: Sequence[str]) -> Component:
    """Return the fields that have something to say."""
    pairs = fields(indicator, dimensions=", ".join(dimensions))
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def fields(indicator: Indicator, *, dimensions: str) -> list[tuple[str, str]]:
    """Return name and words of each field that has something to say."""
    pairs = (
        (said.CODE, indicator.code),
        (said.DEFINITION, indicator.definition),
        (said.FORMULA, indicator.formula_text),
        (said.READING, indicator.interpretation),
        (said.UNIT, indicator.unit),
        (said.DIRECTION, labels.KIND[indicator.kind]),
        (said.FREQUENCY, labels.FREQUENCY[indicator.frequency]),
        (said.FINEST, labels.LEVEL[indicator.finest]),
        (said.ADDITIVE, said.YES if indicator.additive else said.NO),
        (said.LIMITS, _limits(indicator)),
        (said.DIMENSIONS, dimensions),
        (said.SDG, indicator.sdg),
        (said.ISO, said.ISO_CHAPTER.format(number=indicator.iso37120) if indicator.iso37120 else ""),
        (said.CATALOGUE_ORIGIN, indicator.origin),
    )
    return [(name, value) for name, value in pairs if value]


def _limits(indicator: Indicator) -> str:
    if indicator.minimum is None and indicator.maximum is None:
        return ""
    low, high = (formats.number(limit, indicator.decimals) for limit in (indicator.minimum, indicator.maximum))
    return said.FROM_TO.format(low=low, high=high)
