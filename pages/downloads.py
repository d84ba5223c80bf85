"""/unduh/<tabel>.csv and .xlsx: the table behind each chart and list, for the period and area of the address."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import chain

from flask import Blueprint, Response, request

from components import formats, labels, words, words_check, words_ended, words_gap
from components.labels import downloads as said
from components.labels import known
from core.access import current_viewer
from core.clock import now_utc
from core.domain.area import Level
from core.domain.figure import AreaCell, Figure, Point
from core.domain.screens import ObservationRow
from core.errors import NotFoundError
from core.reports.csv_file import to_csv
from core.reports.table import Cell, Table
from core.reports.xlsx_file import to_xlsx
from core.store import queries
from core.store.views import known_day, view_of
from pages._audit import audit_rows
from pages._catalogue import catalogue_rows
from pages._moved import moved_table
from pages._review_tables import conflict_rows, scorecard_rows

downloads = Blueprint("downloads", __name__)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@downloads.get("/unduh/<name>.<any(csv, xlsx):kind>")
def download(name: str, kind: str) -> Response:
    """Return the file; the table's name and what it shows stand in the file's name."""
    if name not in TABLES:
        raise NotFoundError(f"no table {name!r}; known: {', '.join(TABLES)}")
    query = request.args.to_dict()
    table = _as_known(TABLES[name](query), known_day(query.get("diketahui", "")))
    content, media = (to_csv(table), "text/csv") if kind == "csv" else (to_xlsx(table), _XLSX)
    answer = Response(content, mimetype=media)
    answer.headers["Content-Disposition"] = f'attachment; filename="{table.file_stem}.{kind}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _as_known(table: Table, day: date | None) -> Table:
    """Return a table that says in its name and in its notes of which day's knowledge it is."""
    if day is None:
        return table
    said_so = known.AS_KNOWN_AT.format(day=formats.day(day))
    return replace(table, title=f"{table.title} {known.FILE} {day.isoformat()}", notes=[said_so, *table.notes])


def _figures(title: str, figures: list[Figure]) -> Table:
    simulated = frozenset(i for i, one in enumerate(figures) if one.is_made_up)
    rows = [_figure_row(one) for one in figures]
    return Table(title=title, columns=said.FIGURES, rows=rows, notes=_notes(figures), simulated=simulated)


def _figure_row(figure: Figure) -> list[Cell]:
    indicator, origin = figure.indicator, figure.provenance
    attained = None if figure.attainment is None else round(figure.attainment * 100, 2)
    status = labels.STATUS[figure.status] if figure.absence is None else words_gap.why_nothing(figure)
    return [
        indicator.code,
        indicator.name,
        figure.area.name,
        figure.period.text if figure.period else None,
        figure.value,
        indicator.unit,
        words.target(figure) if figure.target else None,
        attained,
        status,
        words_gap.flags(figure.flag) or None,
        figure.period.end if figure.period else None,
        words_ended.state(figure.freshness),
        figure.freshness.late_days,
        words.oldest(figure.freshness) or None,
        said.CONTRADICTED if figure.conflict else None,
        origin.attribution if origin else None,
        origin.citation or None if origin else None,
    ]


def _notes(figures: list[Figure]) -> list[str]:
    origins = sorted({one.provenance.attribution for one in figures if one.provenance and one.provenance.attribution})
    return [
        said.TAKEN.format(moment=formats.moment(now_utc()), title=labels.TITLE),
        *(said.SOURCE.format(attribution=one) for one in origins),
        labels.PROPOSAL,
    ]


def _dimension(query: dict[str, str]) -> Table:
    code = query.get("kode", "")
    viewer = current_viewer()
    view = view_of(**{**query, "kerangka": queries.frame_of(viewer, code, known_day(query.get("diketahui", "")))})
    seen = queries.dimension(viewer, code, view)
    below = [list(row.values()) for row in seen.heat.values()]
    return _figures(
        said.DIMENSION_TITLE.format(code=code, period=view.period.text), [*seen.figures, *chain.from_iterable(below)]
    )


def _agency(query: dict[str, str]) -> Table:
    view = view_of(**query)
    seen = queries.agency(current_viewer(), query.get("kode", ""), view)
    return _figures(said.AGENCY_TITLE.format(code=seen.state.agency.code, period=view.period.text), list(seen.figures))


def _agencies(query: dict[str, str]) -> Table:
    view = view_of(**query)
    states = queries.agencies(current_viewer(), view)
    rows = [
        (s.agency.code, s.agency.name, s.total, s.measured, s.late, s.missing, s.low, s.worst_late_days) for s in states
    ]
    return Table(
        title=said.AGENCIES_TITLE.format(period=view.period.text), columns=said.AGENCIES, rows=rows, notes=_notes([])
    )


def _series(query: dict[str, str]) -> Table:
    view = view_of(**query)
    seen = queries.indicator(current_viewer(), query.get("kode", ""), view)
    indicator, area = seen.figure.indicator, seen.figure.area
    rows = [_point_row(point) for point in seen.series]
    simulated = frozenset(i for i, point in enumerate(seen.series) if point.simulated)
    columns = [head.format(unit=indicator.unit) for head in said.SERIES]
    title = said.SERIES_TITLE.format(code=indicator.code, area=area.name)
    return Table(
        title=title, columns=columns, rows=rows, notes=[indicator.name, *_notes([seen.figure])], simulated=simulated
    )


def _point_row(point: Point) -> list[Cell]:
    flag = words_gap.flags(point.flag) or None
    return [point.period.text, point.period.start, point.period.end, point.value, flag]


def _areas(query: dict[str, str]) -> Table:
    viewer, view = current_viewer(), view_of(**query)
    level = Level(query["tingkat"]) if query.get("tingkat") in {one.value for one in Level} else None
    cells: tuple[AreaCell, ...]
    if level:
        cells = queries.area_map(viewer, query.get("kode", ""), view, level).cells
    else:
        cells = queries.indicator(viewer, query.get("kode", ""), view).ranking
    title = said.AREAS_TITLE.format(code=query.get("kode", ""), period=view.period.text)
    return _figures(title, [cell.figure for cell in cells])


def _rows(query: dict[str, str]) -> Table:
    view = view_of(**query)
    rows = queries.observations(current_viewer(), query.get("kode", ""), view.area, view.known_at, limit=10_000)
    simulated = frozenset(i for i, row in enumerate(rows) if row.provenance.simulated)
    title = said.ROWS_TITLE.format(code=query.get("kode", ""), area=view.area)
    return Table(
        title=title, columns=said.ROWS, rows=[_raw_row(row) for row in rows], notes=_notes([]), simulated=simulated
    )


def _raw_row(row: ObservationRow) -> list[Cell]:
    origin = row.provenance
    return [
        row.indicator, row.area.name, row.period.text, row.value, row.text, row.flag or None, row.revision,
        origin.attribution, origin.citation or None, origin.place, origin.run_id,
        origin.stored_at.isoformat(timespec="seconds"), words_check.found(origin.found), row.raw_sha256,
    ]  # fmt: skip


def _sources(query: dict[str, str]) -> Table:
    sources = queries.sources(current_viewer(), known_day(query.get("diketahui", "")))
    rows: list[list[Cell]] = [
        [
            one.source_id, one.title, one.agency.name, one.connector,
            labels.RUN_STATE[one.last_run.state] if one.last_run else None,
            formats.moment(one.last_success_at), formats.moment(one.next_run_at), one.observations,
            one.last_run.rejected if one.last_run else None, one.last_run.sentence if one.last_run else None,
            one.last_run.mend if one.last_run else None, one.attribution,
        ]
        for one in sources
    ]  # fmt: skip
    simulated = frozenset(i for i, one in enumerate(sources) if one.simulated)
    return Table(title=said.SOURCES_TITLE, columns=said.SOURCES, rows=rows, notes=_notes([]), simulated=simulated)


def _rejected(query: dict[str, str]) -> Table:
    rows = queries.rejections(current_viewer(), query.get("kode", ""), view_of(**query).known_at, limit=10_000)
    cells: list[list[Cell]] = [[r.run_id, r.place, r.column, r.found, r.reason, r.sentence, r.mend] for r in rows]
    return Table(
        title=said.REJECTED_TITLE.format(code=query.get("kode", "")),
        columns=said.REJECTED,
        rows=cells,
        notes=_notes([]),
    )


TABLES: dict[str, Callable[[dict[str, str]], Table]] = {
    "dimensi": _dimension,
    "penggerak": moved_table,
    "angka-opd": _agency,
    "opd": _agencies,
    "deret": _series,
    "wilayah": _areas,
    "baris": _rows,
    "sumber": _sources,
    "ditolak": _rejected,
    "konflik": conflict_rows,
    "rapor": scorecard_rows,
    "katalog": catalogue_rows,
    "jejak": audit_rows,
}
