"""Sessions: a signed cookie that names the state of an account, when it began and when it was last used."""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, session
from flask_login import LoginManager, login_user, logout_user

from core.config_access import Access
from core.domain.account import Account

_BEGUN, _SEEN = "begun", "seen"  # of a session; seconds since 1970
_OWN = "own"  # what tells a session from all others of its account
_STEP = 60  # seconds after which a session's last use is written down again


class Person:
    """An account as Flask-Login wants it. Examples of the demonstration have no state and are found by their login."""

    is_authenticated, is_active, is_anonymous = True, True, False

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        """Return what the cookie names."""
        return str(self.account.state or self.account.login)


def keep_sessions(
    server: Flask,
    *,
    find: Callable[[str], Account | None],
    is_ended: Callable[[str], bool],
    key: str,
    access: Access,
    https: bool,
) -> None:
    """Let sessions be kept in a cookie for this site alone, which no script reads.

    Args:
        server: Of Dash.
        find: Returns the active account that `Person.get_id` names; None once it was changed.
        is_ended: Returns whether a session was left; whoever kept a copy of its cookie is nobody.
        key: Signs the cookie.
        access: [access] of config.toml.
        https: Whether readers reach us by TLS alone.
    """
    server.secret_key = key
    server.config.update(
        SESSION_COOKIE_NAME="__Host-sesi" if https else "sesi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_SAMESITE="Lax",  # Strict would ask for a login after each link in a mail
        PERMANENT_SESSION_LIFETIME=timedelta(hours=access.longest_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    manager = LoginManager(server)
    manager.session_protection = None  # offices change their address; a session ends by its state and by time

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(name: str) -> Person | None:
        own = session.get(_OWN)
        found = find(name) if own and not is_ended(own) else None
        return Person(found) if found else None


def begin(account: Account) -> None:
    """Begin a session with nothing in it of the one before."""
    session.clear()
    session.permanent = True
    session[_OWN] = secrets.token_urlsafe(16)
    session[_BEGUN] = session[_SEEN] = time.time()
    login_user(Person(account))


def end() -> str:
    """End the session in this browser; return what tells it from all others, so that copies can be ended too."""
    own = str(session.get(_OWN, ""))
    logout_user()
    session.clear()
    return own


def is_over(access: Access) -> bool:
    """Return whether a session has lasted too long, or was not used for too long; else note that it is used."""
    if _BEGUN not in session:
        return "_user_id" in session
    now = time.time()
    seen = float(session.get(_SEEN, 0))
    if now - float(session[_BEGUN]) > access.longest_hours * 3600 or now - seen > access.idle_minutes * 60:
        return True
    if now - seen > _STEP:
        session[_SEEN] = now
    return False
