"""/masuk/kode and /masuk/pasang: the second step of the way in, for whoever's password was right."""

from flask import Blueprint, Response

from core.access.totp import address_of, new_secret
from core.domain.account import Account
from core.domain.second_factor import has_factor, is_lacking
from core.errors import AccountError
from core.web.codes import STATUS, Codes
from core.web.door import Door
from core.web.entrance import IN, let_in, on_to, typed
from core.web.half_way import CODE, PATIENCE, SET_UP, SETTING_UP, half, proposed

RECOVERED = "/akun?selesai=pemulihan"  # whoever used a recovery code has to see to the phone


def second_step(door: Door, codes: Codes) -> Blueprint:
    """Return the routes."""
    routes = Blueprint("second-step", __name__)
    routes.register_error_handler(AccountError, lambda _error: on_to(IN))  # changed meanwhile: from the beginning

    @routes.get(CODE)
    def ask() -> Response:
        who = half(door, PATIENCE)
        return door.draw("kode", 200) if who and has_factor(who.account) else on_to(IN)

    @routes.post(CODE)
    def enter() -> Response:
        who = half(door, PATIENCE)
        if who is None or not has_factor(who.account):
            return on_to(IN)
        return _answer(door, codes, who.account, who.there)

    @routes.get(SET_UP)
    def show() -> Response:
        who = half(door, SETTING_UP)
        return draw_set_up(door, who.account) if who and _may_set_up(door, who.account) else on_to(IN)

    @routes.post(SET_UP)
    def confirm() -> Response:
        who = half(door, SETTING_UP)
        if who is None or not _may_set_up(door, who.account):
            return on_to(IN)
        why = codes.confirm(who.account, typed("kode"))
        if why:
            return draw_set_up(door, who.account, why)
        account, made = codes.set_up(who.account)
        let_in(door, account, who.there)
        return door.draw("pemulihan", 200, codes=made, there=who.there, viewer=account.viewer)

    return routes


def draw_set_up(door: Door, account: Account, why: str = "", *, inside: bool = False) -> Response:
    """Return the page on which a second factor is set up.

    Args:
        door: Draws it.
        account: Whose it is to be.
        why: Why the last attempt failed; "" for none.
        inside: The person has logged in and sets it up, or exchanges it, on the own account's page.
    """
    secret = proposed(door, account.login, new_secret())
    viewer = account.viewer if inside else None
    words = {"why": why, "secret": secret, "address": address_of(secret, account.login), "viewer": viewer}
    return door.draw("pasang", STATUS.get(why, 400 if inside else 401), **words)


def _may_set_up(door: Door, account: Account) -> bool:
    """Return whether a password is enough: only while there is no factor yet, whether or not it can be read."""
    return is_lacking(account, door.access.second_factor)


def _answer(door: Door, codes: Codes, account: Account, there: str) -> Response:
    """Answer a code of the phone, or one for recovery: on to where the person was going, or the form and why."""
    written = typed("pemulihan")
    why = codes.check_recovery(account, written) if written else codes.check(account, typed("kode"))
    if why:
        return door.draw("kode", STATUS.get(why, 401), why=why)
    return let_in(door, account, RECOVERED if written else there)
