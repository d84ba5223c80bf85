"""The door of the pages to the way back: how a figure was made, and where its rows stood. The viewer comes first.

It reads what core.store.queries shows; a page that was drawn of a past day leads back in the knowledge of that day.
"""

from collections.abc import Iterable, Sequence

from core.collect.contract import Source
from core.collect.raw import RawStore
from core.domain.audit import Sight
from core.domain.figure import View
from core.domain.layer import Layer
from core.domain.lineage import Fact, NoPicture, Picture, Points, Step
from core.domain.period import Period
from core.domain.revision import Revision
from core.domain.viewer import Viewer
from core.store import counted, lineage_picture, lineage_row, queries, scope
from core.store import lineage as chains
from core.store import revisions as corrections
from core.store.points import layer_named
from core.store.sights import note
from core.store.snapshot import Snapshot

REVISIONS = 20  # corrections of an indicator's page
POINTS = counted.PAGE  # of a page of a list


def lineage(viewer: Viewer, code: str, view: View, at: str = "") -> Step:
    """Return how a figure of the view's area was made, down to stored rows.

    Args:
        viewer: Who asks.
        code: The indicator or variable.
        view: The figure that it shows is the one that is explained.
        at: Period of the value itself; "" or no period: the one that the view's figure speaks of.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = queries.state(viewer, view.known_at)
    return _chains(viewer, snapshot, view.area, ((code, chains.period_shown(snapshot, code, view, at)),))[0]


def lineage_of_sum(viewer: Viewer, code: str, view: View, at: str = "") -> Step:
    """Return how the areas below add up to a figure, also where the figure itself was reported; see `lineage`.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = queries.state(viewer, view.known_at)
    period = chains.period_shown(snapshot, code, view, at)
    with queries.reading(viewer) as conn:
        return chains.chain_of_sum(conn, snapshot, code, view.area, period)


def lineages(viewer: Viewer, codes: Sequence[str], view: View) -> tuple[Step, ...]:
    """Return how several figures of the view's area were made, in the order they are asked for.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = queries.state(viewer, view.known_at)
    return _chains(viewer, snapshot, view.area, tuple((one, chains.period_shown(snapshot, one, view)) for one in codes))


def stored_row(
    viewer: Viewer, code: str, view: View, at: str, source_id: str, revision: int = -1
) -> tuple[Step, tuple[Fact, ...]]:
    """Return one stored row, and the other revisions of the same figure.

    Args:
        viewer: Who asks.
        code: The indicator or variable.
        view: Says the area.
        at: Period of the value.
        source_id: Who gave it.
        revision: Which; negative: the newest.

    Raises:
        NotFoundError: If there is no such row.
    """
    snapshot = queries.state(viewer, view.known_at)
    key = code, view.area, chains.period_shown(snapshot, code, view, at)
    with queries.reading(viewer) as conn:
        may_read = scope.returned_rows(viewer, snapshot)
        return lineage_row.stored_row(conn, snapshot, key, (source_id, revision), may_read)


def counted_points(viewer: Viewer, step: Step, view: View, page: int = 1) -> tuple[Points, ...]:
    """Return the points of layers that a figure counts; () for one that counts none. Everybody sees them on the map.

    Args:
        viewer: Who asks.
        step: The figure, as `lineage` or `stored_row` told it.
        view: In whose knowledge.
        page: Of a long list, from 1; POINTS on each.
    """
    snapshot = queries.state(viewer, view.known_at)
    leaves = {_name(leaf): leaf for leaf in step.leaves() if counted.layer_of(leaf)}

    def read() -> tuple[Points, ...]:
        with queries.reading(viewer) as conn:
            return counted.counted_points(conn, snapshot, leaves.values(), page)

    return snapshot.pages.get(("counted", tuple(leaves), page), read) if leaves else ()


def layer_records(viewer: Viewer, layer: str, view: View, page: int = 1) -> tuple[Layer, tuple[Points, ...]]:
    """Return a layer, and the points that it shows, by source; see `counted_points`.

    Raises:
        NotFoundError: If there is no such layer.
    """
    snapshot = queries.state(viewer, view.known_at)

    def read() -> tuple[Layer, tuple[Points, ...]]:
        with queries.reading(viewer) as conn:
            return layer_named(conn, snapshot, layer), counted.layer_records(conn, snapshot, layer, page)

    return snapshot.pages.get(("layer records", layer, page), read)


def pictures(viewer: Viewer, step: Step, view: View) -> tuple[Picture, ...]:
    """Return where the rows stood that a figure rests on, drawn from the kept files, one picture a sheet or table.

    Rows of an office are drawn only for who may follow a figure into its files (core.store.scope). What counts points
    has no place of its own: `point_pictures` draws those of its points.

    Args:
        viewer: Who asks.
        step: The figure, as `lineage` or `stored_row` told it.
        view: In whose knowledge.
    """
    snapshot = queries.state(viewer, view.known_at)
    leaves = [
        (leaf, leaf.fact.provenance.source_id) for leaf in step.leaves() if leaf.fact and not counted.layer_of(leaf)
    ]
    open_, sources = _open(viewer, snapshot, [source_id for _, source_id in leaves])
    raw = RawStore(snapshot.plan.config.data_dir)
    drawn = lineage_picture.pictures(raw, sources, [leaf for leaf, source_id in leaves if open_[source_id]])
    for source_id in {source_id for _, source_id in leaves if open_[source_id]}:
        note(Sight.FILES, source_id)
    theirs = tuple(leaf for leaf, source_id in leaves if not open_[source_id])
    return (*drawn, Picture(theirs, None, NoPicture.NOT_YOURS)) if theirs else drawn


def point_pictures(viewer: Viewer, found: Sequence[Points], view: View) -> tuple[Picture, ...]:
    """Return where the records of points stood, drawn from the kept files; for whom, see `pictures`."""
    snapshot = queries.state(viewer, view.known_at)
    open_, sources = _open(viewer, snapshot, [one.provenance.source_id for one in found])
    raw = RawStore(snapshot.plan.config.data_dir)
    drawn: list[Picture] = []
    for one in found:
        if open_[one.provenance.source_id]:
            drawn += lineage_picture.point_pictures(raw, sources[one.provenance.source_id], one)
            note(Sight.FILES, one.provenance.source_id)
        elif one.points:
            drawn.append(Picture(one.steps, None, NoPicture.NOT_YOURS, points=one.points))
    return tuple(drawn)


def _open(viewer: Viewer, snapshot: Snapshot, source_ids: Iterable[str]) -> tuple[dict[str, bool], dict[str, Source]]:
    """Return of each source whether a viewer may follow a figure into its files, and the source."""
    standings = {source_id: snapshot.standings.of(source_id) for source_id in source_ids}
    open_ = {name: scope.may_follow(viewer, standing.office) for name, standing in standings.items()}
    return open_, {name: standing.source for name, standing in standings.items()}


def _name(leaf: Step) -> tuple[object, ...]:
    """Return what names a stored row."""
    origin = leaf.fact.provenance if leaf.fact else None
    given = (origin.source_id, origin.revision) if origin else ()
    return leaf.indicator.code, leaf.area.code, leaf.period.text, *given


def _chains(viewer: Viewer, snapshot: Snapshot, area: str, wanted: tuple[tuple[str, Period], ...]) -> tuple[Step, ...]:
    """Return chains, read once for each state of the store: what a stored row says and who kept it never changes."""

    def read() -> tuple[Step, ...]:
        with queries.reading(viewer) as conn:
            return chains.chains(conn, snapshot, area, wanted)

    return snapshot.pages.get(("chains", area, wanted), read)


def revisions(viewer: Viewer, code: str, view: View) -> tuple[Revision, ...]:
    """Return the newest corrections of an indicator for the view's area and of what its shown figure rests on.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = queries.state(viewer, view.known_at)
    shown = queries.figure(viewer, code, view)
    may_read = scope.returned_rows(viewer, snapshot)
    with queries.reading(viewer) as conn:
        return corrections.revisions(conn, snapshot, code, view.area, shown.period, limit=REVISIONS, may_read=may_read)
