"""What walidata does from /verifikasi to a period of an office: lock it, open it. From which page: core.web.guard."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request

from core.errors import DecisionRefusedError

_LONGEST = 4_000  # characters of a field; a reason has up to 1,000
_KEPT = 2_000  # bytes of an address that every proxy passes on: what was typed and is shown again


class LockDesk(Protocol):
    """Where whoever asks locks; core.store.locking says what is refused."""

    def lock(self, agency: str, period: str, reason: str) -> object:
        """Lock a period of an office."""

    def open(self, agency: str, period: str, reason: str) -> object:
        """Open it again."""


def locking(desk: Callable[[], LockDesk]) -> Blueprint:
    """Return the routes; `desk` is that of who asks, and raises NotAllowedError for whoever may not."""
    routes = Blueprint("locking", __name__)

    @routes.post("/verifikasi/kunci")
    def lock() -> Response:
        typed = _typed()
        return _done("kunci", lambda: desk().lock(*typed), dict(zip(("opd", "periode", "alasan"), typed, strict=True)))

    @routes.post("/verifikasi/buka")
    def open_again() -> Response:
        return _done("buka", lambda: desk().open(*_typed()), {})

    return routes


def _done(what: str, do: Callable[[], object], typed: dict[str, str]) -> Response:
    """Do it and lead back, with a word for what came of it; what was typed is kept where it was refused."""
    try:
        do()
        told = {"kabar_kunci": what}
    except DecisionRefusedError as error:
        told = {"galat_kunci": error.code, **_kept(typed)}
    return redirect(f"/verifikasi?{urlencode(told)}#kunci", code=303)  # type: ignore[return-value]


def _kept(typed: dict[str, str]) -> dict[str, str]:
    """Return what was typed, but for fields that would make the address too long."""
    kept: dict[str, str] = {}
    for name, text in typed.items():
        more = {**kept, f"kunci_{name}": text}
        if text and len(urlencode(more)) <= _KEPT:
            kept = more
    return kept


def _typed() -> tuple[str, str, str]:
    agency, period, reason = (request.form.get(name, "")[:_LONGEST] for name in ("opd", "periode", "alasan"))
    return agency, period, reason
