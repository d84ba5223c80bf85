"""The door to the audit log. The viewer first: only who looks after the dashboard, and who examines it, may read it."""

from dataclasses import dataclass

from core.domain.audit import Entry, Head, Sight
from core.domain.viewer import Viewer
from core.errors import NotAllowedError
from core.store import audit_log, queries, scope
from core.store.audit_log import AuditFilter
from core.store.sights import note

__all__ = ["AuditFilter", "AuditPage", "entries", "may_read", "page"]

PAGE = 100  # entries of a page
MOST = 50_000  # entries of a file


@dataclass(frozen=True, slots=True)
class AuditPage:
    """A part of the log.

    Attributes:
        entries: Newest first.
        older: Number to ask with for what comes after these; None when there is no more.
        actors: Every name in the log, for choosing.
        head: Of the whole log; None while it is empty.
    """

    entries: tuple[Entry, ...]
    older: int | None
    actors: tuple[str, ...]
    head: Head | None


def may_read(viewer: Viewer) -> bool:
    """Return whether a viewer may read the log."""
    return scope.may_audit(viewer)


def page(viewer: Viewer, wanted: AuditFilter, before: int | None = None) -> AuditPage:
    """Return the newest entries that a filter leaves; `before`: only those with a lower number.

    Raises:
        NotAllowedError: If the viewer may not read the log.
    """
    _refuse_others(viewer)
    with queries.reading(viewer) as conn:
        found = audit_log.entries(conn, wanted, limit=PAGE + 1, before=before)
        shown = found[:PAGE]
        older = shown[-1].number if len(found) > PAGE else None
        return AuditPage(shown, older, audit_log.actors(conn), audit_log.head(conn))


def entries(viewer: Viewer, wanted: AuditFilter) -> tuple[Entry, ...]:
    """Return the entries that a filter leaves, newest first, for a file.

    Raises:
        NotAllowedError: If the viewer may not read the log.
    """
    _refuse_others(viewer)
    with queries.reading(viewer) as conn:
        return audit_log.entries(conn, wanted, limit=MOST)


def _refuse_others(viewer: Viewer) -> None:
    if not may_read(viewer):
        raise NotAllowedError(f"{viewer.role.value} reads no audit log")
    note(Sight.LOG)
