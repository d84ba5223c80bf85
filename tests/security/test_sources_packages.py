"""No workbook and no XML takes memory, reads a file or asks anybody: entities, DTDs, zip bombs (P46)."""

import io
import itertools
import zipfile

import misbehaving_server as server_
import openpyxl
import pytest

from core.errors import SourceError
from core.reasons import Reason
from data_sources import _package
from tests.security.limits import PATIENT, assert_small, nested, refusal


@pytest.fixture(scope="module")
def _running():
    with server_.serving() as running:
        yield running


@pytest.fixture
def server(_running):
    _running.fault, _running.answers, _running.asked = None, [], []
    return _running


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BOMB = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]>'
FILE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'
FAR = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l9 SYSTEM "{canary}/dtd">]>'
SCHEMA = '<?xml version="1.0"?><!DOCTYPE a SYSTEM "{canary}/a.dtd">'
XML = {"entities": BOMB, "file": FILE, "address": FAR, "outside DTD": SCHEMA}


@pytest.fixture
def canary():
    with server_.serving() as running:
        running.answers = [server_.Answer("/*", b"<!ENTITY l9 'x'>")]
        yield running
        assert running.asked == []


def workbook(name, members):
    """Return a zip package with the members; as xlsx or ods readers find them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member, content in members.items():
            made.writestr(member, content)
    return name, out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def xlsx(dtd="", text="x", encoding="utf-8", members=None):
    """Return a workbook with one text, as an office program saves it, but for the head of its sheet."""
    book, saved = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "Kecamatan"
    book.save(saved)
    with zipfile.ZipFile(saved) as read:
        parts = {name: read.read(name) for name in read.namelist()}
    cell = f'<c r="B1" t="inlineStr"><is><t>{text}</t></is></c></row>'
    parts[SHEET] = (dtd + parts[SHEET].decode().replace("</row>", cell, 1)).encode(encoding)
    return workbook("a.xlsx", parts | (members or {}))


def ods(dtd="", text="x"):
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    content = f"{dtd}<office:document-content {spaces}>{text}</office:document-content>"
    members = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "META-INF/manifest.xml": "<a/>"}
    return workbook("a.ods", {**members, "content.xml": content})


def opened(made, folder, limits=PATIENT):
    name, content = made
    (folder / name).write_bytes(content)
    return refusal("excel_file", {"path": name}, folder, limits)


def test_without_a_dtd_the_same_workbook_is_read(tmp_path):
    assert opened(xlsx(), tmp_path).reason is Reason.NO_DATA  # to its heading, below which nothing stands


@pytest.mark.parametrize("dtd", XML)
@pytest.mark.parametrize("make", [xlsx, ods])
def test_no_workbook_makes_us_read_a_dtd(make, dtd, canary, tmp_path):
    error = assert_small(lambda: opened(make(XML[dtd].replace("{canary}", canary.url), "&l9;"), tmp_path))
    assert error.reason is Reason.XML_DTD_FORBIDDEN
    assert "root:" not in f"{error}{error.found}"


def test_a_dtd_in_utf_16_is_seen_too(tmp_path):
    dtd = BOMB.replace('version="1.0"', 'version="1.0" encoding="UTF-16"')
    assert opened(xlsx(dtd, "&l9;", encoding="utf-16"), tmp_path).reason is Reason.XML_DTD_FORBIDDEN


@pytest.mark.parametrize("dtd", XML)
def test_no_report_of_a_map_service_makes_us_read_a_dtd(dtd, server, canary, tmp_path):
    report = f"{XML[dtd].replace('{canary}', canary.url)}<ExceptionReport>&l9;</ExceptionReport>"
    server.answers = [server_.Answer("/*", report.encode(), "text/xml")]
    options = {"url": f"{server.url}/ows", "type_name": "a:b"}
    error = assert_small(lambda: refusal("wfs", options, tmp_path, PATIENT))
    assert error.reason in {Reason.XML_DTD_FORBIDDEN, Reason.CORRUPT}
    assert "root:" not in f"{error}{error.found}"


def test_xml_that_is_nested_without_end_ends_as_an_error(server, tmp_path):
    server.answers = [server_.Answer("/*", nested(200_000, b"<a>", b"</a>"), "text/xml")]
    error = refusal("wfs", {"url": f"{server.url}/ows", "type_name": "a:b"}, tmp_path, PATIENT)
    assert isinstance(error, SourceError)


def lying(content, member, size):
    """Return a package whose directory says that a member is small."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(member))
    return content[: at + 24] + size.to_bytes(4, "little") + content[at + 28 :]


def overlapping(count):
    """Return a package in whose directory many names share the bytes of one member."""
    _, content = workbook("a.xlsx", {"a": bytes(5_000_000)})
    at, end = content.index(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    entry = content[at:end]
    names = [entry[:-1] + bytes([sign]) for sign in range(33, 33 + count)]
    directory = b"".join(names)
    tail = content[end : end + 8] + len(names).to_bytes(2, "little") * 2 + len(directory).to_bytes(4, "little")
    return "a.xlsx", content[:at] + directory + tail + content[end + 16 :]


BOMBS = {
    "one member that expands": lambda: xlsx(members={"xl/sharedStrings.xml": b" " * 400_000_000}),
    "many members": lambda: workbook("a.xlsx", {f"a{n}": b"" for n in range(_package.MAX_ENTRIES + 1)}),
    "all together": lambda: workbook(
        "a.xlsx", dict(zip(map(str, range(400)), itertools.repeat(bytes(999_999)), strict=False))
    ),
    "an ods that expands": lambda: workbook("a.ods", {"content.xml": b" " * 400_000_000}),
    "members upon each other": lambda: overlapping(90),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_zip_bomb_is_refused_before_it_is_unpacked(name, tmp_path):
    made = BOMBS[name]()
    error = assert_small(lambda: opened(made, tmp_path))
    assert error.reason in {Reason.ZIP_BOMB, Reason.CORRUPT}


def test_a_member_that_is_longer_than_its_directory_says_is_not_unpacked_whole(tmp_path):
    name, content = xlsx(members={"xl/sharedStrings.xml": b"<sst>" + b" " * 200_000_000})
    made = name, lying(content, b"xl/sharedStrings.xml", 100)
    error = assert_small(lambda: opened(made, tmp_path))
    assert error.reason in {Reason.ZIP_BOMB, Reason.CORRUPT}
