"""Our own style and script files as one text each, named by their content."""

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bundle:
    """All files of one kind in the order of their names.

    Attributes:
        text: The files, one after the other.
        fingerprint: Twelve hex digits of the sha256 of `text`.
    """

    text: str
    fingerprint: str


def bundle(folder: Path, pattern: str) -> Bundle:
    """Return the files of a folder that match, joined; an empty bundle when there are none."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob(pattern)))
    return Bundle(text, hashlib.sha256(text.encode()).hexdigest()[:12])
