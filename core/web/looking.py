"""An operator looks ("lihat sebagai") through the eyes of another role, and changes nothing meanwhile."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, request, session
from flask_login import current_user

from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.viewer import LOOKED_AT, Role, Viewer
from core.web.guard import READING

LOOK = "/sebagai"
_AS = "as"  # of a session: role and office
# What is posted without changing anything of the city: Dash's own reading, ending this, leaving.
_HARMLESS = frozenset({LOOK, "/keluar", "/_dash-update-component"})


def viewer_of(account: Account) -> Viewer:
    """Return as whom an account asks in this session."""
    chosen = session.get(_AS)
    if account.role is not Role.OPERATOR or not isinstance(chosen, list) or len(chosen) != 2:
        return account.viewer
    return Viewer(Role(chosen[0]), account.person, chosen[1], looking=True)


def is_refused(viewer: Viewer) -> bool:
    """Return whether this request would change something while somebody only looks."""
    return viewer.looking and request.method not in READING and request.path not in _HARMLESS


def looking(agencies: frozenset[str], tell: Callable[[Event], object]) -> Blueprint:
    """Return the route: POST with `sebagai` as a role, with ":" and an office for an office's; "" ends it.

    Args:
        agencies: Offices there are.
        tell: Writes an event into the audit log.
    """
    routes = Blueprint("looking", __name__)

    @routes.post(LOOK)
    def look() -> Response:
        account: Account = current_user.account
        if account.role is not Role.OPERATOR:
            abort(403)
        chosen = request.form.get("sebagai", "")
        role, _, agency = chosen.partition(":")
        if chosen and not _is_known(role, agency, agencies):
            abort(400)
        session.pop(_AS, None)
        if chosen:
            session[_AS] = [role, agency]
        tell(Event(account.person, account.role, Action.LOOK, chosen or account.role.value, {}))
        return redirect("/", code=303)  # type: ignore[return-value]

    return routes


def _is_known(role: str, agency: str, agencies: frozenset[str]) -> bool:
    if role == Role.AGENCY.value:
        return agency in agencies
    return not agency and role in {one.value for one in LOOKED_AT}
