"""The audit log in a database: one chain whoever writes, and nothing is changed unnoticed. On both engines."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from core.domain.audit import Action, Event, Fault, breaks
from core.domain.viewer import Role
from core.errors import StoreError
from core.store.audit_log import AuditFilter, actors, all_entries, entries, head, record, record_alone
from core.store.changes import note_changes

NOW = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)  # 23.59 WITA


def event(actor="Petugas", action=Action.EXPORT, **details):
    return Event(actor, Role.OPERATOR, action, "/unduh/deret.csv", details)


def chain_of(store):
    with store.read() as conn:
        return list(all_entries(conn))


def broken(store):
    with store.read() as conn:
        return [(one.number, one.fault) for one in breaks(all_entries(conn))]


def by_force(store, *statements):
    """Do what the guards refuse: as somebody who owns the database could."""
    with store.begin_write() as conn:
        if conn.dialect.name == "sqlite":
            for name in ("update", "delete"):
                conn.execute(text(f"DROP TRIGGER audit_entry_no_{name}"))
        else:
            conn.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        for one in statements:
            conn.execute(text(one))


def test_entries_that_many_write_at_once_are_one_chain(store):
    def write(name):
        for number in range(10):
            record_alone(store, event(name, kode=str(number)), now=NOW)

    threads = [threading.Thread(target=write, args=(f"Petugas {number}",)) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert [one.number for one in chain_of(store)] == list(range(1, 41))
    assert broken(store) == []


def test_an_entry_goes_with_the_transaction_that_it_tells_of(store):
    record_alone(store, event(), now=NOW)
    with pytest.raises(RuntimeError), store.begin_write() as conn:
        record(conn, event(), now=NOW)
        raise RuntimeError
    record_alone(store, event(), now=NOW)
    assert [one.number for one in chain_of(store)] == [1, 2]


@pytest.mark.parametrize("words", ["UPDATE audit_entry SET actor = 'x'", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_log(store, words):
    record_alone(store, event(), now=NOW)
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(words))


@pytest.mark.parametrize(
    ("statements", "places"),
    [
        (["UPDATE audit_entry SET actor = 'Orang lain' WHERE id = 3"], [(3, Fault.CHANGED)]),
        (["UPDATE audit_entry SET details = 'bukan json' WHERE id = 3"], [(3, Fault.CHANGED)]),
        (["UPDATE audit_entry SET at = 'kapan saja', action = 'x', role = 'y' WHERE id = 3"], [(3, Fault.CHANGED)]),
        (["DELETE FROM audit_entry WHERE id IN (1, 4)"], [(1, Fault.MISSING), (4, Fault.MISSING)]),
        (
            [
                "UPDATE audit_entry SET id = 90 WHERE id = 2",
                "UPDATE audit_entry SET id = 2 WHERE id = 3",
                "UPDATE audit_entry SET id = 3 WHERE id = 90",
            ],
            [(2, Fault.CHANGED), (3, Fault.CHANGED), (4, Fault.DETACHED)],
        ),
    ],
)
def test_what_is_changed_past_the_guards_is_found_at_its_place(store, statements, places):
    for number in range(6):
        record_alone(store, event(kode=str(number)), now=NOW)
    by_force(store, *statements)
    assert broken(store) == places


def test_the_log_is_read_by_action_actor_and_days_of_the_city_newest_first(store):
    record_alone(store, event("A", Action.EXPORT), now=NOW)
    record_alone(store, event("B", Action.DECISION), now=NOW + timedelta(minutes=1))  # the next day in WITA
    record_alone(store, event("A", Action.DECISION), now=NOW + timedelta(minutes=2))
    day, next_day = date(2026, 11, 22), date(2026, 11, 23)
    with store.read() as conn:

        def numbers(wanted, **more):
            return [one.number for one in entries(conn, wanted, **{"limit": 10, **more})]

        assert numbers(AuditFilter()) == [3, 2, 1]
        assert numbers(AuditFilter(), limit=2) == [3, 2]
        assert numbers(AuditFilter(), before=3) == [2, 1]
        assert numbers(AuditFilter(Action.DECISION)) == [3, 2]
        assert numbers(AuditFilter(actor="A")) == [3, 1]
        assert numbers(AuditFilter(since=next_day)) == [3, 2]
        assert numbers(AuditFilter(until=day)) == [1]
        assert numbers(AuditFilter(since=day, until=day, actor="B")) == []
        assert actors(conn) == ("A", "B")
        assert head(conn).number == 3


def test_a_change_of_files_is_told_once_part_by_part(store):
    def note(**parts):
        return note_changes(store, Action.CONFIG, "config.toml", parts, actor="dkisp", now=NOW)

    assert note(server="port 8050", wall="60") is True  # the first state
    assert note(server="port 8050", wall="60") is False
    assert note(server="port 80", map="tiles") is True
    told = chain_of(store)[-1]
    assert '"berubah": "server"' in told.details
    assert '"baru": "map"' in told.details
    assert '"hilang": "wall"' in told.details
    assert "port" not in told.details, "digests, never what stands in the file"
    assert (told.actor, told.role, told.subject) == ("dkisp", "", "config.toml")


def test_a_state_that_somebody_tampered_with_is_noted_anew(store):
    def note():
        return note_changes(store, Action.CATALOGUE, "catalogue/", {"areas.csv": "x"}, actor="dkisp", now=NOW)

    assert note()
    by_force(store, "UPDATE audit_entry SET details = '[]'")
    assert note()
    assert broken(store) == [(1, Fault.CHANGED)]
