"""Locks in the store: nothing of a locked period changes until it is opened, and then the next run stores it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from reading import NOON, NORTH, REGENCY, SOUTH, catalogue, config, frame, indicator, model, run, source, view
from sqlalchemy import event, text

from core.domain.conflict import Verdict
from core.domain.figure import Absence
from core.domain.locks import LockAct
from core.domain.period import parse_period
from core.domain.viewer import Role, Viewer
from core.domain.work import RunState
from core.errors import DecisionRefusedError, NotAllowedError, StoreError
from core.store import writes
from core.store.conflicts import all_conflicts
from core.store.figures import figure
from core.store.locking import LockDesk, held_for
from core.store.locks import load_acts
from core.store.revisions import revisions
from core.store.scorecards import scorecards
from core.store.settling import settle
from core.store.verifying import Desk

STEWARD = Viewer(Role.STEWARD, "Rina Walidata")
COUNCIL = Viewer(Role.COUNCIL, "Dewan")
WHY = "salah ketik ditemukan Inspektorat"
DEFINITIONS = catalogue(
    indicator("A", additive=False),
    indicator("C", additive=False, formula="V / A"),
    indicator("V", additive=False, agency="DKISP", is_variable=True),
    indicator("O", additive=False, agency="DKISP"),
    indicator("S"),
)
SETTLED = config(source("s", "A", "S", "V", "O", rank=1), source("t", "A", rank=2))
LATER = NOON + timedelta(days=2)
MARCH, APRIL = "2026-03", "2026-04"


@pytest.fixture
def reader(store):
    run(store, "s", ("A", REGENCY, MARCH, 10), ("V", REGENCY, MARCH, 50), ("O", REGENCY, MARCH, 1))
    return model(store, DEFINITIONS, SETTLED)


@pytest.fixture
def locking(store, reader):
    return LockDesk(STEWARD, store, reader, now=LATER)


def value(reader, code="A", period=MARCH, place=REGENCY):
    return figure(reader.renew(), code, place, view(period=period, place=place)).value


def rejected(store):
    with store.read() as conn:
        return conn.execute(text("SELECT reason, found, sentence FROM rejection ORDER BY id")).all()


def counts(store, number):
    with store.read() as conn:
        query = "SELECT new, same, revised, rejected FROM run WHERE id = :number"
        return tuple(conn.execute(text(query), {"number": number}).one())


class Refused:
    """Holds that a decision is refused with a code."""

    def __init__(self, code):
        self.code = code

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _trace):
        assert kind is DecisionRefusedError, "nothing was refused"
        assert error.code == self.code
        return True


def test_a_locked_value_stays_and_the_run_says_why(store, reader, locking):
    locking.lock("DLH", "2026-Q1", "LKjIP triwulan I disahkan")
    number = run(
        store,
        "s",
        ("A", REGENCY, MARCH, 99),  # a revision
        ("A", NORTH, MARCH, 5),  # new
        ("O", REGENCY, MARCH, 2),  # another office's
        ("A", REGENCY, APRIL, 7),  # another period
    )
    assert counts(store, number) == (1, 0, 1, 2)
    assert [value(reader, *one) for one in (("A", MARCH), ("O", MARCH), ("A", APRIL))] == [10, 2, 7]
    assert value(reader, "A", MARCH, NORTH) is None
    (first, second) = rejected(store)
    assert first[:2] == ("period_locked", f"A {REGENCY} {MARCH}: 99")
    assert "DLH 2026-Q1, sejak 24-11-2026, oleh Rina Walidata" in first.sentence
    assert second.found == f"A {NORTH} {MARCH}: 5"


def test_what_is_the_same_as_before_is_the_same_and_no_rejection(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    number = run(store, "s", ("A", REGENCY, MARCH, 10), ("V", REGENCY, MARCH, 50))
    assert counts(store, number) == (0, 2, 0, 0)
    assert rejected(store) == []


def test_another_flag_is_another_value(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    number = run(store, "s", ("A", REGENCY, MARCH, 10, "e"))
    assert counts(store, number) == (0, 0, 0, 1)


def test_the_next_run_after_opening_stores_what_was_held_back(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    run(store, "s", ("A", REGENCY, MARCH, 99))
    locking.open("DLH", MARCH, WHY)
    assert value(reader) == 10
    number = run(store, "s", ("A", REGENCY, MARCH, 99))
    assert counts(store, number) == (0, 0, 1, 0)
    assert value(reader) == 99
    with store.read() as conn:
        assert conn.execute(text("SELECT max(revision) FROM observation WHERE indicator = 'A'")).scalar_one() == 1


def test_a_better_source_cannot_speak_for_a_locked_period_either(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    other = model(store, DEFINITIONS, config(source("s", "A", rank=2), source("t", "A", rank=1)))
    assert counts(store, run(store, "t", ("A", REGENCY, MARCH, 77))) == (0, 0, 0, 1)
    assert value(other) == 10


def test_what_a_formula_needs_is_locked_with_it_whoever_owns_it(store, reader, locking):
    assert held_for(DEFINITIONS, "DLH") == {"A", "C", "S", "V"}
    assert value(reader, "C") == 5
    locking.lock("DLH", MARCH, "")
    run(store, "s", ("V", REGENCY, MARCH, 80), ("O", REGENCY, MARCH, 8))
    assert (value(reader, "C"), value(reader, "O")) == (5, 8)


def test_a_change_of_the_catalogue_opens_nothing(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    moved = replace(DEFINITIONS, indicators={"A": replace(DEFINITIONS.indicators["A"], agency="DKISP")})
    LockDesk(STEWARD, store, model(store, moved, SETTLED), now=LATER)
    assert counts(store, run(store, "s", ("A", REGENCY, MARCH, 99)))[3] == 1


def test_two_locks_around_a_value_both_have_to_be_opened(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    locking.lock("DLH", "2026-S1", "")
    locking.open("DLH", MARCH, WHY)
    run(store, "s", ("A", REGENCY, MARCH, 99))
    assert value(reader) == 10
    locking.open("DLH", "2026-S1", WHY)
    run(store, "s", ("A", REGENCY, MARCH, 99))
    assert value(reader) == 99


def test_a_lock_that_comes_during_a_run_holds(store, reader, locking):
    """The run has begun and read its answer; the lock is set; only then does the run record."""
    with store.begin_write() as conn:
        number = writes.start_run(conn, source_id="s", trigger="manual", now=NOON)
    locking.lock("DLH", MARCH, "")
    with store.begin_write() as conn:
        found = writes.record_observations(conn, number, "s", frame(("A", REGENCY, MARCH, 99)), now=NOON)
    assert (found.new, found.same, found.revised, len(found.held)) == (0, 0, 0, 1)
    assert value(reader) == 10


def test_a_lock_without_its_entry_in_the_log_is_none(store, reader, locking):
    """Power is lost between the two: neither is there."""

    def stop(_conn, _cursor, statement, *_):
        if "INSERT INTO audit_entry" in statement:
            raise RuntimeError("power loss")

    event.listen(store.engine, "before_cursor_execute", stop)
    with pytest.raises(RuntimeError):
        locking.lock("DLH", MARCH, "")
    event.remove(store.engine, "before_cursor_execute", stop)
    with store.read() as conn:
        assert load_acts(conn) == ()
    assert counts(store, run(store, "s", ("A", REGENCY, MARCH, 99)))[2] == 1


@pytest.mark.parametrize(
    ("agency", "period", "note", "code"),
    [
        ("XX", MARCH, "", "opd"),
        ("", MARCH, "", "opd"),
        ("DLH", "ngawur", "", "periode"),
        ("DLH", "", "", "periode"),
        ("DLH", "2026-13", "", "periode"),
        ("DLH", "Maret", "", "periode"),
        ("DLH", "2026", "", "berjalan"),
        ("DLH", "2026-11", "", "berjalan"),
        ("DLH", "2026-11-24", "", "berjalan"),
        ("DLH", "2030", "", "berjalan"),
        ("DLH", MARCH, "x" * 1001, "catatan"),
    ],
)
def test_what_cannot_be_locked_is_refused_and_leaves_no_trace(store, locking, agency, period, note, code):
    with Refused(code):
        locking.lock(agency, period, note)
    with store.read() as conn:
        for table in ("period_lock", "audit_entry"):
            assert conn.execute(text(f"SELECT count(*) FROM {table}")).scalar_one() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("2025", "2025"), (" Tahun 2025 ", "2025"), ("Maret 2026", MARCH), ("Triwulan I 2026", "2026-Q1")],
)
def test_a_period_may_be_typed_as_offices_write_it(locking, typed, kept):
    assert locking.lock("DLH", typed, "").period.text == kept


def test_nothing_is_locked_or_opened_twice(store, locking):
    locking.lock("DLH", MARCH, "")
    with Refused("sudah"):
        locking.lock("DLH", "Maret 2026", "")
    locking.open("DLH", MARCH, WHY)
    for agency, period in (("DLH", MARCH), ("DKISP", MARCH), ("DLH", "2025"), ("", ""), ("DLH", "ngawur")):
        with Refused("terbuka"):
            locking.open(agency, period, WHY)
    locking.lock("DLH", MARCH, "")
    with store.read() as conn:
        assert [one.act for one in load_acts(conn)] == [LockAct.LOCKED, LockAct.OPENED, LockAct.LOCKED]


@pytest.mark.parametrize("reason", ["", "salah", "x" * 1001, " " * 20])
def test_opening_needs_a_reason(reader, locking, reason):
    locking.lock("DLH", MARCH, "")
    with Refused("alasan"):
        locking.open("DLH", MARCH, reason)
    assert reader.renew().locks.of("A", parse_period(MARCH))


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.STEWARD])
def test_nobody_but_walidata_locks(store, reader, role):
    with pytest.raises(NotAllowedError):
        LockDesk(Viewer(role, "Siapa", "DLH"), store, reader, now=LATER)
    with pytest.raises(NotAllowedError):
        LockDesk(replace(STEWARD, looking=True), store, reader, now=LATER)


def test_a_conflict_in_a_locked_period_is_settled_only_once_it_is_open(store, reader, locking):
    run(store, "t", ("A", REGENCY, MARCH, 90), ("A", REGENCY, APRIL, 90))
    run(store, "s", ("A", REGENCY, APRIL, 10))
    locking.lock("DLH", MARCH, "")
    locked, free = (f"sumber_A_{REGENCY}_{one}" for one in (MARCH, APRIL))
    verdict = Verdict("t", "angka t sudah dicocokkan", "Dewan")
    with Refused("dikunci"):
        settle(COUNCIL, store, reader, locked, verdict, now=LATER)
    settle(COUNCIL, store, reader, free, verdict, now=LATER)
    assert (value(reader), value(reader, period=APRIL)) == (10, 90)
    locking.open("DLH", MARCH, WHY)
    settle(COUNCIL, store, reader, locked, verdict, now=LATER)
    assert value(reader) == 90
    assert all(one.decision for one in all_conflicts(reader.current()))


def test_a_locked_value_is_neither_returned_nor_taken_back_but_verified(store, reader, locking):
    desk, key = Desk(STEWARD, store, reader, now=LATER), f"A_{REGENCY}_{MARCH}_1"
    desk.send_back("s", [key], WHY)
    locking.lock("DLH", MARCH, "")
    with Refused("dikunci"):
        desk.take_back("s", [key])
    with Refused("dikunci"):
        desk.send_back("s", [f"V_{REGENCY}_{MARCH}_1", f"O_{REGENCY}_{MARCH}_1"], WHY)  # one of them: none
    desk.send_back("s", [f"O_{REGENCY}_{MARCH}_1"], WHY)
    desk.verify("s", 1)
    assert figure(reader.renew(), "A", REGENCY, view(period=MARCH)).absence is Absence.RETURNED
    locking.open("DLH", MARCH, WHY)
    desk.take_back("s", [key])
    assert value(reader) == 10


def test_the_log_says_who_locked_what_and_why_it_was_opened(store, locking):
    locking.lock("DLH", MARCH, "LKjIP")
    locking.open("DLH", MARCH, WHY)
    with store.read() as conn:
        query = "SELECT actor, role, action, subject, details FROM audit_entry ORDER BY id"
        first, second = conn.execute(text(query)).all()
    assert first[:4] == ("Rina Walidata", "walidata", "penguncian", "DLH 2026-03")
    assert second[:4] == ("Rina Walidata", "walidata", "pembukaan kunci", "DLH 2026-03")
    assert "A, C, S, V" in first.details
    assert WHY in second.details


def test_looking_back_finds_the_locks_of_that_instant(reader, store, locking):
    locking.lock("DLH", MARCH, "")
    opened = LATER + timedelta(days=1)
    LockDesk(STEWARD, store, reader, now=opened).open("DLH", MARCH, WHY)
    march, tick = parse_period(MARCH), timedelta(microseconds=1)
    states = [reader.read_before(one) for one in (LATER, LATER + tick, opened, opened + tick)]
    assert [bool(one.locks.of("A", march)) for one in states] == [False, True, True, False]


@pytest.mark.parametrize("statement", ["UPDATE period_lock SET act = 'dibuka'", "DELETE FROM period_lock"])
def test_the_database_itself_refuses_to_change_a_lock(store, locking, statement):
    locking.lock("DLH", MARCH, "")
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(statement))


def test_a_period_ends_when_its_last_day_is_over_in_the_city(store, reader):
    """31 October 2026, 23.59 and 24.00 WITA."""
    midnight = datetime(2026, 10, 31, 16, tzinfo=UTC)
    with Refused("berjalan"):
        LockDesk(STEWARD, store, reader, now=midnight - timedelta(seconds=1)).lock("DLH", "2026-10", "")
    assert LockDesk(STEWARD, store, reader, now=midnight).lock("DLH", "2026-10", "")


def test_sums_of_a_locked_period_stand_still(store, reader, locking):
    run(store, "s", ("S", NORTH, MARCH, 1), ("S", SOUTH, MARCH, 2))
    locking.lock("DLH", MARCH, "")
    run(store, "s", ("S", SOUTH, MARCH, 9), ("S", REGENCY, MARCH, 50))
    assert value(reader, "S") == 3


def test_a_gap_in_a_locked_period_says_so_and_no_other_gap_does(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    run(store, "t", ("A", NORTH, MARCH, 5), state=RunState.PARTIAL)
    both = [figure(reader.renew(), "A", NORTH, view(period=one, place=NORTH)) for one in (MARCH, "2026-02")]
    assert [one.absence for one in both] == [Absence.REJECTED, Absence.NOT_REPORTED]
    assert (both[0].gap.rejected, both[0].gap.reason) == (1, "period_locked")


def test_what_is_held_back_is_no_fault_of_the_office(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    run(store, "s", ("A", REGENCY, MARCH, 99), ("A", REGENCY, APRIL, 7), state=RunState.PARTIAL)
    with store.read() as conn:
        found = scorecards(conn, reader.renew(), NOON.date(), lambda _: True)
    (office,) = [one for one in found if one.agency.code == "DLH"]
    assert (office.rows, office.rejected) == (5, 0)


def test_a_correction_after_an_opening_says_why_it_was_opened(store, reader, locking):
    locking.lock("DLH", MARCH, "")
    locking.open("DLH", MARCH, WHY)
    run(store, "s", ("A", REGENCY, MARCH, 99), ("O", REGENCY, MARCH, 2), now=LATER + timedelta(hours=1))
    with store.read() as conn:
        (late,) = revisions(conn, reader.renew(), "A", REGENCY, parse_period(MARCH), limit=9)
        (other,) = revisions(conn, reader.renew(), "O", REGENCY, parse_period(MARCH), limit=9)
    assert (late.old, late.new, late.opened.reason, late.opened.by) == (10, 99, WHY, "Rina Walidata")
    assert other.opened is None
