"""/masuk and /keluar: a name and a password, or an example of the demonstration, and on to where one was going."""

import time

from flask import Blueprint, Response, abort, request
from flask_login import current_user

from core.access.passwords import is_right
from core.access.throttle import Throttle
from core.clock import now_utc
from core.domain.account import SSO, Account
from core.domain.audit import Action
from core.domain.second_factor import has_factor, is_lacking
from core.web.door import Door
from core.web.entrance import IN, OUT, inside, let_in, on_to, tell, too_early, typed
from core.web.half_way import CODE, SET_UP, begin_half
from core.web.sessions import end, is_over


def way_in(door: Door, throttle: Throttle) -> Blueprint:
    """Return the routes in and out."""
    routes = Blueprint("login", __name__)

    @routes.get(IN)
    def ask() -> Response:
        there = inside(request.args.get("lanjut", ""))
        if current_user.is_authenticated and not is_over(door.access):
            return on_to(there)
        return door.form(200, _first_word(door), "", there)

    @routes.post(IN)
    def enter() -> Response:
        return _enter(door, throttle, time.monotonic())

    @routes.post(f"{IN}/contoh")
    def enter_as_example() -> Response:
        account = door.examples.get(request.form.get("akun", ""))
        return let_in(door, account, inside(request.form.get("lanjut", ""))) if account else abort(404)

    @routes.post(OUT)
    def leave() -> Response:
        account: Account = current_user.account
        door.accounts.end_session(end())
        tell(door, account.viewer, Action.LOGOUT, account.login)
        return on_to(f"{IN}?keluar=sso" if door.sign_on and account.login.startswith(SSO) else IN)

    return routes


def _first_word(door: Door) -> str:
    """Return what is said before anybody tried anything."""
    if door.sign_on:
        return "sso-keluar" if request.args.get("keluar") == "sso" else ""
    return "" if door.examples or door.accounts.are_there() else "kosong"


def _enter(door: Door, throttle: Throttle, now: float) -> Response:
    """Answer what was typed: on to where the person was going, or the way in again and why."""
    login, there = typed("nama").strip().lower(), inside(request.form.get("lanjut", ""))
    address = request.remote_addr or ""
    if too_early(throttle, login, now):
        return door.form(429, "tunggu", login, there)
    account = door.accounts.named(login)
    right = is_right(typed("sandi"), account.password if account else "")
    if not (right and account and account.active):
        throttle.failed(login, address, now)
        # An unknown login is not written down: it may be a password in the wrong field.
        tell(door, None, Action.LOGIN_FAILED, login if account else "")
        return door.form(401, "salah", login, there)
    throttle.succeeded(login, address, now)
    if account.is_past(now_utc()):
        return door.form(401, "kedaluwarsa", login, there)
    return _next_step(door, account, there)


def _next_step(door: Door, account: Account, there: str) -> Response:
    """Lead on whose password was right: to the code, to setting it up, or in."""
    if has_factor(account):
        begin_half(account, there)
        return on_to(CODE)
    if is_lacking(account, door.access.second_factor):
        begin_half(account, there)
        return on_to(SET_UP)
    return let_in(door, account, there)
