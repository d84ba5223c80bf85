"""Sentences about an indicator that is over, or has not begun: since when, and what follows it."""

import re

from components import formats
from components.labels import gaps, states
from core.domain.figure import Ended, Figure, Freshness
from core.domain.indicator import Indicator

# "Indeks Pemerintah Digital (Pemdi)": the name in brackets at the end is the one that people say.
_SHORT = re.compile(r"\(([^()]+)\)$")


def ended(one: Ended) -> str:
    """Return "berakhir 2025, dilanjutkan Pemdi (TI-13)"; a day within a year is told in full."""
    whole_year = (one.on.month, one.on.day) == (12, 31)
    end = str(one.on.year) if whole_year else formats.day(one.on)
    if one.successor is None:
        return gaps.ENDED.format(end=end)
    return gaps.ENDED_FOLLOWED.format(end=end, name=_short_name(one.successor), code=one.successor.code)


def state(freshness: Freshness) -> str:
    """Return the name of a state of age; of what is over the whole sentence."""
    told = ended(freshness.ended) if freshness.ended else ""
    return f"{told[:1].upper()}{told[1:]}" or states.FRESHNESS[freshness.state]


def not_in_force(figure: Figure) -> str:
    """Return why an indicator has no figure of a time when it was not in force; "" when its days are not known."""
    if figure.freshness.ended:
        return ended(figure.freshness.ended)
    begins = figure.indicator.valid_from
    return gaps.BEGINS.format(day=formats.day(begins)) if begins else ""


def _short_name(indicator: Indicator) -> str:
    found = _SHORT.search(indicator.name)
    return found.group(1) if found else indicator.name
