"""Every way in which the misbehaving server answers wrong, and how each must end: error and reason."""

import misbehaving_server as server_

from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason

FAULTS = {
    "503": (server_.status(503), SourceDownError, Reason.SOURCE_DOWN),
    "500 that echoes": (server_.echoing(500), SourceDownError, Reason.SOURCE_DOWN),
    "401": (server_.status(401), SourceRefusedError, Reason.SOURCE_FORBIDDEN),
    "403 that echoes": (server_.echoing(403), SourceRefusedError, Reason.SOURCE_FORBIDDEN),
    "404": (server_.status(404), SourceRefusedError, Reason.SOURCE_MOVED),
    "410": (server_.status(410), SourceRefusedError, Reason.SOURCE_MOVED),
    "400 that echoes": (server_.echoing(400), SourceRefusedError, Reason.SOURCE_ERROR),
    "408": (server_.status(408), SourceDownError, Reason.SOURCE_TIMEOUT),
    "204": (server_.status(204), SourceDownError, Reason.SOURCE_ERROR),
    "206 unasked": (server_.status(206, b"{}"), SourceDownError, Reason.TRUNCATED),
    "304 unasked": (server_.status(304), SourceDownError, Reason.SOURCE_ERROR),
    "HTML with 200": (server_.content(server_.HTML), SourceDownError, Reason.FORMAT_MISMATCH),
    "nothing with 200": (server_.content(b" \n"), SourceDownError, Reason.FILE_EMPTY),
    "cut at Content-Length": (server_.cut_length, SourceDownError, Reason.TRUNCATED),
    "cut between chunks": (server_.cut_chunks, SourceDownError, Reason.TRUNCATED),
    "cut gzip": (server_.cut_gzip, SourceDownError, Reason.TRUNCATED),
    "broken gzip": (server_.broken_gzip, SourceDownError, Reason.CORRUPT),
    "unknown encoding": (
        server_.content(b"{}", content_encoding="zstd"),
        SourceDownError,
        Reason.FORMAT_MISMATCH,
    ),
    "gzip bomb": (server_.bomb, SourceChangedError, Reason.FILE_TOO_LARGE),
    "bomb in a redirect": (server_.bomb_in_redirect, SourceDownError, Reason.REDIRECT_LOOP),
    "endless body": (server_.endless, SourceChangedError, Reason.FILE_TOO_LARGE),
    "slow body": (server_.slow_body, SourceDownError, Reason.SOURCE_TIMEOUT),
    "slow headers": (server_.slow_headers, SourceDownError, Reason.SOURCE_TIMEOUT),
    "silence": (server_.silent, SourceDownError, Reason.SOURCE_TIMEOUT),
    "redirect loop": (server_.redirect_loop, SourceDownError, Reason.REDIRECT_LOOP),
}
