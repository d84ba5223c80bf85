"""Reads a run again from its kept answers: the same connector, the same mapping, and nobody is asked."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

import requests

from core.clock import in_city
from core.collect.contract import Source, Tools
from core.collect.gather import Gathered, fetch, understand
from core.collect.polygons import polygons_for
from core.collect.raw import RawStore
from core.domain.lineage import KeptFile
from core.errors import DataError
from core.opening import Parts


@dataclass(frozen=True, slots=True)
class KeptRun:
    """One run as the store has it, with the answers that were read."""

    id: int
    source_id: str
    started_at: datetime
    finished_at: datetime
    files: tuple[KeptFile, ...]


class _Replay:
    """Hands back the kept answers of a run one after the other."""

    def __init__(self, raw: RawStore, files: Sequence[KeptFile]) -> None:
        self._raw = raw
        self._left = list(files)

    def __call__(self) -> bytes:
        if not self._left:
            raise DataError("the run kept fewer answers than its section asks for now")
        return self._raw.read(self._left.pop(0).sha256)


def read_again(parts: Parts, run: KeptRun, source: Source) -> Gathered:
    """Return what the kept answers of a run mean, as its section in config.toml reads them now.

    Raises:
        DashboardError: If an answer is gone or damaged, or cannot be read as the section says.
    """
    tools = Tools(
        http=requests.Session(),  # never used: `replay` stands before every question
        keep=_keep_nothing,
        files=parts.config.files_dir,
        replay=_Replay(RawStore(parts.config.data_dir), run.files),
    )
    records = fetch(source)(source, tools)
    # As on the day of the run: a figure of the future was refused then, and would not be now.
    today = in_city(run.started_at).date()
    polygons = polygons_for(source, parts.config, parts.store, before=run.finished_at)
    return understand(records, source, parts.catalogue, today=today, polygons=polygons)


def damaged(raw: RawStore, file: KeptFile) -> str | None:
    """Return the sha256 that a kept answer has now when it is another one; None when it is whole or gone."""
    path = raw.path(file.sha256)
    if not path.is_file():
        return None
    with path.open("rb") as content:
        found = hashlib.file_digest(content, "sha256").hexdigest()
    return None if found == file.sha256 else found


def _keep_nothing(content: bytes, *, address: str, media_type: str) -> NoReturn:
    raise DataError(f"an answer was asked for while reading again: {address} ({media_type}, {len(content)} bytes)")
