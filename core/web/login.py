"""Logging in: who asks is known before anything else is done, and whoever is nobody gets the way in and nothing else.

With `[access] login = false` everybody who reaches the pages looks after them (docs/decisions/0060-accounts.md).
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol
from urllib.parse import quote, urlsplit

from flask import Blueprint, Flask, Response, abort, redirect, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from core.access import MACHINE, be
from core.access.passwords import is_right
from core.access.throttle import Throttle
from core.config import Access
from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.viewer import Role, Viewer

IN, OUT = "/masuk", "/keluar"
# What tells nothing of anybody's figures: scripts, styles, the sign on the tab, the way in itself.
CODE = ("/assets/", "/skrip/", "/_dash-component-suites/", IN)
WALL = "/layar"
LONGEST = 4_000  # characters of what is typed
_BEGUN, _SEEN = "begun", "seen"  # of a session; seconds since 1970
_STEP = 60  # seconds after which a session's last use is written down again


class Known(Protocol):
    """Where accounts are."""

    def named(self, login: str) -> Account | None:
        """Return the account of a login."""

    def in_state(self, state: int) -> Account | None:
        """Return the active account whose newest state has this number."""

    def tell(self, event: Event) -> object:
        """Write an event into the audit log."""


@dataclass(frozen=True, slots=True)
class Door:
    """What the way in needs.

    Attributes:
        accounts: Where accounts are.
        access: [access] of config.toml.
        key: Signs sessions.
        https: Whether readers reach us by TLS alone.
        form: Draws the way in: status, why the last attempt failed ("" for none), login as typed, where to go after.
        closed: Draws what a wall shows that nobody has opened.
    """

    accounts: Known
    access: Access
    key: str
    https: bool
    form: Callable[[int, str, str, str], Response]
    closed: Callable[[int], Response]


class _Person:
    """An account as Flask-Login wants it."""

    is_authenticated, is_active, is_anonymous = True, True, False

    def __init__(self, account: Account) -> None:
        self.account = account

    def get_id(self) -> str:
        return str(self.account.state)


def without_login(server: Flask) -> None:
    """Let everybody who reaches the pages look after them."""
    server.before_request(lambda: be(MACHINE))
    server.teardown_request(lambda _error: be(MACHINE))


def require_login(server: Flask, door: Door) -> None:
    """Let nobody in who has not logged in. To be called before anything else that answers, but the guard.

    Args:
        server: Of Dash.
        door: What it needs.
    """
    _sessions(server, door)
    manager = LoginManager(server)
    manager.session_protection = None  # offices change their address; a session ends by its state and by time

    @manager.user_loader  # type: ignore[untyped-decorator]
    def load(state: str) -> _Person | None:
        found = door.accounts.in_state(int(state)) if state.isascii() and state.isdigit() else None
        return _Person(found) if found else None

    server.before_request(lambda: _admit(door))
    server.teardown_request(lambda _error: be(MACHINE))  # what the same thread does next is another request's
    server.register_blueprint(_routes(door, Throttle()))


def _sessions(server: Flask, door: Door) -> None:
    server.secret_key = door.key
    server.config.update(
        SESSION_COOKIE_NAME="__Host-sesi" if door.https else "sesi",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=door.https,
        SESSION_COOKIE_SAMESITE="Lax",  # Strict would ask for a login after each link in a mail
        PERMANENT_SESSION_LIFETIME=timedelta(hours=door.access.longest_hours),
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def _admit(door: Door) -> Response | None:
    """Say who asks; whoever is nobody is led to the way in."""
    be(None)
    if request.path.startswith(CODE):
        return None
    if _is_over(door.access):
        logout_user()
        session.clear()
    if current_user.is_authenticated:
        be(current_user.account.viewer)
        return None
    if request.path == WALL:
        if door.access.open_wall:
            be(Viewer(Role.SCREEN))
            return None
        return door.closed(401)
    return _way_in()


def _way_in() -> Response:
    if request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(401)  # a script asked: it loads the page anew (assets/js/session.js), which leads here again
    there = request.full_path.rstrip("?")
    place = IN if there == "/" else f"{IN}?lanjut={quote(there, safe='/')}"
    return redirect(place, code=303)  # type: ignore[return-value]


def _is_over(access: Access) -> bool:
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


def _routes(door: Door, throttle: Throttle) -> Blueprint:
    routes = Blueprint("login", __name__)

    @routes.get(IN)
    def ask() -> Response:
        there = inside(request.args.get("lanjut", ""))
        if current_user.is_authenticated and not _is_over(door.access):
            return redirect(there, code=303)  # type: ignore[return-value]
        return door.form(200, "", "", there)

    @routes.post(IN)
    def enter() -> Response:
        return _enter(door, throttle, time.monotonic())

    @routes.post(OUT)
    def leave() -> Response:
        account: Account = current_user.account
        logout_user()
        session.clear()
        _tell(door, account.viewer, Action.LOGOUT, account.login, request.remote_addr or "")
        return redirect(IN, code=303)  # type: ignore[return-value]

    return routes


def _enter(door: Door, throttle: Throttle, now: float) -> Response:
    """Answer what was typed: on to where the person was going, or the way in again and why."""
    login, there = request.form.get("nama", "")[:LONGEST].strip().lower(), inside(request.form.get("lanjut", ""))
    address = request.remote_addr or ""
    left = throttle.wait(login, address, now)
    if left:
        answer = door.form(429, "tunggu", login, there)
        answer.headers["Retry-After"] = str(int(left) + 1)
        return answer
    account = door.accounts.named(login)
    right = is_right(request.form.get("sandi", "")[:LONGEST], account.password if account else "")
    if not (right and account and account.active):
        throttle.failed(login, address, now)
        _tell(door, None, Action.LOGIN_FAILED, login if account else "", address)
        return door.form(401, "salah", login, there)
    throttle.succeeded(login, address, now)
    _begin(account)
    _tell(door, account.viewer, Action.LOGIN, login, address)
    return redirect(there, code=303)  # type: ignore[return-value]


def _begin(account: Account) -> None:
    """Begin a session with nothing in it of the one before."""
    session.clear()
    session.permanent = True
    session[_BEGUN] = session[_SEEN] = time.time()
    login_user(_Person(account))


def _tell(door: Door, who: Viewer | None, action: Action, login: str, address: str) -> None:
    # An unknown login is not written down: it may be a password in the wrong field.
    name, role = (who.name, who.role) if who else ("", None)
    door.accounts.tell(Event(name, role, action, login, {"alamat": address}))


def inside(place: str) -> str:
    """Return an address within the dashboard, to go on to; the first page for what leads anywhere else."""
    parts: Any = urlsplit(place)
    bad = not place.startswith("/") or place[1:2] in ("/", "\\") or any(ord(one) < 32 or one == "\\" for one in place)
    return "/" if bad or parts.scheme or parts.netloc or place.startswith((IN, OUT)) else place
