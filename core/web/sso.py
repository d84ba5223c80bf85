"""/masuk/sso: to the government's sign-on and back, as whom it vouches for; and out of it again."""

import logging
import time
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, redirect, request, session
from flask_login import current_user

from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.claims import signed_on
from core.errors import SignOnError
from core.sso.contract import Begun
from core.web.door import Door, SignOn
from core.web.entrance import IN, inside
from core.web.sessions import begin, is_over

SIGN_ON = f"{IN}/sso"
BACK, AWAY = f"{SIGN_ON}/kembali", f"{SIGN_ON}/keluar"
_BEGUN = "sso"  # of a session: what was begun, when, and where to go on to
PATIENCE = 600  # seconds that somebody may spend at the provider
LONGEST = 1_000  # characters of where to go on to: the cookie has room for some 4,000
_STATUS = {"keadaan": 400, "batal": 401, "gagal": 502, "palsu": 401, "jauh": 503, "sibuk": 503}  # others: 403
# A fault of ours or theirs, that nobody did anything by: for the log of the program alone.
_NOT_AUDITED = frozenset({"keadaan", "batal", "gagal", "jauh", "sibuk"})

log = logging.getLogger(__name__)


def sign_on_routes(door: Door, sign_on: SignOn) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("sso", __name__)

    @routes.get(SIGN_ON)
    def go() -> Response:
        return _go(door, sign_on, inside(request.args.get("lanjut", "")))

    @routes.get(BACK)
    def come_back() -> Response:
        # Once: whoever comes with the same answer again has begun nothing.
        return _come_back(door, sign_on, session.pop(_BEGUN, None))

    @routes.get(AWAY)
    def leave() -> Response:
        try:
            return _to(sign_on.provider.way_out(_here(door, IN)) or IN)
        except SignOnError as error:
            return _refused(door, error, "/")

    return routes


def _go(door: Door, sign_on: SignOn, there: str) -> Response:
    if _is_in(door):
        return _to(there)
    try:
        address, begun = sign_on.provider.begin(_here(door, BACK))
    except SignOnError as error:
        return _refused(door, error, there)
    kept = there if len(there) <= LONGEST else "/"
    session[_BEGUN] = {**asdict(begun), "at": int(time.time()), "there": kept}
    return _to(address)


def _come_back(door: Door, sign_on: SignOn, kept: Any) -> Response:
    if kept is None and _is_in(door):
        return _to("/")  # by the browser's own way back
    there = inside(kept["there"]) if kept else "/"
    try:
        account = _account(door, sign_on, kept)
    except SignOnError as error:
        return _refused(door, error, there)
    begin(account)
    _tell(door, Action.LOGIN, account.login, account=account)
    return _to(there)


def _account(door: Door, sign_on: SignOn, kept: Any) -> Account:
    if kept is None or time.time() - kept["at"] > PATIENCE:
        raise SignOnError("keadaan", "nothing was begun in this browser, or too long ago")
    begun = Begun(kept["state"], kept["nonce"], kept["verifier"])
    claims = sign_on.provider.finish(begun, request.args, _here(door, BACK))
    return sign_on.account(signed_on(claims, sign_on.provider.rules, door.agencies))


def _refused(door: Door, error: SignOnError, there: str) -> Response:
    log.warning("nobody got in by the sign-on: %s: %s", error.code, error)
    if error.code not in _NOT_AUDITED:
        _tell(door, Action.LOGIN_FAILED, error.login, sebab=error.code)
    return door.form(_STATUS.get(error.code, 403), f"sso-{error.code}", "", there)


def _tell(door: Door, action: Action, login: str, *, account: Account | None = None, **more: str) -> None:
    name, role = (account.person, account.role) if account else ("", None)
    details = {"alamat": request.remote_addr or "", "lewat": "SSO", **more}
    door.accounts.tell(Event(name, role, action, login, details))


def _is_in(door: Door) -> bool:
    return bool(current_user.is_authenticated) and not is_over(door.access)


def _here(door: Door, path: str) -> str:
    """Return our own address of a path, by the name that the guard let pass: the provider leads to known ones alone."""
    return f"{'https' if door.https else request.scheme}://{quote(request.host, safe=':[]')}{path}"


def _to(place: str) -> Response:
    return redirect(place, code=303)  # type: ignore[return-value]
