"""Tells whether openpyxl may take a workbook apart: it unrolls what a file only names, and that may cost all memory.

A merged range and a link over a range become one object a cell there: A1:XFD1048576 is 17 thousand million of them.
"""

import io
import zipfile
import zlib

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from openpyxl.utils.cell import range_boundaries

MOST_EXPANDED = 24 * 1024 * 1024  # bytes of all parts together
MOST_UNROLLED = 500_000  # cells of merged and linked ranges together
_RANGES = ("mergeCell", "hyperlink")
_BROKEN = (zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException, ValueError, TypeError, OSError, EOFError)


def is_openable(content: bytes) -> bool:
    """Return whether this is an xlsx that openpyxl opens within reason."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if sum(entry.file_size for entry in entries) > MOST_EXPANDED:
                return False
            if all(entry.filename != "[Content_Types].xml" for entry in entries):
                return False
            parts = [package.read(entry) for entry in entries if entry.filename.lower().endswith(".xml")]
        return sum(map(_unrolled, parts)) <= MOST_UNROLLED
    except (*_BROKEN, NotImplementedError, RuntimeError, LookupError):
        return False


def _unrolled(part: bytes) -> int:
    if not any(name.encode() in part for name in _RANGES) and b"\x00" not in part[:200]:
        return 0
    cells = 0
    for _, element in iterparse(io.BytesIO(part), forbid_dtd=True):
        reference = element.get("ref", "")
        if str(element.tag).rpartition("}")[2] in _RANGES and ":" in reference:
            left, top, right, bottom = (side or 0 for side in range_boundaries(reference))
            cells += (right - left + 1) * (bottom - top + 1)
        element.clear()
    return cells
