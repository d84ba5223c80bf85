"""Pages that many viewers ask for at once: drawn once for each state of the store, then sent as the bytes they were.

Drawing takes 10 to 30 ms, handing out less than one: at the change of a month, or when 50 walls start, everybody asks
for the same. An answer depends on the call, on who asks, on the state of the store and on the clock, which no page
shows finer than to the minute; all of them are in its key. Answers live in the snapshot and go with it.
"""

from collections.abc import Callable, Iterable

from flask import Flask, Response, g, request

from core.clock import now_utc
from core.domain.viewer import Viewer
from core.errors import DashboardError
from core.store.snapshot import Memo
from core.web.errors import status_of_page

PARTS = "/bagian/"  # answers what changes on a page when only its query does; the page's address follows
_PATH = "/_dash-update-component"
_DRAWS_A_PAGE = ".._pages_content.children"
_LONGEST = 2_000  # bytes of a call or a query; ours have about 400


def keep_answers(
    server: Flask, *, viewer: Callable[[], Viewer], kept: Callable[[Viewer], Memo], live: Iterable[str]
) -> None:
    """Keep the answers to calls that draw a whole page.

    Args:
        server: Of Dash. To be called before compression is added, so that compressed bytes are kept.
        viewer: Who asks.
        kept: What was kept for the state of the store that a viewer reads now; empty for a new state.
        live: Beginnings of paths whose pages show more than the state of the store, such as runs under way.
    """
    lively = tuple(live)

    @server.before_request
    def answer_again() -> Response | None:
        if not _may_be_kept():
            return None
        who = viewer()
        minute = int(now_utc().timestamp() // 60)
        key = (who, minute, request.headers.get("Accept-Encoding", ""), _asked())
        try:
            memo = kept(who)
        except DashboardError:
            return None  # the page says it in its own words
        found = memo.entries.get(key)
        if found:  # looked up before the call is read: only calls that draw a page are ever kept
            return Response(found[0], headers=found[1])
        if _draws_a_page(lively):
            g.kept_answer = memo, key  # the state before drawing: what comes meanwhile belongs to the next one
        return None

    @server.after_request
    def keep(response: Response) -> Response:
        place = g.pop("kept_answer", None)
        if place and response.status_code == 200 and status_of_page() == 200:
            memo, key = place
            memo.get(key, lambda: (response.get_data(), list(response.headers)))
        return response


def _may_be_kept() -> bool:
    if request.method == "GET":
        return request.path.startswith(PARTS) and len(request.query_string) <= _LONGEST
    return request.path == _PATH and request.method == "POST" and (request.content_length or 0) <= _LONGEST


def _asked() -> bytes:
    """Return what tells one call from another; a path with a query never reads like a body of JSON."""
    return request.get_data() if request.method == "POST" else request.full_path.encode()


def _draws_a_page(live: tuple[str, ...]) -> bool:
    if request.method == "GET":
        return not request.path.removeprefix(PARTS[:-1]).startswith(live)
    body = request.get_json(silent=True)
    if not isinstance(body, dict) or not str(body.get("output", "")).startswith(_DRAWS_A_PAGE):
        return False
    inputs = body.get("inputs")
    paths = [one.get("value") for one in inputs if isinstance(one, dict)] if isinstance(inputs, list) else []
    return not any(isinstance(path, str) and path.startswith(live) for path in paths)
