"""What a file is by its first bytes, whatever its name says."""

from core.collect.contract import Source
from core.reasons import Reason
from data_sources._fault import refusal

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),  # xlsx, ods and whatever else is a package
    (b"PK\x05\x06", "zip"),  # an empty package
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),  # xls, or an encrypted xlsx
    (b"%PDF", "pdf"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"{\\rtf", "rtf"),
    (b"\x09\x08", "biff"),  # xls before 1997
    (b"SQLite format 3\x00", "sqlite"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"\x7fELF", "program"),
    (b"#!/", "script"),
    (b"#! /", "script"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"Rar!\x1a\x07", "archive"),
)
# A program of Windows; two letters alone may begin a word.
_MZ, _MZ_HEAD = b"MZ", 64
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<script", b"<meta", b"<div")
NAMES = {
    "zip": "berkas paket (xlsx/ods/zip)",
    "ole": "berkas Excel 97-2003 (xls)",
    "biff": "berkas Excel sebelum 1997",
    "pdf": "PDF",
    "gzip": "berkas gzip",
    "png": "gambar PNG",
    "jpeg": "gambar JPEG",
    "rtf": "dokumen RTF",
    "sqlite": "basis data SQLite",
    "gif": "gambar GIF",
    "program": "program komputer",
    "script": "skrip",
    "archive": "berkas arsip (7z/rar)",
    "html": "halaman HTML",
    "xml": "XML",
    "json": "JSON",
    "text": "teks",
}


def kind_of(content: bytes) -> str:
    """Return the kind of content: a key of NAMES; "text" when no mark is known."""
    for mark, kind in _MARKS:
        if content.startswith(mark):
            return kind
    if content.startswith(_MZ) and b"\x00" in content[:_MZ_HEAD]:
        return "program"
    # Every second byte of UTF-16 is NUL in these marks: without them both widths read the same.
    head = content[:4096].replace(b"\x00", b"")
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.lstrip().lower()
    if head.startswith(_HTML) or (head.startswith(b"<") and b"<html" in head):
        return "html"
    if head.startswith((b"<?xml", b"<")):
        return "xml"
    return "json" if head.startswith((b"{", b"[")) else "text"


def check_not_empty(source: Source, content: bytes) -> None:
    """Raise FILE_EMPTY for a file of no bytes, or of nothing but a BOM and white space."""
    # Only the head is looked at: a long file of blanks alone ends as NO_DATA or CORRUPT anyway.
    if not content[:65536].strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise refusal(source, Reason.FILE_EMPTY, f"the file is empty ({len(content)} bytes)", found="0 byte")
