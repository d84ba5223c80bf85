"""The chain of an index: its weighted mean written out, its parts with weight and points, each with its places."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, words, words_gap
from components.data_table import data_table
from components.figure_table import origin_link
from components.labels import origin as said
from components.marks import simulated_tag
from components.origin import Links, exact
from core.domain.figure import Figure, IndexFigure, IndexPart
from core.domain.lineage import Step
from core.domain.rollup import points

PLACES = 4  # of one part that are named in its row; beyond, the part's own page names them all
_TERMS = 6  # summands that are written out


def index_origin(
    index: IndexFigure, steps: Mapping[str, Step], *, origin: Callable[[Figure], str], links: Links
) -> list[Component]:
    """Return how an index was made.

    Args:
        index: With its parts.
        steps: By code the chain of each part.
        origin: Address of the origin of a part.
        links: Addresses of pages and places.
    """
    given = points([(part.weight, part.capped) for part in index.parts])
    rows = [_row(part, one, steps.get(part.figure.indicator.code), origin, links)
            for part, one in zip(index.parts, given, strict=True)]  # fmt: skip
    table = data_table(said.INDEX_HEADS, rows, caption=said.INDEX_TABLE, numeric=said.INDEX_NUMERIC)
    return [
        html.P(_how(index), className="formula made"),
        html.P(_coverage(index)),
        table,
        html.P(_total(index, given)),
    ]


def _how(index: IndexFigure) -> str:
    measured = [part for part in index.parts if part.capped is not None]
    if index.value is None or not measured:
        return said.INDEX_WITHHELD.format(share=formats.share(index.coverage), floor=formats.share(index.floor))
    shown = [f"{_weight(part)} × {_percent(part.capped)}" for part in measured[:_TERMS]]
    if len(measured) > _TERMS:
        shown.append(said.MORE_TERMS.format(count=len(measured) - _TERMS))
    numbers = f"({' + '.join(shown)}) ÷ {exact(100 * sum(part.weight for part in measured))}"
    return said.INDEX_HOW.format(numbers=numbers, value=exact(index.value))


def _coverage(index: IndexFigure) -> str:
    return said.INDEX_COVERAGE.format(share=formats.share(index.coverage), floor=formats.share(index.floor))


def _total(index: IndexFigure, given: Sequence[float | None]) -> str:
    total = sum(one for one in given if one is not None)
    weight = 100 * sum(part.weight for part in index.parts if part.capped is not None)
    return said.TOTAL.format(points=formats.number(total, 2), weight=formats.number(weight, 1))


def _row(
    part: IndexPart, given: float | None, step: Step | None, origin: Callable[[Figure], str], links: Links
) -> tuple[object, ...]:
    figure = part.figure
    value = formats.measured(figure.value, figure.indicator)
    return (
        [figure.indicator.name, simulated_tag(shown=figure.is_made_up)],
        origin_link(value, origin(figure)) if figure.value is not None else words_gap.why_nothing(figure),
        words.target(figure),
        _percent(part.capped) if part.capped is not None else said.NOT_MEASURED,
        _weight(part),
        formats.number(given, 2),
        _places(step, figure, origin, links) if step else "",
    )


def _places(step: Step, figure: Figure, origin: Callable[[Figure], str], links: Links) -> list[object]:
    leaves = [one for one in _leaves(step) if one.fact is not None]
    shown: list[object] = []
    for leaf in leaves[:PLACES]:
        if leaf.fact is not None:
            shown += [html.A(leaf.fact.provenance.place, href=links.place(leaf, leaf.fact), className="to-place"), " "]
    if len(leaves) > PLACES:
        shown.append(html.A(said.ALL_PARTS.format(count=len(leaves)), href=origin(figure)))
    return shown


def _leaves(step: Step) -> list[Step]:
    return [step] if not step.parts else [leaf for part in step.parts for leaf in _leaves(part)]


def _weight(part: IndexPart) -> str:
    return formats.number(100 * part.weight, 2)


def _percent(share: float | None) -> str:
    return formats.NOTHING if share is None else f"{formats.number(100 * share, 2)} %"
