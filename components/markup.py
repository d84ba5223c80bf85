"""A tree of dash.html components as HTML text: for the first paint, and for blocks that change as one.

Text and attribute values are escaped here and nowhere else; `Markup` marks what this project drew
itself (inline SVG) and passes as it is. A page has about a thousand components, so pieces are appended
to one list: joining and formatting at each level took eight times as long.
"""

from collections.abc import Callable, Iterable
from typing import Any

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup, escape

Node = Any  # a Dash component, text, a number, Markup, None or a list of these
_Write = Callable[[str], None]
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "col", "source", "wbr"})
_NAMES = {
    "className": "class",
    "htmlFor": "for",
    "tabIndex": "tabindex",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "dateTime": "datetime",
    "autoFocus": "autofocus",
    "autoComplete": "autocomplete",
    "autoPlay": "autoplay",
    "acceptCharset": "accept-charset",
}
# What a bare component already holds is Dash's own bookkeeping.
_NOT_ATTRIBUTES = frozenset(
    {"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks", *vars(html.Div())}
)
_INVISIBLE = frozenset({"Store", "Interval", "Location", "Download"})


def to_html(node: Node) -> Markup:
    """Return a tree as HTML text.

    Components that only exist in the browser draw their `first_paint` instead (see components.block).
    """
    pieces: list[str] = []
    _node(node, pieces.append)
    return Markup("".join(pieces))  # noqa: S704 - every piece was escaped below


def _node(node: Node, write: _Write) -> None:
    if node is None or isinstance(node, bool):
        return
    if isinstance(node, Component):
        _component(node, write)
    elif isinstance(node, Iterable) and not isinstance(node, str):
        for one in node:
            _node(one, write)
    else:
        write(escape(node))  # Markup stays as it is


def _component(node: Component, write: _Write) -> None:
    given = vars(node)  # what was set; to_plotly_json asks for each of twenty possible names
    kind = type(node).__name__
    if "first_paint" in given:
        _node(given["first_paint"](), write)
    elif kind == "Purify":
        write(Markup('<div class="{}">{}</div>').format(node.className, Markup(node.html)))  # noqa: S704 - from to_html
    elif kind not in _INVISIBLE:
        _element(kind.lower(), given, write)


def _element(tag: str, given: dict[str, Any], write: _Write) -> None:
    write(f"<{tag}")
    for name in sorted(given.keys() - _NOT_ATTRIBUTES):  # Dash sets them in another order in each process
        value = given[name]
        if value is None or value is False or (name == "id" and isinstance(value, dict)):
            continue
        text = _style(value) if name == "style" else "" if value is True else str(value)
        write(f' {_NAMES.get(name) or name.lower()}="{escape(text)}"')
    write(">")
    if tag not in _VOID:
        _node(given.get("children"), write)
        write(f"</{tag}>")


def _style(rules: dict[str, Any]) -> str:
    """Return a style dict as CSS; camelCase becomes kebab-case, custom properties stay."""
    return ";".join(f"{_css_name(name)}:{value}" for name, value in rules.items())


def _css_name(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
