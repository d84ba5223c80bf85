"""Workbooks for tests: what an OPD's office program would save."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import xlwt

_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style")]
)


def saved(book):
    """Return the bytes of an openpyxl workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(rows, *, title="Rekap", hidden=(), merges=()):
    """Return an xls; `hidden` sheets (title to rows) stand before the visible one."""
    book = xlwt.Workbook()
    for name, cells in hidden:
        _fill(book.add_sheet(name), cells)
        book.get_sheet(name).visibility = 1
    sheet = book.add_sheet(title)
    _fill(sheet, rows)
    for top, bottom, left, right, label in merges:
        sheet.write_merge(top, bottom, left, right, label)
    book.set_active_sheet(len(hidden))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet, rows):
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None:
                sheet.write(number, column, cell)


def ods(rows, *, title="Rekap", before="", extra_row=""):
    """Return an ods. A cell is text, a number, or (value-type attributes, shown text)."""
    body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    shown = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="ta2" style:family="table">{shown}</style:style>'
    content = (
        f"<office:document-content {_NAMESPACES}><office:automatic-styles>{hidden}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{before}"
        f"<table:table table:name={quoteattr(title)}>{body}{extra_row}</table:table>"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return ods_package(content)


def ods_package(content, manifest="<manifest/>"):
    """Return an ods around a content.xml."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _ods_cell(cell):
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, tuple):
        attributes, shown = cell
        return f"<table:table-cell {attributes}><text:p>{escape(shown)}</text:p></table:table-cell>"
    if isinstance(cell, str):
        return f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
    return (
        f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    )


def changed(content, part, change):
    """Return a package with the text of one part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data) if entry.filename == part else data)
    return stream.getvalue()
