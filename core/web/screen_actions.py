"""What an operator does with screens from /perangkat: confirm a code, change, command, revoke. Plain forms."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, request

from core.access import current_viewer
from core.clock import now_utc
from core.domain.wall_screens import Command
from core.errors import NotFoundError, ScreenRefusedError
from core.store.engine import Store
from core.store.wall_screens import change_screen, order, revoke_screen
from core.store.wall_tokens import confirm

PLACE = "/perangkat"
LONGEST = 100  # characters of a field; longer ones are refused by what they are for


def screen_actions(store: Store, slides: frozenset[str]) -> Blueprint:
    """Return the routes.

    Args:
        store: Where screens are.
        slides: Codes of all slides.
    """
    routes = Blueprint("screens", __name__)

    @routes.post(f"{PLACE}/pasang")
    def add() -> Response:
        code, name, chosen = _field("kode"), _field("nama"), _chosen()

        def make() -> None:
            confirm(store, current_viewer(), code, name=name, slides=chosen, known=slides, now=now_utc())

        kept = {"kode": code, "nama": name, "slide": ".".join(chosen)}
        return _done(make, "dipasang", kept)

    @routes.post(f"{PLACE}/<key>/ubah")
    def change(key: str) -> Response:
        how = {"name": _field("nama"), "slides": _chosen(), "extend": bool(_field("perpanjang"))}
        viewer, now = current_viewer(), now_utc()
        return _done(lambda: change_screen(store, viewer, key, known=slides, now=now, **how), "diubah", {"ubah": key})  # type: ignore[arg-type]

    @routes.post(f"{PLACE}/<key>/cabut")
    def revoke(key: str) -> Response:
        return _done(lambda: revoke_screen(store, current_viewer(), key, now=now_utc()), "dicabut", {})

    @routes.post(f"{PLACE}/<key>/perintah")
    def command(key: str) -> Response:
        wanted = next((one for one in Command if one.value == _field("apa")), None) or abort(400)
        return _done(lambda: order(store, current_viewer(), key, wanted, now=now_utc()), wanted.value, {})

    return routes


def _done(act: Callable[[], object], told: str, kept: dict[str, str]) -> Response:
    """Do something and lead back to the list; where it was refused, with what was typed.

    Args:
        act: Raises ScreenRefusedError for what cannot be done.
        told: What was done, as a word in the address.
        kept: What was typed.
    """
    words = {"kabar": told}
    try:
        act()
    except NotFoundError:
        abort(404)
    except ScreenRefusedError as error:
        words = {"galat": error.code, **kept}
    return redirect(f"{PLACE}?{urlencode(words)}", code=303)  # type: ignore[return-value]


def _field(name: str) -> str:
    return request.form.get(name, "")[:LONGEST].strip()


def _chosen() -> tuple[str, ...]:
    return tuple(one[:LONGEST] for one in request.form.getlist("slide")[:LONGEST])
