"""Excel workbook: one sheet of an xlsx, xls or ods, from the files folder or an address.

Options: path (below the files folder) or url; sheet (name, or number from 1; without it the first visible sheet).
Cells come typed: percent formats times 100, dates as dates, merged labels filled, hidden parts left out.
What the file is, its bytes say and not its name; they are checked before any reader sees them.
"""

import pandas as pd

from core.collect.connectors import HTTP_OPTIONS, connector
from core.collect.contract import Source, Tools
from core.errors import SourceError
from core.reasons import Reason
from data_sources._fault import refusal
from data_sources._grid import Grid
from data_sources._input import read_input
from data_sources._ods import read_ods
from data_sources._package import Package
from data_sources._sheet import choose_sheet
from data_sources._sniff import NAMES, kind_of
from data_sources._table import records_of
from data_sources._xls import read_xls
from data_sources._xlsx import Workbook
from data_sources._xlsx_sheet import read_sheet

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_NOT_ALLOWED = ("biff", "pdf", "rtf")


@connector("excel_file", optional={"sheet", *HTTP_OPTIONS}, one_of={"url", "path"})
def fetch_excel(source: Source, tools: Tools) -> pd.DataFrame:
    """Fetch every row below the header of one sheet, cells typed as the workbook has them.

    Raises:
        SourceError: The file is missing, no workbook, encrypted, broken, or without the named columns.
    """
    return read_excel(source, read_input(source, tools))


def read_excel(source: Source, content: bytes) -> pd.DataFrame:
    """Return the records of a workbook; see fetch_excel."""
    try:
        return records_of(source, _grid_of(source, content))
    except SourceError:
        raise
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        # Whatever a damaged part makes the parsing of its values stumble over.
        message = f"the workbook is damaged ({type(error).__name__}: {error})"
        raise refusal(source, Reason.CORRUPT, message, found="berkas terpotong atau rusak") from error


def _grid_of(source: Source, content: bytes) -> Grid:
    kind = kind_of(content)
    if kind == "ole":
        return read_xls(source, content)
    if kind in _NOT_ALLOWED:
        name = NAMES[kind]
        raise refusal(
            source, Reason.FORMAT_NOT_ALLOWED, f"{kind} is not read", found=name, expected="xlsx, xls atau ods"
        )
    if kind != "zip":
        # Portals export HTML tables under the name .xls; Excel opens them, so nobody notices.
        name = NAMES[kind]
        raise refusal(source, Reason.FORMAT_MISMATCH, f"expected a workbook, found {kind}", found=name, expected="xlsx")
    package = Package(source, content)
    if "mimetype" in package.names:
        return _ods_grid(source, package)
    check_workbook(source, package)
    workbook = Workbook(source, package)
    return read_sheet(source, workbook, choose_sheet(source, workbook.sheets))


def _ods_grid(source: Source, package: Package) -> Grid:
    kind = package.read("mimetype").strip()
    if kind != _ODS:
        found = kind.decode("ascii", "replace")
        message = f"expected a workbook, found {found}"
        raise refusal(source, Reason.FORMAT_MISMATCH, message, found=found, expected="ods")
    return read_ods(source, package)


def check_workbook(source: Source, package: Package) -> None:
    """Raise unless the package is an xlsx without macros."""
    if "[Content_Types].xml" not in package.names:
        found, expected = "berkas zip biasa", "xlsx atau ods"
        raise refusal(source, Reason.FORMAT_MISMATCH, "a zip that is no workbook", found=found, expected=expected)
    types = package.read("[Content_Types].xml").lower()
    if b"macroenabled" in types or b"sheet.binary" in types:
        found = "xlsm/xlsb"
        message = "a workbook with macros, or a binary one"
        raise refusal(source, Reason.FORMAT_NOT_ALLOWED, message, found=found, expected="xlsx, xls atau ods")
    if b"spreadsheetml" not in types:
        found, message = "dokumen Office lain (bukan buku kerja)", "an Office file that is no workbook"
        raise refusal(source, Reason.FORMAT_MISMATCH, message, found=found, expected="xlsx")
