"""Who is logged in, and the way out."""

from dash import html
from dash.development.base_component import Component

from components.labels import login as said


def signed_in(person: str) -> Component | None:
    """Return the name and the way out; None where nobody had to log in."""
    if not person:
        return None
    words = html.Span(said.SIGNED_IN.format(person=person))
    return html.Form([words, " ", html.Button(said.OUT)], action="/keluar", method="post", className="signed-in")
