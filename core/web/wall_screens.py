"""A wall's side: the code it shows until an operator confirms it, the token it then holds, what it tells of itself.

Below /layar/-/ so that /layar/<name> stays free. The cookies are HttpOnly and go to this site alone; the one of the
token is looked at for what is a wall's and for nothing else, so it opens nothing else.
"""

from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response, abort, g, jsonify, request

from core.clock import now_utc
from core.domain.viewer import Role, Viewer
from core.domain.wall_screens import ALPHABET, CODE_LENGTH, CODE_LIFE, Beat, Screen, shown_code
from core.store.engine import Store
from core.store.wall_beats import Beats, beat_of
from core.store.wall_screens import commands_for, revoke_copied
from core.store.wall_tokens import Held, first_token, held_by, lifetime, next_token, show_code, shown_code_of

WALL = "/layar"
ASK_CODE, TELL = f"{WALL}/-/kode", f"{WALL}/-/kabar"
LONGEST = 200  # characters of a cookie of ours
WAIT = 60  # seconds until an address that shows too many codes asks again
_MOST = 10**9  # of a number that a wall tells
# Browsers by what they call themselves; those that also call themselves by another's name first.
_AGENTS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chromium"), ("Safari/", "Safari"))


def is_wall(path: str) -> bool:
    """Return whether a path is the wall's page."""
    return path.rstrip("/") == WALL


class Gate:
    """Knows screens by their token, and gives them theirs.

    Args:
        store: Where screens are.
        https: Whether readers reach us by TLS alone: the cookies then are of this host alone (`__Host-`).
        script: Fingerprint of the script that walls are given now.
        slides: Codes of all slides.
    """

    def __init__(self, store: Store, *, https: bool, script: str, slides: frozenset[str]) -> None:
        self.store, self.script, self.slides = store, script, slides
        self.beats = Beats(store)
        self._https = https

    def screen(self) -> Viewer | None:
        """Return the screen that asks for what is a wall's; None for anybody and anything else."""
        if not (is_wall(request.path) or request.path == TELL):
            return None
        found = self.recognise(now_utc())
        if found is None:
            return None
        g.held_by_screen = found
        return Viewer(Role.SCREEN, found.screen.name, slides=found.screen.slides)

    def recognise(self, now: datetime) -> Held | None:
        """Return what the token of this browser says, if it is good; a copied one ends its screen."""
        secret = self._cookie("layar")
        if not secret:
            return None
        with self.store.read() as conn:
            found = held_by(conn, secret)
        if found is None or not found.screen.shows(now):
            return None
        if not found.token.is_good(found.settled):
            revoke_copied(self.store, found.screen.key, request.remote_addr or "", now=now)
            return None
        return found

    def give(self, answer: Response, secret: str, screen: Screen, now: datetime) -> None:
        """Let the browser hold a token."""
        self._set(answer, "layar", secret, lifetime(screen, now))

    def shown(self) -> tuple[str, str]:
        """Return the code that this browser shows and its secret; "" for none."""
        code, _, secret = self._cookie("pasang").partition(".")
        return (code, secret) if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ("", "")

    def show(self, answer: Response, code: str, secret: str) -> None:
        """Let the browser hold what proves that it shows a code."""
        self._set(answer, "pasang", f"{code}.{secret}", int(CODE_LIFE.total_seconds()))

    def _cookie(self, name: str) -> str:
        found = request.cookies.get(self._name(name), "")
        return found if len(found) <= LONGEST else ""

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self._https else name

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        # A cookie that no neighbour can set in our place ("__Host-") goes to every path.
        path = "/" if self._https else WALL
        answer.set_cookie(
            self._name(name), value, seconds, path=path, secure=self._https, httponly=True, samesite="Strict"
        )


def wall_side(gate: Gate) -> Blueprint:
    """Return the routes that a wall's script asks."""
    routes = Blueprint("wall", __name__)

    @routes.post(ASK_CODE)
    def ask() -> Response:
        now = now_utc()
        return jsonify(terpasang=True) if gate.recognise(now) else _code(gate, now)

    @routes.post(TELL)
    def tell() -> Response:
        found: Held = g.get("held_by_screen") or abort(401)
        now = now_utc()
        beat = _beat(gate, found, now)
        gate.beats.keep(beat)
        with gate.store.read() as conn:
            before = beat_of(conn, beat.screen)
            left = commands_for(conn, beat.screen, max(beat.done, before.done if before else 0), now=now)
        answer = jsonify(perintah=[{"nomor": number, "apa": command.value} for number, command in left])
        secret = next_token(gate.store, found.token, now=now) if found.token.is_due(found.settled, now) else None
        if secret:
            gate.give(answer, secret, found.screen, now)
        return answer

    return routes


def _code(gate: Gate, now: datetime) -> Response:
    """Answer a browser without a token: the code it shows, another one, or its token once it was confirmed."""
    code, secret = gate.shown()
    with gate.store.read() as conn:
        found = shown_code_of(conn, code, secret, now=now) if code else None
    if found is None:
        return _new_code(gate, now)
    if not found.screen:
        return _told(code, found.made_at, now)
    token = first_token(gate.store, found.screen, now=now)
    if token is None:  # revoked meanwhile, or this browser has lost its token since
        return _new_code(gate, now)
    with gate.store.read() as conn:
        held = held_by(conn, token)
    answer = jsonify(terpasang=True)
    if held:
        gate.give(answer, token, held.screen, now)
    return answer


def _new_code(gate: Gate, now: datetime) -> Response:
    made = show_code(gate.store, request.remote_addr or "", now=now)
    if made is None:
        answer = jsonify(tunggu=WAIT)
        answer.status_code, answer.headers["Retry-After"] = 429, str(WAIT)
        return answer
    answer = _told(made[0], now, now)
    gate.show(answer, *made)
    return answer


def _told(code: str, made_at: datetime, now: datetime) -> Response:
    return jsonify(kode=shown_code(code), sisa=int((made_at + CODE_LIFE - now).total_seconds()))


def _beat(gate: Gate, found: Held, now: datetime) -> Beat:
    """Return what a wall tells of itself; whatever is not what it should be is left out."""
    given = request.get_json(silent=True)
    told: dict[str, Any] = given if isinstance(given, dict) else {}
    script, slide = str(told.get("skrip", ""))[:16], str(told.get("slide", ""))
    return Beat(
        screen=found.screen.key,
        token=found.token.settled(found.settled, now),
        seen_at=now,
        slide=slide if slide in gate.slides else "",
        script=script if script.isalnum() else "",
        current=script == gate.script,
        width=_number(told.get("lebar"), 100_000),
        height=_number(told.get("tinggi"), 100_000),
        address=request.remote_addr or "",
        agent=_agent(request.headers.get("User-Agent", "")),
        loaded_at=now - timedelta(seconds=_number(told.get("hidup"), _MOST)),
        done=_number(told.get("perintah"), _MOST),
    )


def _number(value: object, most: int) -> int:
    return min(most, max(0, int(value))) if isinstance(value, (int, float)) and abs(value) < _MOST else 0


def _agent(text: str) -> str:
    return next((name for sign, name in _AGENTS if sign in text), "")
