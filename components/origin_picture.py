"""The places of a figure, drawn one below the other: a heading with file and hash, the picture under it."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from components.excerpt import excerpt_picture
from components.labels import origin as said
from components.marks import simulated_tag
from core.domain.lineage import Picture


def pictures_section(pictures: Sequence[Picture], *, simulated: bool = False) -> Component | None:
    """Return the pictures of what a figure rests on; None where it rests on nothing. `simulated`: all are made up."""
    if not pictures:
        return None
    heading = html.H2([said.DRAWN, html.Small(said.DRAWN_NOTE)])
    return html.Section([heading, *(_one(picture, simulated=simulated) for picture in pictures)], className="places")


def _one(picture: Picture, *, simulated: bool) -> Component:
    if picture.file is None:
        return html.Div([html.H3(_source(picture)), excerpt_picture(picture)])
    made_up = simulated_tag(shown=simulated or any(step.simulated for step in picture.steps))
    digest = html.Small(html.Code(said.HASH.format(digest=picture.file.sha256)), className="kept")
    return html.Div([html.H3([picture.file.address, made_up]), digest, excerpt_picture(picture)])


def _source(picture: Picture) -> str:
    named = dict.fromkeys(step.fact.provenance.source_title for step in picture.steps if step.fact)
    return ", ".join(named) or said.POINTS
