"""Contradicting values: both are kept, the ranked one is shown with a mark, a decision with its reason settles it."""

from datetime import timedelta

import pytest
from reading import (
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
from sqlalchemy import text

from core.domain.area import Level
from core.domain.conflict import SUM_OF_AREAS, ConflictKind, ConflictState, Verdict, fingerprint
from core.domain.viewer import Role, Viewer
from core.errors import DecisionRefusedError, NotAllowedError, NotFoundError, StoreError
from core.store.conflicts import all_conflicts
from core.store.figures import figure
from core.store.settling import settle
from core.store.trail import observation_rows

WEIGHED = indicator("A", additive=False, tolerance=1.0)
DEFINITIONS = catalogue(WEIGHED, indicator("B", additive=False, agency="DKISP"), weights={"A": 1.0, "B": 2.0})
SETTLED = config(source("weighbridge", "A", rank=100), source("press", "A", "B", rank=200), source("paper", "B"))
WHY = "jembatan timbang, bukan taksiran"


def contradicted(store, ours=70.8, theirs=150):
    run(store, "press", ("A", REGENCY, "2026-10", theirs))
    run(store, "weighbridge", ("A", REGENCY, "2026-10", ours), now=NOON + timedelta(days=1))
    return model(store, DEFINITIONS, SETTLED)


def shown(reader, code="A", period="2026-10", place=REGENCY):
    found = figure(reader.renew(), code, place, view(period=period, place=place))
    return found.value, found.conflict


def decide(
    store, reader, key="A_64.01_2026-10", source="press", reason=WHY, by="Kepala Dinas", viewer=COUNCIL, seen=""
):
    return settle(viewer, store, reader, key, Verdict(source, reason, by, seen), now=NOON + timedelta(days=2))


def test_both_values_are_listed_and_the_better_source_is_shown_with_a_mark(store):
    reader = contradicted(store)
    (found,) = all_conflicts(reader.current())
    assert [(one.source_id, one.value, one.shown) for one in found.claims] == [
        ("weighbridge", 70.8, True),
        ("press", 150.0, False),
    ]
    assert (found.kind, found.state, found.tolerance) == (ConflictKind.SOURCES, ConflictState.OPEN, 1.0)
    assert found.difference == pytest.approx(79.2)
    assert found.since == NOON + timedelta(days=1)  # when the second of them came
    assert shown(reader) == (70.8, True)
    with store.read() as conn:
        assert len(observation_rows(conn, reader.current(), "A", REGENCY, limit=9)) == 2


def test_within_the_tolerance_there_is_no_conflict(store):
    reader = contradicted(store, 70.8, 71.8)
    assert not all_conflicts(reader.current())
    assert shown(reader) == (70.8, False)


def test_a_made_up_value_contradicts_no_real_one(store):
    run(store, "press", ("A", REGENCY, "2026-10", 150))
    run(store, "made-up", ("A", REGENCY, "2026-10", 3), simulated=True)
    settled = config(source("press", "A"), source("made-up", "A", simulated=True))
    reader = model(store, DEFINITIONS, settled)
    assert not all_conflicts(reader.current())
    assert shown(reader) == (150.0, False)


def test_a_decision_shows_the_chosen_source_and_takes_the_mark_away(store):
    reader = contradicted(store)
    decide(store, reader)
    assert shown(reader) == (150.0, False)
    (found,) = all_conflicts(reader.current())
    assert found.state is ConflictState.SETTLED
    assert (found.decision.reason, found.decision.decided_by) == (WHY, "Kepala Dinas")
    assert found.decision.values == {"weighbridge": 70.8, "press": 150.0}
    assert found.claims[0].source_id == "press"
    # A process that starts anew reads the same.
    assert shown(model(store, DEFINITIONS, SETTLED)) == (150.0, False)


def test_what_is_computed_from_the_figure_follows_the_decision(store):
    definitions = catalogue(WEIGHED, indicator("C", additive=False, formula="A * 2"))
    contradicted(store)
    reader = model(store, definitions, SETTLED)
    assert shown(reader, "C") == (141.6, True)
    decide(store, reader)
    assert shown(reader, "C") == (300.0, False)


@pytest.mark.parametrize("name", ["weighbridge", "press"])
def test_a_new_revision_of_either_source_opens_it_again(store, name):
    reader = contradicted(store)
    decide(store, reader)
    run(store, name, ("A", REGENCY, "2026-10", 99))
    (found,) = all_conflicts(reader.renew())
    assert (found.state, found.decision) == (ConflictState.OPEN, None)
    assert found.fallen.reason == WHY
    assert shown(reader)[1]


def test_a_revision_of_the_flag_alone_opens_nothing(store):
    reader = contradicted(store)
    decide(store, reader)
    run(store, "press", ("A", REGENCY, "2026-10", 150, "e"))
    assert shown(reader) == (150.0, False)


def test_a_third_source_that_contradicts_the_chosen_one_opens_it_and_one_that_agrees_does_not(store):
    settled = config(*(source(name, "A", rank=rank) for rank, name in enumerate(["weighbridge", "press", "third"])))
    contradicted(store)
    reader = model(store, DEFINITIONS, settled)
    decide(store, reader)
    run(store, "third", ("A", REGENCY, "2026-10", 150.5))
    assert shown(reader) == (150.0, False)
    run(store, "third", ("A", REGENCY, "2026-10", 160))
    assert shown(reader) == (70.8, True)


def test_sources_that_agree_again_leave_no_conflict_and_no_decision_to_follow(store):
    reader = contradicted(store)
    decide(store, reader)
    run(store, "press", ("A", REGENCY, "2026-10", 70.8))
    assert not all_conflicts(reader.renew())
    assert shown(reader) == (70.8, False)


def test_a_decision_can_be_followed_by_another_one(store):
    reader = contradicted(store)
    decide(store, reader)
    decide(store, reader, source="weighbridge", reason="ternyata taksiran media")
    assert shown(reader) == (70.8, False)
    with store.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM conflict_decision")).scalar_one() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " ok "}, "alasan"),
        ({"by": "  "}, "nama"),
        ({"source": "elsewhere"}, "pilihan"),
        ({"seen": "0" * 16}, "berubah"),
        ({"by": "x" * 121}, "nama"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_stored(store, changed, code):
    reader = contradicted(store)
    with pytest.raises(DecisionRefusedError) as refused:
        decide(store, reader, **changed)
    assert refused.value.code == code
    with store.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM conflict_decision")).scalar_one() == 0
    assert shown(reader) == (70.8, True)


def test_who_looked_at_the_values_of_now_may_decide(store):
    reader = contradicted(store)
    decide(store, reader, seen=fingerprint(all_conflicts(reader.current())[0]))
    assert shown(reader) == (150.0, False)


@pytest.mark.parametrize("viewer", [Viewer(Role.AGENCY, agency="DLH"), Viewer(Role.SCREEN)])
def test_an_office_and_a_wall_decide_nothing(store, viewer):
    with pytest.raises(NotAllowedError):
        decide(store, contradicted(store), viewer=viewer)


def test_there_is_nothing_to_decide_where_nothing_is_contradicted(store):
    run(store, "press", ("A", REGENCY, "2026-10", 150))
    with pytest.raises(NotFoundError):
        decide(store, model(store, DEFINITIONS, SETTLED))


@pytest.mark.parametrize("statement", ["UPDATE conflict_decision SET reason = ''", "DELETE FROM conflict_decision"])
def test_the_database_itself_refuses_to_change_a_decision(store, statement):
    decide(store, contradicted(store))
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(statement))


def test_open_ones_come_first_then_the_heavier_then_the_older(store):
    for period in ("2026-08", "2026-09"):
        run(store, "press", ("A", REGENCY, period, 1), ("B", REGENCY, period, 1))
        run(store, "weighbridge", ("A", REGENCY, period, 9), now=NOON - timedelta(days=int(period[-1])))
        run(store, "paper", ("B", REGENCY, period, 9))
    reader = model(store, DEFINITIONS, SETTLED)
    decide(store, reader, key="B_64.01_2026-08", source="paper")
    told = [(one.indicator.code, one.period.text) for one in all_conflicts(reader.current())]
    assert told == [("B", "2026-09"), ("A", "2026-08"), ("A", "2026-09"), ("B", "2026-08")]


ADDED = indicator("S", tolerance=0.5)
PARTS = (("S", NORTH, "2026-10", 10), ("S", SOUTH, "2026-10", 20))


def summing(store, whole, *parts, finest=None):
    run(store, "s", ("S", REGENCY, "2026-10", whole), *(parts or PARTS))
    definitions = catalogue(ADDED if finest is None else indicator("S", tolerance=0.5, finest=finest))
    return model(store, definitions, config(source("s", "S")))


def test_areas_that_do_not_add_up_stand_on_the_same_list(store):
    reader = summing(store, 31)
    (found,) = all_conflicts(reader.current())
    assert found.kind is ConflictKind.AREAS
    assert {one.source_id: one.value for one in found.claims} == {"s": 31.0, SUM_OF_AREAS: 30.0}
    assert shown(reader, "S") == (31.0, True)


def test_areas_that_add_up_within_the_tolerance_do_not(store):
    reader = summing(store, 30.5)
    assert not all_conflicts(reader.current())
    assert shown(reader, "S") == (30.5, False)


def test_a_sum_with_a_gap_says_nothing(store):
    reader = summing(store, 99, ("S", NORTH, "2026-10", 10))
    assert not all_conflicts(reader.current())


def test_desa_are_held_against_their_kecamatan_and_through_it_against_the_kabupaten(store):
    villages = [("S", code, "2026-10", 5) for code in VILLAGES]
    reader = summing(store, 40, ("S", NORTH, "2026-10", 12), *villages, finest=Level.VILLAGE)
    assert {(one.area.code, one.claims[-1].value) for one in all_conflicts(reader.current())} == {
        (NORTH, 10.0),  # reported 12, its two desa 5 + 5
        (REGENCY, 17.0),  # reported 40, its kecamatan 12 (reported) + 5 (of its desa)
    }


@pytest.mark.parametrize(("chosen", "value"), [(SUM_OF_AREAS, 30.0), ("s", 31.0)])
def test_a_sum_is_settled_like_any_other_conflict(store, chosen, value):
    reader = summing(store, 31)
    decide(store, reader, key="S_64.01_2026-10", source=chosen)
    assert shown(reader, "S") == (value, False)
    run(store, "s", ("S", NORTH, "2026-10", 15))
    assert shown(reader, "S") == (31.0, True)


def test_looking_back_shows_what_was_decided_by_then(store):
    reader = contradicted(store)
    decide(store, reader)  # two days after NOON
    for days, expected in ((1, (70.8, True)), (2, (150.0, False))):
        known = reader.known_on((NOON + timedelta(days=days)).date())
        found = figure(known, "A", REGENCY, view())
        assert (found.value, found.conflict) == expected


def behind(reader, code, place=REGENCY):
    return figure(reader.renew(), code, place, view(place=place)).contradiction


def test_the_key_behind_a_mark_is_that_of_the_figure_or_of_the_part_that_is_contradicted(store):
    definitions = catalogue(WEIGHED, indicator("B", additive=False), indicator("C", additive=False, formula="B / A"))
    run(store, "press", ("A", REGENCY, "2026-10", 150), ("B", REGENCY, "2026-10", 300))
    run(store, "weighbridge", ("A", REGENCY, "2026-10", 70.8))
    reader = model(store, definitions, SETTLED)
    assert [behind(reader, code) for code in "ABC"] == ["sumber_A_64.01_2026-10", "", "sumber_A_64.01_2026-10"]
    assert {one.key for one in all_conflicts(reader.current())} == {"sumber_A_64.01_2026-10"}


def test_the_key_behind_a_sum_that_does_not_add_up_is_that_of_its_areas(store):
    definitions = catalogue(indicator("A", tolerance=1.0))
    given = [("A", NORTH, "2026-10", 5), ("A", SOUTH, "2026-10", 6), ("A", REGENCY, "2026-10", 20)]
    run(store, "weighbridge", *given)
    reader = model(store, definitions, SETTLED)
    (found,) = all_conflicts(reader.current())
    assert (found.kind, behind(reader, "A")) == (ConflictKind.AREAS, found.key)
    assert behind(reader, "A", NORTH) == ""


def test_the_key_behind_a_sum_of_areas_is_that_of_the_contradicted_area(store):
    definitions = catalogue(indicator("A", tolerance=1.0))
    run(store, "weighbridge", ("A", NORTH, "2026-10", 5), ("A", SOUTH, "2026-10", 6))
    run(store, "press", ("A", SOUTH, "2026-10", 9))
    reader = model(store, definitions, SETTLED)
    assert behind(reader, "A") == f"sumber_A_{SOUTH}_2026-10"


def test_what_was_settled_has_neither_mark_nor_key(store):
    reader = contradicted(store)
    assert behind(reader, "A")
    decide(store, reader, key="sumber_A_64.01_2026-10")
    assert (behind(reader, "A"), shown(reader)[1]) == ("", False)
