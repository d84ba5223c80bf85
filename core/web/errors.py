"""Errors at the door: what a page raises becomes a notice in the viewer's words, never a trace."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, g
from werkzeug.exceptions import HTTPException

from core.errors import BusyError, NotAllowedError, NotFoundError

log = logging.getLogger(__name__)
Layout = Callable[..., Any]


def guarded(layout: Layout, notice: Callable[[int], Any]) -> Layout:
    """Return the layout of a page so that it always draws something: the page, or the notice of an HTTP status.

    Used by the first paint and by Dash's own navigation alike. The status is left for `status_of_page`.

    Args:
        layout: Takes the variables and the query of an address as words.
        notice: Draws the notice of a status.
    """

    @wraps(layout)
    def draw(**words: Any) -> Any:
        try:
            return layout(**{name: _one(value) for name, value in words.items()})
        except Exception as error:
            g.status_of_page = status_of(error)
            return notice(g.status_of_page)

    return draw


def status_of_page() -> int:
    """Return the HTTP status of the page that this request has drawn."""
    return int(g.get("status_of_page", 200))


def status_of(error: Exception) -> int:
    """Return the HTTP status of an error; one that nobody expected is logged."""
    if isinstance(error, HTTPException):
        return error.code or 500
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, NotAllowedError):
        return 403
    if isinstance(error, BusyError):
        return 503
    log.error("a page could not be drawn", exc_info=error)
    return 500


def answer_errors(server: Flask, document: Callable[[int], Response]) -> None:
    """Answer whatever else goes wrong (downloads, actions, calls) with the document of its status."""

    @server.errorhandler(Exception)
    def answer(error: Exception) -> Response:
        if isinstance(error, HTTPException) and (error.code or 500) < 400:
            return error.get_response()  # type: ignore[return-value]
        return document(status_of(error))


def _one(value: Any) -> Any:
    """Return the last of several values of one name: ?periode=2025&periode=2026 asks for 2026."""
    return value[-1] if isinstance(value, list) else value
