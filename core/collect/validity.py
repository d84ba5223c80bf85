"""Says when an indicator is in force, in the words that a refused row carries."""

from datetime import date

from core.collect.months import name_of
from core.domain.catalogue import Catalogue
from core.domain.indicator import Indicator


def in_force_words(indicator: Indicator, catalogue: Catalogue) -> str:
    """Return which periods an indicator takes, and under which code its neighbours are sent; short, in Indonesian."""
    first, last = indicator.valid_from, indicator.valid_to
    words = [f"mulai {_day(first)}" if first else "", f"sampai {_day(last)}" if last else ""]
    before = next((one.code for one in catalogue.indicators.values() if one.successor == indicator.code), "")
    others = [
        f"sebelumnya kode {before}" if first and before else "",
        f"sesudahnya kode {indicator.successor}" if last and indicator.successor else "",
    ]
    return ", ".join(filter(None, [f"periode {' '.join(filter(None, words))}", *others]))


def _day(day: date) -> str:
    return f"{day.day} {name_of(day.month)} {day.year}"
