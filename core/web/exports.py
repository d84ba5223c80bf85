"""Files that are handed out: each is written into the audit log first, whichever route hands it out."""

import logging
from collections.abc import Callable
from itertools import islice

from flask import Flask, Response, request

from core.domain.audit import Action, Event
from core.domain.viewer import Viewer
from core.errors import StoreError

LONGEST, MOST = 100, 20  # characters of a word, words of a filter

log = logging.getLogger(__name__)


def audit_exports(
    server: Flask,
    *,
    viewer: Callable[[], Viewer],
    record: Callable[[Event], object],
    refusal: Callable[[int], Response],
) -> None:
    """Write down every answer that a browser saves as a file; what cannot be written down is not handed out.

    Args:
        server: Of Dash. To be called after whatever changes answers (compression): what is added last comes first.
        viewer: Who asks.
        record: Writes an event down; raises StoreError where it cannot.
        refusal: Returns the answer of a status.
    """

    @server.after_request
    def audit(response: Response) -> Response:
        if not _is_file(response):
            return response
        who = viewer()
        try:
            record(Event(who.name, who.role, Action.EXPORT, request.path, _filter()))
        except StoreError as error:
            log.error("a file was not handed out, because the audit log could not be written: %s", error)
            return refusal(503)
        return response


def _filter() -> dict[str, str]:
    """Return the words of the address, as much of them as a filter of ours can have."""
    return {name[:LONGEST]: value[:LONGEST] for name, value in islice(request.args.items(), MOST)}


def _is_file(response: Response) -> bool:
    saved = response.headers.get("Content-Disposition", "").startswith("attachment")
    return saved and response.status_code == 200 and request.method != "HEAD"
