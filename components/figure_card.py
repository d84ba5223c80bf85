"""The head of an indicator: value, status, target, three comparisons, age, source. One figure, everything beside it."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words, words_gap
from components.figure_table import comparison_of, value_cell
from components.labels import figures as said
from components.marks import icon, simulated_tag, status_mark
from components.outlook import outlook_facts, signal_line
from core.domain.figure import ComparisonKind, Figure
from core.domain.indicator import Agency, Comparator
from core.domain.moved import Outlook

_MOST = 12  # comparators; the chart has them all


def figure_card(
    figure: Figure,
    *,
    agency: Agency | None,
    link: Callable[[str], str],
    comparators: Sequence[Comparator] = (),
    outlook: Outlook | None = None,
    conflicts_link: str = "",
    origin: str = "",
    marks: tuple[Component | None, Component | None] = (None, None),
) -> Component:
    """Return the card of one figure of one area, with the published figures of others and its outlook beside it.

    `link`: address of a page by its path. `marks`: that it was revised, that it is locked.
    """
    indicator = figure.indicator
    return html.Section(
        [
            html.H1([indicator.name, simulated_tag(shown=figure.simulated)]),
            html.P(indicator.definition, className="definition"),
            html.Div(
                [
                    _value(figure, outlook, conflicts_link, origin, marks),
                    _facts(figure, agency, comparators, outlook, link),
                ],
                className="card-split",
            ),
        ],
        className="figure-card",
    )


def _value(
    figure: Figure,
    outlook: Outlook | None,
    conflicts_link: str,
    origin: str,
    marks: tuple[Component | None, Component | None],
) -> Component:
    revised, locked = marks
    lines = [
        html.P(value_cell(figure, conflicts_link=conflicts_link, origin=origin), className="big"),
        revised,
        html.P([status_mark(figure.status, word=True), *_attained(figure)], className="state"),
        signal_line(outlook.variation) if outlook else None,
        html.P(" · ".join([formats.area(figure.area), *([formats.period(figure.period)] if figure.period else [])])),
        locked,
        html.P(html.A(said.TO_ORIGIN, href=origin, className="button")) if origin else None,
    ]
    return html.Div(lines)


def _attained(figure: Figure) -> list[str]:
    if figure.attainment is None:
        return []
    more = said.EXCEEDED if figure.attainment > 1.05 else ""
    return [said.ATTAINED.format(share=formats.share(figure.attainment)) + more]


def _facts(
    figure: Figure,
    agency: Agency | None,
    comparators: Sequence[Comparator],
    outlook: Outlook | None,
    link: Callable[[str], str],
) -> Component:
    age = [
        html.Span(
            words.age(figure.freshness, figure.period), className="late" if words.is_late(figure.freshness) else ""
        ),
        html.Small(words.oldest(figure.freshness)),
    ]
    pairs: list[tuple[str, object]] = [
        (said.TARGET, _target(figure)),
        *((labels.COMPARISON[kind], _change(figure, kind)) for kind in ComparisonKind),
        (said.AGE, age),
        (said.SOURCE, _source(figure, link)),
        (said.OWNER, html.A(agency.name, href=link(f"/opd/{agency.code}")) if agency else formats.NOTHING),
    ]
    if outlook:
        pairs[1:1] = outlook_facts(outlook, figure.indicator, figure.target)
    if comparators:
        pairs.insert(1, (said.COMPARATORS, [_comparator(one, figure) for one in comparators[:_MOST]]))
    return html.Dl([part for name, value in pairs for part in (html.Dt(name), html.Dd(value))], className="facts")


def _comparator(one: Comparator, figure: Figure) -> Component:
    """Return the figure of somebody else with its period and where it was published."""
    words_ = f"{one.name} {one.period}: {formats.measured(one.value, figure.indicator)} "
    cited = one.source.startswith(("https://", "http://"))
    source = (
        html.A(said.PUBLICATION, href=one.source, target="_blank", rel="noopener noreferrer") if cited else one.source
    )
    return html.Span([words_, html.Small(source)], className="comparator")


def _change(figure: Figure, kind: ComparisonKind) -> str:
    return words.change(comparison_of(figure, kind), figure.indicator)


def _target(figure: Figure) -> list[object]:
    if figure.target is None:
        return [words_gap.no_target(figure)]
    one = figure.target
    return [
        said.TARGET_OF_YEAR.format(target=words.target(figure), year=one.year),
        html.Small(f"{one.legal_source} · {labels.VERIFICATION[one.verification]}"),
    ]


def _source(figure: Figure, link: Callable[[str], str]) -> list[object]:
    origin = figure.provenance
    if origin is None:
        asked = figure.gap.sources if figure.gap else ()
        return [", ".join(asked) or said.NO_SOURCE]
    shown: list[object] = [html.A(origin.attribution or origin.source_title, href=link(f"/sumber/{origin.source_id}"))]
    if origin.citation.startswith(("https://", "http://")):
        shown.append(
            html.A(
                [" ", said.PUBLICATION, " ", icon("tautan")],
                href=origin.citation,
                target="_blank",
                rel="noopener noreferrer",
            )
        )
    elif origin.citation:
        shown.append(html.Small(origin.citation))
    return shown
