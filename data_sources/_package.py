"""Opens a zip package (xlsx, ods) only after its directory was looked at: no bomb, no macro, no DTD, no encryption.

No reader at hand refuses a bomb: 1.9 MB became 2 GB in memory in every one of them (reliability M10).
"""

import io
import re
import zipfile
import zlib

from core.collect.contract import Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._polyglot import check_is_one_thing

MAX_ENTRIES = 2000
MAX_EXPANDED = 300 * 1024 * 1024  # bytes; 200,000 rows of 10 columns take 90 MB
MAX_RATIO = 200  # of one entry; honest sheets reach 30
SMALL = 1024 * 1024  # an entry below this is harmless at any ratio
_DTD = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MACROS = ("vbaProject.bin", "macrosheets/", "Basic/", "Scripts/")


class Package:
    """The entries of a package, read whole and bounded."""

    def __init__(self, source: Source, content: bytes) -> None:
        """Check the directory.

        Raises:
            SourceChangedError: CORRUPT, ZIP_BOMB, ENCRYPTED, FORMAT_MISMATCH or FORMAT_NOT_ALLOWED.
        """
        self._source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            raise self._corrupt(f"the package cannot be opened ({error})") from None
        self._entries = {entry.filename: entry for entry in entries}
        self._check(entries)
        check_is_one_thing(source, content, self._zip)

    @property
    def names(self) -> list[str]:
        """Return the names of the entries."""
        return list(self._entries)

    def read(self, name: str) -> bytes:
        """Return an entry, decompressed.

        Raises:
            SourceChangedError: CORRUPT when it is missing or broken, ZIP_BOMB when it is longer than the directory
                said, XML_DTD_FORBIDDEN when it declares a document type or an entity.
        """
        entry = self._entries.get(name)
        if entry is None:
            raise self._corrupt(f"{name} is missing in the package")
        try:
            with self._zip.open(entry) as stream:
                # The directory may lie: what counts is what really comes out.
                content = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._corrupt(f"{name} in the package is broken ({error})") from None
        if len(content) > entry.file_size:
            raise self._bomb(f"{name} is longer than it says")
        _check_no_dtd(self._source, name, content)
        return content

    def _check(self, entries: list[zipfile.ZipInfo]) -> None:
        if len(entries) > MAX_ENTRIES or len(self._entries) != len(entries):
            raise self._bomb(f"{len(entries)} entries, {len(self._entries)} names")
        total = sum(entry.file_size for entry in entries)
        if total > MAX_EXPANDED:
            raise self._bomb(f"{total} bytes when expanded")
        for entry in entries:
            if entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
                raise self._bomb(f"{entry.filename} expands {entry.file_size // max(entry.compress_size, 1)} times")
            if entry.flag_bits & 1 or entry.filename == "EncryptedPackage":
                raise refusal(self._source, Reason.ENCRYPTED, "the package is encrypted", found="berkas berkata sandi")
            if any(mark in entry.filename for mark in _MACROS):
                message = f"the package holds a macro ({entry.filename})"
                raise refusal(
                    self._source,
                    Reason.FORMAT_NOT_ALLOWED,
                    message,
                    found="berkas bermakro",
                    expected="xlsx, xls atau ods",
                )

    def _bomb(self, found: str) -> SourceChangedError:
        return refusal(
            self._source,
            Reason.ZIP_BOMB,
            f"the package would expand beyond all limits: {found}",
            found=found,
            expected=f"paling banyak {MAX_EXPANDED // 1024**2} MB terurai",
        )

    def _corrupt(self, message: str) -> SourceChangedError:
        return refusal(self._source, Reason.CORRUPT, message, found="berkas terpotong atau rusak")


def _check_no_dtd(source: Source, name: str, content: bytes) -> None:
    if not name.endswith((".xml", ".rels")):
        return
    # In UTF-16 the marks have NULs between the letters.
    head = content.replace(b"\x00", b"") if b"\x00" in content[:200] else content
    if _DTD.search(head):
        message = f"{name} declares a document type or an entity"
        raise refusal(source, Reason.XML_DTD_FORBIDDEN, message, found="deklarasi DTD")
