"""/akun: who I am, my password, my second factor. Whatever opens the account to somebody else asks for the password."""

import time
from dataclasses import dataclass, replace

from flask import Blueprint, Response, abort, request
from flask_login import current_user

from core.access import current_viewer
from core.access.passwords import breached_passwords, hashed, is_right
from core.access.throttle import Throttle
from core.domain.account import Account, password_fault
from core.domain.audit import Action
from core.domain.second_factor import FactorState, has_factor, is_required
from core.errors import AccountError
from core.web.codes import STATUS, WAIT, Codes
from core.web.door import Door
from core.web.entrance import IN, on_to, tell, too_early, typed
from core.web.second_step import draw_set_up
from core.web.sessions import begin

HERE = "/akun"
EXCHANGE = f"{HERE}/sandi"
DONE = frozenset({"sandi", "hapus", "pemulihan"})  # what may have been done before the page was asked for


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a person sees to the own account.

    Attributes:
        door: What it needs.
        throttle: Counts wrong passwords, those of the way in too.
        codes: Second factors.
    """

    door: Door
    throttle: Throttle
    codes: Codes

    def show(self) -> Response:
        """Show the account."""
        done = request.args.get("selesai", "")
        return self._draw(done=done if done in DONE else "")

    def change_password(self) -> Response:
        """Exchange the password; all other sessions end."""
        account = _stored()
        why = self._wrong_password(account) or _unfit(account, typed("baru"), typed("ulang"))
        if why:
            return self._draw(why, "sandi")
        changed = replace(account, password=hashed(typed("baru")), initial=False)
        begin(self.door.accounts.change(changed, "kata sandi"))
        return on_to(f"{HERE}?selesai=sandi")

    def show_set_up(self) -> Response:
        """Show a secret for a phone."""
        return draw_set_up(self.door, _stored(), inside=True)

    def set_up(self) -> Response:
        """Set a second factor up, or exchange the one there is."""
        account = _stored()
        why = self._wrong_password(account) or self.codes.confirm(account, typed("kode"))
        if why:
            return draw_set_up(self.door, account, why, inside=True)
        return self._show_once(*self.codes.set_up(account))

    def renew_recovery(self) -> Response:
        """Make new recovery codes."""
        account = _with_factor()
        why = self._wrong_password(account)
        return self._draw(why, "pemulihan") if why else self._show_once(*self.codes.renew_recovery(account))

    def remove(self) -> Response:
        """Remove the second factor, where the role does not need one."""
        account = _with_factor()
        if is_required(account, self.door.access.second_factor):
            abort(400)
        why = self._wrong_password(account)
        if why:
            return self._draw(why, "hapus")
        begin(self.door.accounts.change(replace(account, factor="", recovery=""), "kode kedua dihapus"))
        return on_to(f"{HERE}?selesai=hapus")

    def _wrong_password(self, account: Account) -> str:
        """Return "" if the password is the one there is; else the key of labels why it cannot be gone on."""
        address, now = request.remote_addr or "", time.monotonic()
        if too_early(self.throttle, account.login, now):
            return WAIT
        if is_right(typed("lama"), account.password):
            self.throttle.succeeded(account.login, address, now)
            return ""
        self.throttle.failed(account.login, address, now)
        tell(self.door, account.viewer, Action.LOGIN_FAILED, account.login)
        return "lama"

    def _show_once(self, account: Account, made: tuple[str, ...]) -> Response:
        """Go on under the new state of the account, and show the recovery codes."""
        begin(account)
        return self.door.draw("pemulihan", 200, codes=made, there=HERE, viewer=account.viewer)

    def _draw(self, why: str = "", at: str = "", done: str = "") -> Response:
        account: Account = current_user.account
        factor = FactorState(
            required=is_required(account, self.door.access.second_factor),
            readable=bool(self.door.seal.opened(account.login, account.factor)),
            left=self.codes.recovery_left(account),
        )
        words = {"account": account, "viewer": current_viewer(), "since": self.door.accounts.since(account.login)}
        status = STATUS.get(why, 400)
        return self.door.draw("akun", status, factor=factor, why=why, at=at, done=done, **words)


def own_account(door: Door, throttle: Throttle, codes: Codes) -> Blueprint:
    """Return the routes.

    Args:
        door: What they need.
        throttle: Counts wrong passwords, those of the way in too.
        codes: Second factors.
    """
    desk = _Desk(door, throttle, codes)
    routes = Blueprint("own-account", __name__, url_prefix=HERE)
    routes.register_error_handler(AccountError, lambda _error: on_to(IN))  # changed meanwhile: the session has ended
    routes.add_url_rule("", view_func=desk.show)
    routes.add_url_rule("/sandi", view_func=desk.change_password, methods=["POST"])
    routes.add_url_rule("/kode", view_func=desk.show_set_up)
    routes.add_url_rule("/kode", view_func=desk.set_up, methods=["POST"])
    routes.add_url_rule("/pemulihan", view_func=desk.renew_recovery, methods=["POST"])
    routes.add_url_rule("/hapus", view_func=desk.remove, methods=["POST"])
    return routes


def _stored() -> Account:
    """Return the account of who asks; whoever has no password here has nothing to change."""
    account: Account = current_user.account
    return account if account.password else abort(400)


def _with_factor() -> Account:
    account = _stored()
    return account if has_factor(account) else abort(400)


def _unfit(account: Account, password: str, again: str) -> str:
    """Return why a password cannot be the new one, as a key of labels; "" if it can."""
    if password != again:
        return "ulang"
    if is_right(password, account.password):
        return "tetap"
    fault = password_fault(password, account.login, account.person, breached_passwords())
    return fault.value if fault else ""
