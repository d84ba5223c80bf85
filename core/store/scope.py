"""What a viewer may read: the one place where the queries ask. Page guards (roles, own OPD) stand in core.access.

Figures, maps and the health of sources are for every role. How a run went and which rows it rejected is work
between an office and those who look after it: an AGENCY viewer reads that of its own sources, walidata, operator and
auditor read all of it, the council, a wall and the public read none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, and_, false, true

from core.domain.audit import Sight
from core.domain.verification import MayRead, Row
from core.domain.viewer import Role, Viewer
from core.domain.work import SourceHealth
from core.errors import NotFoundError
from core.store.models import Run
from core.store.sights import note
from core.store.snapshot import Snapshot
from core.store.standing import Standing

_ALL_WORK = (Role.OPERATOR, Role.AUDITOR, Role.STEWARD)


def readable(viewer: Viewer, snapshot: Snapshot) -> Snapshot:
    """Return the figures that a viewer may read: every role reads all that are shown.

    Raises:
        NotFoundError: If nobody asks; a page that forgot who its viewer is shows nothing.
    """
    if not isinstance(viewer, Viewer):
        raise NotFoundError(f"figures are shown to a viewer, not to {viewer!r}")
    return snapshot


def may_read_work(viewer: Viewer, agency: str) -> bool:
    """Return whether a viewer may read runs and rejections of an office's sources."""
    if viewer.role is Role.AGENCY:
        return viewer.agency != "" and viewer.agency == agency
    return viewer.role in _ALL_WORK


def may_follow(viewer: Viewer, agency: str) -> bool:
    """Return whether a viewer may follow a figure into an office's file, and know how clean its files are on the whole.

    The council may: whoever quotes a figure can be asked where it stands.
    """
    return viewer.role is Role.COUNCIL or may_read_work(viewer, agency)


def may_settle(viewer: Viewer) -> bool:
    """Return whether a viewer may decide between contradicting values: not an office in its own cause, not a wall."""
    return viewer.role in (Role.COUNCIL, Role.OPERATOR)


def may_start(viewer: Viewer, agency: str) -> bool:
    """Return whether a viewer may have an office's source collected now: the operator, and the office itself."""
    return viewer.role is Role.OPERATOR or (viewer.role is Role.AGENCY and may_read_work(viewer, agency))


def returned_rows(viewer: Viewer, snapshot: Snapshot) -> MayRead:
    """Return what says of a returned row whether a viewer may read it: it is work, as rejected rows are."""

    def may_read(row: Row) -> bool:
        if not may_read_work(viewer, snapshot.standings.of(row.source).office):
            return False
        note(Sight.RETURNED, row.source)
        return True

    return may_read


def may_see_queue(viewer: Viewer) -> bool:
    """Return whether a viewer may read what waits for verification and what was returned: an office its own."""
    return viewer.role in (*_ALL_WORK, Role.AGENCY)


def may_verify(viewer: Viewer) -> bool:
    """Return whether a viewer may verify an office's figures or return them: walidata alone."""
    return viewer.role is Role.STEWARD and not viewer.looking


def may_see_uploads(viewer: Viewer) -> bool:
    """Return whether a viewer may read files that offices handed in: an office its own."""
    return viewer.role in (*_ALL_WORK, Role.AGENCY)


def may_upload(viewer: Viewer, agency: str) -> bool:
    """Return whether a viewer may hand files of an office in, send them and throw them away: the office alone."""
    return viewer.role is Role.AGENCY and may_read_work(viewer, agency) and not viewer.looking


def may_lock(viewer: Viewer) -> bool:
    """Return whether a viewer may lock a period of an office and open it again: walidata alone."""
    return may_verify(viewer)


def may_tend_people(viewer: Viewer) -> bool:
    """Return whether a viewer may make and change accounts: the operator."""
    return viewer.role is Role.OPERATOR


def may_audit(viewer: Viewer) -> bool:
    """Return whether a viewer may read the audit log."""
    return viewer.role in (Role.OPERATOR, Role.AUDITOR)


def may_tend_screens(viewer: Viewer) -> bool:
    """Return whether a viewer may confirm, change, command and revoke screens of walls."""
    return viewer.role is Role.OPERATOR


def may_see_screens(viewer: Viewer) -> bool:
    """Return whether a viewer may see which screens there are and how they fare."""
    return viewer.role in (Role.OPERATOR, Role.AUDITOR)


def may_show(viewer: Viewer, slide: str) -> bool:
    """Return whether a viewer may be given a slide of the wall: a screen only those that were named for it."""
    return viewer.role is not Role.SCREEN or slide in viewer.slides


def runs_of(
    viewer: Viewer, sources: Iterable[Standing], source_id: str = "", run_ids: Sequence[int] | None = None
) -> ColumnElement[bool]:
    """Return the condition on runs that keeps to what a viewer may read.

    Sources that left config.toml belong to no office any more: the operator and the auditor read them.
    """
    condition = _readable(viewer, sources)
    if source_id:
        condition = and_(condition, Run.source == source_id)
    return condition if run_ids is None else and_(condition, Run.id.in_(run_ids))


def without_work(viewer: Viewer, health: SourceHealth, office: str) -> SourceHealth:
    """Return the health of an office's source as a viewer may see it: without its last run if that is not theirs."""
    return health if may_read_work(viewer, office) else replace(health, last_run=None)


def _readable(viewer: Viewer, sources: Iterable[Standing]) -> ColumnElement[bool]:
    if viewer.role in _ALL_WORK:
        return true()
    if viewer.role is not Role.AGENCY:
        return false()
    return Run.source.in_([one.source.id for one in sources if may_read_work(viewer, one.office)])
