"""Where the mark of a contradicted value leads: to both values on /konflik."""

from collections.abc import Callable

from components.shell import address
from core.domain.figure import Figure, View


def contradictions(view: View) -> Callable[[Figure], str]:
    """Return the function that says where the conflict of a figure of this view is listed; "" without one."""
    return lambda figure: _address(view, figure)


def _address(view: View, figure: Figure) -> str:
    if not figure.conflict:
        return ""
    listed = address("/konflik", view, indikator=figure.indicator.code)
    return f"{listed}#{figure.contradiction}" if figure.contradiction else listed
