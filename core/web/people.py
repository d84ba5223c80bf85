"""What an operator does from /pengguna: makes accounts, gives first passwords, switches accounts off and on."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, request

from core.access import current_viewer
from core.access.passwords import first_password, hashed
from core.clock import now_utc
from core.domain.account import SSO, Account, check_person
from core.domain.viewer import Role
from core.errors import AccountError
from core.store import people
from core.store.engine import Store
from core.web.entrance import typed

HERE = "/pengguna"
Told = Callable[[str, str, str], Response]  # login, name, password: drawn once, kept nowhere


@dataclass(frozen=True, slots=True)
class _Office:
    """Where accounts are looked after.

    Attributes:
        store: Where they are.
        agencies: Offices there are.
        told: Draws a first password.
    """

    store: Store
    agencies: frozenset[str]
    told: Told

    def make(self) -> Response:
        """Make an account with a first password."""
        login, person, agency = typed("nama").strip().lower(), " ".join(typed("orang").split()), typed("opd")
        role = next((one for one in Role if one.value == typed("peran")), Role.PUBLIC)
        _refuse_sign_on(login)
        check_person(login, person, role, agency if role is Role.AGENCY else "", self.agencies)
        password, viewer = first_password(), current_viewer()
        made = Account(
            login,
            person,
            role,
            agency if role is Role.AGENCY else "",
            hashed(password),
            active=True,
            changed_at=now_utc(),
            changed_by=viewer.name,
            initial=True,
        )
        people.make(viewer, self.store, made)
        return self.told(login, person, password)

    def renew_password(self, login: str) -> Response:
        """Give an account another first password."""
        _refuse_sign_on(login)
        password = first_password()
        found = self._change(login, "kata sandi", password=hashed(password), initial=True)
        return self.told(login, found.person, password)

    def switch(self, login: str) -> Response:
        """Switch an account off, or on again."""
        active = typed("aktif") == "ya"
        self._change(login, "aktif" if active else "nonaktif", active=active)
        return _back("aktif" if active else "nonaktif", login)

    def reset_factor(self, login: str) -> Response:
        """Take the second factor from an account whose phone and recovery codes are lost."""
        self._change(login, "kode kedua dihapus", factor="", recovery="")
        return _back("kode", login)

    def _change(self, login: str, what: str, **changes: object) -> Account:
        return people.change(current_viewer(), self.store, login, what, now=now_utc(), **changes)


def tending_people(store: Store, agencies: frozenset[str], told: Told) -> Blueprint:
    """Return the routes; what cannot be done leads back to the list and says why.

    Args:
        store: Where accounts are.
        agencies: Offices there are.
        told: Draws a first password, once.
    """
    office = _Office(store, agencies, told)
    routes = Blueprint("people", __name__, url_prefix=HERE)
    routes.register_error_handler(AccountError, _refused)
    routes.add_url_rule("/baru", view_func=office.make, methods=["POST"])
    routes.add_url_rule("/<login>/sandi", view_func=office.renew_password, methods=["POST"])
    routes.add_url_rule("/<login>/saklar", view_func=office.switch, methods=["POST"])
    routes.add_url_rule("/<login>/kode", view_func=office.reset_factor, methods=["POST"])
    return routes


def _refuse_sign_on(login: str) -> None:
    if login.startswith(SSO):
        raise AccountError(f"login {login!r} comes by the government's sign-on", code="sso")


def _refused(error: AccountError) -> Response:
    at = f"#{request.view_args['login']}" if request.view_args else "#baru"
    return redirect(f"{HERE}?galat={error.code}{at}", code=303)  # type: ignore[return-value]


def _back(done: str, login: str) -> Response:
    return redirect(f"{HERE}?kabar={done}#{login}", code=303)  # type: ignore[return-value]
