"""Half-way in: the password was right, the second factor is still asked for. It gives nothing but the next form."""

import time
from dataclasses import dataclass

from flask import session

from core.domain.account import Account
from core.web.door import Door
from core.web.entrance import IN

CODE, SET_UP = f"{IN}/kode", f"{IN}/pasang"
PATIENCE = 300  # seconds for a code
SETTING_UP = 900  # seconds for who first has to put an app on the phone
_HALF = "half"  # of a session: number of the account's state, seconds since 1970, where the person goes on to
_PROPOSED = "proposed"  # of a session: a sealed secret that no code has confirmed yet


@dataclass(frozen=True, slots=True)
class Half:
    """Whose password was right, and where the person goes on to."""

    account: Account
    there: str


def begin_half(account: Account, there: str) -> None:
    """Note that a password was right, in a session with nothing of the one before."""
    session.clear()
    session[_HALF] = [account.state, time.time(), there]


def half(door: Door, patience: float) -> Half | None:
    """Return who is half-way in; None if nobody is, it took too long, or the account was changed meanwhile.

    Args:
        door: Knows the accounts.
        patience: Seconds since the password.
    """
    found = session.get(_HALF)
    if not found or not 0 <= time.time() - float(found[1]) <= patience:
        return None
    account = door.accounts.in_state(int(found[0]))
    return Half(account, str(found[2])) if account else None


def proposed(door: Door, login: str, make: str = "") -> str:
    """Return the secret that is being set up; "" for none.

    Args:
        door: Opens and seals it.
        login: Whose it is to be.
        make: The one to begin with where there is none.
    """
    secret = door.seal.opened(login, session.get(_PROPOSED, ""))
    if not secret and make:
        session[_PROPOSED] = door.seal.sealed(login, make)
    return secret or make


def forget_proposed() -> None:
    """Forget the secret that was being set up."""
    session.pop(_PROPOSED, None)
