"""Figures as a table: mark, indicator, value, target, line, change in words, age. One row a figure."""

from collections.abc import Callable, Sequence

from dash import html
from dash.development.base_component import Component

from components import formats, labels, words, words_check, words_gap
from components.labels import figures as said
from components.marks import conflict_mark, flag_mark, simulated_tag, status_mark
from components.sparkline import sparkline
from core.domain.figure import Comparison, ComparisonKind, Figure
from core.domain.indicator import Agency, Verification


def figure_table(
    figures: Sequence[Figure],
    *,
    caption: str,
    link: Callable[[str], str],
    agencies: dict[str, Agency] | None = None,
    comparison: ComparisonKind = ComparisonKind.PREVIOUS,
    origin: Callable[[Figure], str] | None = None,
    conflicts: Callable[[Figure], str] | None = None,
    source: Callable[[str], str] = "/sumber/{}".format,
) -> Component:
    """Return the table.

    Args:
        figures: In the order they are shown.
        caption: What the table is of; read by screen readers.
        link: Address of an indicator by its code.
        agencies: By code, for the name under the indicator; None leaves it out.
        comparison: Which comparison is printed first; last year's follows.
        origin: Address at which the origin of a figure is told; None leaves the values without a link.
        source: Address of a source by its id.
        conflicts: Address at which the conflict of a figure is listed; None leaves the mark without a link.
    """
    heads = [html.Th(word, scope="col", className="n" if word in said.NUMERIC else "") for word in said.HEADS]
    cells = [
        value_cell(one, conflicts_link=conflicts(one) if conflicts else "", origin=origin(one) if origin else "")
        for one in figures
    ]
    names = [_owner(one, (agencies or {}).get(one.indicator.agency), source) for one in figures]
    rows = [_row(one, link, name, comparison, cell) for one, name, cell in zip(figures, names, cells, strict=True)]
    return html.Table(
        [html.Caption(caption, className="sr"), html.Thead(html.Tr(heads)), html.Tbody(rows)], className="figures"
    )


def comparison_of(figure: Figure, kind: ComparisonKind) -> Comparison | None:
    """Return one of the three comparisons of a figure."""
    return next((one for one in figure.comparisons if one.kind is kind), None)


def value_cell(figure: Figure, *, conflicts_link: str = "", origin: str = "") -> list[Component | str]:
    """Return the value with its unit, its flag and the mark of a conflict; without a value the reason in words.

    Args:
        figure: The figure.
        conflicts_link: Where contradicting values are listed; "" for no link.
        origin: Where its origin is told; "" for no link.
    """
    if figure.value is None:
        return [html.Span(formats.NOTHING), html.Small(words_gap.why_nothing(figure))]
    old = html.Small(words_gap.why_nothing(figure)) if figure.absence else None
    newer = html.Small(words_check.returned_newer(figure.returned)) if figure.returned else None
    marks = [flag_mark(figure.flag), conflict_mark(figure, link=conflicts_link), old, newer]
    value = origin_link(formats.measured(figure.value, figure.indicator), origin)
    return [value, *(one for one in marks if one is not None)]


def origin_link(value: str, origin: str) -> Component | str:
    """Return a value as the link to its origin: the first of two clicks to its cell."""
    return html.A(value, href=origin, className="to-origin", title=said.ORIGIN) if origin else value


def _row(
    figure: Figure,
    link: Callable[[str], str],
    owner: list[Component | str],
    comparison: ComparisonKind,
    value: list[Component | str],
) -> Component:
    indicator = figure.indicator
    name = [
        html.A(indicator.name, href=link(indicator.code)),
        simulated_tag(shown=figure.simulated),
        html.Small(owner),
    ]
    late = words.is_late(figure.freshness)
    return html.Tr(
        [
            html.Td(status_mark(figure.status), className="m"),
            html.Th(name, scope="row"),
            html.Td(value, className="n"),
            html.Td(_target(figure), className="n t", **{"data-before": said.TARGET_BEFORE}),
            html.Td(sparkline(figure.spark, target=target_line(figure)), className="s"),
            html.Td(changes(figure, comparison), className="chg"),
            html.Td(_age(figure), className="age late" if late else "age"),
        ]
    )


def _age(figure: Figure) -> list[Component | str]:
    """Return the age; of a computed figure that is late the part that makes it so."""
    part = words.oldest(figure.freshness) if words.is_late(figure.freshness) else ""
    return [words.age(figure.freshness, figure.period), *([html.Small(part)] if part else [])]


def _owner(figure: Figure, owner: Agency | None, source: Callable[[str], str]) -> list[Component | str]:
    """Return who owns the figure and which source it was collected from."""
    shown: list[Component | str] = [owner.short] if owner else []
    if figure.provenance:
        shown += [
            " · " if shown else "",
            html.A(figure.provenance.source_title, href=source(figure.provenance.source_id)),
        ]
    return shown


def target_line(figure: Figure) -> float | None:
    """Return where the target lies in the figure's line; a range has no single line."""
    return figure.target.value if figure.target else None


def changes(figure: Figure, first: ComparisonKind) -> str:
    """Return the chosen comparison and, when it is another one, last year's: "turun 3,1 poin dari Agu; naik ..."."""
    kinds = [first] if first is ComparisonKind.LAST_YEAR else [first, ComparisonKind.LAST_YEAR]
    known = [one for one in (comparison_of(figure, kind) for kind in kinds) if one and one.difference is not None]
    return "; ".join(words.change(one, figure.indicator) for one in known) or words.change(None, figure.indicator)


def _target(figure: Figure) -> list[Component | str]:
    if figure.target is None:
        return [html.Small(words_gap.no_target(figure))]
    shown: list[Component | str] = [words.target(figure)]
    if figure.target and figure.target.verification is Verification.SIMULATED:
        shown.append(html.Small(labels.SIMULATED, className="sim"))
    return shown
