"""Parts of kept raw answers, drawn once and kept in memory; one large file at a time is read for them."""

from collections.abc import Sequence
from threading import Lock

from core.collect.connectors import draw_excerpts
from core.collect.contract import Source
from core.collect.raw import RawStore
from core.domain.lineage import Excerpt, KeptFile, NoPicture
from core.domain.lineage_place import Place
from core.errors import SourceError, StoreError
from core.reasons import Reason
from core.store.memo import Memo

LARGEST = 64 * 1024 * 1024  # bytes of a raw answer that is read to draw a few rows of it
LARGE = 2 * 1024 * 1024  # bytes from which files are read one after the other, however many people ask
PATIENCE = 5.0  # seconds that somebody waits for the large files of others

Drawn = tuple[tuple[Excerpt, ...], NoPicture | None]
# What a kept file shows never changes, so it is drawn once; a file that was touched since is read and checked anew.
_drawn_before = Memo(128)
_reading = Lock()


def excerpts(raw: RawStore, source: Source, file: KeptFile, places: Sequence[Place]) -> Drawn:
    """Return the parts of a kept answer around places, or why there are none.

    Args:
        raw: The kept answers.
        source: Whose answer it is.
        file: Which.
        places: As `draw_excerpts` takes them.
    """
    path = raw.path(file.sha256)
    try:
        found = path.stat()
    except OSError:
        return (), NoPicture.FILE_GONE
    if found.st_size > LARGEST:  # looked at on the disk: what the database says may not be so any more
        return (), NoPicture.TOO_LARGE
    key = str(path), found.st_mtime_ns, found.st_size, source.id, tuple(places)

    def draw() -> Drawn:
        return _drawn_before.get(key, lambda: _read(raw, source, file, places))

    if found.st_size <= LARGE or key in _drawn_before.entries:
        return draw()
    if not _reading.acquire(timeout=PATIENCE):  # else the large files of a few would keep all threads of the server
        return (), NoPicture.BUSY
    try:
        return draw()
    finally:
        _reading.release()


def _read(raw: RawStore, source: Source, file: KeptFile, places: Sequence[Place]) -> Drawn:
    try:
        return draw_excerpts(source, raw.read(file.sha256), places), None
    except StoreError:
        return (), NoPicture.DAMAGED
    except SourceError as error:
        return (), NoPicture.TOO_LARGE if error.reason is Reason.FILE_TOO_LARGE else NoPicture.UNREADABLE
