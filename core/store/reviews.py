"""The door for looking at how good figures are: what contradicts what, and each office's rapor. The viewer first."""

from core.domain.conflict import Conflict, ConflictState
from core.domain.figure import View
from core.domain.scorecard import Scorecard
from core.domain.viewer import Viewer
from core.errors import NotFoundError
from core.store import conflicts as store_conflicts
from core.store import queries, scope
from core.store import scorecards as store_scorecards
from core.store.snapshot import Snapshot
from core.store.values import parts_of


def conflicts(
    viewer: Viewer, view: View, *, agency: str = "", state: ConflictState | None = None, indicator: str = ""
) -> tuple[Conflict, ...]:
    """Return contradicted figures, the most pressing first.

    Args:
        viewer: Who asks.
        view: Says as of which day they are known.
        agency: Only those whose indicator this office owns; "" for all.
        state: Only open or only settled ones; None for both.
        indicator: Only those of this indicator or of what it is computed from; "" for all.
    """
    snapshot = queries.state(viewer, view.known_at)
    codes = _with_parts(snapshot, indicator) if indicator else frozenset()
    return tuple(
        one
        for one in store_conflicts.all_conflicts(snapshot)
        if (not agency or one.indicator.agency == agency)
        and (state is None or one.state is state)
        and (not codes or one.indicator.code in codes)
    )


def may_settle(viewer: Viewer) -> bool:
    """Return whether a viewer may decide between contradicting values."""
    return scope.may_settle(viewer)


def scorecards(viewer: Viewer, view: View) -> tuple[Scorecard, ...]:
    """Return the rapor of all offices, the worst first; how clean the files were only where the viewer may read it."""
    snapshot = queries.state(viewer, view.known_at)

    def read() -> tuple[Scorecard, ...]:
        with queries.reading(viewer) as conn:
            return store_scorecards.scorecards(
                conn, snapshot, view.today, lambda agency: scope.may_follow(viewer, agency)
            )

    return snapshot.indexes.get(("scorecards", view.today, viewer), read)


def scorecard(viewer: Viewer, code: str, view: View) -> Scorecard:
    """Return the rapor of one office.

    Raises:
        NotFoundError: If no such office owns an indicator.
    """
    found = next((one for one in scorecards(viewer, view) if one.agency.code == code), None)
    if found is None:
        raise NotFoundError(f"agency {code!r} owns no indicator")
    return found


def _with_parts(snapshot: Snapshot, code: str) -> frozenset[str]:
    parts = parts_of(snapshot.catalogue, code) if code in snapshot.catalogue.indicators else ()
    return frozenset({code}).union(*(_with_parts(snapshot, part) for part in parts))
