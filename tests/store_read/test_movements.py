"""What moved an index, read from the store: weights, targets and bands of their day, revisions, coverage, simulated."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from reading import ALWAYS, COUNCIL, REGENCY, catalogue, config, indicator, model, run, source, target, view

from core.domain.area import Level
from core.domain.figure import ComparisonKind
from core.domain.index_steps import Cause
from core.domain.indicator import Band, Frequency, Kind, Weight
from core.domain.period import parse_period
from core.domain.status import Status
from core.store import analyses, movements, queries
from core.store.indexes import index_value

SOURCE = source("s", "A", "B", "C")
TARGETS = [target(code, 10) for code in "ABC"]
SEPTEMBER, OCTOBER = parse_period("2026-09"), parse_period("2026-10")


def three(**changed):
    return [indicator(code, additive=False, finest=Level.REGENCY, **changed) for code in "ABC"]


def moved(store, definitions=None, *, since=SEPTEMBER, code="", of=None):
    one = model(store, definitions or catalogue(*three(), targets=TARGETS), config(SOURCE, floor=0.5))
    return movements.index_movement(one.current(), code, of or view(), since, one.known_on)


def parts(found):
    return {(part.cause, part.indicator): part.points for part in found.movement.parts}


def two_months(store):
    run(store, "s", ("A", REGENCY, "2026-09", 5), ("B", REGENCY, "2026-09", 8))
    run(store, "s", ("A", REGENCY, "2026-10", 7), ("B", REGENCY, "2026-10", 8), ("C", REGENCY, "2026-10", 9))


def test_values_and_coverage_are_told_apart_and_sum_to_the_change(store):
    two_months(store)
    found = moved(store)
    assert parts(found) == {
        (Cause.COVERAGE, "C"): pytest.approx(100 / 3 * (0.9 - 0.65)),
        (Cause.VALUE, "A"): pytest.approx(20 / 3),
    }
    assert found.movement.change == sum(parts(found).values())
    assert found.movement.end == pytest.approx(found.after.value, abs=1e-10)
    assert (found.before.coverage, found.after.coverage) == (pytest.approx(2 / 3), 1.0)
    assert set(found.indicators) == {"A", "B", "C"}


def test_weights_and_targets_of_their_day_have_parts_of_their_own(store):
    two_months(store)
    definitions = catalogue(*three(), targets=[*TARGETS, target("B", 16, year=2026, valid_from=date(2026, 10, 1))])
    heavier = Weight("tuntas", "A", 3.0, date(2026, 10, 1))
    found = moved(store, replace(definitions, weights=(*definitions.weights, heavier)))
    assert {cause for cause, _ in parts(found)} == {Cause.WEIGHT, Cause.COVERAGE, Cause.TARGET, Cause.VALUE}
    assert found.movement.change == sum(parts(found).values())
    assert (Cause.TARGET, "B") in parts(found) and (Cause.VALUE, "B") not in parts(found)


def test_an_indicator_that_takes_the_place_of_another_is_a_change_of_the_frame_and_is_never_joined(store):
    """As SPBE ends with 2025 and Pemdi begins with 2026: two codes, weights with dates, two series."""
    yearly = [
        indicator(code, additive=False, finest=Level.REGENCY, frequency=Frequency.YEARLY, kind=Kind.PREDICATE)
        for code in ("A", "B")
    ]
    definitions = replace(
        catalogue(*yearly, targets=[target("A", 4), target("B", 4)]),
        weights=(
            Weight("tuntas", "A", 1.0, ALWAYS),
            Weight("tuntas", "A", 0.0, date(2026, 1, 1)),
            Weight("tuntas", "B", 1.0, date(2026, 1, 1)),
        ),
    )
    run(store, "s", ("A", REGENCY, "2025", 3.2), ("B", REGENCY, "2026", 2.0))
    found = moved(store, definitions, since=parse_period("2025"), of=view("2026", today=date(2027, 3, 1)))
    assert {cause for cause, _ in parts(found)} == {Cause.FRAME}
    assert found.movement.change == pytest.approx(-30.0)


def test_a_later_correction_is_a_revision_and_not_this_months_doing(store):
    known = datetime(2026, 10, 20, 4, tzinfo=UTC)
    run(store, "s", ("A", REGENCY, "2026-09", 5), ("B", REGENCY, "2026-09", 8), now=known)
    run(store, "s", ("A", REGENCY, "2026-09", 6), ("A", REGENCY, "2026-10", 6), ("B", REGENCY, "2026-10", 8))
    found = moved(store)
    assert found.known_on == date(2026, 10, 31)
    assert parts(found) == {(Cause.REVISION, "A"): pytest.approx(5.0)}
    assert found.before.value == pytest.approx(65.0), "as the council saw it in October"


def test_a_target_that_became_known_later_is_a_revision_too(store):
    """As when a target for September is entered in November with an earlier `berlaku_sejak`."""
    known = datetime(2026, 10, 20, 4, tzinfo=UTC)
    rows = [(code, REGENCY, month, 5) for code in "AB" for month in ("2026-09", "2026-10")]
    run(store, "s", *rows, now=known)
    before = catalogue(*three(), targets=TARGETS)
    after = replace(before, targets=(*before.targets, target("A", 20, year=2026)))
    then, now = (model(store, one, config(SOURCE, floor=0.5)).current() for one in (before, after))
    kept = [known, datetime(2026, 11, 5, 4, tzinfo=UTC)]
    found = movements.index_movement(now, "", view(), SEPTEMBER, lambda _day: then, lambda: kept)
    assert parts(found) == {(Cause.REVISION, "A"): pytest.approx(-12.5)}
    same = movements.index_movement(now, "", view(), SEPTEMBER, lambda _day: now, lambda: kept)
    assert (same.known_on, same.movement.parts) == (None, ())
    unasked = movements.index_movement(now, "", view(), SEPTEMBER, lambda _day: then, lambda: kept[:1])
    assert unasked.known_on is None


def test_without_a_later_correction_the_past_is_not_asked(store):
    run(
        store,
        "s",
        ("A", REGENCY, "2026-09", 5),
        ("B", REGENCY, "2026-09", 8),
        now=datetime(2026, 10, 20, 4, tzinfo=UTC),
    )
    run(store, "s", ("A", REGENCY, "2026-10", 6), ("B", REGENCY, "2026-10", 8))

    def never(_day):
        raise AssertionError("asked")

    snapshot = model(store, catalogue(*three(), targets=TARGETS), config(SOURCE, floor=0.5)).current()
    assert movements.index_movement(snapshot, "", view(), SEPTEMBER, never).known_on is None


def test_a_correction_of_a_part_of_a_formula_is_found_too(store):
    formula = indicator("F", formula="A / B * 10", additive=False, finest=Level.REGENCY)
    bits = [indicator(code, is_variable=True, additive=False, finest=Level.REGENCY) for code in "AB"]
    definitions = catalogue(formula, *bits, targets=[target("F", 10)])
    known = datetime(2026, 10, 20, 4, tzinfo=UTC)
    run(store, "s", ("A", REGENCY, "2026-09", 5), ("B", REGENCY, "2026-09", 10), now=known)
    run(store, "s", ("A", REGENCY, "2026-09", 6), ("A", REGENCY, "2026-10", 6), ("B", REGENCY, "2026-10", 10))
    assert parts(moved(store, definitions)) == {(Cause.REVISION, "F"): pytest.approx(10.0)}


def test_a_withheld_index_has_no_movement_but_says_how_much_was_measured(store):
    run(store, "s", ("A", REGENCY, "2026-09", 5), ("A", REGENCY, "2026-10", 7), ("B", REGENCY, "2026-10", 8))
    found = moved(store)
    assert (found.movement, found.before.value) == (None, None)
    assert found.before.coverage == pytest.approx(1 / 3)
    assert found.status_before is Status.UNSCORED


def test_status_at_each_end_follows_the_bands_of_its_day(store):
    run(store, "s", *((code, REGENCY, month, 8) for code in "ABC" for month in ("2026-09", "2026-10")))
    definitions = catalogue(*three(), targets=TARGETS)
    stricter = (*definitions.bands, Band("", "HIGH", 85, date(2026, 10, 1)))
    found = moved(store, replace(definitions, bands=stricter))
    assert (found.status_before, found.status_after) == (Status.HIGH, Status.MEDIUM)
    assert found.movement.parts == ()


def test_what_is_simulated_is_named(store):
    made_up = source("s", "A", "B", "C", simulated=True)
    two_months(store)
    one = model(store, catalogue(*three(), targets=TARGETS), config(made_up, floor=0.5))
    found = movements.index_movement(one.current(), "", view(), SEPTEMBER, one.known_on)
    assert found.simulated == {"A", "B", "C"}
    assert moved(store).simulated == frozenset()


def test_the_band_of_weights_holds_the_index_that_is_shown(store):
    two_months(store)
    snapshot = model(store, catalogue(*three(), targets=TARGETS), config(SOURCE)).current()
    found = movements.index_sensitivity(snapshot, view())
    shown = index_value(snapshot, "tuntas", "", snapshot.plan.area(REGENCY), OCTOBER).value
    assert found.total.low < shown < found.total.high
    assert found.order == ("tangguh",)


@pytest.mark.parametrize(
    ("text", "comparison", "since"),
    [
        ("2025-12", ComparisonKind.PREVIOUS, "2025-12"),
        ("2025", ComparisonKind.PREVIOUS, "2025"),
        ("", ComparisonKind.PREVIOUS, "2026-09"),
        ("", ComparisonKind.LAST_YEAR, "2025-10"),
        ("", ComparisonKind.YEAR_TO_DATE, "2025-12"),
        ("2026-10", ComparisonKind.PREVIOUS, "2026-09"),
        ("2031-01", ComparisonKind.PREVIOUS, "2026-09"),
        ("0007-01", ComparisonKind.PREVIOUS, "2026-09"),
        ("kemarin", ComparisonKind.LAST_YEAR, "2025-10"),
    ],
)
def test_the_older_period_is_the_one_of_the_address_or_of_the_comparison(text, comparison, since):
    assert analyses.since_of(text, view(comparison=comparison)).text == since


def test_the_door_answers_the_same_from_memory(store):
    two_months(store)
    queries.connect(store, catalogue(*three(), targets=TARGETS), config(SOURCE, floor=0.5))
    first = analyses.movement(COUNCIL, "tangguh", view(), SEPTEMBER)
    assert analyses.movement(COUNCIL, "tangguh", view(), SEPTEMBER) is first
    assert analyses.sensitivity(COUNCIL, view()) is analyses.sensitivity(COUNCIL, view())
