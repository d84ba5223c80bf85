"""A code is used once, whichever process it is typed to; each change of a second factor is a state of the account."""

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from core.access import operator
from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.viewer import Role
from core.errors import AccountError
from core.store.accounts import NEW, Accounts, account_of, keep_account
from core.store.factor_uses import used_recovery

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SITI = Account("siti", "Siti Rahma", Role.OPERATOR, "", "hash", active=True, changed_at=NOW, changed_by="uji")
USED = Event("Siti Rahma", Role.OPERATOR, Action.RECOVERY, "siti", {})


@pytest.fixture
def siti(store):
    return keep_account(store, operator("uji"), SITI, what=NEW, now=NOW)


def test_a_step_is_taken_once_and_only_later_ones_after_it(store):
    accounts = Accounts(store)
    assert accounts.use_step("siti", 100)
    assert not accounts.use_step("siti", 100)
    assert not accounts.use_step("siti", 99)
    assert accounts.use_step("budi", 99), "of another account"
    assert accounts.use_step("siti", 101)


def test_of_many_who_type_the_same_code_at_once_one_gets_in(store):
    taken, start = [], threading.Barrier(6)

    def use():
        start.wait()
        taken.append(Accounts(store).use_step("siti", 100))

    threads = [threading.Thread(target=use) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(taken) == [False] * 5 + [True]


def test_a_recovery_code_is_used_once_and_told_once(store, siti):
    accounts = Accounts(store)
    assert accounts.use_recovery(USED, "a" * 64)
    assert not accounts.use_recovery(USED, "a" * 64)
    with store.read() as conn:
        assert used_recovery(conn, "siti") == {"a" * 64}
        told = conn.exec_driver_sql("SELECT subject FROM audit_entry WHERE action = 'kode pemulihan'").scalars().all()
    assert told == ["siti"]


def test_a_factor_is_part_of_the_state_and_goes_along_with_other_changes(store, siti):
    accounts = Accounts(store)
    changed = accounts.change(replace(siti, factor="disegel", recovery="garam a b"), "kode kedua dipasang")
    assert changed.state > siti.state
    assert accounts.in_state(siti.state) is None, "sessions of before have ended"
    off = keep_account(store, operator("uji"), replace(changed, active=False), what="nonaktif", now=NOW)
    with store.read() as conn:
        found = account_of(conn, "siti")
    assert found == off
    assert (found.factor, found.recovery) == ("disegel", "garam a b")
    assert accounts.since("siti") == NOW


def test_a_change_of_an_older_state_is_refused(store, siti):
    accounts = Accounts(store)
    accounts.change(replace(siti, password="lain"), "kata sandi")
    with pytest.raises(AccountError, match="meanwhile"):
        accounts.change(replace(siti, person="Lain"), "nama")
    with store.read() as conn:
        assert account_of(conn, "siti").person == "Siti Rahma"
