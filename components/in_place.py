"""What a change of filter changes: the parts of a page by their ids, so that the page stands still around them.

Dash mounts a page anew for every new address, charts included. Where the old and the new address draw pages of the
same shape, the browser asks for the properties of the parts alone and sets those that differ (assets/js/navigation.js).
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from dash.development.base_component import Component

_PREFIX = "bagian-"
_BOXES = frozenset({"Div", "Section", "Main"})  # stand still, and so do their children
_PARTS = frozenset({"Purify", "Graph", "Store", "Interval"})  # change as one
_SETTLED = frozenset({"children", "id", "config"})  # what a page never changes in a standing part
_OTHER = "?"  # text between components, or a component that cannot change in place


def numbering(layout: Callable[..., Component]) -> Callable[..., Component]:
    """Return the layout of a page with its parts numbered."""

    @wraps(layout)
    def draw(**words: Any) -> Component:
        return numbered(layout(**words))

    return draw


def numbered(page: Component) -> Component:
    """Return the page with an id at each part and its shape at the root ("" where it cannot change in place)."""
    shape = shape_of(page)
    for number, part in enumerate(_walk(page)):
        if isinstance(part, Component) and not getattr(part, "id", None):
            part.id = f"{_PREFIX}{number}"
    setattr(page, "data-shape", shape)
    return page


def changes(page: Component) -> dict[str, Any]:
    """Return what the browser needs to turn a standing page of the same shape into this one.

    Args:
        page: Numbered.

    Returns:
        `shape`, and `parts`: id -> properties.
    """
    parts = {part.id: _changing(part) for part in _walk(page) if isinstance(part, Component)}
    return {"shape": getattr(page, "data-shape"), "parts": {name: props for name, props in parts.items() if props}}


def shape_of(page: Component) -> str:
    """Return what two pages have in common when one can take the other's place part by part: a short hash, or ""."""
    pieces = [_piece(part) for part in _walk(page)]
    if _OTHER in pieces:
        return ""
    return hashlib.sha256(" ".join(pieces).encode()).hexdigest()[:12]


def _piece(part: Any) -> str:
    kind = type(part).__name__
    if kind not in _BOXES | _PARTS:
        return _OTHER
    held = len(_children(part)) if kind in _BOXES else 0
    return f"{kind}:{held}:{','.join(sorted(_changing(part).keys() - {'data-shape'}))}"


def _changing(part: Component) -> dict[str, Any]:
    props: dict[str, Any] = part.to_plotly_json()["props"]
    return {name: value for name, value in props.items() if name not in _SETTLED}


def _walk(part: Any) -> Iterator[Any]:
    yield part
    if type(part).__name__ in _BOXES:
        for child in _children(part):
            yield from _walk(child)


def _children(box: Component) -> list[Any]:
    children = getattr(box, "children", None)
    return [one for one in (children if isinstance(children, (list, tuple)) else [children]) if one is not None]
