"""The floor of drawing: the first page by the same functions, from a WSGI application without Dash and Flask.

    python -m bench.bare_page PORT

Each call is drawn anew and compressed as the dashboard does it; nothing is kept. DATA_DIR says which store is read.
"""

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

import brotli
import dash
from waitress.server import create_server

from app import create_app
from components.in_place import changes
from core.opening import opened

_LEVEL = 4  # of brotli, as in core.web.compression
_HEADERS = [("Content-Type", "application/json"), ("Content-Encoding", "br")]


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answer any call with the first page."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    text = json.dumps(changes(dash.page_registry["pages.council"]["layout"]()))
    body = brotli.compress(text.encode(), quality=_LEVEL)
    start("200 OK", [*_HEADERS, ("Content-Length", str(len(body)))])
    return [body]


def main() -> None:
    """Serve until the process is told to stop."""
    with opened() as parts:
        create_app(parts.config, parts.store, parts.catalogue)  # registers the pages; its server is not used
        threads = parts.config.server.threads
        create_server(application, host="127.0.0.1", port=int(sys.argv[1]), threads=threads).run()


if __name__ == "__main__":
    main()
