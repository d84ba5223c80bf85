"""Nothing a source sends takes time, memory or the process: bombs, entities, depth, endless parts, drips (P13, P46)."""

import gzip
import io
import itertools
import tracemalloc
import zipfile
import zlib

import brotli
import misbehaving_server as server_
import openpyxl
import pytest

from core.collect.contract import Limits, Source, connectors
from core.errors import SourceChangedError, SourceDownError, SourceError
from core.reasons import Reason
from data_sources import _package
from tests.contract.cases import Kept, tools_of

LIMITS = Limits(connect_timeout=0.6, read_timeout=0.6, deadline=0.8, max_bytes=2_000_000, pages=20)
PATIENT = Limits(deadline=60)  # for what must end by its size and not by its time
MEMORY = 40_000_000  # bytes; each bomb below would take more than ten times as much


@pytest.fixture(scope="module")
def _running():
    with server_.serving() as running:
        yield running


@pytest.fixture
def server(_running):
    _running.fault, _running.answers, _running.asked = None, [], []
    return _running


def refusal(kind, options, folder, limits=LIMITS):
    kept = Kept()
    with pytest.raises(SourceError) as caught:
        connectors()[kind].fetch(Source("uji", "DLH", kind, options=options), tools_of(kept, folder, limits=limits))
    return caught.value


def asked(server, folder, limits=LIMITS, **options):
    return refusal("json_api", {"url": f"{server.url}/a", **options}, folder, limits)


def assert_small(act):
    """Act, and hold on to less memory than a bomb would take."""
    tracemalloc.start()
    try:
        answer = act()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < MEMORY
    return answer


def repeated(piece):
    """Send a piece for ever as the body, compressed with gzip."""

    def fault(handler):
        handler.begin(200, content_type="application/json", content_encoding="gzip")
        handler.end_headers()
        while not handler.server.stopping.is_set():
            handler.wfile.write(piece)

    return fault


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(bytes(500_000_000), 1)),
        ("deflate", zlib.compress(bytes(500_000_000), 1)),
        ("br", brotli.compress(bytes(500_000_000), quality=1)),
    ],
)
def test_a_bomb_ends_at_the_limit_of_what_it_expands_to(encoding, body, server, tmp_path):
    server.fault = server_.content(body, content_encoding=encoding)
    error = assert_small(lambda: asked(server, tmp_path, Limits(deadline=60, max_bytes=20_000_000)))
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)


def test_a_bomb_within_a_bomb_is_not_undone_twice(server, tmp_path):
    server.fault = server_.content(gzip.compress(gzip.compress(bytes(1_000_000))), content_encoding="gzip, gzip")
    assert asked(server, tmp_path).reason is Reason.FORMAT_MISMATCH


@pytest.mark.parametrize("piece", [gzip.compress(b"") * 500, gzip.compress(b"") + gzip.compress(b" ")])
def test_a_compressed_stream_that_never_ends_and_holds_nothing_ends_at_the_limit(piece, server, tmp_path):
    server.fault = repeated(piece)
    error = assert_small(lambda: asked(server, tmp_path, Limits(deadline=60, max_bytes=2_000_000)))
    assert (type(error), error.reason) == (SourceChangedError, Reason.FILE_TOO_LARGE)


def endless(begin, piece):
    """Begin an answer and go on with a piece for ever, as fast as it is taken."""

    def fault(handler):
        handler.wfile.write(begin)
        while not handler.server.stopping.is_set():
            handler.wfile.write(piece)

    return fault


ENDLESS = {
    "one header line": endless(b"HTTP/1.1 200 OK\r\nX-Panjang: ", b"x" * 65536),
    "header lines": endless(b"HTTP/1.1 200 OK\r\n", b"X-Lagi: 1\r\n" * 1000),
    "status line": endless(b"HTTP/1.1 200 ", b"O" * 65536),
    "answers of 100 Continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
    "chunk length": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0" * 65536),
    "chunk extension": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"a" * 65536),
    "chunks of one byte": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 1000),
    "trailers": endless(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X-A: 1\r\n" * 1000),
    "body": endless(b"HTTP/1.1 200 OK\r\n\r\n", b" " * 65536),
    "no HTTP at all": endless(b"", b"220 ftp siap\r\n" * 1000),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_ended(name, server, tmp_path):
    server.fault = ENDLESS[name]
    error = assert_small(lambda: asked(server, tmp_path, Limits(read_timeout=0.6, deadline=1.5, max_bytes=2_000_000)))
    assert error.reason in {Reason.SOURCE_DOWN, Reason.SOURCE_TIMEOUT, Reason.FILE_TOO_LARGE, Reason.TRUNCATED}


def dripping(begin, sign):
    """Begin an answer, then send a byte now and then: no silence ever lasts."""

    def fault(handler):
        handler.wfile.write(begin)
        while not handler.server.stopping.wait(0.1):
            handler.wfile.write(sign)

    return fault


@pytest.mark.parametrize(
    "fault",
    [
        dripping(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b" "),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"0"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", b"X: 1\r\n"),
        dripping(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nX-A: ", b"x"),
        dripping(b"HTTP/1.1 503 Maaf\r\n\r\n", b"x"),
        dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
)
def test_a_drip_ends_with_the_time_for_all(fault, server, tmp_path):
    server.fault = fault
    error = asked(server, tmp_path)
    assert error.reason in {Reason.SOURCE_TIMEOUT, Reason.SOURCE_DOWN}
    assert type(error) is SourceDownError


def nested(levels, opening, closing):
    return opening * levels + closing * levels


@pytest.mark.parametrize(
    "body",
    [
        nested(100_000, b"[", b"]"),
        b"[" * 1_000_000,
        nested(100_000, b'{"a":', b"}").replace(b":}", b":1}"),
        b'{"data": ' + nested(65, b"[", b"]") + b"}",
    ],
)
@pytest.mark.parametrize("kind", ["json_api", "geojson"])
def test_json_that_is_nested_without_end_is_refused(kind, body, server, tmp_path):
    server.fault = server_.content(body)
    assert refusal(kind, {"url": f"{server.url}/a"}, tmp_path, PATIENT).reason is Reason.JSON_TOO_DEEP


@pytest.mark.parametrize("number", [b"9" * 1_000_000, b"1" + b"0" * 5000, b"1e999999999"])
def test_a_number_without_end_is_refused(number, server, tmp_path):
    server.fault = server_.content(b'{"data": [{"a": ' + number + b"}]}")
    assert asked(server, tmp_path, PATIENT).reason is Reason.JSON_INVALID


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
