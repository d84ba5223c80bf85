"""Accounts of those who come by the government's sign-on: made at the first login, changed when the sign-on changed."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from core.domain.account import Account
from core.domain.claims import SignedOn
from core.domain.viewer import Role, Viewer
from core.errors import AccountError, SignOnError
from core.store.accounts import NEW, account_of, keep_account
from core.store.engine import Store

BY = Viewer(Role.OPERATOR, "SSO")  # the operator said in config.toml what its words mean
CHANGED = "keterangan SSO"
TRIES = 3  # while others change the same account at the same moment


def account_signed_on(store: Store, found: SignedOn, *, now: datetime) -> Account:
    """Return the account of somebody whom the sign-on vouches for, with the role and office it says today.

    Raises:
        SignOnError: "nonaktif": switched off here; "akun": the account has a password, so it is somebody's own;
            "sibuk": it is being changed again and again.
        StoreError: If it cannot be kept.
    """
    for _ in range(TRIES):
        before = _allowed(store, found.login)
        if before and (before.person, before.role, before.agency) == (found.person, found.role, found.agency):
            return before
        with suppress(AccountError):  # somebody else was faster: look again
            keep_account(store, BY, _after(before, found, now), what=CHANGED if before else NEW, now=now)
    raise SignOnError("sibuk", f"{found.login} is being changed by others", login=found.login)


def _allowed(store: Store, login: str) -> Account | None:
    """Return the account as it is now; None where there is none yet."""
    with store.read() as conn:
        account = account_of(conn, login)
    if account and account.password:
        raise SignOnError("akun", f"{login} has a password", login=login)
    if account and not account.active:
        raise SignOnError("nonaktif", f"{login} is switched off", login=login)
    return account


def _after(before: Account | None, found: SignedOn, now: datetime) -> Account:
    if before is None:
        words = found.login, found.person, found.role, found.agency
        return Account(*words, "", active=True, changed_at=now, changed_by=BY.name)
    stated = replace(before, changed_at=now, changed_by=BY.name)
    return replace(stated, person=found.person, role=found.role, agency=found.agency)
