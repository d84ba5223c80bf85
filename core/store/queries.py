"""All that pages ask for. The viewer comes first; what each may read is decided in core.store.scope.

Figures come from the read model in memory; rows, runs, rejections and points from the tables.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from core.clock import now_utc, today_in_city
from core.config import Config, Map, Wall
from core.domain.area import REGENCY, Level
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
from core.store.read_model import Readable, ReadModel
from core.store.snapshot import Memo, Snapshot

NEWEST_ROWS = 200  # rows of an indicator's page
_connected: list[ReadModel] = []


def connect(store: Readable, catalogue: Catalogue, config: Config) -> ReadModel:
    """Let all queries of this process read this store; return the read model."""
    _connected[:] = [ReadModel(store, catalogue, config)]
    return _connected[0]


def periods(viewer: Viewer) -> tuple[Period, ...]:
    """Return the complete months for which there is something to see, newest first, at most 36."""
    return months.periods(_snapshot(viewer), today_in_city())


def default_period(viewer: Viewer, today: date) -> Period:
    """Return the newest month that was complete before a day."""
    _snapshot(viewer)  # an unknown viewer learns nothing, not even which month is open
    return months.default_period(today)


def version(viewer: Viewer) -> int:
    """Return the number of the state that is shown; it grows with every recorded run."""
    return _snapshot(viewer).number


def summary(viewer: Viewer) -> Summary:
    """Return how much of what is shown is simulated, and how new the newest figure is."""
    today = today_in_city()
    return overviews.summary(_snapshot(viewer), View(period=months.default_period(today), today=today))


def frame_of(viewer: Viewer, dimension_code: str) -> str:
    """Return the frame a dimension belongs to.

    Raises:
        NotFoundError: If there is no such dimension.
    """
    found = _snapshot(viewer).catalogue.dimensions.get(dimension_code)
    if found is None:
        raise NotFoundError(f"no dimension {dimension_code!r} in the catalogue")
    return found.frame


def map_settings(viewer: Viewer) -> Map:
    """Return the background of the interactive map."""
    return _snapshot(viewer).plan.config.map


def wall_settings(viewer: Viewer) -> Wall:
    """Return how often the wall renews itself and which themes it shows."""
    return _snapshot(viewer).plan.config.wall


def catalogue(viewer: Viewer) -> Catalogue:
    """Return all definitions."""
    return _snapshot(viewer).catalogue


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
    snapshot, bounds = _snapshot(viewer), boundaries(viewer, Level.DISTRICT)
    return snapshot.pages.get(("overview", view), lambda: overviews.overview(snapshot, view, bounds))


def dimension(viewer: Viewer, code: str, view: View) -> DimensionView:
    """Return one dimension of the view's frame.

    Raises:
        NotFoundError: If the frame has no such dimension.
    """
    snapshot = _snapshot(viewer)
    return snapshot.pages.get(("dimension", code, view), lambda: details.dimension_view(snapshot, code, view))


def agencies(viewer: Viewer, view: View) -> tuple[AgencyState, ...]:
    """Return how all offices report, the latest first."""
    snapshot = _snapshot(viewer)
    return snapshot.pages.get(("agencies", view), lambda: overviews.agency_states(snapshot, view))


def agency(viewer: Viewer, code: str, view: View) -> AgencyView:
    """Return one office; rejections only for those who may read them.

    Raises:
        NotFoundError: If there is no such office.
    """
    fares = [one for one in sources(viewer) if one.agency.code == code]
    last_runs = [one.last_run.id for one in fares if one.last_run]
    rejected = rejections(viewer, run_ids=last_runs) if last_runs else ()
    return details.agency_view(_snapshot(viewer), code, view, fares, rejected)


def indicator(viewer: Viewer, code: str, view: View) -> IndicatorView:
    """Return one indicator (or variable) in depth, for the view's area.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer)
    below = details.BELOW.get(snapshot.plan.area(view.area).level)
    bounds = boundaries(viewer, below) if below else None
    rows = observations(viewer, code, view.area, limit=NEWEST_ROWS)
    return details.indicator_view(snapshot, code, view, bounds, rows)


def figure(viewer: Viewer, code: str, view: View) -> Figure:
    """Return one indicator for the view's area.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    return figures.figure(_snapshot(viewer), code, view.area, view)


def figures_of(viewer: Viewer, codes: Sequence[str], view: View) -> tuple[Figure, ...]:
    """Return several indicators for the view's area, in the order they are asked for.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer)
    return tuple(figures.figure(snapshot, code, view.area, view) for code in codes)


def area_map(viewer: Viewer, code: str, view: View, level: Level, parent: str = "") -> AreaMap:
    """Return an indicator over the areas of a level; `parent` keeps to those within one area.

    Raises:
        NotFoundError: If there is no such indicator or parent.
    """
    snapshot = _snapshot(viewer)
    if parent:
        snapshot.plan.area(parent)
    bounds, key = boundaries(viewer, level), ("map", code, view, level, parent)
    return snapshot.pages.get(key, lambda: maps.area_map(snapshot, code, view, level, parent, bounds))


def boundaries(viewer: Viewer, level: Level) -> BoundarySet:
    """Return the best polygons of a level, simplified for the screen."""
    snapshot = _snapshot(viewer)

    def load() -> BoundarySet:
        with _model().store.read() as conn:
            return maps.load_boundaries(conn, snapshot, level)

    return snapshot.polygons.get(level, load)


def layers(viewer: Viewer) -> tuple[Layer, ...]:
    """Return the layers of points."""
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        return points.layers(conn, snapshot)


def layer_points(viewer: Viewer, layer_id: str) -> LayerPoints:
    """Return the points of a layer.

    Raises:
        NotFoundError: If there is no such layer.
    """
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        return points.layer_points(conn, snapshot, layer_id)


def sources(viewer: Viewer) -> tuple[SourceHealth, ...]:
    """Return how every configured source fares; a viewer who may not read runs is not told of the last one."""
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        found = health.source_health(conn, snapshot, now_utc())
    return tuple(scope.without_work(viewer, one) for one in found)


def runs(viewer: Viewer, source_id: str = "", *, limit: int = 100) -> tuple[RunRow, ...]:
    """Return runs, newest first, of one source or of all that the viewer may read."""
    condition = scope.runs_of(viewer, _snapshot(viewer).plan.config.sources.values(), source_id)
    with _model().store.read() as conn:
        return trail.run_rows(conn, condition, limit=limit)


def rejections(
    viewer: Viewer, source_id: str = "", *, run_ids: list[int] | None = None, limit: int = 200
) -> tuple[RejectionRow, ...]:
    """Return rejected rows, those of the newest run first, as far as the viewer may read them."""
    condition = scope.runs_of(viewer, _snapshot(viewer).plan.config.sources.values(), source_id, run_ids)
    with _model().store.read() as conn:
        return trail.rejection_rows(conn, condition, limit=limit)


def observations(
    viewer: Viewer, code: str, area: str = REGENCY, limit: int = NEWEST_ROWS
) -> tuple[ObservationRow, ...]:
    """Return stored rows of an indicator for an area, revisions included, newest period first.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        return trail.observation_rows(conn, snapshot, code, area, limit=limit)


def all_observations(viewer: Viewer) -> Iterator[ObservationRow]:
    """Yield every current value of every shown source, for the export."""
    snapshot = _snapshot(viewer)
    with _model().store.read() as conn:
        yield from trail.all_observations(conn, snapshot)


def _model() -> ReadModel:
    if not _connected:
        raise StoreError("no store is connected; call core.store.queries.connect at start")
    return _connected[0]


def _snapshot(viewer: Viewer) -> Snapshot:
    return scope.readable(viewer, _model().current())
