"""Screens in the store: each change adds a state, the newest one of a screen counts; commands are added too."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, Row, func, insert, select

from core.domain.audit import Action, Event
from core.domain.viewer import Viewer
from core.domain.wall_screens import COMMAND_LIFE, TOKEN_LIFE, Command, Screen, check_screen
from core.errors import NotAllowedError, NotFoundError, ScreenRefusedError
from core.store import scope
from core.store.audit_log import record
from core.store.engine import Store
from core.store.models_access import ScreenCommand, ScreenState

NEW, CHANGED, EXTENDED, REVOKED, COPIED = "dipasang", "diubah", "diperpanjang", "dicabut", "dicabut, token disalin"
_WORDS = ("name", "active", "since", "expires_at", "changed_at", "changed_by")


def screen_of(conn: Connection, key: str) -> Screen | None:
    """Return a screen as it is now."""
    query = select(ScreenState.__table__).where(ScreenState.screen == key).order_by(ScreenState.id.desc()).limit(1)
    row = conn.execute(query).first()
    return _screen(row) if row else None


def active_screens(conn: Connection) -> tuple[Screen, ...]:
    """Return the screens that were not revoked, by name."""
    newest = select(func.max(ScreenState.id)).group_by(ScreenState.screen)
    query = select(ScreenState.__table__).where(ScreenState.id.in_(newest), ScreenState.active)
    return tuple(sorted(map(_screen, conn.execute(query)), key=lambda one: one.name.lower()))


def new_screen(
    conn: Connection, viewer: Viewer, name: str, slides: tuple[str, ...], details: Mapping[str, str], *, now: datetime
) -> Screen:
    """Add a screen whose code was confirmed.

    Raises:
        ScreenRefusedError: If another one has this name.
    """
    key = secrets.token_hex(6)
    made = Screen(key, name.strip(), slides, True, now + TOKEN_LIFE, now, viewer.name, now)
    _keep(conn, viewer, made, NEW, details)
    return made


def change_screen(
    store: Store,
    viewer: Viewer,
    key: str,
    *,
    name: str,
    slides: tuple[str, ...],
    known: frozenset[str],
    extend: bool,
    now: datetime,
) -> None:
    """Give a screen another name or other slides, and with `extend` a year from now on.

    Raises:
        NotAllowedError, NotFoundError: If the viewer may not, or there is no such screen.
        ScreenRefusedError: If it is no screen afterwards.
    """
    refuse_others(viewer)
    check_screen(name, slides, known)
    with store.begin_write() as conn:
        found = _existing(conn, key)
        until = now + TOKEN_LIFE if extend else found.expires_at
        made = replace(found, name=name.strip(), slides=slides, expires_at=until)
        made = replace(made, changed_at=now, changed_by=viewer.name)
        _keep(conn, viewer, made, EXTENDED if extend else CHANGED, {})


def revoke_screen(store: Store, viewer: Viewer, key: str, *, now: datetime) -> None:
    """End a screen: whatever token it or anybody has of it is worth nothing from now on.

    Raises:
        NotAllowedError, NotFoundError: If the viewer may not, or there is no such screen.
    """
    refuse_others(viewer)
    with store.begin_write() as conn:
        found = _existing(conn, key)
        _keep(conn, viewer, replace(found, active=False, changed_at=now, changed_by=viewer.name), REVOKED, {})


def revoke_copied(store: Store, key: str, address: str, *, now: datetime) -> None:
    """End a screen whose token was shown from two places: nobody can tell which one is the wall."""
    with store.begin_write() as conn:
        found = screen_of(conn, key)
        if found and found.active:
            ended = replace(found, active=False, changed_at=now, changed_by="")
            _keep(conn, None, ended, COPIED, {"alamat": address})


def order(store: Store, viewer: Viewer, key: str, command: Command, *, now: datetime) -> None:
    """Tell a screen to do something when it next reports.

    Raises:
        NotAllowedError, NotFoundError: If the viewer may not, or there is no such screen.
    """
    refuse_others(viewer)
    with store.begin_write() as conn:
        found = _existing(conn, key)
        words = {"screen": key, "command": command.value, "ordered_at": now, "ordered_by": viewer.name}
        conn.execute(insert(ScreenCommand).values(**words))
        details = {"perubahan": f"perintah {command.value}"}
        record(conn, Event(viewer.name, viewer.role, Action.SCREEN, found.name, details), now=now)


def commands_for(conn: Connection, key: str, done: int, *, now: datetime) -> tuple[tuple[int, Command], ...]:
    """Return what a screen has still to do, with its numbers, oldest first; what is too old is not done any more."""
    table = ScreenCommand.__table__.c
    query = select(table.id, table.command).where(table.screen == key, table.id > done).order_by(table.id)
    return tuple(
        (row.id, Command(row.command)) for row in conn.execute(query.where(table.ordered_at > now - COMMAND_LIFE))
    )


def refuse_others(viewer: Viewer) -> None:
    """Raise NotAllowedError unless the viewer looks after screens."""
    if not scope.may_tend_screens(viewer):
        raise NotAllowedError(f"{viewer.role.value} looks after no screens")


def _existing(conn: Connection, key: str) -> Screen:
    found = screen_of(conn, key)
    if found is None or not found.active:
        raise NotFoundError(f"no screen {key!r}, or it was revoked")
    return found


def _keep(conn: Connection, viewer: Viewer | None, screen: Screen, what: str, details: Mapping[str, str]) -> None:
    """Add a state and tell the audit log, in the transaction of `conn`."""
    rivals = [one for one in active_screens(conn) if one.key != screen.key and one.name.lower() == screen.name.lower()]
    if rivals and screen.active:
        raise ScreenRefusedError("sama", f"name {screen.name!r} is another screen's")
    words = {name: getattr(screen, name) for name in _WORDS}
    conn.execute(insert(ScreenState).values(**words, screen=screen.key, slides=json.dumps(screen.slides)))
    told = {"perubahan": what, "slide": ", ".join(screen.slides), **details}
    actor, role = (viewer.name, viewer.role) if viewer else ("", None)
    record(conn, Event(actor, role, Action.SCREEN, screen.name, told), now=screen.changed_at)


def _screen(row: Row[tuple[object, ...]]) -> Screen:
    words = row._asdict()
    return Screen(**{one: words[one] for one in _WORDS}, key=words["screen"], slides=tuple(json.loads(words["slides"])))
