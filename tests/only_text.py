"""Tells whether a page, a workbook, a line of the log holds what others wrote as text and as nothing else."""

import io
import re
import zipfile

import openpyxl

MARK = "__kena"  # stands in each text of the corpus
FORBIDDEN_TAGS = {"iframe", "object", "embed", "base", "math", "frame", "applet", "foreignobject", "animate", "set"}
CONTENT = {"title", "aria-label", "value", "alt", "href", "content", "action"}  # attributes that may quote a text
FORBIDDEN_PARTS = re.compile(r"vba|externalLink|activeX|embeddings|ctrlProps|connections")
LINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z (?:INFO|WARNING|ERROR) [\w.]+: |  \| |Traceback|  File |    |\w+Error")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def is_text(address, tree):
    """Fail where an element of a page is or carries a text as markup, address or script."""
    for one in tree.walk():
        assert one.tag not in FORBIDDEN_TAGS, (address, one)
        for name, value in one.attributes.items():
            assert not name.startswith("on"), (address, one)
            assert re.fullmatch(r"[a-zA-Z][\w:.-]*", name), (address, one)
            if MARK in (value or ""):
                assert name in CONTENT or name.startswith("data-"), (address, name, value)
        for name in ("href", "src", "action", "formaction", "xlink:href"):
            assert re.match(r"/(?!/)|#|https?://|data:image/|$", one.get(name)), (address, one)
        if one.tag == "script":
            content = "".join(map(str, one.children))
            assert MARK not in content or one.get("type") == "application/json", address
        if one.tag in ("style", "title"):
            assert not [child for child in one.children if not isinstance(child, str)], address
    assert len(tree.all("main")) == 1


def is_plain_workbook(content):
    """Fail where a workbook holds a formula or leads out of itself; return how many cells hold a text of the corpus."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            assert not FORBIDDEN_PARTS.search(name), name
            assert not name.endswith(".rels") or b"External" not in package.read(name), name
    count = 0
    for sheet in openpyxl.load_workbook(io.BytesIO(content)):
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            assert cell.data_type != "f", (sheet.title, cell.coordinate, cell.value)
            assert not (cell.hyperlink and cell.hyperlink.target), (sheet.title, cell.coordinate)
            count += MARK in str(cell.value) + (cell.comment.text if cell.comment else "")
    return count


def are_lines(log):
    """Fail where a message of the log is more than one line, or a line says what it does not look like."""
    lines = log.splitlines()
    assert len(lines) >= 5
    assert MARK in log
    for line in lines:
        assert LINE.match(line), line
        assert not UNPRINTABLE.search(line), line
