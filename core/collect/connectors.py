"""Which connectors there are: each enters itself, so that nothing here imports data_sources."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from core.collect.contract import Source, Tools
from core.domain.lineage import Excerpt
from core.domain.lineage_place import Place
from core.domain.plain_sheet import PlainSheet
from core.errors import ConfigError

Fetch = Callable[[Source, Tools], pd.DataFrame]


@dataclass(frozen=True, slots=True)
class Connector:
    """A registered connector: its function and the options it understands."""

    kind: str
    fetch: Fetch
    required: frozenset[str]
    optional: frozenset[str]
    one_of: frozenset[str]  # exactly one of these must be there, e.g. {"url", "path"}


# Draws places in a raw answer, all of one sheet, of one table or all pointers: the rows around the cells together, or
# the records of the pointers. Places that are not in this answer are left out. Raises SourceError where it cannot be
# read.
Draw = Callable[["Source", bytes, Sequence[Place]], Sequence[Excerpt]]

# Gives what was read of a file as plain cells, hidden ones too; None for what has no cells. Raises SourceError where it
# cannot be read.
Unfold = Callable[["Source", bytes], PlainSheet | None]

_CONNECTORS: dict[str, Connector] = {}
_DRAWS: list[Draw] = []
_UNFOLDS: list[Unfold] = []

# Options of every connector that asks over HTTP; read by data_sources._http.
HTTP_OPTIONS = frozenset({"headers", "hosts", "ca_file", "timeout", "max_bytes", "pause", "secret_header", "sha256"})


def connector(
    kind: str,
    *,
    required: frozenset[str] | set[str] = frozenset(),
    optional: frozenset[str] | set[str] = frozenset(),
    one_of: frozenset[str] | set[str] = frozenset(),
) -> Callable[[Fetch], Fetch]:
    """Register a connector under the word that config.toml uses."""

    def register(fetch: Fetch) -> Fetch:
        _CONNECTORS[kind] = Connector(kind, fetch, frozenset(required), frozenset(optional), frozenset(one_of))
        return fetch

    return register


def draws_excerpts(draw: Draw) -> Draw:
    """Register the one function that draws places; all connectors write them in the same four forms."""
    _DRAWS[:] = [draw]
    return draw


def draw_excerpts(source: Source, content: bytes, places: Sequence[Place]) -> tuple[Excerpt, ...]:
    """Return the surroundings of places in a raw answer; () when none is in this one, or nobody can draw.

    Args:
        source: Whose answer it is.
        content: The answer.
        places: All of one sheet, of one table without sheets, or all pointers; at least one.

    Raises:
        SourceError: If the answer cannot be read.
    """
    return tuple(_DRAWS[0](source, content, places)) if _DRAWS else ()


def unfolds_files(unfold: Unfold) -> Unfold:
    """Register the one function that gives the cells of a file."""
    _UNFOLDS[:] = [unfold]
    return unfold


def plain_sheet(source: Source, content: bytes) -> PlainSheet | None:
    """Return what a source reads of a file as plain cells; None for what has none, or when nobody can tell.

    Raises:
        SourceError: If the file cannot be read.
    """
    return _UNFOLDS[0](source, content) if _UNFOLDS else None


def find_connector(kind: str) -> Connector:
    """Return a registered connector.

    Raises:
        ConfigError: If nobody registered that word; the message lists the known ones.
    """
    if kind not in _CONNECTORS:
        raise ConfigError(f"unknown connector {kind!r}; known: {', '.join(sorted(_CONNECTORS))}")
    return _CONNECTORS[kind]


def connectors() -> dict[str, Connector]:
    """Return all registered connectors by kind."""
    return dict(_CONNECTORS)
