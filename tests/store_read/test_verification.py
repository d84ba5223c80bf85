"""Verification: a returned value is shown to nobody until its office answers, and everything follows it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from reading import COUNCIL, NOON, NORTH, REGENCY, SOUTH, catalogue, config, indicator, model, run, source, view
from sqlalchemy import text

from core.domain.conflict import ConflictKind
from core.domain.figure import Absence
from core.domain.viewer import Role, Viewer
from core.errors import DecisionRefusedError, NotAllowedError, NotFoundError, StoreError
from core.store import queries, way_back
from core.store.conflicts import all_conflicts
from core.store.figures import figure
from core.store.indexes import index_figure
from core.store.queue import returned_values, values_of, waiting
from core.store.verifying import Desk

STEWARD = Viewer(Role.STEWARD, "Rina Walidata")
OFFICE = Viewer(Role.AGENCY, "Petugas DLH", "DLH")
OTHER = Viewer(Role.AGENCY, "Petugas Dinkes", "DINKES")
WHY = "sepuluh kali lipat dari bulan lalu"
DEFINITIONS = catalogue(
    indicator("A", additive=False),
    indicator("C", additive=False, formula="A * 2"),
    indicator("S"),
)
SETTLED = config(source("s", "A", "S", rank=1), source("t", "A", rank=2))
LATER = NOON + timedelta(days=2)


def desk(store, reader, *, viewer=STEWARD, now=LATER):
    return Desk(viewer, store, reader, now=now)


def shown(reader, code="A", period="2026-10", place=REGENCY):
    return figure(reader.renew(), code, place, view(period=period, place=place))


@pytest.fixture
def reader(store):
    """Return a reader of a store in which source s said 1000 for October."""
    store.first = run(store, "s", ("A", REGENCY, "2026-10", 1000))
    return model(store, DEFINITIONS, SETTLED)


def send_back(store, reader, *, code="A", period="2026-10", number=None, reason=WHY, place=REGENCY, **changed):
    key = f"{code}_{place}_{period}_{number or store.first}"
    desk(store, reader, **changed).send_back("s", [key], reason)
    return key


def test_a_collected_value_counts_before_anybody_verified_it(reader):
    found = shown(reader)
    assert (found.value, found.provenance.found) == (1000, None)
    (queued,) = waiting(reader.current())
    assert (queued.source_id, queued.values, queued.revised, queued.last) == ("s", 1, 0, None)


def test_what_was_verified_says_by_whom_and_leaves_the_queue(store, reader):
    desk(store, reader).verify("s", store.first)
    mark = shown(reader).provenance.found
    assert (mark.by, mark.at) == ("Rina Walidata", LATER)
    (queued,) = waiting(reader.current())
    assert (queued.values, queued.runs, queued.last) == (0, (), mark)
    run(store, "s", ("A", REGENCY, "2026-09", 7), ("A", REGENCY, "2026-10", 1000))
    (queued,) = waiting(reader.renew())
    assert (queued.values, queued.span[0].text, queued.span[1].text) == (1, "2026-09", "2026-09")


def test_a_returned_value_is_not_shown_and_the_gap_says_so(store, reader):
    send_back(store, reader)
    found = shown(reader)
    assert (found.value, found.absence) == (None, Absence.RETURNED)
    told = found.gap.returned
    assert (told.period.text, told.agency, told.by, told.reason, told.at) == (
        "2026-10",
        "DLH",
        STEWARD.name,
        WHY,
        LATER,
    )
    assert shown(reader, "C").absence is Absence.PART_MISSING
    assert shown(model(store, DEFINITIONS, SETTLED)).absence is Absence.RETURNED  # a process that starts anew


def test_another_value_answers_and_waits_again_and_the_same_value_does_not(store, reader):
    send_back(store, reader)
    run(store, "s", ("A", REGENCY, "2026-10", 1000))
    assert shown(reader).absence is Absence.RETURNED
    run(store, "s", ("A", REGENCY, "2026-10", 100))
    assert (shown(reader).value, shown(reader).absence) == (100, None)
    assert shown(reader, "C").value == 200
    (queued,) = waiting(reader.current())
    assert (queued.values, queued.revised, queued.returned) == (1, 1, 0)


def test_the_revision_before_a_returned_one_does_not_come_back(store, reader):
    """Its own office has said that it no longer holds."""
    number = run(store, "s", ("A", REGENCY, "2026-10", 9))
    send_back(store, reader, number=number)
    assert shown(reader).absence is Absence.RETURNED


def test_another_source_takes_the_place_of_a_returned_value_and_contradicts_nothing(store, reader):
    run(store, "t", ("A", REGENCY, "2026-10", 90))
    assert [one.kind for one in all_conflicts(reader.renew())] == [ConflictKind.SOURCES]
    send_back(store, reader)
    found = shown(reader)
    assert (found.value, found.conflict, found.provenance.source_id) == (90, False, "t")
    assert not all_conflicts(reader.current())


def test_an_older_period_is_shown_in_its_place_and_says_so(store, reader):
    run(store, "s", ("A", REGENCY, "2026-09", 90))
    send_back(store, reader)
    found = shown(reader)
    assert (found.value, found.period.text, found.returned.period.text) == (90, "2026-09", "2026-10")
    assert shown(reader, period="2026-09").returned is None


def test_a_sum_lacks_the_area_that_was_returned(store):
    number = run(store, "s", ("S", NORTH, "2026-10", 1), ("S", SOUTH, "2026-10", 2))
    reader = model(store, DEFINITIONS, SETTLED)
    assert shown(reader, "S").value == 3
    send_back(store, reader, code="S", place=NORTH, number=number)
    found = shown(reader, "S")
    assert (found.value, found.absence, found.gap.missing) == (None, Absence.PART_MISSING, (f"Nama {NORTH}",))
    assert index_figure(reader.current(), None, view()).value is None


def test_a_return_can_be_taken_back(store, reader):
    key = send_back(store, reader)
    assert [one.row.key for one in returned_values(reader.renew())] == [key]
    desk(store, reader).take_back("s", [key])
    assert (shown(reader).value, shown(reader, "C").value) == (1000, 2000)
    assert not returned_values(reader.current())


def test_a_value_that_was_verified_may_still_be_returned(store, reader):
    desk(store, reader).verify("s", store.first)
    send_back(store, reader)
    assert shown(reader).absence is Absence.RETURNED


def test_looking_back_shows_what_was_known_then(store, reader):
    send_back(store, reader)
    before, after = (reader.read_before(LATER + step) for step in (timedelta(0), timedelta(microseconds=1)))
    assert figure(before, "A", REGENCY, view()).value == 1000
    assert figure(after, "A", REGENCY, view()).absence is Absence.RETURNED
    assert figure(before, "A", REGENCY, view()).provenance.found is None


@pytest.mark.parametrize(
    ("keys", "reason", "code"),
    [
        ([], WHY, "pilihan"),
        (["ngawur"], WHY, "pilihan"),
        (None, "salah", "alasan"),
        (None, "x" * 1001, "alasan"),
        (["A_64.01_2026-09_1"], WHY, "berubah"),
    ],
)
def test_what_cannot_be_returned_is_refused_whole(store, reader, keys, reason, code):
    good = f"A_{REGENCY}_2026-10_{store.first}"
    with pytest.raises(DecisionRefusedError) as refused:
        desk(store, reader).send_back("s", [good] if keys is None else [good, *keys] if keys else [], reason)
    assert refused.value.code == code
    assert shown(reader).value == 1000
    with store.read() as conn:
        for table in ("verification", "audit_entry"):
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


def test_a_value_that_was_corrected_meanwhile_is_not_returned_unseen(store, reader):
    run(store, "s", ("A", REGENCY, "2026-10", 100))
    with pytest.raises(DecisionRefusedError, match="no longer"):
        send_back(store, reader)
    with pytest.raises(DecisionRefusedError) as refused:
        desk(store, reader).verify("s", store.first)
    assert refused.value.code == "berubah"


def test_what_came_while_somebody_looked_waits_on(store, reader):
    run(store, "s", ("A", REGENCY, "2026-09", 100))
    desk(store, reader).verify("s", store.first)
    (queued,) = waiting(reader.current())
    assert (queued.values, queued.span[0].text) == (1, "2026-09")


def test_there_is_nothing_to_verify_twice(store, reader):
    desk(store, reader).verify("s", store.first)
    with pytest.raises(DecisionRefusedError) as refused:
        desk(store, reader).verify("s", store.first)
    assert refused.value.code == "kosong"
    with pytest.raises(NotFoundError):
        desk(store, reader).verify("nobody", store.first)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.STEWARD])
def test_nobody_but_walidata_verifies(store, reader, role):
    with pytest.raises(NotAllowedError):
        desk(store, reader, viewer=replace(OFFICE, role=role))


def test_the_log_says_what_was_returned_and_why(store, reader):
    key = send_back(store, reader)
    with store.read() as conn:
        entry = conn.execute(text("SELECT actor, role, action, subject, details FROM audit_entry")).one()
    assert entry[:4] == ("Rina Walidata", "walidata", "pengembalian", "s")
    assert key in entry.details
    assert WHY in entry.details


@pytest.mark.parametrize("statement", ["UPDATE verification SET reason = ''", "DELETE FROM verification"])
def test_the_database_itself_refuses_to_change_what_was_found(store, reader, statement):
    send_back(store, reader)
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(statement))


def test_a_returned_row_is_read_by_its_office_and_those_who_look_after_it(store, reader):
    send_back(store, reader)
    run(store, "s", ("A", REGENCY, "2026-10", 100))
    queries.connect(store, DEFINITIONS, SETTLED)
    for viewer, values in ((OFFICE, [100, 1000]), (STEWARD, [100, 1000]), (COUNCIL, [100]), (OTHER, [100])):
        assert [row.value for row in queries.observations(viewer, "A")] == values
        assert len(way_back.revisions(viewer, "A", view())) == len(values) - 1
        _, others = way_back.stored_row(viewer, "A", view(), "2026-10", "s")
        assert [one.value for one in others] == values[1:]
    with pytest.raises(NotFoundError):
        way_back.stored_row(COUNCIL, "A", view(), "2026-10", "s", 0)


def test_a_returned_value_is_in_no_export(store, reader):
    send_back(store, reader)
    queries.connect(store, DEFINITIONS, SETTLED)
    assert list(queries.all_observations(STEWARD)) == []


def test_a_waiting_value_says_what_it_was_and_what_it_is_held_against(store, reader):
    run(store, "s", ("A", REGENCY, "2026-09", 90), ("A", REGENCY, "2026-10", 95))
    run(store, "t", ("A", REGENCY, "2026-09", 50))
    with store.read() as conn:
        found = values_of(conn, reader.renew(), "s", 1, size=10).values
        second = values_of(conn, reader.current(), "s", 9, size=1)
    assert [one.period.text for one in second.values] == ["2026-09"]
    assert (second.number, second.last, second.count, second.first) == (2, 2, 2, 2)
    assert [(one.period.text, one.value, one.change.difference, one.revised_from) for one in found] == [
        ("2026-10", 95, 5, 1000),
        ("2026-09", 90, None, None),
    ]
    assert [one.conflict for one in found] == ["", "sumber_A_64.01_2026-09"]
