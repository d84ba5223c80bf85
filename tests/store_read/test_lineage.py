"""The chain of a value: the same value made again from its parts, down to the stored rows, on both engines."""

from math import fsum

import pytest
from reading import (
    AREAS,
    COUNCIL,
    NOON,
    NORTH,
    REGENCY,
    SOUTH,
    VILLAGES,
    catalogue,
    config,
    indicator,
    model,
    run,
    source,
    view,
)

from core.domain.area import Level
from core.domain.conflict import SUM_OF_AREAS, Verdict
from core.domain.formula import evaluate
from core.domain.indicator import Kind
from core.domain.lineage import Making
from core.domain.period import parse_period
from core.errors import NotFoundError
from core.store.conflicts import all_conflicts
from core.store.lineage import chain, chain_of_sum, period_shown, rests_on
from core.store.settling import settle

PERIOD = parse_period("2026-10")
DEFINITIONS = catalogue(
    indicator("A-1", finest=Level.VILLAGE),
    indicator("B-1"),
    indicator("C-1", formula="A_1 / B_1 * 100 + JUMLAH_DESA", additive=False, finest=Level.REGENCY),
    indicator("D-1", kind=Kind.INFORMATION, formula="C_1 * 2", additive=False, finest=Level.REGENCY),
)
SETTLED = config(source("satu", "A-1", "B-1", "C-1"), source("dua", "A-1", rank=200))


@pytest.fixture
def filled(store):
    rows = [("A-1", village, "2026-10", 10 + at) for at, village in enumerate(VILLAGES)]
    run(store, "satu", *rows, ("B-1", NORTH, "2026-10", 40), ("B-1", SOUTH, "2026-10", 20))
    return store


def told(store, code, area=REGENCY, period=PERIOD):
    snapshot = model(store, DEFINITIONS, SETTLED).current()
    with store.read() as conn:
        return chain(conn, snapshot, code, area, period)


def made_again(step):
    """Return the value of a step from those of its parts."""
    if step.fact is not None:
        return step.fact.value
    values = {part.indicator.code: made_again(part) for part in step.parts}
    if step.making is Making.SUM:
        return fsum(made_again(part) for part in step.parts)
    return evaluate(step.indicator.formula, values | dict(step.constants))


@pytest.mark.parametrize("code", ["A-1", "B-1", "C-1", "D-1"])
def test_a_value_is_made_again_from_its_parts(filled, code):
    step = told(filled, code)
    assert step.value is not None
    assert made_again(step) == step.value


def test_a_formula_of_sums_leads_down_to_every_row(filled):
    step = told(filled, "D-1")
    assert step.making is Making.FORMULA
    assert [part.indicator.code for part in step.parts] == ["C-1"]
    rows = sorted((fact.text, fact.provenance.run_id) for fact in step.facts())
    assert [text for text, _ in rows] == ["10", "11", "12", "20", "40"]
    snapshot = model(filled, DEFINITIONS, SETTLED).current()
    assert len(rests_on(snapshot, "D-1", REGENCY, PERIOD)) == 5
    assert set(rests_on(snapshot, "D-1", REGENCY, PERIOD).values()) == {run_id for _, run_id in rows}


def test_a_constant_is_told(filled):
    assert told(filled, "C-1").constants == (("JUMLAH_DESA", float(len(VILLAGES))),)


def test_a_reported_value_goes_before_the_sum_of_those_below(filled):
    run(filled, "satu", ("A-1", NORTH, "2026-10", 99))
    step = told(filled, "A-1")
    north = next(part for part in step.parts if part.area.code == NORTH)
    assert (north.making, north.value, north.parts) == (Making.REPORTED, 99, ())


def test_the_row_shown_is_the_newest_revision_of_the_best_source(filled):
    run(filled, "satu", ("B-1", NORTH, "2026-10", 41))
    run(filled, "dua", ("A-1", VILLAGES[0], "2026-10", 77))
    north = told(filled, "B-1", NORTH)
    assert (north.fact.value, north.fact.provenance.revision) == (41, 1)
    assert told(filled, "A-1", VILLAGES[0]).fact.provenance.source_id == "satu"


def test_what_is_missing_names_the_part_that_is(store):
    run(store, "satu", ("A-1", VILLAGES[0], "2026-10", 1), ("B-1", NORTH, "2026-10", 40), ("B-1", SOUTH, "2026-10", 2))
    step = told(store, "C-1")
    assert (step.value, step.making) == (None, Making.MISSING)
    assert [part.indicator.code for part in step.parts if part.value is None] == ["A-1"]
    sums = next(part for part in step.parts if part.indicator.code == "A-1")
    assert {part.area.code for part in sums.parts} == {NORTH, SOUTH}


SUMMED = catalogue(indicator("A-1", finest=Level.DISTRICT, tolerance=1.0))


def contradicted(store):
    """Return the read model of a figure that was reported as 80 while its areas add up to 90."""
    areas = [area.code for area in AREAS.values() if area.parent == REGENCY]
    rows = [("A-1", code, "2026-10", 90 / len(areas)) for code in areas]
    run(store, "satu", ("A-1", REGENCY, "2026-10", 80), *rows)
    return model(store, SUMMED, SETTLED), len(areas)


def test_what_was_decided_to_be_the_sum_of_its_areas_is_told_as_their_sum(store):
    reader, count = contradicted(store)
    with store.read() as conn:
        before = chain(conn, reader.current(), "A-1", REGENCY, PERIOD)
    verdict = Verdict(SUM_OF_AREAS, "kecamatan dihitung ulang bersama", "Kepala Dinas", "")
    settle(COUNCIL, store, reader, all_conflicts(reader.current())[0].key, verdict, now=NOON)
    with store.read() as conn:
        after = chain(conn, reader.renew(), "A-1", REGENCY, PERIOD)
    assert (before.making, before.value, before.fact.value) == (Making.REPORTED, 80, 80)
    assert (after.making, after.value, after.fact, len(after.parts)) == (Making.SUM, pytest.approx(90), None, count)


def test_the_sum_that_contradicts_a_reported_value_can_be_told_too(store):
    reader, count = contradicted(store)
    with store.read() as conn:
        step = chain_of_sum(conn, reader.current(), "A-1", REGENCY, PERIOD)
        none = chain_of_sum(conn, reader.current(), "A-1", NORTH, PERIOD)
    assert (step.making, step.value, len(step.parts)) == (Making.SUM, pytest.approx(90), count)
    assert all(part.fact is not None for part in step.parts)
    assert (none.making, none.value) == (Making.MISSING, None)


def test_nothing_at_all_has_no_parts_to_show(store):
    assert told(store, "B-1", VILLAGES[0]).parts == ()


def test_an_unknown_indicator_or_area_is_not_found(filled):
    for code, area in (("X-9", REGENCY), ("A-1", "64.99")):
        with pytest.raises(NotFoundError):
            told(filled, code, area)


def test_the_period_is_that_of_the_shown_figure_unless_another_is_asked_for(filled):
    snapshot = model(filled, DEFINITIONS, SETTLED).current()
    assert period_shown(snapshot, "B-1", view("2026-11")).text == "2026-10"
    assert period_shown(snapshot, "B-1", view("2026-11"), "2025-01").text == "2025-01"
    assert period_shown(snapshot, "B-1", view("2026-11"), "besok").text == "2026-10"
    assert set(AREAS) >= {NORTH, SOUTH}
