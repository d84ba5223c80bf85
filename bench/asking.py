"""Asks the dashboard what a browser would ask: documents, and the callback that draws a page."""

import json
import urllib.request
from typing import Any

CONTENT = "_pages_content"
PATH = "/_dash-update-component"


def get(url: str) -> str:
    """Return a document as text, uncompressed."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


def page_callback(base: str, pathname: str, search: str) -> bytes:
    """Return the body with which Dash asks for a page."""
    known = json.loads(get(f"{base}/_dash-dependencies"))
    drawing = next(one for one in known if f"{CONTENT}.children" in one["output"])
    asked = {"pathname": pathname, "search": search}
    outputs = [dict(zip(("id", "property"), one.rsplit(".", 1), strict=True)) for one in _names(drawing["output"])]
    body = {
        "output": drawing["output"],
        "outputs": outputs,
        "inputs": [{**one, "value": asked[one["property"]]} for one in drawing["inputs"]],
        "changedPropIds": ["_pages_location.pathname"],
    }
    return json.dumps(body).encode()


def page_tree(base: str, pathname: str, search: str) -> dict[str, Any]:
    """Return a page as the tree of components that Dash gets."""
    content = json.loads(post(base, page_callback(base, pathname, search)))["response"][CONTENT]
    tree: dict[str, Any] = content["children"]
    return tree


def post(base: str, body: bytes, *, encoding: str = "") -> bytes:
    """Return the answer to a callback, as it was sent."""
    ours = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}  # as from one of its pages
    headers = {**ours, **({"Accept-Encoding": encoding} if encoding else {})}
    with urllib.request.urlopen(urllib.request.Request(base + PATH, body, headers), timeout=60) as answer:
        sent: bytes = answer.read()
        return sent


def _names(output: str) -> list[str]:
    return output.strip(".").split("...")
