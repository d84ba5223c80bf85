"""What an address asks of the audit log, and its rows for a file."""

from datetime import date

from components.audit_table import details
from components.labels import audit as said
from core.access import current_viewer
from core.domain.audit import Action
from core.reports.table import Table
from core.store import audits


def wanted_of(tindakan: str = "", pelaku: str = "", sejak: str = "", sampai: str = "", **_: str) -> audits.AuditFilter:
    """Return the filter that the query of an address describes; words that mean nothing leave a field open."""
    action = next((one for one in Action if one.value == tindakan), None)
    return audits.AuditFilter(action, pelaku, _day(sejak), _day(sampai))


def audit_rows(query: dict[str, str]) -> Table:
    """Return the entries that a filter leaves, with their digests."""
    found = audits.entries(current_viewer(), wanted_of(**query))
    rows = [
        (
            one.number,
            one.at,
            one.actor or said.NOBODY,
            said.ROLE.get(one.role, one.role),
            said.ACTION.get(one.action, one.action),
            one.subject,
            details(one),
            one.previous,
            one.digest,
        )
        for one in found
    ]
    return Table(title=said.FILE_TITLE, columns=said.FILE_HEADS, rows=rows, notes=[said.INTRO])


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if len(text) == len("2026-03-31") else None
    except ValueError:
        return None
    return day if day and date.min < day < date.max else None
