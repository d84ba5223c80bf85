"""What stands at an address that does not exist."""

import dash
from dash import html
from dash.development.base_component import Component

from components.block import block
from components.shell import page

dash.register_page(__name__, path="/404", title="Halaman tidak ada · Paser TUNTAS")


def layout(**_: str) -> Component:
    """Return a sentence and the way back."""
    return page(
        "/404",
        notice("Halaman ini tidak ada", "Periksa alamatnya, atau mulai dari Ringkasan."),
        title="Halaman tidak ada",
    )


def notice(title: str, sentence: str) -> Component:
    """Return a notice with a link to the first page."""
    back = html.A("Ke Ringkasan", href="/", className="button")
    return block(html.Section([html.H1(title), html.P(sentence), back]), class_name="block stack")
