"""Who asks is known before anything else is done; whoever is nobody gets what is open, or the way in."""

from urllib.parse import quote

from flask import Flask, Response, abort, redirect, request
from flask_login import current_user

from core.access import MACHINE, be
from core.access.throttle import Throttle
from core.domain.second_factor import is_lacking
from core.domain.viewer import Role, Viewer
from core.web.codes import Codes
from core.web.door import Door
from core.web.entrance import IN, OUT
from core.web.looking import is_refused, looking, viewer_of
from core.web.own_account import EXCHANGE, HERE, own_account
from core.web.public import is_public
from core.web.second_step import second_step
from core.web.sessions import end, is_over, keep_sessions
from core.web.sso import sign_on_routes
from core.web.wall_screens import ASK_CODE, is_wall
from core.web.way_in import way_in

# What tells nothing of anybody's figures: scripts, styles, the sign on the tab, the ways in of people and of walls.
CODE = ("/assets/", "/skrip/", "/_dash-component-suites/", IN, ASK_CODE)

_EXCHANGING = frozenset({HERE, EXCHANGE, OUT})  # what a first password opens


def require_login(server: Flask, door: Door) -> None:
    """Let nobody in who has not logged in. To be called before anything else that answers, but the guard.

    Args:
        server: Of Dash.
        door: What it needs.
    """
    keep_sessions(
        server,
        find=door.find,
        is_ended=door.accounts.is_ended,
        key=door.key,
        access=door.access,
        https=door.https,
    )
    server.before_request(lambda: _admit(door))
    server.teardown_request(lambda _error: be(MACHINE))  # what the same thread does next is another request's
    throttle, codes = Throttle(), Codes(door)
    server.register_blueprint(way_in(door, throttle))
    server.register_blueprint(second_step(door, codes))
    server.register_blueprint(own_account(door, throttle, codes))
    if door.sign_on:
        server.register_blueprint(sign_on_routes(door, door.sign_on))
    server.register_blueprint(looking(door.agencies, door.accounts.tell))


def _admit(door: Door) -> Response | None:
    """Say who asks; whoever is nobody is led to the way in."""
    be(None)
    if request.path.startswith(CODE):
        return None
    screen = door.screen()
    if screen:
        be(screen)
        return None
    if is_over(door.access) or _lacks_factor(door):
        end()
    if current_user.is_authenticated:
        viewer = viewer_of(current_user.account)
        be(viewer)
        if current_user.account.initial and request.path not in _EXCHANGING:
            return _lead_to_exchange()
        return door.looking(403) if is_refused(viewer) else None
    if is_public(door.access.open_pages, door.page_of):
        be(Viewer(Role.PUBLIC))
        return None
    return door.closed(401) if is_wall(request.path) else _lead_in()


def _lead_to_exchange() -> Response:
    if request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(403)
    return redirect(HERE, code=303)  # type: ignore[return-value]


def _lacks_factor(door: Door) -> bool:
    """Return whether a session began before config.toml asked its role for a second factor."""
    return bool(current_user.is_authenticated) and is_lacking(current_user.account, door.access.second_factor)


def _lead_in() -> Response:
    if request.method not in ("GET", "HEAD") or request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(401)  # a script asked: it loads the page anew (assets/js/session.js), which leads here again
    there = request.full_path.rstrip("?")
    place = IN if there == "/" else f"{IN}?lanjut={quote(there, safe='/')}"
    return redirect(place, code=303)  # type: ignore[return-value]
