"""All that pages ask for. The viewer comes first; what each may read is decided in core.store.scope.

Each shows what is known now, or with `as_known_at` (or a view that has it) what was known at the end of that day.
Figures come from the read model in memory; rows, runs, rejections and points from the tables.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date

from sqlalchemy import Connection, and_

from core.clock import now_utc, today_in_city
from core.config import Config, Map
from core.domain.area import REGENCY, Level
from core.domain.audit import Sight
from core.domain.catalogue import Catalogue
from core.domain.figure import AreaMap, BoundarySet, Figure, View
from core.domain.layer import Layer, LayerPoints
from core.domain.period import Period
from core.domain.screens import AgencyState, AgencyView, DimensionView, IndicatorView, ObservationRow, Overview, Summary
from core.domain.viewer import Viewer
from core.domain.work import RejectionRow, RunRow, SourceHealth
from core.errors import NotFoundError, StoreError
from core.store import details, figures, health, maps, months, overviews, points, scope, trail
from core.store.catalogues import CatalogueState
from core.store.models import Run
from core.store.read_model import Readable, ReadModel
from core.store.sights import note, noted
from core.store.snapshot import Memo, Snapshot

NEWEST_ROWS = 200  # rows of an indicator's page
_connected: list[ReadModel] = []


def connect(store: Readable, catalogue: Catalogue, config: Config) -> ReadModel:
    """Let all queries of this process read this store; return the read model."""
    _connected[:] = [ReadModel(store, catalogue, config)]
    return _connected[0]


def periods(viewer: Viewer, as_known_at: date | None = None) -> tuple[Period, ...]:
    """Return the complete months for which there is something to see, newest first, at most 36."""
    return months.periods(_snapshot(viewer, as_known_at), as_known_at or today_in_city())


def default_period(viewer: Viewer, today: date) -> Period:
    """Return the newest month that was complete before a day."""
    _snapshot(viewer)  # an unknown viewer learns nothing, not even which month is open
    return months.default_period(today)


def version(viewer: Viewer) -> int:
    """Return the number of the newest state; it grows with every recorded run."""
    return _snapshot(viewer).number


def summary(viewer: Viewer, as_known_at: date | None = None) -> Summary:
    """Return how much of what is shown is simulated, and how new the newest figure is."""
    today = as_known_at or today_in_city()
    view = View(period=months.default_period(today), today=today, known_at=as_known_at)
    return overviews.summary(_snapshot(viewer, as_known_at), view)


def frame_of(viewer: Viewer, dimension_code: str, as_known_at: date | None = None) -> str:
    """Return the frame a dimension belongs to.

    Raises:
        NotFoundError: If there is no such dimension.
    """
    found = _snapshot(viewer, as_known_at).catalogue.dimensions.get(dimension_code)
    if found is None:
        raise NotFoundError(f"no dimension {dimension_code!r} in the catalogue")
    return found.frame


def map_settings(viewer: Viewer) -> Map:
    """Return the background of the interactive map."""
    return _snapshot(viewer).plan.config.map


def catalogue(viewer: Viewer, as_known_at: date | None = None) -> Catalogue:
    """Return all definitions."""
    return _snapshot(viewer, as_known_at).catalogue


def catalogue_versions(viewer: Viewer) -> tuple[CatalogueState, ...]:
    """Return every state of the definitions with the instant from which it was known, oldest first.

    Empty where no process has opened the store by itself yet (core.opening keeps the states).
    """
    _snapshot(viewer)
    return _model().catalogue_states()


def kept_answers(viewer: Viewer) -> Memo:
    """Return what was answered in the state of the store that the viewer reads now; empty for a new state."""
    return _snapshot(viewer).answers


def overview(viewer: Viewer, view: View) -> Overview:
    """Return all of the first page.

    Raises:
        NotFoundError: If there is no such area.
    """
    snapshot, bounds = _snapshot(viewer, view.known_at), boundaries(viewer, Level.DISTRICT, view.known_at)
    return snapshot.pages.get(("overview", view), lambda: overviews.overview(snapshot, view, bounds))


def dimension(viewer: Viewer, code: str, view: View) -> DimensionView:
    """Return one dimension of the view's frame.

    Raises:
        NotFoundError: If the frame has no such dimension.
    """
    snapshot = _snapshot(viewer, view.known_at)
    return snapshot.pages.get(("dimension", code, view), lambda: details.dimension_view(snapshot, code, view))


def agencies(viewer: Viewer, view: View) -> tuple[AgencyState, ...]:
    """Return how all offices report, the latest first."""
    snapshot = _snapshot(viewer, view.known_at)
    return snapshot.pages.get(("agencies", view), lambda: overviews.agency_states(snapshot, view))


def agency(viewer: Viewer, code: str, view: View) -> AgencyView:
    """Return one office; rejections only for those who may read them.

    Raises:
        NotFoundError: If there is no such office.
    """
    fares = [one for one in sources(viewer, view.known_at) if one.agency.code == code]
    last_runs = [one.last_run.id for one in fares if one.last_run]
    rejected = rejections(viewer, run_ids=last_runs) if last_runs else ()
    return details.agency_view(_snapshot(viewer, view.known_at), code, view, fares, rejected)


def indicator(viewer: Viewer, code: str, view: View) -> IndicatorView:
    """Return one indicator (or variable) in depth, for the view's area.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer, view.known_at)
    below = details.BELOW.get(snapshot.plan.area(view.area).level)
    bounds = boundaries(viewer, below, view.known_at) if below else None
    rows = observations(viewer, code, view.area, view.known_at, limit=NEWEST_ROWS)
    return details.indicator_view(snapshot, code, view, bounds, rows)


def figure(viewer: Viewer, code: str, view: View) -> Figure:
    """Return one indicator for the view's area.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    return figures.figure(_snapshot(viewer, view.known_at), code, view.area, view)


def figures_of(viewer: Viewer, codes: Sequence[str], view: View) -> tuple[Figure, ...]:
    """Return several indicators for the view's area, in the order they are asked for.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer, view.known_at)
    return tuple(figures.figure(snapshot, code, view.area, view) for code in codes)


def area_map(viewer: Viewer, code: str, view: View, level: Level, parent: str = "") -> AreaMap:
    """Return an indicator over the areas of a level; `parent` keeps to those within one area.

    Raises:
        NotFoundError: If there is no such indicator or parent.
    """
    snapshot = _snapshot(viewer, view.known_at)
    if parent:
        snapshot.plan.area(parent)
    bounds, key = boundaries(viewer, level, view.known_at), ("map", code, view, level, parent)
    return snapshot.pages.get(key, lambda: maps.area_map(snapshot, code, view, level, parent, bounds))


def boundaries(viewer: Viewer, level: Level, as_known_at: date | None = None) -> BoundarySet:
    """Return the best polygons of a level, simplified for the screen."""
    snapshot = _snapshot(viewer, as_known_at)

    def load() -> BoundarySet:
        with _model().store.read() as conn:
            return maps.load_boundaries(conn, snapshot, level)

    return snapshot.polygons.get(level, load)


def layers(viewer: Viewer, as_known_at: date | None = None) -> tuple[Layer, ...]:
    """Return the layers of points."""
    snapshot = _snapshot(viewer, as_known_at)
    with _model().store.read() as conn:
        return points.layers(conn, snapshot)


def layer_points(viewer: Viewer, layer_id: str, as_known_at: date | None = None) -> LayerPoints:
    """Return the points of a layer.

    Raises:
        NotFoundError: If there is no such layer.
    """
    snapshot = _snapshot(viewer, as_known_at)
    with _model().store.read() as conn:
        return points.layer_points(conn, snapshot, layer_id)


def sources(viewer: Viewer, as_known_at: date | None = None) -> tuple[SourceHealth, ...]:
    """Return how every configured source fares; a viewer who may not read runs is not told of the last one."""
    snapshot = _snapshot(viewer, as_known_at)
    with _model().store.read() as conn:
        found = health.source_health(conn, snapshot, snapshot.until or now_utc())
    told = tuple(scope.without_work(viewer, one, snapshot.standings.of(one.source_id).office) for one in found)
    if any(one.last_run for one in told):
        note(Sight.HEALTH)
    return told


def runs(
    viewer: Viewer, source_id: str = "", as_known_at: date | None = None, *, limit: int = 100
) -> tuple[RunRow, ...]:
    """Return runs, newest first, of one source or of all that the viewer may read; of a past day the ended ones."""
    snapshot = _snapshot(viewer, as_known_at)
    condition = scope.runs_of(viewer, snapshot.standings.by_id.values(), source_id)
    if snapshot.until is not None:
        condition = and_(condition, snapshot.knows(Run.finished_at))
    with _model().store.read() as conn:
        return noted(Sight.RUNS, trail.run_rows(conn, condition, limit=limit))


def rejections(
    viewer: Viewer,
    source_id: str = "",
    as_known_at: date | None = None,
    *,
    run_ids: list[int] | None = None,
    limit: int = 200,
) -> tuple[RejectionRow, ...]:
    """Return rejected rows, those of the newest run first, as far as the viewer may read them."""
    snapshot = _snapshot(viewer, as_known_at)
    condition = scope.runs_of(viewer, snapshot.standings.by_id.values(), source_id, run_ids)
    if snapshot.until is not None:
        condition = and_(condition, snapshot.knows(Run.finished_at))
    with _model().store.read() as conn:
        return noted(Sight.REJECTIONS, trail.rejection_rows(conn, condition, limit=limit))


def observations(
    viewer: Viewer, code: str, area: str = REGENCY, as_known_at: date | None = None, limit: int = NEWEST_ROWS
) -> tuple[ObservationRow, ...]:
    """Return stored rows of an indicator for an area, revisions included, newest period first.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer, as_known_at)
    with _model().store.read() as conn:
        may_read = scope.returned_rows(viewer, snapshot)
        return trail.observation_rows(conn, snapshot, code, area, limit=limit, may_read=may_read)


def all_observations(viewer: Viewer) -> Iterator[ObservationRow]:
    """Yield every current value of every shown source, for the export."""
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        yield from trail.all_observations(conn, snapshot)


def may_start(viewer: Viewer, source_id: str) -> bool:
    """Return whether a viewer may have a source collected now; one whose file is handed in, nobody."""
    standing = _snapshot(viewer).standings.of(source_id)
    return not standing.source.is_uploaded and scope.may_start(viewer, standing.office)


def reading(viewer: Viewer) -> AbstractContextManager[Connection]:
    """Return a connection for reading, for the other doors (core.store.reviews)."""
    _snapshot(viewer)
    return _model().store.read()


def state(viewer: Viewer, as_known_at: date | None = None) -> Snapshot:
    """Return the state that a viewer reads, for the other door (core.store.analyses); pages ask for figures."""
    return _snapshot(viewer, as_known_at)


def _model() -> ReadModel:
    if not _connected:
        raise StoreError("no store is connected; call core.store.queries.connect at start")
    return _connected[0]


def _snapshot(viewer: Viewer, as_known_at: date | None = None) -> Snapshot:
    """Return the newest state, or what was known at the end of a past day of the city."""
    model = _model()
    return scope.readable(viewer, model.current() if as_known_at is None else model.known_on(as_known_at))
