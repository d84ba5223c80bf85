"""The door to files that offices handed in. The viewer first: an office sees its own, those who look after it all."""

from dataclasses import replace

from sqlalchemy import ColumnElement, and_, true

from core.clock import end_of_day, today_in_city
from core.collect.contract import Source
from core.domain.audit import Sight
from core.domain.figure import View
from core.domain.forms import FormRow, LastValue
from core.domain.forms import form_rows as form_rows_of
from core.domain.period import parse_period
from core.domain.uploads import DraftValue, Finding, Upload
from core.domain.viewer import Role, Viewer
from core.errors import NotAllowedError, NotFoundError
from core.store import handing_in, queries, scope
from core.store.facts import origin_of
from core.store.models_uploads import UploadRow
from core.store.sights import note
from core.store.snapshot import Snapshot
from core.store.values import series_of

LISTED = 200  # files of the list


def may_read(viewer: Viewer) -> bool:
    """Return whether a viewer may read files that offices handed in."""
    return scope.may_see_uploads(viewer)


def may_upload(viewer: Viewer) -> bool:
    """Return whether a viewer may hand files in."""
    return scope.may_upload(viewer, viewer.agency)


def largest(viewer: Viewer) -> int:
    """Return how many bytes a file may have."""
    return queries.state(viewer).plan.config.upload.max_bytes


def doors(viewer: Viewer) -> tuple[Source, ...]:
    """Return the sources whose files a viewer may read, those with a file of the office's own making first.

    Raises:
        NotAllowedError: If the viewer may not read what offices hand in.
    """
    _refuse_others(viewer)
    sources = queries.state(viewer).plan.config.sources.values()
    return tuple(one for one in sources if one.is_uploaded and scope.may_read_work(viewer, one.agency))


def uploads(viewer: Viewer, view: View, agency: str = "") -> tuple[Upload, ...]:
    """Return the files that were handed in, the newest first.

    Args:
        viewer: Who asks.
        view: Says until which day; how they ended is told as it is now.
        agency: Only those of this office; "" for all.

    Raises:
        NotAllowedError: If the viewer may not read what offices hand in.
    """
    _refuse_others(viewer)
    until = UploadRow.uploaded_at < end_of_day(view.known_at) if view.known_at else true()
    office = UploadRow.agency == agency if agency else true()
    with queries.reading(viewer) as conn:
        found = tuple(handing_in.uploads_where(conn, and_(_readable(viewer), until, office), limit=LISTED))
    for code in {one.agency for one in found}:
        note(Sight.UPLOADS, code)
    return found


def form_rows(viewer: Viewer, source_id: str) -> tuple[Source, tuple[FormRow, ...]]:
    """Return the source that a form is of, and what is asked in it, beside what is shown now.

    Raises:
        NotAllowedError: If the viewer may not read what offices hand in.
        NotFoundError: If there is no such form, or it is not of the viewer's office.
    """
    source = next((one for one in doors(viewer) if one.id == source_id and one.is_form), None)
    if source is None:
        raise NotFoundError(f"no form {source_id!r} that {viewer.role.value} may read")
    snapshot = queries.state(viewer)
    catalogue, today = snapshot.catalogue, today_in_city()
    asked = form_rows_of(catalogue, source.agency, today, newest={}, targets=snapshot.plan.targets)
    return source, tuple(replace(row, last=_newest(snapshot, row)) for row in asked)


def _newest(snapshot: Snapshot, row: FormRow) -> LastValue | None:
    series = series_of(snapshot, row.indicator.code, row.area.code)
    if series is None or not series.periods:
        return None
    return LastValue(series.values[-1], series.periods[-1], _is_made_up(snapshot, series.origins[-1]))


def upload(viewer: Viewer, number: int) -> Upload:
    """Return one file.

    Raises:
        NotAllowedError: If the viewer may not read what offices hand in.
        NotFoundError: If there is no such file, or it is not the viewer's to read.
    """
    _refuse_others(viewer)
    with queries.reading(viewer) as conn:
        found = list(handing_in.uploads_where(conn, and_(_readable(viewer), UploadRow.id == number), limit=1))
    if not found:
        raise NotFoundError(f"no upload {number} that {viewer.role.value} may read")
    note(Sight.UPLOADS, found[0].agency)
    return found[0]


def findings(viewer: Viewer, number: int) -> tuple[Finding, ...]:
    """Return what was refused in a file, in its order.

    Raises:
        NotAllowedError, NotFoundError: As `upload`.
    """
    upload(viewer, number)
    with queries.reading(viewer) as conn:
        return handing_in.findings_of(conn, number)


def draft_values(viewer: Viewer, number: int) -> tuple[DraftValue, ...]:
    """Return the values of a file that were kept to be looked at, each beside the one that is shown now.

    Raises:
        NotAllowedError, NotFoundError: As `upload`.
    """
    simulated = upload(viewer, number).simulated
    with queries.reading(viewer) as conn:
        found = handing_in.first_values_of(conn, number)
    snapshot = queries.state(viewer)
    known, areas = snapshot.catalogue.indicators, snapshot.catalogue.areas
    keys = {(one.indicator, one.area) for one in found if one.indicator in known and one.area in areas}
    shown = {key: _shown_now(snapshot, *key) for key in keys}
    return tuple(
        DraftValue(
            known[one.indicator],
            areas[one.area],
            parse_period(one.period),
            one.value,
            one.text,
            one.flag,
            one.place,
            one.note,
            simulated,
            *shown[one.indicator, one.area].get(one.period, (None, False)),
        )
        for one in found
        if (one.indicator, one.area) in keys
    )


def _shown_now(snapshot: Snapshot, code: str, area: str) -> dict[str, tuple[float, bool]]:
    """Return the values that are shown now, by period, and whether each is made up."""
    series = series_of(snapshot, code, area)
    if series is None:
        return {}
    made_up = [_is_made_up(snapshot, origin) for origin in series.origins]
    texts = [period.text for period in series.periods]
    return dict(zip(texts, zip(series.values, made_up, strict=True), strict=True))


def _is_made_up(snapshot: Snapshot, origin: int) -> bool:
    return snapshot.standings.of(origin_of(snapshot.facts, origin).source).simulated


def _readable(viewer: Viewer) -> ColumnElement[bool]:
    return UploadRow.agency == viewer.agency if viewer.role is Role.AGENCY else true()


def _refuse_others(viewer: Viewer) -> None:
    if not may_read(viewer) or (viewer.role is Role.AGENCY and not viewer.agency):
        raise NotAllowedError(f"{viewer.role.value} reads nothing of what offices hand in")
