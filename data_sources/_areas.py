"""The areas of a catalogue file, for connectors that draw or ask one thing for each of them."""

import csv
from pathlib import Path

from core.collect.contract import Source
from core.errors import SourceRefusedError
from core.reasons import Reason

ROOT = Path(__file__).resolve().parent.parent
VILLAGES = ("desa", "kelurahan")


def read_areas(source: Source, name: str) -> list[dict[str, str]]:
    """Return the rows of a CSV of areas below the project's folder (catalogue/README.md says its columns).

    Raises:
        SourceRefusedError: FILE_MISSING, where there is none, or it lies elsewhere.
    """
    path = (ROOT / name).resolve()
    if not path.is_relative_to(ROOT) or not path.is_file():
        raise SourceRefusedError(
            source.id,
            f"there is no file {name!r} below the project's folder. Correct areas in [sources.{source.id}]",
            reason=Reason.FILE_MISSING,
            found=name,
        )
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
