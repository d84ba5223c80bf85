"""Where a stored value comes from, in the words for people: one maker for figures, rows and the chain of a figure."""

from datetime import datetime

from core.domain.figure import Provenance
from core.domain.verification import Row
from core.store.snapshot import Snapshot


def provenance(
    snapshot: Snapshot,
    source_id: str,
    *,
    citation: str,
    run_id: int,
    place: str,
    stored_at: datetime,
    revision: int,
    about: tuple[str, str, str] = ("", "", ""),
) -> Provenance:
    """Return where a value comes from; the keywords are columns of its row, the rest is how its source stands.

    `about`: indicator, area and period of the row; without them it is one that is shown, and none of those is returned.
    """
    standing = snapshot.standings.of(source_id)
    source = standing.source
    return Provenance(
        source_id=source.id,
        source_title=source.title or source.id,
        agency=source.agency,
        attribution=source.attribution or source.id,
        citation=citation,
        simulated=standing.simulated,
        run_id=run_id,
        place=place,
        stored_at=stored_at,
        revision=revision,
        found=snapshot.checks.of(Row(*about, source_id, run_id)),
    )
