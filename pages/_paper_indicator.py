"""The paper of one indicator: its figure, its series, its areas, its definition, the rows it was made of."""

from collections.abc import Sequence
from itertools import groupby

from components import formats, labels, words, words_check, words_gap, words_outlook
from components.definition import fields
from components.figure_table import comparison_of
from components.labels import charts, figures, revisions
from components.labels import indicator as named
from components.labels import outlook as ahead
from components.labels import papers as said
from core.access import current_viewer
from core.domain.area import REGENCY
from core.domain.figure import AreaCell, ComparisonKind, Figure, Point
from core.domain.indicator import Indicator
from core.domain.moved import Outlook
from core.domain.projection import Projection
from core.domain.revision import Revision
from core.domain.screens import IndicatorView, ObservationRow
from core.reports.paper import Cell, Facts, Paper, Section, Sheet, Words
from core.store import analyses, queries, way_back
from core.store.views import view_of
from pages._paper_chart import series_chart
from pages._paper_parts import age, figure_sheet, is_made_up, more, paper, state, tag, target, value

_MOST_COMPARATORS = 12
_MOST_RAW = 24  # rows of the origin: each takes three lines


def indicator_paper(query: dict[str, str]) -> Paper:
    """Return the paper of the indicator, area and period that an address asks for.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    viewer, view, code = current_viewer(), view_of(**query), query.get("kode", "")
    seen = queries.indicator(viewer, code, view)
    outlook = analyses.outlook(viewer, code, view)
    corrected = way_back.revisions(viewer, code, view)
    figure, indicator = seen.figure, seen.figure.indicator
    found = [
        *_series(seen),
        _areas(seen),
        _parts(seen),
        _corrections(corrected, indicator),
        _definition(seen),
        _rows(seen),
    ]
    return paper(
        f"/indikator/{code}",
        view,
        said.TITLE_OF_INDICATOR.format(code=code, area=figure.area.name, period=view.period.text),
        made_up=_is_made_up(seen, corrected, outlook),
        name=indicator.name,
        tag=tag(shown=figure.simulated),
        trail=_trail(seen),
        intro=[one for one in (indicator.definition, said.UNIT.format(unit=indicator.unit)) if one],
        value=value(figure),
        state=_state(figure, outlook),
        sections=[_facts(seen, outlook), *(one for one in found if one)],
    )


def _is_made_up(seen: IndicatorView, corrected: Sequence[Revision], outlook: Outlook) -> bool:
    printed = [seen.figure, *seen.parts, *(cell.figure for cell in seen.ranking)]
    rows = any(row.provenance.simulated for row in seen.observations)
    points = any(one.simulated for one in seen.series) or any(one.simulated for one in corrected)
    return is_made_up(printed) or points or rows or outlook.simulated


def _trail(seen: IndicatorView) -> str:
    """Return where the indicator belongs: dimension, office, area."""
    catalogue = queries.catalogue(current_viewer(), seen.view.known_at)
    indicator, area = seen.figure.indicator, seen.figure.area
    dimension = catalogue.dimensions.get(indicator.dimension(seen.view.frame))
    agency = catalogue.agencies.get(indicator.agency)
    above = catalogue.areas.get(area.parent)
    within = [formats.area(above)] if above and above.code != REGENCY else []
    names = [dimension.name if dimension else "", agency.short if agency else "", *within, formats.area(area)]
    return " · ".join([indicator.code, *(one for one in names if one)])


def _state(figure: Figure, outlook: Outlook) -> list[Words]:
    """Return status, attainment, real change or not, area and period, as they stand below the value."""
    shown = state(figure)
    if figure.attainment is not None:
        more_ = figures.EXCEEDED if figure.attainment > 1.05 else ""
        attained = figures.ATTAINED.format(share=formats.share(figure.attainment)) + more_
        shown = Words(shown.text + attained, mark=shown.mark)
    lines = [shown]
    if outlook.variation is not None:
        rule = f" ({ahead.RULE[outlook.variation.rule]})" if outlook.variation.rule else ""
        lines.append(Words(ahead.SIGNAL[outlook.variation.signal] + rule))
    where = [formats.area(figure.area), *([formats.period(figure.period)] if figure.period else [])]
    return [*lines, Words(" · ".join(where))]


def _facts(seen: IndicatorView, outlook: Outlook) -> Section:
    figure = seen.figure
    agency = queries.catalogue(current_viewer(), seen.view.known_at).agencies.get(figure.indicator.agency)
    older = words.oldest(figure.freshness)
    pairs: list[tuple[str, Sequence[Words | str]]] = [
        (figures.TARGET, _target(figure)),
        *_ahead(outlook, figure),
        *([(figures.COMPARATORS, _comparators(seen))] if seen.comparators else []),
        *(
            (labels.COMPARISON[kind], [words.change(comparison_of(figure, kind), figure.indicator)])
            for kind in ComparisonKind
        ),
        (figures.AGE, [age(figure), *([older] if older and not words.is_late(figure.freshness) else [])]),
        (figures.SOURCE, _source(figure)),
        (figures.OWNER, [agency.name if agency else formats.NOTHING]),
    ]
    return Section(said.FACTS, [Facts(pairs)])


def _target(figure: Figure) -> list[Words]:
    one = figure.target
    if one is None:
        return [Words(words_gap.no_target(figure))]
    told = figures.TARGET_OF_YEAR.format(target=words.target(figure), year=one.year)
    legal = f"{one.legal_source} · {labels.VERIFICATION[one.verification]}"
    return [Words(told, small=[legal], tag=target(figure).tag)]


def _ahead(found: Outlook, figure: Figure) -> list[tuple[str, Sequence[Words | str]]]:
    """Return what the target still takes, where the year will end and the usual variation, as on the page."""
    facts: list[tuple[str, Sequence[Words | str]]] = []
    if found.pace is not None:
        facts.append((ahead.NEEDED, [words_outlook.pace(found.pace, figure.indicator)]))
    frequency = found.line[-1].period.frequency if found.line else None
    projected = words_outlook.projection(found.projection, figure.indicator, figure.target, frequency)
    if isinstance(found.projection, Projection):
        tried = words_outlook.tried(found.projection, figure.indicator)
        facts.append((ahead.PROJECTION, [Words(projected, small=[tried], tag=tag(shown=found.simulated))]))
    elif projected:
        facts.append((ahead.PROJECTION, [projected]))
    if found.variation is not None:
        facts.append((ahead.USUAL, [words_outlook.usual(found.variation.limits, figure.indicator)]))
    return facts


def _comparators(seen: IndicatorView) -> list[Words]:
    indicator = seen.figure.indicator
    return [
        Words(f"{one.name} {one.period}: {formats.measured(one.value, indicator)}", small=[one.source])
        for one in seen.comparators[:_MOST_COMPARATORS]
    ]


def _source(figure: Figure) -> list[Words | str]:
    origin = figure.provenance
    if origin is None:
        asked = figure.gap.sources if figure.gap else ()
        return [", ".join(asked) or figures.NO_SOURCE]
    below = [origin.citation] if origin.citation else []
    return [Words(origin.attribution or origin.source_title, small=below, tag=tag(shown=origin.simulated))]


def _series(seen: IndicatorView) -> list[Section]:
    made_up = tag(shown=any(point.simulated for point in seen.series))
    note = named.SERIES_NOTE.format(unit=seen.figure.indicator.unit)
    chart = series_chart(seen)
    if chart is None:
        return [Section(named.SERIES, [Words(named.NO_SERIES)], note=seen.figure.indicator.unit)]
    indicator = seen.figure.indicator
    sheet = Sheet(
        heads=charts.SERIES_HEADS,
        rows=_points(seen.series, indicator),
        widths=(60, 50, 68),
        numeric=charts.NUMERIC,
        more=more("deret", seen.view, kode=indicator.code),
    )
    return [Section(named.SERIES, [chart], note=note, tag=made_up), Section(named.SERIES_TABLE, [sheet])]


def _points(series: Sequence[Point], indicator: Indicator) -> list[list[Cell]]:
    """Return the series, newest first; neighbouring gaps are one row that says how many they are."""
    rows: list[list[Cell]] = []
    for known, run in groupby(reversed(series), key=lambda point: point.value is not None):
        stretch = list(run)
        if known or len(stretch) == 1:
            rows += [_point(point, indicator) for point in stretch]
        else:
            first, last = formats.period(stretch[-1].period), formats.period(stretch[0].period)
            rows.append([said.SPAN.format(first=first, last=last), said.GAP.format(count=len(stretch)), ""])
    return rows


def _point(point: Point, indicator: Indicator) -> list[Cell]:
    known = point.value is not None
    shown = formats.measured(point.value, indicator) if known else charts.NO_FIGURE
    flag = labels.FLAG.get(point.flag, point.flag)
    return [formats.period(point.period), Words(shown, tag=tag(shown=known and point.simulated)), flag]


def _areas(seen: IndicatorView) -> Section | None:
    if not seen.ranking:
        return None
    sheet = Sheet(
        heads=charts.AREA_HEADS,
        rows=[_area(cell) for cell in seen.ranking],
        widths=(45, 40, 40, 53),
        numeric=charts.NUMERIC,
        more=more("wilayah", seen.view, kode=seen.figure.indicator.code),
    )
    title = named.PER_LEVEL.format(level=labels.LEVEL[seen.ranking[0].area.level])
    return Section(title, [sheet], note=formats.period(seen.view.period))


def _area(cell: AreaCell) -> list[Cell]:
    figure = cell.figure
    return [
        Words(cell.area.name, strong=True),
        value(figure) if figure.value is not None else Words(formats.NOTHING),
        state(figure),
        age(figure) if figure.period else words_gap.why_nothing(figure),
    ]


def _parts(seen: IndicatorView) -> Section | None:
    if not seen.parts:
        return None
    sheet = figure_sheet(seen.parts, seen.view)
    return Section(named.PARTS, [Words(seen.figure.indicator.formula_text), sheet])


def _corrections(corrected: Sequence[Revision], indicator: Indicator) -> Section | None:
    if not corrected:
        return None
    rows = [_correction(one, indicator) for one in corrected]
    widths = (34, 24, 24, 30, 36, 30)
    sheet = Sheet(heads=revisions.HEADS, rows=rows, widths=widths, numeric=revisions.NUMERIC, more=said.CUT)
    return Section(revisions.TITLE, [sheet], note=revisions.NOTE)


def _correction(one: Revision, indicator: Indicator) -> list[Cell]:
    part = revisions.PART.format(indicator=one.indicator.name, area=formats.area(one.area))
    below = [part if one.indicator != indicator else "", revisions.SHOWN if one.shown else ""]
    by = revisions.BY.format(agency=one.agency, run=one.run_id)
    return [
        Words(formats.period(one.period), small=[text for text in below if text]),
        _flagged(one.old, one.old_flag, one.indicator),
        _flagged(one.new, one.new_flag, one.indicator),
        formats.moment(one.stored_at),
        Words(one.source_title, small=[by], tag=tag(shown=one.simulated)),
        one.note or (revisions.FLAG_ONLY if one.old == one.new else revisions.FROM_THE_SOURCE),
    ]


def _flagged(number: float, flag: str, indicator: Indicator) -> str:
    shown = formats.measured(number, indicator)
    return f"{shown} ({words_gap.flags(flag)})" if flag else shown


def _definition(seen: IndicatorView) -> Section:
    indicator = seen.figure.indicator
    dimensions = queries.catalogue(current_viewer(), seen.view.known_at).dimensions
    names = ", ".join(dimensions[code].name for _, code in indicator.dimensions if code in dimensions)
    pairs = fields(indicator, dimensions=names)
    return Section(named.DEFINITION, [Facts([(name, [told]) for name, told in pairs])])


def _rows(seen: IndicatorView) -> Section:
    indicator = seen.figure.indicator
    if not seen.observations:
        return Section(named.ORIGIN, [Words(named.COMPUTED if indicator.formula else named.NO_ROWS)])
    sheet = Sheet(
        heads=said.ROWS,
        rows=[_raw(row, indicator) for row in seen.observations],
        widths=(24, 24, 15, 11, 31, 41, 32),
        numeric=said.ROWS_NUMERIC,
        most=_MOST_RAW,
        more=more("baris", seen.view, kode=indicator.code),
    )
    return Section(named.ORIGIN, [sheet], note=named.ORIGIN_NOTE)


def _raw(row: ObservationRow, indicator: Indicator) -> list[Cell]:
    origin = row.provenance
    digest = row.raw_sha256[:12]
    template = said.RUN_AND_HASH if digest else said.RUN
    return [
        formats.period(row.period),
        Words(formats.measured(row.value, indicator), tag=tag(shown=origin.simulated)),
        row.text,
        formats.number(row.revision, 0),
        Words(origin.source_title, small=[origin.citation] if origin.citation else []),
        Words(origin.place, small=[template.format(run=origin.run_id, digest=digest)]),
        Words(formats.moment(origin.stored_at), small=[words_check.found(origin.found)]),
    ]
