"""A state of the catalogue as text: what is kept of it, so that what was in force on any day can be read again.

All files of a state belong together; they are named as in the folder, the demonstration's targets as
files.DEMO_TARGETS. Whether those count is config.toml's decision, not part of the state.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from core.catalogue.build import build
from core.catalogue.cross import cross_faults
from core.catalogue.files import DEMO_TARGETS, files_from
from core.domain.catalogue import Catalogue
from core.errors import CatalogueError


def read_texts(folder: Path, demo_targets: Path) -> dict[str, str]:
    """Return the text of every CSV file of a catalogue that was loaded without a fault, by its name."""
    found = {path.name: path for path in sorted(folder.glob("*.csv"))}
    if demo_targets.exists():
        found[DEMO_TARGETS] = demo_targets
    # As bytes: reading as text would change the line ends within cells.
    return {name: path.read_bytes().decode("utf-8-sig") for name, path in found.items()}


def packed(texts: Mapping[str, str]) -> tuple[str, str]:
    """Return a state as one JSON text, always the same for the same state, and its sha256."""
    text = json.dumps(dict(texts), sort_keys=True, ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def parse_catalogue(text: str, *, demo: bool) -> Catalogue:
    """Return the catalogue of a state from `packed`.

    Raises:
        CatalogueError: If this release can no longer read that state.
    """
    files = files_from(json.loads(text), demo=demo)
    faults = sorted({*files.faults(), *cross_faults(files)})
    if faults:
        raise CatalogueError(f"a kept state of the catalogue cannot be read: {faults[0]} ({len(faults)} fault(s))")
    return build(files)
