"""What a person may start from a page: one source, now."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, request

from core.errors import NotFoundError


def actions(start: Callable[[str], None]) -> Blueprint:
    """Return the routes.

    Args:
        start: Starts a source by its id in the background; raises NotFoundError for an unknown one.
    """
    routes = Blueprint("actions", __name__)

    @routes.post("/sumber/<source_id>/jalankan")
    def run_now(source_id: str) -> Response:
        if not _same_site():
            abort(403)
        try:
            start(source_id)
        except NotFoundError:
            abort(404)
        return redirect(f"/sumber#{source_id}", code=303)  # type: ignore[return-value]

    return routes


def _same_site() -> bool:
    """Return whether the form was sent from one of our own pages; browsers say so themselves."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    return not origin or origin == request.host_url.rstrip("/")
