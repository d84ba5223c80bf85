"""Codes on show and the tokens they become: hashes alone are kept, what they are of lies in one browser's cookies."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from core.domain.viewer import Viewer
from core.domain.wall_screens import AGAIN, ALPHABET, CODE_LENGTH, CODE_LIFE, Screen, Token, check_screen, code_from
from core.errors import ScreenRefusedError
from core.store.engine import Store
from core.store.models_access import ScreenBeat, ScreenCode, ScreenToken
from core.store.wall_screens import new_screen, refuse_others, screen_of

MOST_OF_AN_ADDRESS = 60  # codes in their quarter of an hour; an office may stand behind one address
MOST = 200  # codes on show; beyond it the oldest goes


@dataclass(frozen=True, slots=True)
class Held:
    """What the token of a browser says.

    Attributes:
        token: The token.
        screen: Its screen as it is now.
        settled: Number of the screen's settled token; 0 before the first.
    """

    token: Token
    screen: Screen
    settled: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A code on show.

    Attributes:
        made_at: Aware.
        screen: Key of the screen that it was confirmed as; "" before.
    """

    made_at: datetime
    screen: str


def digest(secret: str) -> str:
    """Return what is kept of a secret: 256 random bits need no salt and no slowness."""
    return hashlib.sha256(secret.encode()).hexdigest()


def show_code(store: Store, address: str, *, now: datetime) -> tuple[str, str] | None:
    """Begin to show a code; return it and the secret of the browser that shows it; None: this address has too many.

    Args:
        store: Where codes are.
        address: Where the browser asks from.
        now: Aware.
    """
    code, secret = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)), secrets.token_urlsafe(32)
    with store.begin_write() as conn:
        conn.execute(delete(ScreenCode).where(ScreenCode.made_at <= now - CODE_LIFE))
        theirs = conn.execute(select(func.count()).where(ScreenCode.address == address)).scalar_one()
        if theirs >= MOST_OF_AN_ADDRESS:
            return None
        kept = select(ScreenCode.id).order_by(ScreenCode.id.desc()).limit(MOST - 1)
        conn.execute(delete(ScreenCode).where(ScreenCode.id.not_in(kept)))
        words = {"code_sha256": digest(code), "browser_sha256": digest(secret), "address": address, "made_at": now}
        conn.execute(insert(ScreenCode).values(**words, screen=""))
    return code, secret


def shown_code_of(conn: Connection, code: str, secret: str, *, now: datetime) -> Shown | None:
    """Return the code on show that this browser holds; None once its time is over."""
    query = select(ScreenCode.made_at, ScreenCode.screen).where(
        ScreenCode.code_sha256 == digest(code),
        ScreenCode.browser_sha256 == digest(secret),
        ScreenCode.made_at > now - CODE_LIFE,
    )
    row = conn.execute(query).first()
    return Shown(row.made_at, row.screen) if row else None


def confirm(
    store: Store,
    viewer: Viewer,
    typed: str,
    *,
    name: str,
    slides: tuple[str, ...],
    known: frozenset[str],
    now: datetime,
) -> Screen:
    """Make a screen of the browser that shows a code.

    Args:
        store: Where codes are.
        viewer: Who confirms.
        typed: The code as typed.
        name: Of the screen.
        slides: Codes of what it may show.
        known: Codes of all slides there are.
        now: Aware.

    Raises:
        NotAllowedError: If the viewer may not.
        ScreenRefusedError: If no browser shows this code, it was confirmed already, or it is no screen.
    """
    refuse_others(viewer)
    check_screen(name, slides, known)
    with store.begin_write() as conn:
        code = ScreenCode.__table__.c
        fresh = select(code.id, code.address, code.screen).where(
            code.code_sha256 == digest(code_from(typed)), code.made_at > now - CODE_LIFE
        )
        found = conn.execute(fresh).first()
        if found is None or found.screen:
            raise ScreenRefusedError("kode", "no browser shows this code, or it was confirmed already")
        made = new_screen(conn, viewer, name, slides, {"alamat": found.address}, now=now)
        conn.execute(update(ScreenCode).where(ScreenCode.id == found.id).values(screen=made.key))
    return made


def held_by(conn: Connection, secret: str) -> Held | None:
    """Return what a browser's token says; None for one that was never given."""
    row = conn.execute(select(ScreenToken.__table__).where(ScreenToken.sha256 == digest(secret))).first()
    if row is None:
        return None
    screen = screen_of(conn, row.screen)
    return Held(_token(row), screen, settled_token(conn, row.screen)) if screen else None


def settled_token(conn: Connection, key: str) -> int:
    """Return the number of a screen's settled token; 0 before the first."""
    return conn.execute(select(ScreenBeat.token).where(ScreenBeat.screen == key)).scalar() or 0


def first_token(store: Store, key: str, *, now: datetime) -> str | None:
    """Return a token for the browser whose code was confirmed; None once one of them has settled.

    Asked again it gives another one: the first may not have arrived.
    """
    with store.begin_write() as conn:
        screen = screen_of(conn, key)
        if screen is None or not screen.shows(now) or settled_token(conn, key):
            return None
        return _issue(conn, key, 0, now)


def next_token(store: Store, token: Token, *, now: datetime) -> str | None:
    """Return the successor of a token; None when one was handed out just now."""
    with store.begin_write() as conn:
        table = ScreenToken.__table__.c
        lately = select(table.id).where(table.screen == token.screen, table.parent == token.number)
        if conn.execute(lately.where(table.issued_at > now - AGAIN)).first():
            return None
        return _issue(conn, token.screen, token.number, now)


def lifetime(screen: Screen, now: datetime) -> int:
    """Return the seconds for which a screen's token is good still."""
    return max(0, int((screen.expires_at - now) / timedelta(seconds=1)))


def _issue(conn: Connection, key: str, parent: int, now: datetime) -> str:
    secret = secrets.token_urlsafe(32)
    conn.execute(insert(ScreenToken).values(screen=key, sha256=digest(secret), parent=parent, issued_at=now))
    return secret


def _token(row: Row[tuple[object, ...]]) -> Token:
    words = row._asdict()
    return Token(words["id"], words["screen"], words["parent"], words["issued_at"])
