"""What stands where nothing can be shown: a sentence and the way back. Says nothing about the inside."""

from dash import html
from dash.development.base_component import Component

from components.block import block
from components.labels import shell as said
from components.shell import page


def notice_page(status: int) -> Component:
    """Return the page of an HTTP status; one without words of its own says what its hundred says."""
    title, sentence = said.NOTICES.get(status) or said.NOTICES[400 if status < 500 else 500]
    back = html.A(said.BACK, href="/", className="button")
    content = block(html.Section([html.H1(title), html.P(sentence), back]), class_name="block stack")
    return page("/404", content, title=title)
