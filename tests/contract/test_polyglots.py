"""Files that are two things at once are refused whole; what office programs write is read as before."""

import io
import struct
import zipfile

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from core.collect.contract import Layout, Reading, Source
from core.errors import SourceChangedError
from core.reasons import Reason, explain
from data_sources.csv_file import read_csv
from data_sources.excel_file import read_excel
from tests.contract.workbooks import ods, saved

COLUMNS = {"area": "Kecamatan", "value": "Nilai"}
ROWS = (["Kecamatan", "Nilai"], ["Kuaro", 12.5])
PAGE = b"<!doctype html><html><script>window.__kena=1</script></html>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
MISMATCH, NOT_ALLOWED, CORRUPT = Reason.FORMAT_MISMATCH, Reason.FORMAT_NOT_ALLOWED, Reason.CORRUPT


def read(content, reader=read_excel):
    return reader(Source("uji", "DLH", "excel_file", reading=Reading(Layout.LONG, COLUMNS)), content)


def refusal(content, reader=read_excel):
    with pytest.raises(SourceChangedError) as caught:
        read(content, reader)
    return caught.value


def book():
    made = openpyxl.Workbook()
    for row in ROWS:
        made.active.append(row)
    return saved(made)


def by_xlsxwriter(**options):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        if options:
            made.use_zip64()
    return out.getvalue()


def by_pandas():
    out = io.BytesIO()
    pd.DataFrame([ROWS[1]], columns=ROWS[0]).to_excel(out, index=False)
    return out.getvalue()


class Unseekable(io.RawIOBase):
    """Where a program writes that streams: sizes then follow the data."""

    def __init__(self):
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.written += data
        return len(data)


def streamed(content):
    out = Unseekable()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return bytes(out.written)


def repacked(content, *, first=(), last=(), comment=b""):
    """Return a workbook with further entries (name, bytes) before and after its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name, data in first:
            new.writestr(name, data, zipfile.ZIP_STORED)
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry), zipfile.ZIP_DEFLATED)
        for name, data in last:
            new.writestr(name, data, zipfile.ZIP_DEFLATED)
        new.comment = comment
    return out.getvalue()


def prefixed(content, before):
    """Return a workbook behind other bytes, its directory corrected so that every reader of zips opens it."""
    out = io.BytesIO(before)
    out.seek(0, io.SEEK_END)
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "a") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
    return out.getvalue()


def hollowed(content, inside):
    """Return a workbook with bytes between its last entry and its directory."""
    size, offset = struct.unpack("<2L", content[-10:-2])
    end = content[-22:-6] + struct.pack("<L", offset + len(inside)) + content[-2:]
    return content[:offset] + inside + content[offset : offset + size] + end


def within_a_page(content):
    """Return a workbook whose first bytes are those of an entry, but whose directory names only what comes later."""
    return prefixed(content, b"PK\x03\x04" + PAGE)


@pytest.mark.parametrize(
    "content",
    [
        book(),
        by_xlsxwriter(),
        by_xlsxwriter(use_zip64=True),
        by_pandas(),
        ods(ROWS),
        streamed(book()),
        repacked(book()),
    ],
    ids=["openpyxl", "xlsxwriter", "zip64", "pandas", "ods", "streamed", "zipfile"],
)
def test_what_office_programs_write_is_read(content):
    assert read(content)["Nilai"].tolist() == [12.5]


CASES = {
    "pdf before": (prefixed(book(), PDF), NOT_ALLOWED),
    "pdf before, raw": (PDF + book(), NOT_ALLOWED),
    "gif before": (prefixed(book(), GIF), MISMATCH),
    "gif before, raw": (GIF + book(), MISMATCH),
    "page before": (PAGE + book(), MISMATCH),
    "page in the first entry's place": (within_a_page(book()), MISMATCH),
    "page after": (book() + PAGE, MISMATCH),
    "one byte after": (book() + b"\n", MISMATCH),
    "page in a comment": (repacked(book(), comment=PAGE), MISMATCH),
    "comment longer than said": (book()[:-2] + b"\x05\x00<b>", MISMATCH),
    "page between entries and directory": (hollowed(book(), PAGE), MISMATCH),
    "two workbooks": (book() + book(), MISMATCH),
    "two ends": (book() + book()[-22:], CORRUPT),
    "first entry a page": (repacked(book(), first=[("halaman.xml", PAGE)]), MISMATCH),
    "first entry a program": (repacked(book(), first=[("a.bin", b"MZ\x90\x00\x03" + bytes(60))]), MISMATCH),
    "a page among the entries": (repacked(book(), last=[("xl/media/a.html", PAGE)]), NOT_ALLOWED),
    "a script among the entries": (repacked(book(), last=[("xl/A.JS", b"1")]), NOT_ALLOWED),
    "absolute name": (repacked(book(), last=[("/etc/cron.d/a", b"x")]), MISMATCH),
    "climbing name": (repacked(book(), last=[("xl/../../a.xml", b"x")]), MISMATCH),
    "climbing name of windows": (repacked(book(), last=[("xl\\..\\..\\a.xml", b"x")]), MISMATCH),
    "name with a drive": (repacked(book(), last=[("C:/a.xml", b"x")]), MISMATCH),
}


@pytest.mark.parametrize("name", CASES)
def test_a_workbook_that_is_something_else_besides_is_refused(name):
    content, reason = CASES[name]
    error = refusal(content)
    assert error.reason is reason
    said = explain(error.reason, found=error.found, expected=error.expected)
    assert error.found
    assert said.mend


TEXT = b"Kecamatan;Nilai\nKuaro;12,5\n"
KINDS = {
    "html": PAGE + TEXT,
    "html after a mark and blanks": b"\xef\xbb\xbf \n<HTML>" + TEXT,
    "svg": b"<svg onload=alert(1)>" + TEXT,
    "xml": b"<?xml version='1.0'?>" + TEXT,
    "php": b"<?php system('id'); ?>\n" + TEXT,
    "pdf": PDF + TEXT,
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + TEXT,
    "zip": b"PK\x03\x04" + TEXT,
    "gzip": b"\x1f\x8b\x08\x00" + TEXT,
    "png": b"\x89PNG\r\n\x1a\n" + TEXT,
    "jpeg": b"\xff\xd8\xff\xe0" + TEXT,
    "gif": GIF + TEXT,
    "gif of old": b"GIF87a;1\n" + TEXT,
    "elf": b"\x7fELF\x02\x01\x01" + TEXT,
    "exe": b"MZ\x90\x00\x03\x00" + TEXT,
    "script": b"#!/bin/sh\n" + TEXT,
    "script after a blank": b"#! /usr/bin/env python3\n" + TEXT,
    "7z": b"7z\xbc\xaf\x27\x1c" + TEXT,
    "rar": b"Rar!\x1a\x07\x00" + TEXT,
    "rtf": b"{\\rtf1" + TEXT,
}


@pytest.mark.parametrize("name", KINDS)
def test_a_text_that_begins_as_another_kind_is_no_csv(name):
    assert refusal(KINDS[name], read_csv).reason in (MISMATCH, NOT_ALLOWED)


@pytest.mark.parametrize("first", [b"MZ-01;1\n", b"# catatan\n", b"#!penting;1\n", b"GIFT;1\n", b"[a];1\n"])
def test_a_word_that_only_begins_like_one_is_text(first):
    assert read(first + TEXT, read_csv)["Nilai"].tolist() == ["12,5"]
