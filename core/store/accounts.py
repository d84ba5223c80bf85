"""Accounts in the store: each change adds a state, the newest one of a login counts."""

import time
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from core.clock import now_utc
from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.viewer import Role, Viewer
from core.errors import AccountError, StoreError
from core.store import factor_uses
from core.store.audit_log import record, record_alone
from core.store.ended_sessions import EndedSessions
from core.store.engine import Store
from core.store.models_access import AccountState

NEW = "baru"
PAUSE = 1.0  # seconds between two looks at an account: what a session may outlive a change of it
KEPT = 1_000  # states looked at, in memory
_COPIED = (
    *("login", "person", "agency", "password", "active", "changed_at", "changed_by"),
    *("factor", "recovery", "initial"),
)


def account_of(conn: Connection, login: str) -> Account | None:
    """Return an account as it is now."""
    query = select(AccountState.__table__).where(AccountState.login == login).order_by(AccountState.id.desc())
    row = conn.execute(query.limit(1)).first()
    return _account(row) if row else None


def account_in_state(conn: Connection, state: int) -> Account | None:
    """Return the account whose newest state has this number; None once it was changed or is not active."""
    login = conn.execute(select(AccountState.login).where(AccountState.id == state)).scalar()
    found = account_of(conn, login) if login else None
    return found if found and found.state == state and found.active else None


def all_accounts(conn: Connection) -> tuple[Account, ...]:
    """Return all accounts as they are now, by login."""
    newest = select(func.max(AccountState.id)).group_by(AccountState.login)
    query = select(AccountState.__table__).where(AccountState.id.in_(newest)).order_by(AccountState.login)
    return tuple(map(_account, conn.execute(query)))


def begun_at(conn: Connection, login: str) -> datetime | None:
    """Return since when there is an account."""
    return conn.execute(select(func.min(AccountState.changed_at)).where(AccountState.login == login)).scalar()


class Accounts:
    """The accounts of a store for the way in; a session goes on while the store cannot be read."""

    def __init__(self, store: Store) -> None:
        self._store, self._ended = store, EndedSessions(store)
        self._seen: dict[int, tuple[float, Account | None]] = {}  # state to when it was asked for, and what was found

    def named(self, login: str) -> Account | None:
        """Return the account of a login.

        Raises:
            StoreError: If the store cannot be read.
        """
        with self._store.read() as conn:
            return account_of(conn, login)

    def in_state(self, state: int) -> Account | None:
        """Return the active account whose newest state has this number, as it was at most PAUSE seconds ago."""
        seen = self._seen.get(state)
        if seen and time.monotonic() - seen[0] < PAUSE:
            return seen[1]
        try:
            with self._store.read() as conn:
                found = account_in_state(conn, state)
        except (SQLAlchemyError, StoreError):
            return seen[1] if seen else None
        if len(self._seen) > KEPT:
            self._seen.clear()
        self._seen[state] = time.monotonic(), found
        return found

    def are_there(self) -> bool:
        """Return whether anybody has an account.

        Raises:
            StoreError: If the store cannot be read.
        """
        with self._store.read() as conn:
            return conn.execute(select(AccountState.id).limit(1)).first() is not None

    def since(self, login: str) -> datetime | None:
        """Return since when there is an account; None for an example of the demonstration.

        Raises:
            StoreError: If the store cannot be read.
        """
        with self._store.read() as conn:
            return begun_at(conn, login)

    def used_recovery(self, login: str) -> frozenset[str]:
        """Return the digests of the recovery codes that were used.

        Raises:
            StoreError: If the store cannot be read.
        """
        with self._store.read() as conn:
            return factor_uses.used_recovery(conn, login)

    def use_step(self, login: str, step: int) -> bool:
        """Use the code of a step; return False if it was used before.

        Raises:
            StoreError: If it could not be written down.
        """
        with self._store.begin_write() as conn:
            return factor_uses.use_step(conn, login, step, now_utc())

    def use_recovery(self, event: Event, digest: str) -> bool:
        """Use a recovery code of the login that is the event's subject; return False if it was used before.

        Raises:
            StoreError: If it could not be written down.
        """
        now = now_utc()
        with self._store.begin_write() as conn:
            fresh = factor_uses.use_recovery(conn, event.subject, digest, now)
            if fresh:
                record(conn, event, now=now)
        return fresh

    def end_session(self, session: str) -> None:
        """Let a session be over, wherever a copy of its cookie is.

        Raises:
            StoreError: If it could not be written down.
        """
        self._ended.end(session, now=now_utc())

    def is_ended(self, session: str) -> bool:
        """Return whether a session was left, as it was known at most a second ago."""
        return self._ended.is_ended(session)

    def change(self, account: Account, what: str) -> Account:
        """Keep what a person changed of the own account; return it as it is kept.

        Raises:
            AccountError: If it was changed by somebody else meanwhile.
            StoreError: If it could not be written down.
        """
        now = now_utc()
        changed = replace(account, changed_at=now, changed_by=account.person)
        return keep_account(self._store, account.viewer, changed, what=what, now=now)

    def tell(self, event: Event) -> None:
        """Write an event into the audit log.

        Raises:
            StoreError: If it could not be written.
        """
        record_alone(self._store, event, now=now_utc())


def keep_account(store: Store, viewer: Viewer, account: Account, *, what: str, now: datetime) -> Account:
    """Add a state of an account, and tell the audit log; sessions under the state before end with it.

    Returns:
        The account with the number of its new state.

    Args:
        store: Where accounts are.
        viewer: Who changes it.
        account: As it is from now on, with the number of the state that was changed.
        what: The change in a word for the log: "baru", "kata sandi", "nonaktif", "aktif".
        now: Aware.

    Raises:
        AccountError: If a new account takes the login of another one, or a change is of none or of an older state.
    """
    with store.begin_write() as conn:
        found = account_of(conn, account.login)
        if (found is None) != (what == NEW):
            state = "is taken" if what == NEW else "has no account"
            raise AccountError(f"login {account.login!r} {state}", code="ada")
        if found and found.state != account.state:
            raise AccountError(
                f"login {account.login!r} was changed by somebody else meanwhile; look at it again", code="berubah"
            )
        words = {name: getattr(account, name) for name in _COPIED}
        added = insert(AccountState).values(**words, role=account.role.value).returning(AccountState.id)
        number = conn.execute(added).scalar_one()
        details = {"perubahan": what, "peran": account.role.value, "opd": account.agency}
        record(conn, Event(viewer.name, viewer.role, Action.ACCOUNT, account.login, details), now=now)
    return replace(account, state=number)


def _account(row: Row[tuple[object, ...]]) -> Account:
    words = row._asdict()
    return Account(**{name: words[name] for name in _COPIED}, role=Role(words["role"]), state=words["id"])
