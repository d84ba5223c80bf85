"""What every step of the way in has in common: where it leads, how a session begins, and what the audit log is told."""

from typing import Any
from urllib.parse import urlsplit

from flask import Response, after_this_request, redirect, request

from core.access.throttle import Throttle
from core.domain.account import Account
from core.domain.audit import Action, Event
from core.domain.viewer import Viewer
from core.web.door import Door
from core.web.sessions import begin

IN, OUT = "/masuk", "/keluar"
LONGEST = 4_000  # characters of what is typed


def typed(name: str) -> str:
    """Return what was typed into a field."""
    return request.form.get(name, "")[:LONGEST]


def let_in(door: Door, account: Account, there: str) -> Response:
    """Begin a session and lead on to where the person was going."""
    begin(account)
    tell(door, account.viewer, Action.LOGIN, account.login)
    return on_to(there)


def too_early(throttle: Throttle, login: str, now: float) -> bool:
    """Return whether an attempt has to wait; the answer then says how many seconds."""
    left = throttle.wait(login, request.remote_addr or "", now)

    def say(answer: Response) -> Response:
        answer.headers["Retry-After"] = str(int(left) + 1)
        return answer

    if left:
        after_this_request(say)
    return bool(left)


def on_to(there: str) -> Response:
    """Lead to another address, which is asked for with GET."""
    return redirect(there, code=303)  # type: ignore[return-value]


def tell(door: Door, who: Viewer | None, action: Action, login: str) -> None:
    """Write into the audit log who came or went, and from which address."""
    door.accounts.tell(told(who, action, login))


def told(who: Viewer | None, action: Action, login: str) -> Event:
    """Return what the audit log is told of who came or went, and from which address."""
    name, role = (who.name, who.role) if who else ("", None)
    return Event(name, role, action, login, {"alamat": request.remote_addr or ""})


def inside(place: str) -> str:
    """Return an address within the dashboard, to go on to; the first page for what leads anywhere else."""
    parts: Any = urlsplit(place)
    bad = not place.startswith("/") or place[1:2] in ("/", "\\") or any(ord(one) < 32 or one == "\\" for one in place)
    return "/" if bad or parts.scheme or parts.netloc or place.startswith((IN, OUT)) else place
