"""The index of a dimension and of a frame."""

from datetime import date

import pytest
from reading import (
    ALWAYS,
    NORTH,
    REGENCY,
    catalogue,
    config,
    indicator,
    model,
    run,
    source,
    target,
    view,
)

from core.domain.area import Level
from core.domain.figure import Absence
from core.domain.indicator import Frequency, Kind, Weight
from core.domain.period import parse_period
from core.domain.status import Status
from core.store.indexes import dimension_of, index_figure, index_value

SOURCE = source("s", "A", "B", "C")
TARGETS = [target(code, 10) for code in "ABC"]
UNGGUL = (("tuntas", "unggul"),)


def three(**changed):
    return [indicator(code, additive=False, finest=Level.REGENCY, **changed) for code in "ABC"]


def index_of(store, definitions, of=None, dimension=None, **settled):
    snapshot = model(store, definitions, config(SOURCE, **settled)).current()
    of = of or view()
    found = dimension_of(snapshot.plan, of.frame, dimension) if dimension else None
    return index_figure(snapshot, found, of)


def test_an_index_is_the_weighted_mean_of_what_was_measured_capped(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), ("B", REGENCY, "2026-10", 50), ("C", REGENCY, "2026-10", 8))
    found = index_of(store, catalogue(*three(), targets=TARGETS, weights={"A": 2.0, "B": 1.0, "C": 1.0}))
    assert found.value == pytest.approx(100 * (2 * 0.5 + 1.0 + 0.8) / 4)
    assert found.coverage == 1.0
    assert found.status is Status.MEDIUM
    assert [(part.figure.indicator.code, part.weight, part.capped) for part in found.parts] == [
        ("A", 0.5, 0.5),
        ("B", 0.25, 1.0),
        ("C", 0.25, 0.8),
    ]


def test_an_index_is_withheld_below_the_floor_and_given_on_it(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5))
    for weight, value in ((7.0, 50.0), (6.9, None)):
        definitions = catalogue(*three(), targets=TARGETS, weights={"A": weight, "B": 10 - weight})
        found = index_of(store, definitions)
        assert (found.value, found.coverage) == (value, pytest.approx(weight / 10))
        assert (found.status is Status.UNSCORED) == (value is None)


def test_what_has_no_target_lowers_the_coverage(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), ("B", REGENCY, "2026-10", 5), ("C", REGENCY, "2026-10", 5))
    found = index_of(store, catalogue(*three(), targets=TARGETS[:2]))
    assert found.coverage == pytest.approx(2 / 3)
    assert found.value is None


def test_what_is_too_old_is_shown_but_not_measured(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), ("B", REGENCY, "2026-10", 5), ("C", REGENCY, "2026-05", 10))
    found = index_of(store, catalogue(*three(), targets=TARGETS), floor=0.5)
    assert (found.value, found.coverage) == (50.0, pytest.approx(2 / 3))
    last = found.parts[2]
    assert (last.figure.value, last.figure.status, last.figure.absence) == (10.0, Status.VERY_HIGH, Absence.TOO_OLD)
    assert (last.capped, found.late) == (None, 1)


def test_information_counts_in_no_index(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), ("B", REGENCY, "2026-10", 5))
    indicators = [*three()[:1], indicator("B", kind=Kind.INFORMATION)]
    found = index_of(store, catalogue(*indicators, targets=TARGETS))
    assert ([part.figure.indicator.code for part in found.parts], found.coverage) == (["A"], 1.0)


def test_an_indicator_that_is_not_collected_there_is_no_part_of_a_kecamatan_s_index(store):
    run(store, "s", ("A", NORTH, "2026-10", 5), ("B", REGENCY, "2026-10", 5))
    indicators = [indicator("A", additive=False), indicator("B", additive=False, finest=Level.REGENCY)]
    found = index_of(store, catalogue(*indicators, targets=TARGETS), view(place=NORTH))
    assert ([part.figure.indicator.code for part in found.parts], found.value) == (["A"], 50.0)


def test_a_dimension_takes_its_own_indicators_and_the_frame_takes_all(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), ("B", REGENCY, "2026-10", 10))
    indicators = [
        indicator("A", additive=False),
        indicator("B", additive=False, dimensions=UNGGUL),
    ]
    definitions = catalogue(*indicators, targets=TARGETS)
    assert index_of(store, definitions, dimension="tangguh").value == 50.0
    assert index_of(store, definitions, dimension="unggul").value == 100.0
    assert index_of(store, definitions).value == 75.0
    assert index_of(store, definitions, view(frame="nasional")).value == 50.0


def test_the_change_is_against_the_period_before_and_the_line_has_twelve(store):
    run(store, "s", *(("A", REGENCY, f"2026-{month:02d}", month) for month in range(3, 11)))
    found = index_of(store, catalogue(three()[0], targets=TARGETS))
    assert (found.value, found.change, found.before.text) == (100.0, pytest.approx(10.0), "2026-09")
    assert len(found.spark) == 12
    assert [point.value for point in found.spark] == [None] * 4 + [pytest.approx(10.0 * m) for m in range(3, 11)]
    assert found.spark[-1].period == parse_period("2026-10")


def test_weights_count_from_the_day_they_are_valid(store):
    run(store, "s", *((code, REGENCY, "2026-08", value) for code, value in (("A", 5), ("B", 10))))
    run(store, "s", *((code, REGENCY, "2026-09", value) for code, value in (("A", 5), ("B", 10))))
    definitions = catalogue(*three()[:2], targets=TARGETS)
    heavier = Weight("tuntas", "B", 3.0, date(2026, 9, 1))
    dated = type(definitions)(
        **{name: getattr(definitions, name) for name in definitions.__dataclass_fields__ if name != "weights"},
        weights=(*definitions.weights, heavier),
    )
    snapshot = model(store, dated, config(SOURCE)).current()
    area = snapshot.plan.area(REGENCY)
    values = [index_value(snapshot, "tuntas", "", area, parse_period(text)).value for text in ("2026-08", "2026-09")]
    assert values == [75.0, pytest.approx(87.5)]
    assert heavier.valid_from > ALWAYS


def test_a_simulated_part_makes_an_index_simulated(store):
    run(store, "s", ("A", REGENCY, "2026-10", 5), simulated=True)
    assert index_of(store, catalogue(three()[0], targets=TARGETS)).simulated is True


def test_improving_an_indicator_never_lowers_the_index(store):
    definitions = catalogue(*three(), targets=TARGETS)
    values = []
    for value in (0, 3, 9.99, 10, 25):
        run(store, "s", ("A", REGENCY, "2026-10", value), ("B", REGENCY, "2026-10", 4), ("C", REGENCY, "2026-10", 4))
        values.append(index_of(store, definitions).value)
    assert values == sorted(values)


def test_a_cumulative_figure_is_scored_by_its_sum_since_january(store):
    rows = [("A", REGENCY, f"2026-{month:02d}", 1) for month in range(1, 11)]
    run(store, "s", *rows)
    definitions = catalogue(indicator("A", kind=Kind.CUMULATIVE, finest=Level.REGENCY), targets=[target("A", 20, 2026)])
    found = index_of(store, definitions)
    assert (found.parts[0].figure.value, found.value) == (1.0, 50.0)


def test_a_gap_leaves_a_cumulative_figure_unscored(store):
    run(store, "s", *(("A", REGENCY, f"2026-{month:02d}", 1) for month in range(1, 11) if month != 4))
    definitions = catalogue(indicator("A", kind=Kind.CUMULATIVE, finest=Level.REGENCY), targets=[target("A", 20, 2026)])
    assert index_of(store, definitions).parts[0].capped is None


def test_a_perfect_zero_of_a_lower_is_better_indicator_scores_full(store):
    run(store, "s", ("A", REGENCY, "2026-10", 0))
    for limit in (0, 10):
        definitions = catalogue(three(kind=Kind.LOWER)[0], targets=[target("A", limit)])
        assert index_of(store, definitions).value == 100.0


def test_a_yearly_figure_counts_in_the_months_that_follow(store):
    run(store, "s", ("A", REGENCY, "2025", 5))
    found = index_of(store, catalogue(three(frequency=Frequency.YEARLY)[0], targets=TARGETS))
    assert [point.value for point in found.spark[-10:]] == [50.0] * 10
