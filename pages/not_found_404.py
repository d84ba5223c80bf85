"""What stands at an address that does not exist: the notice, as for every page that is not there."""

import dash
from dash.development.base_component import Component

from core.errors import NotFoundError

dash.register_page(__name__, path="/404", title="Halaman tidak ada · Paser TUNTAS")


def layout(**_: str) -> Component:
    """Refuse; core.web.errors draws the notice.

    Raises:
        NotFoundError: Always.
    """
    raise NotFoundError("no page has this address")
