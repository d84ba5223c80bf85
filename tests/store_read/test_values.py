"""Where a value comes from: reported, computed from parts, summed over areas, from which of several sources."""

from datetime import timedelta

import pytest
from reading import NOON, NORTH, REGENCY, SOUTH, VILLAGES, catalogue, config, indicator, model, run, source, view

from core.domain.area import Level
from core.domain.figure import Absence
from core.domain.indicator import Frequency
from core.store.figures import figure

ALL = source("s", "A", "B", "LH-A", "LH-B")


def value(store, definitions, code, place=REGENCY, settled=None, period="2026-10"):
    return figure(model(store, definitions, settled or config(ALL)).current(), code, place, view(period, place))


def test_a_sum_needs_a_value_of_every_area_below(store):
    run(store, "s", ("A", NORTH, "2026-09", 1), ("A", SOUTH, "2026-09", 2), ("A", NORTH, "2026-10", 4))
    found = value(store, catalogue(indicator("A")), "A")
    assert (found.value, found.period.text) == (3.0, "2026-09")


def test_a_zero_of_an_area_counts_in_a_sum(store):
    run(store, "s", ("A", NORTH, "2026-10", 0), ("A", SOUTH, "2026-10", 2))
    assert value(store, catalogue(indicator("A")), "A").value == 2.0


def test_a_sum_goes_from_desa_to_kabupaten(store):
    run(store, "s", *(("A", code, "2026-10", 1) for code in VILLAGES))
    definitions = catalogue(indicator("A", finest=Level.VILLAGE))
    assert value(store, definitions, "A").value == 3.0
    assert value(store, definitions, "A", NORTH).value == 2.0


def test_what_is_reported_goes_before_the_sum(store):
    run(store, "s", ("A", NORTH, "2026-10", 1), ("A", SOUTH, "2026-10", 2), ("A", REGENCY, "2026-10", 5))
    assert value(store, catalogue(indicator("A")), "A").value == 5.0


def test_a_share_is_never_summed(store):
    run(store, "s", ("A", NORTH, "2026-10", 50), ("A", SOUTH, "2026-10", 60))
    found = value(store, catalogue(indicator("A", additive=False)), "A")
    assert (found.value, found.absence) == (None, Absence.NOT_REPORTED)


def test_events_are_summed_only_where_every_area_reported(store):
    events = catalogue(indicator("A", frequency=Frequency.EVENT))
    run(store, "s", ("A", NORTH, "2026-10-03", 50))
    assert value(store, events, "A").value is None
    run(store, "t", ("A", SOUTH, "2026-10-03", 60))
    assert value(store, events, "A").value == 110.0


SHARE = (
    indicator("LH-A", is_variable=True),
    indicator("LH-B", is_variable=True),
    indicator("A", additive=False, formula="LH_B / LH_A * 100"),
)


def test_a_formula_is_worked_out_for_each_area_from_sums_where_needed(store):
    rows = [("LH-A", NORTH, "2026-10", 10), ("LH-A", SOUTH, "2026-10", 30)]
    run(store, "s", *rows, ("LH-B", NORTH, "2026-10", 5), ("LH-B", SOUTH, "2026-10", 5))
    definitions = catalogue(*SHARE)
    assert value(store, definitions, "A", NORTH).value == 50.0
    assert value(store, definitions, "A").value == 25.0


def test_a_missing_part_makes_a_formula_missing(store):
    run(store, "s", ("LH-A", NORTH, "2026-10", 10))
    found = value(store, catalogue(*SHARE), "A", NORTH, config(source("s", "LH-A", "LH-B")))
    assert (found.value, found.absence) == (None, Absence.PART_MISSING)


def test_a_part_of_another_month_is_no_part(store):
    run(store, "s", ("LH-A", NORTH, "2026-10", 10), ("LH-B", NORTH, "2026-09", 10))
    assert value(store, catalogue(*SHARE), "A", NORTH).value is None


def test_dividing_by_zero_is_missing_and_not_zero(store):
    run(store, "s", ("LH-A", NORTH, "2026-10", 0), ("LH-B", NORTH, "2026-10", 0))
    assert value(store, catalogue(*SHARE), "A", NORTH).value is None


def test_the_number_of_desa_stands_for_itself(store):
    run(store, "s", *(("LH-B", code, "2026-10", one) for code, one in zip(VILLAGES, (1, 0, 1), strict=True)))
    served = indicator("LH-B", is_variable=True, finest=Level.VILLAGE)
    definitions = catalogue(
        served, indicator("A", additive=False, formula="LH_B / JUMLAH_DESA * 100", finest=Level.VILLAGE)
    )
    assert value(store, definitions, "A").value == pytest.approx(200 / 3)
    assert value(store, definitions, "A", NORTH).value == 50.0
    assert value(store, definitions, "A", VILLAGES[0]).value == 100.0


def test_a_computed_figure_names_its_oldest_part_and_a_simulated_one_before_all(store):
    run(store, "new", ("LH-A", NORTH, "2026-10", 10), now=NOON)
    run(store, "old", ("LH-B", NORTH, "2026-10", 5), now=NOON - timedelta(days=3))
    settled = config(source("new", "LH-A"), source("old", "LH-B"))
    found = value(store, catalogue(*SHARE), "A", NORTH, settled)
    assert (found.provenance.source_id, found.simulated) == ("old", False)
    made_up = config(source("new", "LH-A", simulated=True), source("old", "LH-B"))
    found = value(store, catalogue(*SHARE), "A", NORTH, made_up)
    assert (found.provenance.source_id, found.provenance.simulated, found.simulated) == ("new", True, True)


def test_the_lower_rank_is_shown_and_the_disagreement_said(store):
    run(store, "z", ("A", REGENCY, "2026-10", 10))
    run(store, "a", ("A", REGENCY, "2026-10", 12))
    settled = config(source("z", "A", rank=10), source("a", "A", rank=20))
    found = value(store, catalogue(indicator("A", tolerance=1.0)), "A", settled=settled)
    assert (found.value, found.conflict, found.provenance.source_id) == (10.0, True, "z")


def test_a_difference_within_the_tolerance_is_no_conflict(store):
    run(store, "z", ("A", REGENCY, "2026-10", 10))
    run(store, "a", ("A", REGENCY, "2026-10", 11))
    settled = config(source("z", "A", rank=10), source("a", "A", rank=20))
    assert value(store, catalogue(indicator("A", tolerance=1.0)), "A", settled=settled).conflict is False


def test_a_simulated_value_never_disagrees_with_a_real_one(store):
    run(store, "real", ("A", REGENCY, "2026-10", 10))
    run(store, "made", ("A", REGENCY, "2026-10", 99))
    settled = config(source("real", "A"), source("made", "A", simulated=True))
    found = value(store, catalogue(indicator("A")), "A", settled=settled)
    assert (found.value, found.conflict) == (10.0, False)


def test_a_gap_of_the_better_source_is_filled_by_the_other(store):
    run(store, "z", ("A", REGENCY, "2026-09", 10))
    run(store, "a", ("A", REGENCY, "2026-09", 10), ("A", REGENCY, "2026-10", 12))
    settled = config(source("z", "A", rank=10), source("a", "A", rank=20))
    found = value(store, catalogue(indicator("A")), "A", settled=settled)
    assert (found.value, found.provenance.source_id) == (12.0, "a")
    assert [point.value for point in found.spark] == [10.0, 12.0]


def test_a_conflict_of_a_part_is_a_conflict_of_the_sum(store):
    run(store, "z", ("A", NORTH, "2026-10", 10), ("A", SOUTH, "2026-10", 1))
    run(store, "a", ("A", NORTH, "2026-10", 12))
    settled = config(source("z", "A", rank=10), source("a", "A", rank=20))
    assert value(store, catalogue(indicator("A")), "A", settled=settled).conflict is True


def test_without_demo_nothing_simulated_is_left(store):
    run(store, "made", ("A", REGENCY, "2026-10", 99), simulated=True)
    run(store, "real", ("A", REGENCY, "2026-09", 10))
    definitions = catalogue(indicator("A"))
    with_demo = config(source("made", "A", simulated=True), source("real", "A"))
    assert value(store, definitions, "A", settled=with_demo).value == 99.0
    for settled in (config(source("real", "A"), demo=False), config(*with_demo.sources.values(), demo=False)):
        found = value(store, definitions, "A", settled=settled)
        assert (found.value, found.simulated) == (10.0, False)


def test_a_simulation_that_left_the_config_never_passes_for_real(store):
    run(store, "made", ("A", REGENCY, "2026-10", 99), simulated=True)
    found = value(store, catalogue(indicator("A")), "A", settled=config())
    assert (found.value, found.simulated, found.provenance.simulated) == (99.0, True, True)
    assert value(store, catalogue(indicator("A")), "A", settled=config(demo=False)).value is None


def test_real_figures_of_a_source_that_left_the_config_stay(store):
    run(store, "gone", ("A", REGENCY, "2026-10", 7))
    found = value(store, catalogue(indicator("A")), "A", settled=config(demo=False))
    assert (found.value, found.provenance.attribution, found.simulated) == (7.0, "gone", False)
