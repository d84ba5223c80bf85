"""What a browser shows that wants to be a wall: a code for the operator, large enough for the whole room."""

from dash import html
from dash.development.base_component import Component

from components.labels import screens as said


def pairing_page(place: str) -> Component:
    """Return the page; assets/js/pairing.js fills in the code and turns it into the wall once it is confirmed.

    Args:
        place: Where the operator types the code, as people read it.
    """
    script_says = {
        "data-left": said.LEFT,
        "data-lost": said.LOST,
        "data-crowded": said.CROWDED,
    }
    return html.Main(
        [
            html.H1(said.TITLE),
            html.P(said.ASKING, id="kode", className="code", **{"aria-live": "polite"}),
            html.P(said.HOW.format(place=place), className="how"),
            html.P(said.ALONE),
            html.P("", id="pasang-keadaan", className="soft"),
        ],
        className="wall pairing gelap",
        id="pasang",
        **script_says,
    )
