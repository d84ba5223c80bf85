"""Changes of files that decide what is shown (config.toml, catalogue/): noticed at a start, told by the audit log."""

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Connection

from core.domain.audit import Action, Event
from core.store.audit_log import newest_of, record
from core.store.engine import Store

STATE, ADDED, CHANGED, REMOVED = "keadaan", "baru", "berubah", "hilang"  # names in an entry's details
_DIGITS = 16  # of a digest: enough to notice a change


def digests(parts: Mapping[str, str]) -> dict[str, str]:
    """Return a short digest of each part's text, by its name."""
    return {name: hashlib.sha256(text.encode()).hexdigest()[:_DIGITS] for name, text in parts.items()}


def note_changes(
    store: Store, action: Action, subject: str, parts: Mapping[str, str], *, actor: str, now: datetime
) -> bool:
    """Write down which parts were added, changed or removed since the last entry; return whether any was.

    Args:
        store: Where the log is.
        action: CONFIG or CATALOGUE.
        subject: The file or folder that has the parts.
        parts: Name to text of each part; the log gets digests, never the texts.
        actor: The account that started this process; who edited the file is not known here.
        now: Aware.
    """
    found = digests(parts)
    with store.read() as conn:
        if _noted(conn, action) == found:
            return False
    with store.begin_write() as conn:
        before = _noted(conn, action)  # again: another process may have been faster
        if before == found:
            return False
        record(conn, Event(actor, None, action, subject, _difference(before, found)), now=now)
    return True


def _noted(conn: Connection, action: Action) -> dict[str, str] | None:
    newest = newest_of(conn, action)
    if newest:
        with suppress(ValueError, KeyError, TypeError):  # an entry that somebody tampered with: noted anew
            return dict(json.loads(json.loads(newest.details)[STATE]))
    return None


def _difference(before: dict[str, str] | None, found: dict[str, str]) -> dict[str, str]:
    known = found if before is None else before  # the first start changes nothing
    lists = {
        ADDED: found.keys() - known.keys(),
        CHANGED: {name for name in found.keys() & known.keys() if found[name] != known[name]},
        REMOVED: known.keys() - found.keys(),
    }
    told = {name: ", ".join(sorted(names)) for name, names in lists.items() if names}
    return {**told, STATE: json.dumps(found, sort_keys=True)}
