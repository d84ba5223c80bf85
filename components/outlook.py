"""What stands beside a status: signal or noise by shape and words, what the target takes, where the year ends."""

from dash import html
from dash.development.base_component import Component
from markupsafe import Markup

from components import words_outlook
from components.labels import outlook as said
from components.marks import simulated_tag
from components.markup import Node
from core.domain.indicator import Indicator, Target
from core.domain.moved import Outlook
from core.domain.projection import Projection
from core.domain.spc import Signal, Variation

# Drawn in a box of 24 x 16: two limits, and a line that stays between them or leaves them.
_LIMITS = '<path class="limit" d="M1 3.5h22M1 12.5h22"/>'
_SHAPES: dict[Signal, str] = {
    Signal.COMMON: '<path class="way" d="M1.5 9l4-3 4 4 4-4 4 4 4-3"/>',
    Signal.BETTER: '<path class="way" d="M1.5 10l5-2 5 2 4-2 6-6"/><circle cx="21.5" cy="2" r="2"/>',
    Signal.WORSE: '<path class="way" d="M1.5 7l5 2 5-2 4 2 6 5"/><circle cx="21.5" cy="14" r="2"/>',
    Signal.CHANGED: '<path class="way" d="M1.5 8h7l7 0 6-6"/><path class="cross" d="M19 0l5 5m0-5l-5 5"/>',
}


def signal_line(found: Variation | None) -> Component | None:
    """Return the shape and the words; nothing where a series is too short to tell."""
    if found is None:
        return None
    shape = Markup(_LIMITS + _SHAPES[found.signal])  # noqa: S704 - constants above
    drawing = Markup('<svg class="signal" viewBox="0 0 24 16" aria-hidden="true">{}</svg>').format(shape)
    why = html.Small(f" ({said.RULE[found.rule]})") if found.rule else None
    return html.P([drawing, " ", said.SIGNAL[found.signal], why], className=f"variation sg-{found.signal.value}")


def outlook_facts(found: Outlook, indicator: Indicator, target: Target | None) -> list[tuple[str, Node]]:
    """Return names and contents for the list of facts; nothing is listed that cannot be said."""
    facts: list[tuple[str, Node]] = []
    if found.pace is not None:
        facts.append((said.NEEDED, words_outlook.pace(found.pace, indicator)))
    frequency = found.line[-1].period.frequency if found.line else None
    projected = words_outlook.projection(found.projection, indicator, target, frequency)
    if projected:
        facts.append((said.PROJECTION, _projected(found, projected, indicator)))
    if found.variation is not None:
        facts.append((said.USUAL, words_outlook.usual(found.variation.limits, indicator)))
    return facts


def _projected(found: Outlook, text: str, indicator: Indicator) -> list[Node]:
    if not isinstance(found.projection, Projection):
        return [text]
    tried = html.Small(words_outlook.tried(found.projection, indicator))
    return [text, simulated_tag(shown=found.simulated), tried]
