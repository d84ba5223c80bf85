"""Opens what every process needs, in order: configuration, catalogue, database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.access import account
from core.catalogue import load_catalogue
from core.catalogue.texts import packed, read_texts
from core.clock import now_utc
from core.collect.forms import with_forms
from core.config import DEMO_SOURCES, ROOT, Config, load_config, section_texts
from core.domain.audit import Action
from core.domain.catalogue import Catalogue
from core.errors import StoreError
from core.store.catalogues import keep_catalogue
from core.store.changes import note_changes
from core.store.engine import Store, migrate, open_store
from core.store.source_states import keep_sources

CATALOGUE = ROOT / "catalogue"
DEMO_TARGETS = DEMO_SOURCES.with_name("targets.csv")


@dataclass(frozen=True, slots=True)
class Parts:
    """What every process but check-config needs; the store is migrated."""

    config: Config
    catalogue: Catalogue
    store: Store


@contextmanager
def opened(config_path: Path | None = None, *, keep: bool = True) -> Iterator[Parts]:
    """Open all parts, and close the store at the end. Catalogue and sources as found are kept, to be shown again.

    Args:
        config_path: Another config.toml; None takes CONFIG in the environment, else the project's own.
        keep: Whether they are kept; not where the kept states are being examined.

    Raises:
        ConfigError: If config.toml or the catalogue is at fault.
        StoreError: If the database cannot be opened.
    """
    config = load_config(config_path)
    catalogue = definitions(demo=config.demo.enabled)
    config = with_forms(config, catalogue)
    store = _migrated(config)
    try:
        if keep:
            _keep(store, config, config_path)
        yield Parts(config, catalogue, store)
    finally:
        store.close()


def definitions(*, demo: bool) -> Catalogue:
    """Return the catalogue; in demo mode with targets, marked as simulated, where none was published.

    Raises:
        CatalogueError: Listing every fault with file, line and column.
    """
    return load_catalogue(CATALOGUE, demo_targets=DEMO_TARGETS if demo else None)


def _keep(store: Store, config: Config, config_path: Path | None) -> None:
    """Keep what decides what is shown, and write down in the audit log what was changed since the last start."""
    texts, now, actor = catalogue_texts(), now_utc(), account()
    keep_catalogue(store, *packed(texts), now=now)
    keep_sources(store, config.sources, now=now)
    note_changes(store, Action.CATALOGUE, "catalogue/", texts, actor=actor, now=now)
    note_changes(store, Action.CONFIG, "config.toml", section_texts(config_path), actor=actor, now=now)


def _migrated(config: Config) -> Store:
    try:
        store = open_store(config.store_url)
        migrate(store)
    except OSError as error:  # the folder of an SQLite file
        raise StoreError(f"database: {error.strerror}: {error.filename}") from error
    return store


def catalogue_texts() -> dict[str, str]:
    """Return the files of the catalogue as they are now: name to text."""
    return read_texts(CATALOGUE, DEMO_TARGETS)
