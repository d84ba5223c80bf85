"""What the way in needs: accounts, keys, and how its pages are drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from flask import Response

from core.access.sealing import Seal
from core.config_access import Access
from core.domain.account import Account
from core.domain.audit import Event
from core.domain.claims import SignedOn
from core.domain.viewer import Viewer
from core.sso.contract import SignOnProvider


class Known(Protocol):
    """Where accounts are."""

    def named(self, login: str) -> Account | None:
        """Return the account of a login."""

    def in_state(self, state: int) -> Account | None:
        """Return the active account whose newest state has this number."""

    def are_there(self) -> bool:
        """Return whether anybody has an account."""

    def end_session(self, session: str) -> None:
        """Let a session be over, wherever a copy of its cookie is."""

    def is_ended(self, session: str) -> bool:
        """Return whether a session was left."""

    def tell(self, event: Event) -> object:
        """Write an event into the audit log."""

    def since(self, login: str) -> datetime | None:
        """Return since when there is an account."""

    def change(self, account: Account, what: str) -> Account:
        """Keep what a person changed of the own account; return it as it is kept."""

    def use_step(self, login: str, step: int) -> bool:
        """Use the code of a step; return False if it was used before."""

    def use_recovery(self, event: Event, digest: str) -> bool:
        """Use a recovery code of the event's subject; return False if it was used before."""

    def used_recovery(self, login: str) -> frozenset[str]:
        """Return the digests of the recovery codes that were used."""


class Draw(Protocol):
    """How the pages of the own account are drawn."""

    def __call__(self, name: str, status: int, **words: Any) -> Response:
        """Draw the page of a name (components.own_pages) with an HTTP status."""


@dataclass(frozen=True, slots=True)
class SignOn:
    """What the government's sign-on needs.

    Attributes:
        provider: Whom [access.sso] names.
        account: Returns the account of somebody whom it vouches for, made or changed where need be; raises SignOnError.
    """

    provider: SignOnProvider
    account: Callable[[SignedOn], Account]


@dataclass(frozen=True, slots=True)
class Door:
    """What the way in needs.

    Attributes:
        accounts: Where accounts are.
        examples: Accounts of the demonstration by login, for everybody to try; none outside of it.
        agencies: Offices there are.
        access: [access] of config.toml.
        key: Signs sessions.
        https: Whether readers reach us by TLS alone.
        form: Draws the way in: status, why the last attempt failed ("" for none), login as typed, where to go after.
        closed: Draws what a browser shows that wants to be a wall: a code for the operator, never a form.
        looking: Draws why somebody who only looks may not change anything.
        draw: Draws the pages of the second step and of the own account.
        screen: Returns the screen of a wall that asks for what is a wall's; None for anybody and anything else.
        page_of: Returns the path of the page that a callback's output belongs to; "" for none.
        sign_on: The government's; None: there is none.
    """

    accounts: Known
    examples: Mapping[str, Account]
    agencies: frozenset[str]
    access: Access
    key: str
    https: bool
    form: Callable[[int, str, str, str], Response]
    closed: Callable[[int], Response]
    looking: Callable[[int], Response]
    draw: Draw
    screen: Callable[[], Viewer | None]
    page_of: Callable[[str], str]
    sign_on: SignOn | None = None

    @property
    def seal(self) -> Seal:
        """Return what opens and seals the secrets of second factors."""
        return Seal(self.key)

    def find(self, name: str) -> Account | None:
        """Return the active account that a session names: by the number of its state, or an example by its login."""
        if name.isascii() and name.isdigit():
            return self.accounts.in_state(int(name))
        return self.examples.get(name)
