"""Writes simulated files whole or not at all, the same bytes for the same figures."""

import csv
import io
import json
import os
import sqlite3
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Cells = Sequence[Any]
NOTE = "SIMULASI - angka buatan untuk peragaan, bukan data resmi"


def put(path: Path, content: bytes) -> Path:
    """Write a file in one step; leave it alone when it is the same already."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.read_bytes() == content:
        return path
    # The name holds our process: two that start together must not share a half-written file.
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(content)
    part.replace(path)
    return path


def put_csv(path: Path, title: str, header: Cells, rows: Iterable[Cells], *, delimiter: str = ";") -> Path:
    """Write a CSV with the title above the header; numbers with a decimal comma, as an Indonesian Excel does."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    if title:
        writer.writerow([f"{NOTE}. {title}"])
    writer.writerow(header)
    for row in rows:
        writer.writerow([comma(cell) for cell in row])
    return put(path, text.getvalue().encode("utf-8-sig"))


def comma(cell: Any) -> Any:
    """Return a fraction with a decimal comma, anything else as it is."""
    return str(cell).replace(".", ",") if isinstance(cell, float) else cell


def put_json(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records as an application of an office gives them out: a status, a remark, and the data below."""
    answer = {"status": "success", "keterangan": NOTE, "data": {"jumlah": len(records), "rekaman": records}}
    return put(path, json.dumps(answer, ensure_ascii=False, indent=1).encode())


def put_geojson(path: Path, features: list[dict[str, Any]]) -> Path:
    """Write features in WGS 84."""
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    collection = {"type": "FeatureCollection", "name": NOTE, "crs": crs, "features": features}
    return put(path, json.dumps(collection, ensure_ascii=False, indent=1).encode())


def put_sqlite(path: Path, tables: dict[str, tuple[str, list[Cells]]]) -> Path:
    """Write a database: table name to its columns (as SQL) and its rows."""
    database = sqlite3.connect(":memory:")
    database.execute("create table keterangan (isi text)")
    database.execute("insert into keterangan values (?)", (NOTE,))
    for name, (columns, rows) in tables.items():
        marks = ", ".join("?" * len(columns.split(",")))
        database.execute(f"create table {name} ({columns})")
        database.executemany(f"insert into {name} values ({marks})", rows)  # noqa: S608 - our own names
    database.commit()
    content = database.serialize()
    database.close()
    return put(path, content)


_ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>\
<table:table table:name="{name}">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"""
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" \
manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def put_ods(path: Path, sheet: str, rows: Iterable[Cells]) -> Path:
    """Write a workbook of LibreOffice; a number in it is a share and shown as percent."""
    lines = ["<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>" for row in rows]
    content = _ODS.format(name=escape(sheet), rows="".join(lines))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in (("mimetype", _ODS_TYPE), ("META-INF/manifest.xml", _MANIFEST), ("content.xml", content)):
            entry = zipfile.ZipInfo(name)  # dated 1980: the same figures make the same bytes
            entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, text)
    return put(path, stream.getvalue())


def _ods_cell(cell: Any) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, float):
        shown = f"{cell * 100:.2f}%".replace(".", ",")
        kind = f'office:value-type="percentage" office:value="{cell:.6f}"'
        return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'
