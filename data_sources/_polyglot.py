"""Refuses a package that is something else besides: bytes before, between or after its entries, or names that climb.

A file that is a workbook to one program and a page, a picture or a script to another is a way past whoever looks at it
only once. Office programs write none of that.

Source: PKWARE APPNOTE 6.3.10, 4.3 (order of the parts of a zip).
"""

import struct
import zipfile
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from core.collect.contract import Source
from core.errors import SourceChangedError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._sniff import NAMES, kind_of

_LOCAL, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_CENTRAL, _END, _END_64, _LOCATOR_64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_END_SIZE, _END_64_SIZE, _LOCATOR_SIZE, _LOCAL_SIZE = 22, 56, 20, 30
_HAS_DESCRIPTOR = 8  # flag: the sizes follow the data
_DESCRIPTOR_SIZES = (12, 16, 20, 24)  # with 32 or 64 bits, with its signature or without
# What no workbook holds; a server or a desktop would run it, a browser would show it.
_FOREIGN = (
    *(".html", ".htm", ".xhtml", ".mht", ".hta", ".js", ".mjs", ".php", ".jsp", ".asp", ".aspx", ".py", ".sh", ".swf"),
    *(".exe", ".dll", ".scr", ".com", ".bat", ".cmd", ".ps1", ".vbs", ".wsf", ".jar", ".class", ".apk", ".lnk"),
)
_SAFE_FIRST = frozenset({"xml", "text", "json", "png", "jpeg"})  # an ods begins with its type, a preview may be first
_FIRST_BYTES = 1024


class _End(NamedTuple):
    """Where the directory stands, as the last record says."""

    size: int
    offset: int
    at: int  # of the first byte after the directory


def check_is_one_thing(source: Source, content: bytes, package: zipfile.ZipFile) -> None:
    """Raise unless every byte belongs to the package, and every entry to a workbook.

    Raises:
        SourceChangedError: FORMAT_MISMATCH for what is something else besides, CORRUPT for parts that do not meet,
            FORMAT_NOT_ALLOWED for an entry that is no part of a workbook.
    """
    entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
    end = _end_of(source, content)
    if entries:
        _check_start(source, content, entries[0])
        _check_no_gaps(source, content, entries, end)
        _check_first(source, package, entries[0])
    for entry in entries:
        _check_name(source, entry)


def _end_of(source: Source, content: bytes) -> _End:
    """Return what the last record says; it must be the last bytes of the file and carry no comment."""
    record = content[-_END_SIZE:]
    if len(record) < _END_SIZE or not record.startswith(_END):
        raise _foreign(source, "bytes or a comment after the directory", "isi lain sesudah akhir paket")
    _, disks, _, _, _, size, offset, comment = struct.unpack("<4s4H2LH", record)
    if disks or comment:
        raise _foreign(source, "the last record has a comment or names another disk", "komentar di dalam paket")
    at = len(content) - _END_SIZE
    locator = content[at - _LOCATOR_SIZE : at]
    if locator.startswith(_LOCATOR_64):
        at -= _LOCATOR_SIZE + _END_64_SIZE
        record = content[at : at + _END_64_SIZE]
        if not record.startswith(_END_64):
            raise _broken(source, "the 64-bit record is not before its locator")
        size, offset = struct.unpack("<2Q", record[40:56])
    if offset + size != at or not content.startswith(_CENTRAL if size else b"", offset):
        raise _foreign(source, "the directory does not end where the last record begins", "dua paket dalam satu berkas")
    return _End(size, offset, at)


def _check_start(source: Source, content: bytes, first: zipfile.ZipInfo) -> None:
    if first.header_offset != 0 or not content.startswith(_LOCAL):
        raise _foreign(source, f"{first.header_offset} bytes before the first entry", "isi lain sebelum awal paket")


def _check_no_gaps(source: Source, content: bytes, entries: Sequence[zipfile.ZipInfo], end: _End) -> None:
    """Raise for bytes between the entries, or between the last one and the directory."""
    starts = [*(entry.header_offset for entry in entries[1:]), end.offset]
    for entry, following in zip(entries, starts, strict=True):
        at = entry.header_offset
        header = content[at : at + _LOCAL_SIZE]
        if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
            raise _broken(source, f"no entry where the directory says {entry.filename!r} is")
        name, extra = struct.unpack("<2H", header[26:30])
        gap = following - (at + _LOCAL_SIZE + name + extra + entry.compress_size)
        described = entry.flag_bits & _HAS_DESCRIPTOR and gap in _DESCRIPTOR_SIZES
        if gap != 0 and not described:
            raise _foreign(
                source, f"{gap} bytes after {entry.filename!r} belong to no entry", "isi lain di antara bagian"
            )


def _check_first(source: Source, package: zipfile.ZipFile, first: zipfile.ZipInfo) -> None:
    """Raise for a package whose first bytes are a page or a program to whoever does not know of packages."""
    if first.flag_bits & 1:
        return  # encrypted: told as that
    try:
        with package.open(first) as stream:
            kind = kind_of(stream.read(_FIRST_BYTES))
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _broken(source, f"{first.filename!r} is broken ({error})") from None
    if kind not in _SAFE_FIRST:
        raise _foreign(source, f"the first entry is {kind}", NAMES[kind])


def _check_name(source: Source, entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":" or "\x00" in name:
        raise _foreign(source, f"an entry is named {name!r}", "nama bagian yang keluar dari paket")
    if name.lower().endswith(_FOREIGN):
        message = f"the package holds {name!r}"
        raise refusal(
            source, Reason.FORMAT_NOT_ALLOWED, message, found=f"berkas {name} di dalam paket", expected="xlsx atau ods"
        )


def _foreign(source: Source, message: str, found: str) -> SourceChangedError:
    return refusal(
        source, Reason.FORMAT_MISMATCH, f"not a package alone: {message}", found=found, expected="buku kerja saja"
    )


def _broken(source: Source, message: str) -> SourceChangedError:
    return refusal(source, Reason.CORRUPT, message, found="berkas terpotong atau rusak")
