"""What the tests of collecting share: a small configuration, tables to send, an HTTP server on loopback that counts."""

import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from engines import migrated_sqlite
from sqlalchemy import text

from core.catalogue import load_catalogue
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config import ROOT, load_config
from core.store.engine import migrate, open_store

DISTRICTS = [f"64.01.{number:02d}" for number in range(1, 11)]
MONTHS = [f"{year}-{month:02d}" for year in range(2010, 2026) for month in range(1, 13)]
BORDERS = """
[sources.borders]
title = "Peta skematik"
agency = "DKISP"
connector = "schematic"
schedule = "0 4 1 * *"
attribution = "uji"
layout = "boundaries"
level = "desa"
columns = { code = "code" }
"""
HOTSPOTS = """
[sources.{name}]
title = "Titik panas"
agency = "BPBD"
connector = "csv_file"
url = "{url}"
schedule = "0 * * * *"
attribution = "uji"
numbers = "en"
layout = "features"
layer = "{name}"
count_as = "BN-01"
simulated = {simulated}
columns = {{ id = "id", lon = "lon", lat = "lat", observed_at = "waktu" }}
"""


def table(districts=DISTRICTS, months=MONTHS[-12:], shift=0.0):
    """Return a CSV of LH-01 (tons a day), every value different."""
    lines = ["kecamatan,periode,nilai"]
    for column, area in enumerate(districts):
        lines += [f"{area},{month},{column + row / 1000 + shift:.3f}" for row, month in enumerate(months)]
    return "\n".join(lines) + "\n"


def section(name, *, schedule="0 6 * * *", indicator="LH-01", unit="ton/hari", **options):
    """Return the [sources.<name>] section of a CSV source; options are its url or path and whatever else."""
    keys = {"title": name, "agency": "DLH", "connector": "csv_file", "attribution": "uji", "numbers": "en"}
    lines = [f"[sources.{name}]", f'schedule = "{schedule}"']
    lines += [f"{key} = {_toml(value)}" for key, value in (keys | options).items()]
    lines += [f"[sources.{name}.columns]", 'area = "kecamatan"', 'period = "periode"', 'value = "nilai"']
    return "\n".join([*lines, f"[sources.{name}.indicators]", f'"{indicator}" = {{ unit = "{unit}" }}', ""])


def _toml(value):
    return (
        str(value).lower()
        if isinstance(value, bool)
        else repr(value)
        if isinstance(value, int | float)
        else f'"{value}"'
    )


def write_config(folder, *sections, **collect):
    """Write folder/config.toml; all that is kept goes below folder too. Return its path."""
    limits = {"attempts": 1, "pause": 0.05, "longest_pause": 2, "connect_timeout": 2, "read_timeout": 2, "deadline": 5}
    files = folder / "files"
    files.mkdir(exist_ok=True)
    lines = ["[collect]", f'files = "{files}"', 'internal_hosts = ["127.0.0.1"]']
    lines += [*(f"{key} = {value}" for key, value in (limits | collect).items())]
    path = folder / "config.toml"
    path.write_text("\n".join([*lines, "", *sections]), encoding="utf-8")
    return path


def accounted(batch):
    """Return the number of cells whose fate is known; equals `batch.read` or the reader is wrong."""
    refused = sum(one.cells for one in batch.rejected)
    return len(batch.observations) + refused + batch.missing + batch.skipped + batch.merged + batch.withheld


def run_source(source, *, trigger="manual", due_at=None, dry_run=False, **parts):
    """Collect one source as the product does; parts are what Runner needs. Return what came of it."""
    return Runner(**parts).run(source, Order(Trigger(trigger), due_at=due_at, dry_run=dry_run))


class Installation:
    """A configuration with its own data folder, store and the project's catalogue."""

    def __init__(self, folder, *sections, store_url="", **collect):
        self.folder = folder
        self.environment = {"DATA_DIR": str(folder)} | ({"STORE_URL": store_url} if store_url else {})
        self.path = write_config(folder, *sections, **collect)
        self.config = load_config(self.path, self.environment)
        self.catalogue = load_catalogue(ROOT / "catalogue")
        if not store_url and not (folder / "dashboard.sqlite3").exists():
            migrated_sqlite(folder / "dashboard.sqlite3")
        self.store = open_store(self.config.store_url)
        migrate(self.store)

    def rows(self, query, **values):
        """Return what a query of the store answers."""
        with self.store.read() as conn:
            return [tuple(row) for row in conn.execute(text(query), values)]

    def one(self, query, **values):
        return self.rows(query, **values)[0][0]

    def dump(self):
        """Return every observation that stands in the store, without numbers of runs."""
        return self.rows("SELECT source, area, period, revision, value FROM observation ORDER BY 1, 2, 3, 4")


class Feeds:
    """A real HTTP server; `answers[path]` is a list of (status, headers, body), the last one stays."""

    def __init__(self):
        self.answers, self.asked, self._lock = {}, {}, threading.Lock()
        feeds = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                feeds.answer(self)

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # whoever asked was killed or gave up
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        self.agents = set()

    def url(self, path):
        return f"http://127.0.0.1:{self._server.server_address[1]}/{path}"

    def give(self, path, *answers):
        self.answers[path] = [one if isinstance(one, tuple) else (200, {}, one) for one in answers]

    def answer(self, request):
        path = request.path.strip("/").partition("?")[0]
        with self._lock:
            self.asked.setdefault(path, []).append(time.monotonic())
            self.agents.add(request.headers.get("User-Agent"))
            waiting = self.answers[path]
            status, headers, body = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if callable(body):
            body = body(request)
        content = body if isinstance(body, bytes) else body.encode()
        request.send_response(status)
        for name, value in ({"Content-Type": "text/csv", "Content-Length": str(len(content))} | headers).items():
            request.send_header(name, value)
        request.end_headers()
        with suppress(OSError):
            request.wfile.write(content)

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def feeds():
    server = Feeds()
    try:
        yield server
    finally:
        server.close()
