"""Draws where a stored row stood, from the raw answer that was kept; says why where that cannot be done."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from core.collect.contract import Source, draw_excerpt
from core.collect.raw import RawStore
from core.domain.lineage import Excerpt, KeptFile, Making, NoPicture, Picture, Step
from core.domain.lineage_place import Place, parse_place
from core.domain.period import Period
from core.errors import NotFoundError, SourceError, StoreError
from core.store.lineage import fact_of, kept_files
from core.store.models import Observation
from core.store.snapshot import Snapshot

LARGEST = 16 * 1024 * 1024  # bytes of a raw answer that is read to draw a few rows of it

_Drawn = tuple[Excerpt | None, NoPicture | None, KeptFile | None]


def picture(
    conn: Connection, snapshot: Snapshot, key: tuple[str, str, Period], source_id: str, revision: int
) -> Picture:
    """Return the place of one stored row, not drawn yet, with the other revisions of the same figure.

    Args:
        conn: Of the store.
        snapshot: What is shown.
        key: Indicator, area, period.
        source_id: Who gave it.
        revision: Which; negative: the newest.

    Raises:
        NotFoundError: If there is no such row, or its source is not shown.
    """
    code, area, period = key
    indicator, place = snapshot.plan.indicator(code), snapshot.plan.area(area)
    query = select(Observation.__table__).where(
        Observation.indicator == code,
        Observation.area == area,
        Observation.period == period.text,
        Observation.source == source_id,
        snapshot.knows(Observation.stored_at),
    )
    rows: list[Any] = (
        [*conn.execute(query.order_by(Observation.revision))] if snapshot.standings.shown(source_id) else []
    )
    chosen = next((row for row in reversed(rows) if revision < 0 or row.revision == revision), None)
    if chosen is None:
        raise NotFoundError(f"{source_id!r} gave no figure of {code} for {area} and {period.text}")
    files = kept_files(conn, {row.run_id for row in rows})
    fact = fact_of(snapshot, chosen, files.get(chosen.run_id, ()))
    others = [fact_of(snapshot, row, files.get(row.run_id, ())) for row in rows if row is not chosen]
    step = Step(indicator, place, period, fact.value, Making.REPORTED, fact=fact)
    return Picture(step, None, None, older=tuple(others))


def with_excerpt(found: Picture, raw: RawStore, source: Source) -> Picture:
    """Return a place with what is drawn of it, or with why nothing is."""
    fact = found.step.fact
    assert fact is not None  # a picture is of a stored row
    excerpt, why, file = drawn(raw, source, fact.files, fact.place)
    return replace(found, excerpt=excerpt, why=why, file=file)


def drawn(raw: RawStore, source: Source, files: Iterable[KeptFile], place_text: str) -> _Drawn:
    """Return the surroundings of a place with the file it was found in; else why there is no picture.

    The page of a place counts the answers in which it leads somewhere: other answers of a run (a list of
    resources, a count) carry no records.
    """
    place, files = parse_place(place_text), tuple(files)
    if place is not None and place.layer:
        return None, NoPicture.COUNTED, files[0] if files else None
    if not files or place is None:
        return None, NoPicture.NOT_FOUND if files else NoPicture.NO_FILE, files[0] if files else None
    found, why = 0, NoPicture.NOT_FOUND
    for file in files:
        excerpt, fault = _excerpt(raw, source, file, place)
        if fault is not None:
            why = fault
        found += excerpt is not None
        if excerpt is not None and found == place.page:
            return excerpt, None, file
    return None, why, files[0]


def _excerpt(raw: RawStore, source: Source, file: KeptFile, place: Place) -> tuple[Excerpt | None, NoPicture | None]:
    path = raw.path(file.sha256)
    if not path.is_file():
        return None, NoPicture.FILE_GONE
    if path.stat().st_size > LARGEST:  # looked at on the disk: what the database says may not be so any more
        return None, NoPicture.TOO_LARGE
    try:
        return draw_excerpt(source, raw.read(file.sha256), place), None
    except StoreError:
        return None, NoPicture.DAMAGED
    except SourceError:
        return None, NoPicture.UNREADABLE
