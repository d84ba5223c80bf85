"""Examines what the store keeps of the definitions, and whether the database still guards its facts."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping

from sqlalchemy import select

from core.collect.verify_report import Kind, Report
from core.store.catalogues import StateKind
from core.store.engine import Store, guarded_tables
from core.store.models import CatalogueVersion

GUARDED = (
    *("boundary", "catalogue_version", "conflict_decision", "feature", "layer_edition"),
    *("observation", "period_lock", "raw_answer", "rejection", "verification"),
)


def check_definitions(store: Store, present: Mapping[str, str], report: Report) -> None:
    """Note kept states whose text is not what their sha256 says, and where the newest is not the present one.

    Args:
        store: Which keeps them.
        present: The files of the catalogue as they are now: name to text.
        report: Where differences are noted.
    """
    with store.read() as conn:
        states = conn.execute(select(CatalogueVersion.__table__).order_by(CatalogueVersion.id)).all()
    for state in states:
        found = hashlib.sha256(state.files.encode()).hexdigest()
        if found != state.sha256:
            place = f"state {state.id}, known since {state.known_at:%Y-%m-%d %H:%M} UTC"
            report.found(Kind.CATALOGUE, place, f"its sha256 is {found}, kept was {state.sha256}")
    newest = [state for state in states if state.kind == StateKind.CATALOGUE.value][-1:]
    for state in newest:
        for file, words in differing(json.loads(state.files), present):
            report.found(Kind.CATALOGUE, f"state {state.id}, {file}", words)


def check_guards(store: Store, report: Report) -> None:
    """Note the tables of facts that the database would let anybody change."""
    with store.read() as conn:
        guarded = guarded_tables(conn)
    for table in GUARDED:
        if table not in guarded:
            report.found(Kind.GUARD, f"table {table}", "its append-only triggers are gone: rows can be changed")


def differing(kept: Mapping[str, str], present: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield for each row that differs between two states of the catalogue its file and line, and both rows."""
    for name in sorted({*kept, *present}):
        if name not in kept or name not in present:
            yield name, "it is only in catalogue/" if name in present else "it is only in the kept state"
            continue
        before, after = (list(csv.reader(io.StringIO(one[name], newline=""))) for one in (kept, present))
        for number in range(max(len(before), len(after))):
            old, new = (rows[number] if number < len(rows) else [] for rows in (before, after))
            if old != new:
                yield f"{name} line {number + 1}", f"kept {', '.join(old) or 'nothing'}; in catalogue/ {', '.join(new)}"
