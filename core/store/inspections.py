"""The door for verification: what waits, what was returned, which periods are locked. The viewer first.

Of the queue and of what was returned an office sees its own.
"""

from core.domain.figure import View
from core.domain.locks import Lock, Locks
from core.domain.period import Period
from core.domain.viewer import Viewer
from core.domain.waiting import ReturnedValue, ValuesPage, Waiting
from core.errors import NotAllowedError, NotFoundError
from core.store import queries, scope
from core.store import queue as store_queue

PAGE = 100  # values of a page


def may_read(viewer: Viewer) -> bool:
    """Return whether a viewer may read the queue."""
    return scope.may_see_queue(viewer)


def may_verify(viewer: Viewer) -> bool:
    """Return whether a viewer may verify and return."""
    return scope.may_verify(viewer)


def may_lock(viewer: Viewer) -> bool:
    """Return whether a viewer may lock periods and open them."""
    return scope.may_lock(viewer)


def locks(viewer: Viewer, view: View, agency: str = "") -> Locks:
    """Return the locked periods, of one office or of all: who reads a figure may know that it stands still."""
    found = queries.state(viewer, view.known_at).locks
    return found.of_agency(agency) if agency else found


def lock_of(viewer: Viewer, view: View, indicator: str, period: Period | None) -> Lock | None:
    """Return the lock in which a figure lies; None where it may change, or for no period."""
    return queries.state(viewer, view.known_at).locks.of(indicator, period) if period else None


def queue(viewer: Viewer, view: View, agency: str = "") -> tuple[Waiting, ...]:
    """Return the sources that have brought values, by office, and how much of each waits.

    Args:
        viewer: Who asks.
        view: Says as of which day they are known.
        agency: Only those of this office; "" for all.

    Raises:
        NotAllowedError: If the viewer may not read the queue.
    """
    if not may_read(viewer):
        raise NotAllowedError(f"{viewer.role.value} reads no queue of verification")
    found = store_queue.waiting(queries.state(viewer, view.known_at))
    theirs = [one for one in found if scope.may_read_work(viewer, one.agency)]
    return tuple(one for one in theirs if agency in ("", one.agency))


def source(viewer: Viewer, view: View, source_id: str) -> Waiting:
    """Return how much of one source waits.

    Raises:
        NotAllowedError: If the viewer may not read the queue.
        NotFoundError: If there is no such source, or it is not the viewer's to read.
    """
    found = next((one for one in queue(viewer, view) if one.source_id == source_id), None)
    if found is None:
        raise NotFoundError(f"no source {source_id!r} has brought values that {viewer.role.value} may read")
    return found


def values(viewer: Viewer, view: View, source_id: str, number: int, *, everything: bool = False) -> ValuesPage:
    """Return a page of the values of a source that wait, the newest period first.

    Args:
        viewer: Who asks.
        view: Says as of which day they are known.
        source_id: Whose values.
        number: Of the page, from 1 on.
        everything: Whether verified ones are among them.

    Raises:
        NotAllowedError: If the viewer may not read the queue.
        NotFoundError: If there is no such source, or it is not the viewer's to read.
    """
    source(viewer, view, source_id)
    snapshot = queries.state(viewer, view.known_at)
    with queries.reading(viewer) as conn:
        return store_queue.values_of(conn, snapshot, source_id, number, size=PAGE, everything=everything)


def returned(viewer: Viewer, view: View, *, agency: str = "", source_id: str = "") -> tuple[ReturnedValue, ...]:
    """Return the returned values that are not answered, as far as the viewer may read them, the newest first."""
    snapshot = queries.state(viewer, view.known_at)
    found = store_queue.returned_values(snapshot)
    asked = [one for one in found if agency in ("", one.office) and source_id in ("", one.row.source)]
    may_read = scope.returned_rows(viewer, snapshot)
    return tuple(one for one in asked if may_read(one.row))
