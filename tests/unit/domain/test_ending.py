"""What is over is never late, whatever its frequency, and begins to be over the day after its last one."""

from datetime import date, timedelta

import pytest

from core.catalogue import load_catalogue
from core.config import ROOT
from core.domain.area import REGENCY, Area, Level
from core.domain.figure import Ended, PartAge
from core.domain.freshness import ending, freshness, of_parts
from core.domain.indicator import Frequency
from core.domain.period import parse_period, period_of
from core.domain.scorecard import due_periods
from core.domain.status import FreshnessState as State

CATALOGUE = load_catalogue(ROOT / "catalogue").indicators
SPBE, PEMDI = CATALOGUE["TI-10"], CATALOGUE["TI-13"]
LAST = date(2025, 12, 31)
HERE = Area(REGENCY, "6401", "Paser", Level.REGENCY, "kabupaten", "")


@pytest.mark.parametrize(("day", "over"), [(LAST - timedelta(days=1), False), (LAST, False), (date(2026, 1, 1), True)])
def test_an_indicator_is_over_from_the_day_after_its_last(day, over):
    assert ending(SPBE, PEMDI, day) == (Ended(LAST, PEMDI) if over else None)
    assert ending(PEMDI, None, day) is None


@pytest.mark.parametrize("frequency", Frequency)
def test_over_1000_days_nothing_of_what_is_over_is_due_or_late(frequency):
    period = period_of(date(2024, 12, 31), frequency if frequency is not Frequency.EVENT else Frequency.DAILY)
    for number in range(1000):
        day = LAST + timedelta(days=1 + number)
        got = freshness(period, frequency, day, ended=Ended(LAST))
        assert (got.state, got.late_days, got.due_on) == (State.ENDED, 0, None)
        assert (got.age_days, got.until) == ((day - period.end).days, period)


def test_what_never_came_and_is_over_is_over():
    assert freshness(None, Frequency.YEARLY, date(2026, 1, 1), ended=Ended(LAST)).state is State.ENDED


def test_a_computed_figure_that_is_over_is_not_made_late_by_a_part_and_a_living_one_not_by_what_is_over():
    today = date(2026, 11, 22)
    late = PartAge(PEMDI, HERE, None, freshness(parse_period("2025-01"), Frequency.MONTHLY, today))
    over = PartAge(SPBE, HERE, None, freshness(parse_period("2020"), Frequency.YEARLY, today, ended=Ended(LAST)))
    fresh = freshness(parse_period("2026-11"), Frequency.MONTHLY, today)
    assert of_parts(over.freshness, [late]).state is State.ENDED
    assert of_parts(fresh, [over]).state is State.FRESH
    assert of_parts(fresh, [over, late]).state is State.DELINQUENT


def test_the_rapor_asks_for_the_years_of_an_indicator_alone():
    years = [one.text for one in due_periods(SPBE, date(2020, 1, 1), date(2030, 12, 31))]
    assert years == ["2025", "2024", "2023", "2022", "2021", "2020", "2019"]
    assert [one.text for one in due_periods(PEMDI, date(2020, 1, 1), date(2028, 12, 31))] == ["2027", "2026"]
