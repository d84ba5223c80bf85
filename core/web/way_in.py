"""/masuk and /keluar: a name and a password, or an example of the demonstration, and on to where one was going."""

import time
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, redirect, request
from flask_login import current_user

from core.access.passwords import is_right
from core.access.throttle import Throttle
from core.domain.account import SSO, Account
from core.domain.audit import Action, Event
from core.domain.viewer import Viewer
from core.web.door import Door
from core.web.sessions import begin, end, is_over

IN, OUT = "/masuk", "/keluar"
LONGEST = 4_000  # characters of what is typed


def way_in(door: Door, throttle: Throttle) -> Blueprint:
    """Return the routes in and out."""
    routes = Blueprint("login", __name__)

    @routes.get(IN)
    def ask() -> Response:
        there = inside(request.args.get("lanjut", ""))
        if current_user.is_authenticated and not is_over(door.access):
            return _on_to(there)
        return door.form(200, _first_word(door), "", there)

    @routes.post(IN)
    def enter() -> Response:
        return _enter(door, throttle, time.monotonic())

    @routes.post(f"{IN}/contoh")
    def enter_as_example() -> Response:
        account = door.examples.get(request.form.get("akun", ""))
        return _let_in(door, account, inside(request.form.get("lanjut", ""))) if account else abort(404)

    @routes.post(OUT)
    def leave() -> Response:
        account: Account = current_user.account
        end()
        tell(door, account.viewer, Action.LOGOUT, account.login)
        return _on_to(f"{IN}?keluar=sso" if door.sign_on and account.login.startswith(SSO) else IN)

    return routes


def _first_word(door: Door) -> str:
    """Return what is said before anybody tried anything."""
    if door.sign_on:
        return "sso-keluar" if request.args.get("keluar") == "sso" else ""
    return "" if door.examples or door.accounts.are_there() else "kosong"


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
        # An unknown login is not written down: it may be a password in the wrong field.
        tell(door, None, Action.LOGIN_FAILED, login if account else "")
        return door.form(401, "salah", login, there)
    throttle.succeeded(login, address, now)
    return _let_in(door, account, there)


def _let_in(door: Door, account: Account, there: str) -> Response:
    begin(account)
    tell(door, account.viewer, Action.LOGIN, account.login)
    return _on_to(there)


def _on_to(there: str) -> Response:
    return redirect(there, code=303)  # type: ignore[return-value]


def tell(door: Door, who: Viewer | None, action: Action, login: str) -> None:
    """Write into the audit log who came or went, and from which address."""
    name, role = (who.name, who.role) if who else ("", None)
    door.accounts.tell(Event(name, role, action, login, {"alamat": request.remote_addr or ""}))


def inside(place: str) -> str:
    """Return an address within the dashboard, to go on to; the first page for what leads anywhere else."""
    parts: Any = urlsplit(place)
    bad = not place.startswith("/") or place[1:2] in ("/", "\\") or any(ord(one) < 32 or one == "\\" for one in place)
    return "/" if bad or parts.scheme or parts.netloc or place.startswith((IN, OUT)) else place
