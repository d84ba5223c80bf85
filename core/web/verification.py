"""What walidata does from /verifikasi: verify, return, take a return back. From which page: core.web.guard."""

from collections.abc import Callable
from typing import Protocol
from urllib.parse import urlencode

from flask import Blueprint, Response, redirect, request

from core.errors import DecisionRefusedError

_LONGEST = 4_000  # characters of a field; a reason has up to 1,000
_DIGITS = 18  # of a number: what a database holds


class Desk(Protocol):
    """Where whoever asks verifies; core.store.verifying says what is refused."""

    def verify(self, source_id: str, until: int) -> None:
        """Mark all as verified that a source had brought up to a run."""

    def send_back(self, source_id: str, keys: list[str], reason: str) -> None:
        """Return values to their office."""

    def take_back(self, source_id: str, keys: list[str]) -> None:
        """Take returns back."""


def verification(desk: Callable[[], Desk]) -> Blueprint:
    """Return the routes; `desk` is that of who asks, and raises NotAllowedError for whoever may not."""
    routes = Blueprint("verification", __name__)

    @routes.post("/verifikasi/<source_id>/tandai")
    def verify(source_id: str) -> Response:
        return _done("tandai", source_id, lambda: desk().verify(source_id, _number("sampai")))

    @routes.post("/verifikasi/<source_id>/kembalikan")
    def send_back(source_id: str) -> Response:
        reason = request.form.get("alasan", "")[:_LONGEST]
        return _done("kembalikan", source_id, lambda: desk().send_back(source_id, _chosen(), reason))

    @routes.post("/verifikasi/<source_id>/batalkan")
    def take_back(source_id: str) -> Response:
        return _done("batalkan", source_id, lambda: desk().take_back(source_id, _chosen()))

    return routes


def _done(what: str, source_id: str, do: Callable[[], None]) -> Response:
    """Do it and lead back to where it was asked for, with a word for what came of it."""
    try:
        do()
        told = {"kabar": what}
    except DecisionRefusedError as error:
        told = {"galat": error.code}
    there = {"sumber": source_id, "halaman": str(_number("halaman") or 1), **told}
    return redirect(f"/verifikasi?{urlencode(there)}", code=303)  # type: ignore[return-value]


def _chosen() -> list[str]:
    return [one[:_LONGEST] for one in request.form.getlist("baris")]


def _number(name: str) -> int:
    text = request.form.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
