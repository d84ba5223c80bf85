"""Layers of points as switches: each is a link that turns one layer on or off and keeps the rest."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.labels import maps as said
from components.marks import simulated_tag
from core.domain.layer import Layer


def layer_list(layers: Sequence[Layer], chosen: Sequence[str], *, link: Callable[[list[str]], str]) -> Component:
    """Return the switches with the number of points and their age; nothing when there are no layers."""
    return html.Ul([html.Li(_switch(one, chosen, link)) for one in layers], className="layers")


def _switch(layer: Layer, chosen: Sequence[str], link: Callable[[list[str]], str]) -> Component:
    on = layer.id in chosen
    others = [one for one in chosen if one != layer.id]
    words = [
        html.Span("☑" if on else "☐", className=f"box titik-{layer.id}", **{"aria-hidden": "true"}),
        f" {layer.title} ",
        html.B(formats.number(layer.count, 0)),
        simulated_tag(shown=layer.simulated),
        html.Span(said.LAYER_ON if on else said.LAYER_OFF, className="sr"),
    ]
    return html.A(
        words,
        href=link(others if on else [*chosen, layer.id]),
        className="chip on" if on else "chip",
        title=said.LAYER_AS_OF.format(moment=formats.moment(layer.as_of)),
    )
