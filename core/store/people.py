"""The door to the accounts of people. The viewer first: an operator looks after them, an auditor reads who there is."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from core.domain.account import Account, PersonRow
from core.domain.audit import Sight
from core.domain.second_factor import has_factor
from core.domain.viewer import Viewer
from core.errors import AccountError, NotAllowedError, NotFoundError
from core.store import queries, scope
from core.store.accounts import NEW, account_of, all_accounts, keep_account
from core.store.engine import Store
from core.store.sights import note


def may_read(viewer: Viewer) -> bool:
    """Return whether a viewer may read who has an account."""
    return scope.may_audit(viewer)


def may_tend(viewer: Viewer) -> bool:
    """Return whether a viewer may make and change accounts."""
    return scope.may_tend_people(viewer)


def people(viewer: Viewer) -> tuple[PersonRow, ...]:
    """Return all accounts as they are now, by login.

    Raises:
        NotAllowedError: If the viewer may not read them.
    """
    if not may_read(viewer):
        raise NotAllowedError(f"{viewer.role.value} reads no accounts")
    note(Sight.PEOPLE)
    with queries.reading(viewer) as conn:
        return tuple(_row(one) for one in all_accounts(conn))


def make(viewer: Viewer, store: Store, account: Account) -> None:
    """Keep a new account.

    Raises:
        NotAllowedError: If the viewer may not make one.
        AccountError: If the login has an account already.
    """
    _refuse_others(viewer)
    keep_account(store, viewer, account, what=NEW, now=account.changed_at)


def change(viewer: Viewer, store: Store, login: str, what: str, *, now: datetime, **changes: Any) -> Account:
    """Keep a change of somebody else's account; return it as it is now. Every session of it ends.

    Args:
        viewer: Who changes it.
        store: Where accounts are.
        login: Whose.
        what: The change in a word for the log.
        now: Aware.
        changes: Fields of the account and their new values.

    Raises:
        NotAllowedError: If the viewer may not change accounts.
        NotFoundError: If there is no such account.
        AccountError: If it is the viewer's own: nobody shuts the door behind oneself.
    """
    _refuse_others(viewer)
    with store.read() as conn:
        found = account_of(conn, login)
    if found is None:
        raise NotFoundError(f"login {login!r} has no account")
    if found.person == viewer.name:
        raise AccountError(f"login {login!r} is the own account; /akun changes it", code="sendiri")
    changed = replace(found, **changes, changed_at=now, changed_by=viewer.name)
    return keep_account(store, viewer, changed, what=what, now=now)


def _refuse_others(viewer: Viewer) -> None:
    if not may_tend(viewer):
        raise NotAllowedError(f"{viewer.role.value} changes no accounts")


def _row(one: Account) -> PersonRow:
    return PersonRow(
        one.login, one.person, one.role, one.agency, one.active, has_factor(one), one.changed_at, one.changed_by
    )
