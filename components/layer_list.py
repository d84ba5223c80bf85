"""Layers of points as switches: each is a link that turns one layer on or off and keeps the rest, beside its count."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats
from components.labels import maps as said
from components.marks import simulated_tag
from core.domain.layer import Layer


def layer_list(
    layers: Sequence[Layer],
    chosen: Sequence[str],
    *,
    link: Callable[[list[str]], str],
    origin: Callable[[str], str],
) -> Component:
    """Return the switches, each with the number of its points, a link to their records.

    Args:
        layers: Those that there are.
        chosen: Ids of those that are shown.
        link: The address that shows these layers.
        origin: The address that tells of a layer's points.
    """
    return html.Ul([html.Li([_switch(one, chosen, link), _count(one, origin)]) for one in layers], className="layers")


def _count(layer: Layer, origin: Callable[[str], str]) -> Component:
    words = [html.B(formats.number(layer.count, 0)), html.Span(f" {said.POINTS}", className="sr")]
    title = said.LAYER_AS_OF.format(moment=formats.moment(layer.as_of))
    return html.A(words, href=origin(layer.id), className="to-origin count", title=title)


def _switch(layer: Layer, chosen: Sequence[str], link: Callable[[list[str]], str]) -> Component:
    on = layer.id in chosen
    others = [one for one in chosen if one != layer.id]
    words = [
        html.Span("☑" if on else "☐", className=f"box titik-{layer.id}", **{"aria-hidden": "true"}),
        f" {layer.title}",
        simulated_tag(shown=layer.simulated),
        html.Span(said.LAYER_ON if on else said.LAYER_OFF, className="sr"),
    ]
    return html.A(
        words,
        href=link(others if on else [*chosen, layer.id]),
        className="chip on" if on else "chip",
        title=said.LAYER_AS_OF.format(moment=formats.moment(layer.as_of)),
    )
