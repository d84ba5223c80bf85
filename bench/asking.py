"""Asks the dashboard what the browser of an operator would ask: documents, and the callback that draws a page."""

import http.client
import json
import urllib.request
from functools import cache
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlsplit

CONTENT = "_pages_content"
PATH = "/_dash-update-component"


def get(url: str) -> str:
    """Return a document as text, uncompressed."""
    return read(url).decode()


def read(url: str) -> bytes:
    """Return an answer as it was sent."""
    asked = urllib.request.Request(url, headers={"Cookie": session(url)})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        sent: bytes = answer.read()
        return sent


def session(url: str) -> str:
    """Return the Cookie header of the demonstration's operator."""
    return "; ".join(f"{name}={value}" for name, value in _entered(urlsplit(url).netloc))


def browser_session(url: str) -> list[dict[str, str]]:
    """Return the same for a context of Playwright."""
    place = urlsplit(url).netloc  # without the path, which would be taken for the cookie's
    return [{"name": name, "value": value, "url": f"http://{place}/"} for name, value in _entered(place)]


@cache
def _entered(place: str) -> tuple[tuple[str, str], ...]:
    """Return the cookies with which a server remembers who logged in; none where nobody has to (a floor)."""
    connection = http.client.HTTPConnection(place, timeout=60)
    ours = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    connection.request("POST", "/masuk/contoh", b"akun=contoh-operator", ours)
    answer = connection.getresponse()
    answer.read()
    cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    connection.close()
    return tuple((one.key, one.value) for one in cookies.values())


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
    # As from one of its pages.
    ours = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "Cookie": session(base)}
    headers = {**ours, **({"Accept-Encoding": encoding} if encoding else {})}
    with urllib.request.urlopen(urllib.request.Request(base + PATH, body, headers), timeout=60) as answer:
        sent: bytes = answer.read()
        return sent


def _names(output: str) -> list[str]:
    return output.strip(".").split("...")
