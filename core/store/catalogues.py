"""The states of catalogue and sources: kept when a process opens, read again for what was known on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import Connection, insert, select

from core.catalogue.texts import parse_catalogue
from core.domain.catalogue import Catalogue
from core.store.engine import Store
from core.store.models import CatalogueVersion


class StateKind(Enum):
    """What a state is of. The value is the word in the table."""

    CATALOGUE = "catalogue"
    SOURCES = "sources"


@dataclass(frozen=True, slots=True)
class CatalogueState:
    """The definitions as they were known from an instant on.

    Attributes:
        known_at: When a process first found them so; UTC.
        sha256: Of the files; the same for the same state.
    """

    known_at: datetime
    sha256: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class KeptState:
    """A state that was kept, not read yet."""

    id: int
    known_at: datetime
    sha256: str


def keep_catalogue(store: Store, text: str, sha256: str, *, now: datetime) -> bool:
    """Keep a state of the catalogue unless it is the newest one already; return whether it was added."""
    return keep_state(store, StateKind.CATALOGUE, text, sha256, now=now)


def keep_state(store: Store, kind: StateKind, text: str, sha256: str, *, now: datetime) -> bool:
    """Keep a state unless it is the newest one of its kind already; return whether it was added."""
    with store.read() as conn:
        if _newest(conn, kind) == sha256:
            return False
    with store.begin_write() as conn:
        if _newest(conn, kind) == sha256:  # another process was faster
            return False
        conn.execute(insert(CatalogueVersion).values(kind=kind.value, sha256=sha256, files=text, known_at=now))
    return True


def kept_states(conn: Connection, kind: StateKind = StateKind.CATALOGUE) -> list[KeptState]:
    """Return all states of a kind, oldest first."""
    query = select(CatalogueVersion.id, CatalogueVersion.known_at, CatalogueVersion.sha256)
    query = query.where(CatalogueVersion.kind == kind.value)
    return [KeptState(*row) for row in conn.execute(query.order_by(CatalogueVersion.id))]


def in_force(states: Sequence[KeptState], before: datetime) -> KeptState | None:
    """Return the state that was known before an instant; the first one where none was kept by then."""
    known = [one for one in states if one.known_at < before]
    return known[-1] if known else states[0] if states else None


def load_state(conn: Connection, state: KeptState, *, demo: bool) -> Catalogue:
    """Return the definitions of a kept state.

    Args:
        conn: Of the store that keeps it.
        state: Which one.
        demo: Whether simulated targets count.

    Raises:
        CatalogueError: If this release can no longer read it.
    """
    return parse_catalogue(text_of(conn, state), demo=demo)


def text_of(conn: Connection, state: KeptState) -> str:
    """Return what was kept of a state."""
    return conn.execute(select(CatalogueVersion.files).where(CatalogueVersion.id == state.id)).scalar_one()


def _newest(conn: Connection, kind: StateKind) -> str | None:
    query = select(CatalogueVersion.sha256).where(CatalogueVersion.kind == kind.value)
    query = query.order_by(CatalogueVersion.id.desc()).limit(1)
    return conn.execute(query).scalar()
