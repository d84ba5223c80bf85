"""A tree of dash.html components as HTML text: for the first paint, and for blocks that change as one.

Text and attribute values are escaped here and nowhere else; `Markup` marks what this project drew
itself (inline SVG) and passes as it is.
"""

from collections.abc import Iterable
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

Node = Any  # a Dash component, text, a number, Markup, None or a list of these
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
_NOT_ATTRIBUTES = frozenset({"children", "key", "n_clicks", "n_clicks_timestamp", "disable_n_clicks"})
_INVISIBLE = frozenset({"Store", "Interval", "Location", "Download"})


def to_html(node: Node) -> Markup:
    """Return a tree as HTML text.

    Components that only exist in the browser draw their `first_paint` instead (see components.block).
    """
    if node is None or isinstance(node, bool):
        return Markup("")
    if isinstance(node, str):  # Markup stays as it is
        return escape(node)
    if isinstance(node, Component):
        return _component(node)
    if isinstance(node, Iterable):
        return Markup("").join(to_html(one) for one in node)
    return escape(str(node))


def _component(node: Component) -> Markup:
    if hasattr(node, "first_paint"):
        return to_html(node.first_paint)
    kind = type(node).__name__
    if kind == "Purify":
        inner = Markup(node.html)  # noqa: S704 - written by to_html itself
        return Markup('<div class="{}">{}</div>').format(node.className, inner)
    if kind in _INVISIBLE:
        return Markup("")
    tag = kind.lower()
    opening = Markup("<") + tag + _attributes(node) + Markup(">")
    if tag in _VOID:
        return opening
    return opening + to_html(getattr(node, "children", None)) + Markup("</{}>").format(tag)


def _attributes(node: Component) -> Markup:
    parts = []
    for name, value in node.to_plotly_json()["props"].items():
        if name in _NOT_ATTRIBUTES or value is None or value is False or (name == "id" and isinstance(value, dict)):
            continue
        text = _style(value) if name == "style" else "" if value is True else str(value)
        parts.append(Markup(' {}="{}"').format(_NAMES.get(name, name.lower()), text))
    return Markup("").join(parts)


def _style(rules: dict[str, Any]) -> str:
    """Return a style dict as CSS; camelCase becomes kebab-case, custom properties stay."""
    return ";".join(f"{_css_name(name)}:{value}" for name, value in rules.items())


def _css_name(name: str) -> str:
    return name if name.startswith("--") else "".join(f"-{c.lower()}" if c.isupper() else c for c in name)
