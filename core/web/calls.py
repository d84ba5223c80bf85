"""Calls of the browser's half of Dash: what no page of ours can have sent is refused before Dash reads it."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, abort, request

_PATH = "/_dash-update-component"
_BEGINS = {"pathname": "/", "search": ""}  # texts, and what they begin with
_SHOWN = "data"  # of a dcc.Store: number of what is shown, and the words of its address


def check_calls(server: Flask, callbacks: Mapping[str, Mapping[str, Any]]) -> None:
    """Answer malformed calls with 400.

    Args:
        server: Of Dash.
        callbacks: Dash's callback_map: by output, with `inputs` and `state` as lists of id and property. It fills
            at the first request, so it is asked at each.
    """

    @server.before_request
    def check() -> None:
        if request.path != _PATH or request.method != "POST":
            return
        if not is_well_formed(request.get_json(silent=True), callbacks):
            abort(400)


def is_well_formed(body: object, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Return whether a body names a callback of ours with exactly its inputs, states and outputs."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known = callbacks.get(body["output"])
    changed = body.get("changedPropIds", [])
    return (
        known is not None
        and "callback" in known  # without one it runs in the browser alone
        and _names(body.get("inputs", [])) == _names(known["inputs"])
        and _names(body.get("state", [])) == _names(known["state"])
        and _output(body.get("outputs")) == body["output"]
        and isinstance(changed, list)
        and all(isinstance(one, str) for one in changed)
        and all(_fits(one) for one in [*body.get("inputs", []), *body.get("state", [])])
    )


def _names(parts: object) -> list[tuple[object, object]] | None:
    """Return id and property of each part; None when it is no list of parts."""
    if not isinstance(parts, list) or not all(isinstance(one, dict) for one in parts):
        return None
    return [(one.get("id"), one.get("property")) for one in parts]


def _output(parts: object) -> str:
    names = _names(parts if isinstance(parts, list) else [parts]) or []
    words = [f"{name}.{prop}" for name, prop in names]
    return f"..{'...'.join(words)}.." if isinstance(parts, list) else "".join(words)


def _fits(part: dict[str, Any]) -> bool:
    value, name = part.get("value"), part.get("property")
    if isinstance(name, str) and name in _BEGINS:
        return isinstance(value, str) and value.startswith(_BEGINS[name])
    return _is_shown(value) if name == _SHOWN else value is None or _is_number(value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_shown(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[1], dict):
        return False
    return _is_number(value[0]) and all(isinstance(word, str) for word in value[1].values())
