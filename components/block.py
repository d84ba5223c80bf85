"""Parts of a page: a block changes as one piece of server-drawn HTML, an island is a component of its own.

Since Dash 4.2 the children of a callback are unmounted and mounted anew: 500 components cost 533 ms
a change, the same markup as one block 50 ms. So a page is a handful of blocks and islands.
"""

from collections.abc import Callable

from dash import html
from dash.development.base_component import Component
from dash_extensions import Purify

from components.markup import Node, to_html

ABSENT = "tiada"  # class of a part that has nothing to show now and stands for the sake of the page's shape
# What DOMPurify drops by default and our own markup needs. Scripts and handlers stay forbidden.
_CONFIG = {"ADD_ATTR": ["target", "aria-current", "aria-sort", "paint-order"], "SANITIZE_NAMED_PROPS": False}


def block(*children: Node, class_name: str = "block", id: str = "") -> Component:  # noqa: A002 - Dash's own word
    """Return children as one component that holds them as sanitised HTML; its text is its `html` property."""
    named = {"id": id} if id else {}
    return Purify(html=text_of(*children), config=_CONFIG, className=class_name, **named)


def text_of(*children: Node) -> str:
    """Return what a block holds; a callback that changes a block returns this."""
    return str(to_html(list(children)))


def island(component: Component, *, placeholder: Callable[[], Node] | None, class_name: str) -> Component:
    """Return a component that needs its script.

    Args:
        component: What stands in the end.
        placeholder: Draws what stands in its place until then, and in print; only asked by the first paint. None: there
            is nothing to see now; the component stays, so that the page keeps its shape.
        class_name: Of the box around either.
    """
    class_name = f"island {class_name}" if placeholder is not None else f"island {class_name} {ABSENT}"
    box = html.Div(component, className=class_name)
    box.first_paint = (lambda: html.Div(placeholder(), className=class_name)) if placeholder else lambda: None
    return box
