"""Signal, pace and projection of a figure, read from the store; a page never waits for a projection."""

from datetime import date

import pytest
from reading import COUNCIL, REGENCY, catalogue, config, indicator, model, run, source, target, view

from core.domain.area import Level
from core.domain.indicator import Frequency
from core.domain.period import parse_period
from core.domain.projection import NoProjection, Projection
from core.domain.spc import Signal
from core.store import analyses, outlooks, queries
from core.store.outlooks import Projections, outlook
from core.store.scores import score

SOURCE = source("s", "A")


def months(count, until="2026-10"):
    period, found = parse_period(until), []
    for at in range(count, 0, -1):
        wobble = (0.3, -0.2, 0.1, -0.4)[at % 4]
        found.append(("A", REGENCY, period.text, 20 + at + wobble))
        period = period.previous()
    return found


@pytest.fixture
def seen(store):
    def look(*rows, of=None, simulated=False, **changed):
        run(store, "s", *rows)
        one = indicator("A", additive=False, finest=Level.REGENCY, **changed)
        settled = config(source("s", "A", simulated=simulated))
        return model(store, catalogue(one, targets=[target("A", 70)]), settled).current(), of or view()

    return look


def test_a_projection_is_on_its_way_at_first_and_there_when_it_was_waited_for(seen):
    snapshot, of = seen(*months(36))
    worker = Projections()
    assert outlook(snapshot, "A", of, worker).projection is None
    assert worker.wait(60)
    found = outlook(snapshot, "A", of, worker).projection
    assert isinstance(found, Projection)
    assert found.period.text == "2026-12"


def test_it_is_worked_out_once_for_the_same_values(seen, monkeypatch):
    asked = []
    answer = lambda _self, *key: asked.append(key) or NoProjection.NO_BETTER  # noqa: E731
    monkeypatch.setattr(outlooks.ForecastProcess, "project", answer)
    snapshot, of = seen(*months(36))
    worker = Projections()
    for _ in range(5):
        outlook(snapshot, "A", of, worker)
        assert worker.wait(60)
    assert len(asked) == 1


def test_looking_at_one_indicator_has_the_others_worked_out_behind_it(store, monkeypatch):
    both = [indicator(code, additive=False, finest=Level.REGENCY) for code in "AB"]
    rows = months(36)
    run(store, "s", *rows, *(("B", *row[1:3], row[3] * 2) for row in rows))
    worker = Projections()
    monkeypatch.setattr(outlooks, "PROJECTIONS", worker)
    queries.connect(store, catalogue(*both), config(source("s", "A", "B")))
    kept = queries.kept_answers(COUNCIL)
    kept.get("page", lambda: "drawn before")
    assert analyses.outlook(COUNCIL, "A", view()).projection is None
    assert worker.wait(60)
    assert "page" not in kept.entries, "a page that says 'on its way' was kept"
    assert all(isinstance(analyses.outlook(COUNCIL, code, view()).projection, Projection) for code in "AB")


def test_what_waits_is_bounded_and_comes_its_turn_when_asked_again(seen, monkeypatch):
    monkeypatch.setattr(outlooks, "MOST_WAITING", 0)
    snapshot, of = seen(*months(36))
    worker = Projections()
    assert outlook(snapshot, "A", of, worker).projection is None
    assert worker.wait(0), "nothing was begun"
    monkeypatch.setattr(outlooks, "MOST_WAITING", 1)
    assert outlook(snapshot, "A", of, worker).projection is None
    assert worker.wait(60)
    assert isinstance(outlook(snapshot, "A", of, worker).projection, Projection)


def test_a_forecaster_that_fails_is_told_and_leaves_the_next_one_its_turn(seen, monkeypatch, caplog):
    def fail(*_key):
        raise RuntimeError("no")

    snapshot, of = seen(*months(36))
    worker = Projections()
    with monkeypatch.context() as patch:
        patch.setattr(outlooks.ForecastProcess, "project", fail)
        outlook(snapshot, "A", of, worker)
        assert worker.wait(60)
    assert outlook(snapshot, "A", of, worker).projection is NoProjection.FAILED
    assert "projection of A failed" in caplog.text
    before = view("2026-09")
    outlook(snapshot, "A", before, worker)
    assert worker.wait(60)
    assert outlook(snapshot, "A", before, worker).projection is not NoProjection.FAILED


@pytest.mark.parametrize(
    ("rows", "changed", "why"),
    [
        ([("A", REGENCY, "2025", 5)], {"frequency": Frequency.YEARLY}, NoProjection.FREQUENCY),
        ([], {}, NoProjection.NOTHING),
        (months(3, until="2026-01"), {}, NoProjection.NOTHING),
    ],
)
def test_what_cannot_be_projected_says_so_at_once(seen, rows, changed, why):
    snapshot, of = seen(*rows, **changed)
    assert outlook(snapshot, "A", of, Projections()).projection is why


def test_of_an_indicator_that_is_over_nothing_is_asked_any_more(seen):
    snapshot, of = seen(*months(36), valid_to=date(2026, 9, 30))
    found = outlook(snapshot, "A", of, Projections())
    assert (found.line, found.pace, found.projection) == ((), None, NoProjection.NOTHING)


def test_the_figure_of_december_needs_no_projection(seen):
    snapshot, of = seen(*months(36, until="2025-12"), of=view("2025-12"))
    found = outlook(snapshot, "A", of, Projections())
    assert found.projection is NoProjection.YEAR_COMPLETE


def test_a_jump_is_a_real_change_and_the_target_says_what_is_left(seen):
    snapshot, of = seen(*months(36))
    found = outlook(snapshot, "A", of, Projections())
    assert found.variation.signal is Signal.BETTER
    assert (found.pace.periods, found.pace.each) == (2, pytest.approx((70 - found.line[-1].value) / 2))
    assert not found.simulated


def test_simulated_values_make_a_simulated_outlook(seen):
    snapshot, of = seen(*months(36), simulated=True)
    assert outlook(snapshot, "A", of, Projections()).simulated


def test_the_line_keeps_its_gaps_and_ends_with_the_value_that_is_shown(seen):
    snapshot, of = seen(*months(3), *months(2, until="2026-06"))
    line = outlooks.line_of(snapshot, score(snapshot, "A", snapshot.plan.area(REGENCY), of.period.end))
    assert [point.period.text for point in line][-6:] == [f"2026-{at:02}" for at in range(5, 11)]
    assert [point.value is None for point in line] == [False, False, True, False, False, False]
