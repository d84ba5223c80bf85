"""Which rows the form of an office has: what it reports, for which areas, for the newest period that is over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from core.domain.area import Area, Level
from core.domain.catalogue import Catalogue
from core.domain.indicator import Indicator, Target
from core.domain.period import Period, period_of
from core.domain.targets import target_at

CHOICES = 4  # periods that a row may be filled in for: the newest one and those just before it
FORM_SHEET = "Isian"
# Our word for a column of the form to its title: written by core.reports, read by core.collect.
FORM_COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "indicator": "Kode",
        "area": "Kode wilayah",
        "period": "Periode",
        "value": "Nilai",
        "flag": "Tanda",
        "note": "Catatan",
    }
)
_LEVELS = (Level.REGENCY, Level.DISTRICT, Level.VILLAGE)  # from coarse to fine


@dataclass(frozen=True, slots=True)
class LastValue:
    """The newest value that is known of an indicator in an area."""

    value: float
    period: Period
    simulated: bool = False


@dataclass(frozen=True, slots=True)
class FormRow:
    """One figure that is asked for.

    Attributes:
        periods: Those it may be filled in for, newest first; the first is the one that is asked.
        last: What is known so far, beside the cell to be filled in; None when nothing is.
        target: Of the period's year; None when there is none, or it does not speak of this area.
    """

    indicator: Indicator
    area: Area
    periods: tuple[Period, ...]
    last: LastValue | None = None
    target: Target | None = None

    @property
    def period(self) -> Period:
        """Return the period that is asked for."""
        return self.periods[0]


def reported(catalogue: Catalogue, agency: str) -> list[Indicator]:
    """Return what an office reports itself: its indicators and variables without those that a formula computes."""
    return [one for one in catalogue.indicators.values() if one.agency == agency and not one.formula]


def form_rows(
    catalogue: Catalogue,
    agency: str,
    today: date,
    *,
    newest: Mapping[tuple[str, str], LastValue],
    targets: Mapping[str, Sequence[Target]],
) -> tuple[FormRow, ...]:
    """Return the rows of an office's form, in the order of the catalogue; an indicator not in force has none.

    Args:
        catalogue: What is measured, and where.
        agency: Code of the office.
        today: The city's day; a period counts as over from the day after its last one.
        newest: Indicator and area code to the newest value that whoever fills it in may see.
        targets: Indicator code to all its targets.
    """
    rows = []
    for indicator in reported(catalogue, agency):
        periods = periods_asked(indicator, today)
        for area in areas_asked(catalogue, indicator) if periods else ():
            target = target_at(targets.get(indicator.code, ()), indicator, area, periods[0])
            rows.append(FormRow(indicator, area, periods, newest.get((indicator.code, area.code)), target))
    return tuple(rows)


def periods_asked(indicator: Indicator, today: date) -> tuple[Period, ...]:
    """Return the newest periods that are over, newest first; () when the newest is not one of the indicator's time.

    What comes by event is asked by the day. A period belongs to the time that its last day lies in, as on reading.
    """
    newest = period_of(today, indicator.frequency).previous()
    if not indicator.is_in_force(newest.end):
        return ()
    found = [newest]
    while len(found) < CHOICES and indicator.is_in_force((before := found[-1].previous()).end):
        found.append(before)
    return tuple(found)


def areas_asked(catalogue: Catalogue, indicator: Indicator) -> list[Area]:
    """Return the areas that a figure is asked for.

    What adds up is asked on its finest level alone: the levels above are the sum. Of anything else no level follows
    from the one below, so all are asked, the kabupaten first.
    """
    finest = _LEVELS.index(indicator.finest)
    levels = (indicator.finest,) if indicator.additive else _LEVELS[: finest + 1]
    return list(_areas(catalogue, levels))


def _areas(catalogue: Catalogue, levels: tuple[Level, ...]) -> Iterator[Area]:
    for level in levels:
        yield from sorted(catalogue.at(level), key=lambda one: one.code)
