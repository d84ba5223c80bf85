"""What a person may do from a page: start one source now, settle one conflict. From which page: core.web.guard."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, redirect, request

from core.errors import DecisionRefusedError, NotFoundError

_LONGEST = 4_000  # characters of a field; a reason has up to 1,000


def actions(start: Callable[[str], None], settle: Callable[[str, str, str, str], object]) -> Blueprint:
    """Return the routes.

    Args:
        start: Starts a source by its id in the background; raises NotFoundError for an unknown one.
        settle: Keeps a decision on the conflict of a key, given source, reason and fingerprint of what was seen;
            raises NotFoundError where there is none, NotAllowedError to whom may not, DecisionRefusedError for a
            decision that cannot be kept.
    """
    routes = Blueprint("actions", __name__)

    @routes.post("/sumber/<source_id>/jalankan")
    def run_now(source_id: str) -> Response:
        try:
            start(source_id)
        except NotFoundError:
            abort(404)
        return redirect(f"/sumber#{source_id}", code=303)  # type: ignore[return-value]

    @routes.post("/konflik/<key>/putuskan")
    def decide(key: str) -> Response:
        source, reason, seen = (request.form.get(name, "")[:_LONGEST] for name in ("sumber", "alasan", "dasar"))
        refused = ""
        try:
            settle(key, source, reason, seen)
        except NotFoundError:
            abort(404)
        except DecisionRefusedError as error:
            refused = f"?galat={error.code}"
        return redirect(f"/konflik{refused}#{key}", code=303)  # type: ignore[return-value]

    return routes
