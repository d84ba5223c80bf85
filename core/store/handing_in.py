"""Files that offices hand in, in the store: added with what was found in them, ended once, never changed."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, insert, select

from core.domain.uploads import Counts, Finding, ReadValue, Refusal, Upload, UploadState
from core.store.models_uploads import UploadEnding, UploadFinding, UploadRow

_ROW, _END = UploadRow.__table__.c, UploadEnding.__table__.c
_DAY = timedelta(days=1)


def record_upload(
    conn: Connection, upload: Upload, findings: Iterable[Finding], first_values: Iterable[ReadValue]
) -> int:
    """Add a file as it was checked; return its number.

    Args:
        conn: Of `Store.begin_write`.
        upload: Its number is not looked at.
        findings: What was refused in it.
        first_values: Some of what would be stored, to be looked at.
    """
    refused = upload.refusal or Refusal("", "", "")
    words = {
        "source": upload.source_id,
        "agency": upload.agency,
        "file_name": upload.file_name,
        "sha256": upload.sha256,
        "size": upload.size,
        "uploaded_by": upload.by,
        "uploaded_at": upload.at,
        "simulated": upload.simulated,
        "notices": json.dumps(upload.notices, ensure_ascii=False),
        "first_values": json.dumps([asdict(one) for one in first_values], ensure_ascii=False),
        **asdict(upload.counts),
        **asdict(refused),
    }
    number: int = conn.execute(insert(UploadRow).values(**words).returning(_ROW.id)).scalar_one()
    rows = [{"upload_id": number, **asdict(one)} for one in findings]
    if rows:
        conn.execute(insert(UploadFinding), rows)
    return number


def record_ending(
    conn: Connection, number: int, state: UploadState, *, by: str, now: datetime, run_id: int | None = None
) -> bool:
    """End a draft; return False if it was ended before. `conn` is of `Store.begin_write`: nobody else ends it."""
    if is_ended(conn, number):
        return False
    words = {"upload_id": number, "state": state.value, "ended_by": by, "ended_at": now, "run_id": run_id}
    conn.execute(insert(UploadEnding).values(**words))
    return True


def is_ended(conn: Connection, number: int) -> bool:
    """Return whether a draft was sent or thrown away."""
    return conn.execute(select(_END.id).where(_END.upload_id == number)).first() is not None


def uploads_since_yesterday(conn: Connection, agency: str, now: datetime) -> int:
    """Return how many files an office has handed in within a day."""
    query = select(func.count()).where(_ROW.agency == agency, _ROW.uploaded_at > now - _DAY)
    return conn.execute(query).scalar_one()


def uploads_where(conn: Connection, condition: ColumnElement[bool], *, limit: int) -> Iterator[Upload]:
    """Yield files, the newest first."""
    joined = UploadRow.__table__.outerjoin(UploadEnding.__table__, _END.upload_id == _ROW.id)
    ends = (_END.state.label("ended"), _END.ended_by, _END.ended_at, _END.run_id)
    columns = [one for one in _ROW if one.name != "first_values"]
    query = select(*columns, *ends).select_from(joined).where(condition).order_by(_ROW.id.desc()).limit(limit)
    for row in conn.execute(query):
        yield _upload(row)


def findings_of(conn: Connection, number: int) -> tuple[Finding, ...]:
    """Return what was refused in a file, in its order."""
    table = UploadFinding.__table__.c
    columns = (table.place, table.column, table.found, table.reason, table.sentence, table.mend)
    return tuple(
        Finding(*row) for row in conn.execute(select(*columns).where(table.upload_id == number).order_by(table.id))
    )


def first_values_of(conn: Connection, number: int) -> tuple[ReadValue, ...]:
    """Return the values of a file that were kept to be looked at."""
    text = conn.execute(select(_ROW.first_values).where(_ROW.id == number)).scalar_one()
    return tuple(ReadValue(**words) for words in json.loads(text))


def _upload(row: Any) -> Upload:
    return Upload(
        number=row.id,
        source_id=row.source,
        agency=row.agency,
        file_name=row.file_name,
        sha256=row.sha256,
        size=row.size,
        by=row.uploaded_by,
        at=row.uploaded_at,
        simulated=row.simulated,
        counts=Counts(row.read, row.new, row.same, row.revised, row.rejected),
        notices=tuple(json.loads(row.notices)),
        refusal=Refusal(row.reason, row.sentence, row.mend) if row.reason else None,
        ended=UploadState(row.ended) if row.ended else None,
        ended_by=row.ended_by or "",
        ended_at=row.ended_at,
        run_id=row.run_id,
    )
