"""What the papers have in common: a figure in words, figures as a table, where they come from, head and foot."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import request

from components import formats, labels, words, words_check, words_gap
from components.figure_table import changes, target_line
from components.labels import known, shell
from components.labels import papers as said
from components.marks import status_drawing
from components.shell import address
from core.access import current_viewer
from core.clock import now_utc
from core.domain.figure import Figure, View
from core.domain.indicator import Agency, Verification
from core.domain.status import Status
from core.reports.paper import Cell, Paper, Section, Sheet, Spark, Words
from core.store import queries

DRAWINGS = {status.value: status_drawing(status) for status in Status}
_WIDTHS = (44, 23, 21, 24, 19, 27, 27)  # mm


def paper(path: str, view: View, title: str, *, made_up: bool, **content: Any) -> Paper:
    """Return a paper with its head and foot.

    Args:
        path: Of the page that shows the same.
        view: What it shows.
        title: Names the file; of which day's knowledge it is comes to it.
        made_up: A figure on it is simulated.
        content: Fields of the paper.
    """
    newest = queries.summary(current_viewer(), view.known_at).newest_at
    as_of = shell.AS_OF.format(moment=formats.moment(newest), proposal="").rstrip()
    moment = now_utc()
    return Paper(
        title=title if view.known_at is None else f"{title} {known.FILE} {view.known_at.isoformat()}",
        brand=f"{labels.BRAND} · {labels.TITLE}",
        made_at=moment,
        foot=[said.PRINTED.format(moment=formats.moment(moment), as_of=as_of), f"{request.host}{address(path, view)}"],
        page=said.PAGE,
        warning=said.WARNING if made_up else "",
        stamp=said.STAMP if made_up else "",
        notices=_as_known(view),
        drawings=DRAWINGS,
        **content,
    )


def _as_known(view: View) -> list[str]:
    if view.known_at is None:
        return []
    return [f"{known.AS_KNOWN_AT.format(day=formats.day(view.known_at))} · {known.EXPLAINED}"]


def more(table: str, view: View, **words_: str) -> str:
    """Return where all rows are of a table that was cut, with a gap for how many are printed."""
    return said.MORE.format(shown="{shown}", address=f"{request.host}{address(f'/unduh/{table}.xlsx', view, **words_)}")


def value(figure: Figure, *, strong: bool = True) -> Words:
    """Return the value with all that stands beside it on a page; without a value why there is none."""
    why = words_gap.why_nothing(figure)
    if figure.value is None:
        return Words(formats.NOTHING, small=[why])
    beside = [words_gap.CONTRADICTED if figure.conflict else "", why, words_check.returned_newer(figure.returned)]
    return Words(
        words_gap.measured(figure), small=[one for one in beside if one], tag=tag(shown=figure.simulated), strong=strong
    )


def tag(*, shown: bool) -> str:
    """Return the word in the box behind a made-up figure."""
    return labels.SIMULATED if shown else ""


def target(figure: Figure) -> Words:
    """Return the target, or why there is none."""
    if figure.target is None:
        return Words(words_gap.no_target(figure))
    return Words(words.target(figure), tag=tag(shown=figure.target.verification is Verification.SIMULATED))


def state(figure: Figure) -> Words:
    """Return the status as shape and word."""
    return Words(labels.STATUS[figure.status], mark=figure.status.value)


def age(figure: Figure) -> Words:
    """Return how old the figure is; of a computed one that is late the part that makes it so."""
    late = words.is_late(figure.freshness)
    part = words.oldest(figure.freshness) if late else ""
    return Words(words.age(figure.freshness, figure.period), small=[part] if part else [], late=late)


def figure_sheet(
    figures: Sequence[Figure], view: View, *, agencies: dict[str, Agency] | None = None, more: str = said.CUT
) -> Sheet:
    """Return figures as a table, in the order and the words of the pages."""
    rows = [_row(one, view, (agencies or {}).get(one.indicator.agency)) for one in figures]
    return Sheet(heads=said.FIGURES, rows=rows, widths=_WIDTHS, numeric=said.FIGURES_NUMERIC, more=more)


def _row(figure: Figure, view: View, owner: Agency | None) -> list[Cell]:
    source = figure.provenance.source_title if figure.provenance else ""
    below = " · ".join(one for one in (figure.indicator.code, owner.short if owner else "", source) if one)
    return [
        Words(figure.indicator.name, small=[below], strong=True),
        value(figure),
        target(figure),
        state(figure),
        Spark([point.value for point in figure.spark], target_line(figure)),
        changes(figure, view.comparison),
        age(figure),
    ]


def sources(figures: Iterable[Figure]) -> Section | None:
    """Return where the figures come from: source, publication, which indicators, when stored; None without any."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for one in figures:
        if one.provenance:
            key = (one.provenance.attribution or one.provenance.source_title, one.provenance.citation)
            found.setdefault(key, []).append(one)
    if not found:
        return None
    rows = [_source_row(*key, found[key]) for key in sorted(found)]
    return Section(said.SOURCES_TITLE, [Sheet(heads=said.SOURCES, rows=rows, widths=(50, 60, 40, 28), more=said.CUT)])


def _source_row(attribution: str, citation: str, figures: Sequence[Figure]) -> list[Cell]:
    codes = ", ".join(sorted({one.indicator.code for one in figures}))
    stored = max(one.provenance.stored_at for one in figures if one.provenance)
    made_up = any(one.provenance.simulated for one in figures if one.provenance)
    return [
        Words(attribution, tag=tag(shown=made_up)),
        citation or formats.NOTHING,
        codes,
        formats.moment(stored),
    ]


def is_made_up(figures: Iterable[Figure]) -> bool:
    """Return whether one of the figures, or a target beside it, is simulated."""
    return any(
        one.simulated or (one.target is not None and one.target.verification is Verification.SIMULATED)
        for one in figures
    )


def where(view: View) -> str:
    """Return area and period, as they stand over a heading."""
    areas = queries.catalogue(current_viewer(), view.known_at).areas
    return f"{formats.area(areas[view.area])} · {formats.period(view.period)}"
