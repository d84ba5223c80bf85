"""Raw answers, kept as files under the sha256 of their bytes: DATA_DIR/raw/ab/cdef... (62 signs)."""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from core.errors import StoreError
from core.store.writes import KeptAnswer


class RawStore:
    """The folder of raw answers. The same bytes are kept once, however often they come."""

    def __init__(self, data_dir: Path) -> None:
        self.folder = data_dir / "raw"

    def keep(self, content: bytes, *, address: str, media_type: str) -> str:
        """Store the bytes and return their sha256; when this returns they are on the disk.

        Args:
            content: The answer as it came.
            address: Where from; only `RawAnswers` keeps it.
            media_type: As the source called it; only `RawAnswers` keeps it.

        Raises:
            StoreError: If the disk refuses, or gives back other bytes than it was given.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        try:
            if not _holds(path, sha256):
                _write(path, content)
                if not _holds(path, sha256):
                    raise StoreError(f"raw answer {sha256}: the disk gives back other bytes than were written")
        except OSError as error:
            raise StoreError(f"raw answer {sha256}: cannot be kept ({error.strerror})") from error
        return sha256

    def read(self, sha256: str) -> bytes:
        """Return the bytes of a kept answer.

        Raises:
            StoreError: If it is not there, or is damaged.
        """
        try:
            content = self.path(sha256).read_bytes()
        except OSError as error:
            raise StoreError(f"raw answer {sha256}: cannot be read ({error.strerror})") from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StoreError(f"raw answer {sha256}: the file is damaged; restore it from a back-up")
        return content

    def path(self, sha256: str) -> Path:
        """Return where an answer lies, whether it is there or not.

        Raises:
            StoreError: If that is no sha256: such text must not become a path.
        """
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise StoreError("raw answer: expected a sha256 of 64 hexadecimal digits")
        return self.folder / sha256[:2] / sha256[2:]


class RawAnswers:
    """Keeps the raw answers of one run and remembers them; `keep` is what a connector is handed.

    Attributes:
        kept: What to enter with `core.store.writes.keep_raw_rows`, in the order of arrival.
        attempt: Which attempt of the run is under way, from 1.
    """

    def __init__(self, raw: RawStore) -> None:
        self._raw = raw
        self.attempt = 1
        self.kept: list[KeptAnswer] = []

    def keep(self, content: bytes, *, address: str, media_type: str) -> str:
        """Store the bytes under their sha256 and return it."""
        sha256 = self._raw.keep(content, address=address, media_type=media_type)
        self.kept.append(KeptAnswer(sha256, len(content), media_type, without_secrets(address), self.attempt))
        return sha256


def without_secrets(address: str) -> str:
    """Return an address without user, query and fragment, which is where keys stand.

    A key within the path has to be masked by who knows it, before.
    """
    if "://" not in address:
        return address.partition("?")[0].partition("#")[0]
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _holds(path: Path, sha256: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except FileNotFoundError:
        return False


def _write(path: Path, content: bytes) -> None:
    """Write beside, sync, rename, sync the folder: a power loss leaves the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)
    _sync_folder(path.parent.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # elsewhere a folder cannot be opened
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
