"""A computed figure is as old as its worst part and carries the worst flag of its parts."""

from datetime import date

import pytest
from reading import NORTH, REGENCY, SOUTH, VILLAGES, catalogue, config, indicator, model, run, source, target, view

from core.domain.area import Level
from core.domain.flags import WORST_FIRST, worst
from core.domain.indicator import Frequency
from core.domain.rollup import IndexValue
from core.domain.status import FreshnessState
from core.store.details import full_series
from core.store.figures import figure
from core.store.indexes import index_figure

PARTS = (
    indicator("N", is_variable=True, additive=False),
    indicator("Y", is_variable=True, additive=False, frequency=Frequency.YEARLY),
)
RATIO = indicator("R", additive=False, formula="N / Y * 100")


def shown(store, definitions, code, place=REGENCY, **changed):
    settled = config(source("s", *definitions.indicators))
    return figure(model(store, definitions, settled).current(), code, place, view(place=place, **changed))


def test_a_formula_is_as_late_as_its_latest_part_and_names_it(store):
    run(store, "s", ("N", REGENCY, "2026-10", 1), ("Y", REGENCY, "2026-10", 2), ("N", REGENCY, "2026-09", 1))
    late = date(2027, 1, 10)
    found = shown(store, catalogue(*PARTS, RATIO), "R", period="2026-12", today=late)
    # N is monthly and ended 71 days ago; Y is yearly, so the same month is no reason to worry.
    assert found.freshness.state is FreshnessState.DELINQUENT
    assert found.freshness.oldest.indicator.code == "N"
    assert found.freshness.late_days == 71 - 30


def test_a_part_that_comes_more_often_makes_the_figure_late(store):
    run(store, "s", ("N", REGENCY, "2025", 1), ("Y", REGENCY, "2025", 2))
    definitions = catalogue(*PARTS, indicator("R", additive=False, formula="N / Y", frequency=Frequency.YEARLY))
    found = shown(store, definitions, "R", today=date(2026, 4, 1), period="2026-03")
    assert found.freshness.state is FreshnessState.DELINQUENT
    assert (found.freshness.oldest.indicator.code, found.freshness.oldest.period.text) == ("N", "2025")


def test_a_sum_names_the_area_that_is_latest_down_to_the_desa(store):
    rows = [("A", code, "2026-10", 1) for code in VILLAGES]
    run(store, "s", *rows, *(("A", code, "2026-09", 1) for code in VILLAGES), ("A", VILLAGES[0], "2026-11", 1))
    definitions = catalogue(indicator("A", finest=Level.VILLAGE))
    found = shown(store, definitions, "A", today=date(2026, 12, 20), period="2026-11")
    assert found.period.text == "2026-10"
    assert found.freshness.oldest.area.code in VILLAGES[1:]
    assert found.freshness.state is FreshnessState.OVERDUE


def test_a_reported_figure_has_no_parts(store):
    run(store, "s", ("A", REGENCY, "2026-10", 3))
    found = shown(store, catalogue(indicator("A")), "A")
    assert found.freshness.oldest is None


def test_an_index_names_the_figure_whose_data_are_oldest(store):
    run(store, "s", ("A", REGENCY, "2026-10", 3), ("B", REGENCY, "2026-09", 3))
    definitions = catalogue(indicator("A"), indicator("B"), targets=[target("A", 3), target("B", 3)])
    settled = config(source("s", "A", "B"))
    found = index_figure(model(store, definitions, settled).current(), None, view())
    assert isinstance(found.value, float)
    assert found.oldest.indicator.code == "B"
    assert IndexValue(found.value, found.coverage).coverage == 1.0


@pytest.mark.parametrize("flag", WORST_FIRST)
def test_the_flag_of_a_part_is_the_flag_of_what_it_makes(store, flag):
    run(store, "s", ("A", NORTH, "2026-10", 1, flag), ("A", SOUTH, "2026-10", 2), ("A", NORTH, "2026-09", 1))
    run(store, "s", ("A", SOUTH, "2026-09", 2))
    definitions = catalogue(indicator("A"), indicator("B", additive=False, formula="A * 2"))
    assert shown(store, definitions, "A").flag == flag
    assert shown(store, definitions, "B").flag == flag
    assert shown(store, definitions, "A", period="2026-09").flag == ""
    snapshot = model(store, definitions, config(source("s", "A"))).current()
    line = full_series(snapshot, definitions.indicators["A"], definitions.areas[REGENCY], view())
    assert [one.flag for one in line] == ["", flag]


def test_a_reported_value_carries_its_own_flag_alone(store):
    run(store, "s", ("A", REGENCY, "2026-10", 3, "e"), ("A", NORTH, "2026-10", 1, "p"), ("A", SOUTH, "2026-10", 2))
    assert shown(store, catalogue(indicator("A")), "A").flag == "e"


def test_what_may_still_change_is_worse_than_what_was_filled_in_or_estimated():
    assert worst(["", "b", "e", "p"]) == "p"
    assert worst(["e", "i"]) == "i"
    assert worst(["b", "e"]) == "e"
    assert worst(["", ""]) == ""
    assert worst(["eb"]) == "e"
