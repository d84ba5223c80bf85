"""Offices that send a new version of all their figures each time they are asked, one for each kind of source.

Every value tells the version it belongs to, so that a batch of two versions is seen, and a lost one too.
"""

import io
import json
import sqlite3
import threading
from contextlib import closing, contextmanager
from urllib.parse import parse_qs, urlsplit

import xlsxwriter

from core.collect.contract import UPLOADED
from tests.collecting import DISTRICTS, MONTHS, feeds, section

PERIODS = MONTHS[:24]
ROWS = len(DISTRICTS) * len(PERIODS)
PAGE = 80  # rows, so that a paged answer has three pages
HIGHEST = 990  # version; LH-01 has 1,000 as its maximum
KINDS = ("csv", "xlsx", "ckan", "wfs", "sql")
HEAD = ("kecamatan", "periode", "nilai")


def value(version, place):
    """Return the figure of a version at a place: version + place / 100000."""
    return round(version + place / 100_000, 5)


def places():
    """Yield (area, period, place) of all figures."""
    for column, area in enumerate(DISTRICTS):
        for row, period in enumerate(PERIODS):
            yield area, period, column * len(PERIODS) + row


def csv_of(version):
    """Return the CSV of a version."""
    lines = [f"{area},{period},{value(version, place):.5f}" for area, period, place in places()]
    return "\n".join([",".join(HEAD), *lines, ""])


def _xlsx(version):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, HEAD)
        for at, (area, period, place) in enumerate(places(), 1):
            sheet.write_row(at, 0, (area, period, value(version, place)))
    return content.getvalue()


def _ckan(version, begin):
    rows = [
        {"_id": place + 1, **dict(zip(HEAD, (area, period, value(version, place)), strict=True))}
        for area, period, place in places()
    ]
    return json.dumps({"success": True, "result": {"total": ROWS, "records": rows[begin : begin + PAGE]}})


def _wfs(version, begin):
    features = [
        {
            "type": "Feature",
            "id": f"tps.{place}",
            "geometry": {"type": "Point", "coordinates": [116 + place / 1000, -1.9]},
            "properties": {"kode": f"tps.{place}", "nama": f"TPS {place}", "jenis": "TPS", "versi": version},
        }
        for _, _, place in places()
    ]
    page = features[begin : begin + PAGE]
    return json.dumps({"type": "FeatureCollection", "numberMatched": ROWS, "features": page})


class Office:
    """One source. `version` is the newest that was sent; `section` stands in config.toml; `settle` ends all changes."""

    def __init__(self, section):
        self.section, self.version = section, 0
        self.settle = lambda: None

    def next(self):
        """Return the next version."""
        self.version += 1
        return self.version


def _asked(kind, server):
    """Return an office that is asked over HTTP; the pages of one answer are of one version."""
    office = Office("")

    def answer(request):
        asked = parse_qs(urlsplit(request.path).query)
        begin = int(asked.get("offset", asked.get("startIndex", ["0"]))[0])
        version = office.version if begin else office.next()
        return (
            {"csv": csv_of, "xlsx": _xlsx}[kind](version) if kind in ("csv", "xlsx") else _paged[kind](version, begin)
        )

    server.give({"ckan": "ckan/api/3/action/datastore_search"}.get(kind, kind), (200, _TYPES[kind], answer))
    office.section = _SECTIONS[kind](server.url(kind))
    return office


_whole = {"csv": csv_of, "xlsx": _xlsx}
_paged = {"ckan": _ckan, "wfs": _wfs}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JSON = {"Content-Type": "application/json"}
_TYPES = {"csv": {}, "xlsx": {"Content-Type": _SHEET}, "ckan": _JSON, "wfs": _JSON}
_SECTIONS = {
    "csv": lambda url: section("csv", url=url),
    "xlsx": lambda url: section("xlsx", connector="excel_file", url=url),
    "ckan": lambda url: section("ckan", connector="ckan", url=url, resource_id="t1", page_size=PAGE),
    "wfs": lambda url: _layer("wfs", url),
}


def _layer(name, url):
    return f"""[sources.{name}]
title = "TPS"
agency = "DLH"
connector = "wfs"
url = "{url}"
type_name = "paser:tps"
page_size = {PAGE}
schedule = "0 6 * * *"
attribution = "uji"
layout = "features"
layer = "tps"
[sources.{name}.columns]
id = "kode"
name = "nama"
kind = "jenis"
"""


class HandingIn:
    """An office that hands its files in: each version is named by how many were begun."""

    def __init__(self, begun):
        self.section, self._begun = section("unggahan", schedule="", path=UPLOADED), begun

    @property
    def version(self):
        return self._begun.stat().st_size

    def settle(self):
        """Nothing is asked; what is handed in last is the newest."""


@contextmanager
def office(kind, files):
    """Open the office of a kind; an SQL source is a database in the files folder that changes all the time."""
    if kind == "sql":
        yield from _database(files)
        return
    with feeds() as server:
        yield _asked(kind, server)


def _database(files):
    office = Office(section("sql", connector="sql_table", path="dinas.sqlite3", table="angka"))
    path = files / "dinas.sqlite3"
    path.unlink(missing_ok=True)
    stop = threading.Event()
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=30)) as database:
        database.execute("PRAGMA synchronous=OFF")  # the office's own; only ours must be durable
        database.execute("CREATE TABLE version (number INTEGER)")
        database.execute("INSERT INTO version VALUES (0)")
        database.execute("CREATE TABLE cell (kecamatan TEXT, periode TEXT, place INTEGER)")
        database.executemany("INSERT INTO cell VALUES (?, ?, ?)", places())
        database.execute(
            "CREATE VIEW angka AS SELECT kecamatan, periode, round(number + place / 100000.0, 5) AS nilai "
            "FROM cell, version"
        )

        def change():
            while not stop.wait(0.07) and office.version < HIGHEST:
                database.execute("UPDATE version SET number = ?", (office.version + 1,))
                office.next()

        changing = threading.Thread(target=change, daemon=True)
        changing.start()
        office.settle = lambda: (stop.set(), changing.join())
        try:
            yield office
        finally:
            stop.set()
            changing.join()
