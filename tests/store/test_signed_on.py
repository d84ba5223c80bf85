"""Accounts by the sign-on in the store: made once, changed when what is said changes, whoever is faster."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core.clock import now_utc
from core.domain.claims import SignedOn
from core.domain.viewer import Role
from core.errors import SignOnError
from core.store import signed_on
from core.store.signed_on import account_signed_on

SITI = SignedOn("sso-siti", "Siti Rahma", Role.AGENCY, "DLH")


def states(store):
    with store.read() as conn:
        return conn.exec_driver_sql("SELECT role, agency, changed_by FROM account_state ORDER BY id").all()


def test_an_account_is_made_once_and_changed_when_what_is_said_changes(store):
    first = account_signed_on(store, SITI, now=now_utc())
    assert account_signed_on(store, SITI, now=now_utc()).state == first.state
    moved = SignedOn("sso-siti", "Siti Rahma", Role.COUNCIL, "")
    assert account_signed_on(store, moved, now=now_utc()).state > first.state
    assert [tuple(one) for one in states(store)] == [("opd", "DLH", "SSO"), ("dewan", "", "SSO")]
    with store.read() as conn:
        told = conn.exec_driver_sql("SELECT details FROM audit_entry ORDER BY id").scalars().all()
    assert ['"baru"' in told[0], '"keterangan SSO"' in told[1]] == [True, True]


def test_of_first_logins_at_once_one_makes_the_account_and_all_get_it(store):
    with ThreadPoolExecutor(4) as hands:
        found = list(hands.map(lambda _: account_signed_on(store, SITI, now=now_utc()).state, range(4)))
    assert len(set(found)) == 1
    assert len(states(store)) == 1


def test_an_account_that_others_change_again_and_again_is_given_up(store, monkeypatch):
    monkeypatch.setattr(signed_on, "TRIES", 0)
    with pytest.raises(SignOnError) as refused:
        account_signed_on(store, SITI, now=now_utc())
    assert refused.value.code == "sibuk"
