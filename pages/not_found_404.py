"""What stands at an address that does not exist: the notice, as for every page that is not there."""

import dash
from dash.development.base_component import Component

from components.labels import places
from core.errors import NotFoundError

dash.register_page(__name__, path="/404", title=places.tab(places.MISSING))


def layout(**_: str) -> Component:
    """Refuse; core.web.errors draws the notice.

    Raises:
        NotFoundError: Always.
    """
    raise NotFoundError("no page has this address")
