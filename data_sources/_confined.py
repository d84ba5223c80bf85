"""Opens a file inside a folder, and only there: what was looked at is what is opened, whoever changes links meanwhile.

The path is resolved once and then walked from the folder's own descriptor, one part at a time, following no link. A
link or a `..` put in between, after it was looked at, makes the walk end, not leave. A second hard link to a file from
elsewhere cannot be told from the file itself: who may make one decides the folder's owner (docs/connectors.md).
"""

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

# A pipe would be waited for; a terminal would become ours.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
_PIECE = 1024 * 1024
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class OutsideError(OSError):
    """The path leads out of its folder."""


class NotOrdinaryError(OSError):
    """It is a folder, a pipe, a socket or a device."""


@dataclass(frozen=True, slots=True)
class OpenFile:
    """An ordinary file that is open for reading.

    Attributes:
        descriptor: Of the file; closed by who opened it.
        path: Where it stood when it was opened, links resolved.
    """

    descriptor: int
    path: Path

    @property
    def identity(self) -> tuple[int, int]:
        """Return what no renaming changes: device and inode."""
        found = os.fstat(self.descriptor)
        return found.st_dev, found.st_ino

    def read(self, most: int) -> bytes:
        """Return the first bytes of the file, at most so many."""
        with closing(os.fdopen(os.dup(self.descriptor), "rb")) as file:
            file.seek(0)  # the place is shared with the descriptor
            pieces, left = [], most
            # Python sets the whole of what it is asked for aside, however small the file is.
            while left > 0 and (piece := file.read(min(left, _PIECE))):
                pieces.append(piece)
                left -= len(piece)
            return b"".join(pieces)


@contextmanager
def opened_inside(folder: Path, name: str) -> Iterator[OpenFile]:
    """Open a file by its path relative to a folder; links are followed while they stay inside.

    Raises:
        OutsideError: If the path is absolute, climbs or is led out of the folder.
        NotOrdinaryError: If it is no ordinary file; it is not opened then, since opening alone moves some devices.
        OSError: If it does not exist, may not be read, or was replaced by a link while it was opened.
    """
    path, descriptor = _open(folder, name)
    try:
        yield OpenFile(descriptor, path)
    finally:
        os.close(descriptor)


def _open(folder: Path, name: str) -> tuple[Path, int]:
    try:
        base = folder.resolve(strict=True)
        path = (base / name).resolve()
    except (ValueError, RuntimeError) as error:  # a NUL in the name; links in a circle
        raise OSError(str(error)) from None
    if not path.is_relative_to(base):
        raise OutsideError(name)
    *folders, last = path.relative_to(base).parts or (".",)
    inner = os.open(base, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            inner = _stepped(inner, part)
        _need_ordinary(os.stat(last, dir_fd=inner, follow_symlinks=False), name)
        descriptor = os.open(last, _FILE, dir_fd=inner)
    finally:
        os.close(inner)
    try:
        _need_ordinary(os.fstat(descriptor), name)
    except OSError:
        os.close(descriptor)
        raise
    return path, descriptor


def _stepped(outer: int, part: str) -> int:
    """Return the folder inside a folder; the outer one is closed, unless the step fails."""
    inner = os.open(part, _FOLDER, dir_fd=outer)
    os.close(outer)
    return inner


def _need_ordinary(found: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise NotOrdinaryError(name)
