"""What somebody gets who has not logged in: pages that config.toml opens, and what the browser needs to draw them."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import request

from core.domain.open_pages import is_open
from core.web.kept_answers import PARTS

CALLS = "/_dash-update-component"
_DASH = frozenset({"/_dash-layout", "/_dash-dependencies"})  # the empty frame; no page's contents


def is_public(pages: tuple[str, ...], page_of: Callable[[str], str]) -> bool:
    """Return whether this request asks for opened pages alone.

    Args:
        pages: Opened pages.
        page_of: Returns the path of the page that a callback's output belongs to; "" for none.
    """
    if not pages:
        return False
    if request.path in _DASH:
        return True
    asked = list(_asked(page_of))
    return bool(asked) and all(is_open(one, pages) for one in asked)


def _asked(page_of: Callable[[str], str]) -> Iterable[str]:
    if request.path == CALLS:
        return _of_call(request.get_json(silent=True), page_of)
    if request.path.startswith(PARTS):
        return (f"/{request.path.removeprefix(PARTS)}",)
    return (request.path,)


def _of_call(body: Any, page_of: Callable[[str], str]) -> Iterable[str]:
    """Return the pages of a call: those it names, else the one whose part it draws."""
    if not isinstance(body, dict):
        return ()
    parts = [one for name in ("inputs", "state") for one in body.get(name) or () if isinstance(one, dict)]
    named = [str(one.get("value")) for one in parts if one.get("property") == "pathname"]
    return named or (page_of(str(body.get("output", ""))),)
