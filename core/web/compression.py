"""Compression: answers that change by Flask-Compress, files that never change compressed once and kept."""

import re
from threading import Lock

import brotli
from flask import Flask, Response, request
from flask_compress import Compress

# Dash puts version and modification time into the name of every component file, we the content's hash into ours.
_FINGERPRINTED = re.compile(r"/_dash-component-suites/.+\.v\d\S*m\d+\.|/skrip/")
_KEPT = re.compile(r"/_dash-component-suites/|/skrip/")  # parts that load later have no fingerprint, only an ETag
_TEXT = ("javascript", "json", "css", "svg")
_LEVEL = 9  # of 11: the last two levels cost ten times the time for 3 % of the bytes
_FOR_EVER = "public, max-age=31536000, immutable"


class KeptCompression:
    """Compresses each script at its first request and keeps the result."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}
        self._lock = Lock()

    def __call__(self, response: Response) -> Response:
        """Return the response, compressed and cacheable for ever where its name says it never changes."""
        if response.status_code != 200 or not _KEPT.match(request.path):
            return response
        if _FINGERPRINTED.search(request.path):
            response.headers["Cache-Control"] = _FOR_EVER
        if request.accept_encodings.quality("br") > 0 and any(word in (response.mimetype or "") for word in _TEXT):
            response.direct_passthrough = False
            response.set_data(self._compressed(request.path, response))
            response.headers["Content-Encoding"] = "br"
            response.vary.add("Accept-Encoding")
        return response

    def _compressed(self, path: str, response: Response) -> bytes:
        with self._lock:
            if path not in self._kept:
                self._kept[path] = brotli.compress(response.get_data(), quality=_LEVEL)
            return self._kept[path]


def compress(server: Flask) -> None:
    """Compress all that a server sends. The kept files go first, so that nothing is compressed twice."""
    server.config.update(
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=4,
        COMPRESS_MIMETYPES=["text/html", "application/json", "text/css", "text/csv", "image/svg+xml"],
        COMPRESS_MIN_SIZE=500,
    )
    Compress(server)
    server.after_request(KeptCompression())
