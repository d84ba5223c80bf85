"""The socket: how much a request may hold, how long it may take to come, how many may be open."""

import copy
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from core.config import Server
from core.errors import ConfigError
from core.web.headers import Protection

_LOOK_EVERY = 5  # seconds between two looks at connections that wait
_FRAME = 64 * 1024  # bytes that a form puts around its file
# Bytes a second that a file must come with on the whole: a phone at the edge of its network brings as much.
SLOWEST = 4 * 1024


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What the server answers before the application is asked: with the headers of all other answers."""

    def execute(self) -> None:
        """Answer."""
        self.response_headers.extend(Protection().complete([("Content-Type", "text/plain")])[1:])
        super().execute()


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """A request that may be large where files are handed in, and nowhere else."""

    adj: Any
    large: tuple[str, int] = ("", 0)  # where, and how many bytes

    def parse_header(self, header_plus: bytes) -> None:
        """Read the headers, then say how large the body may be."""
        super().parse_header(header_plus)
        path, most = self.large
        if path and (self.command, self.path) == ("POST", path):
            self.adj = copy.copy(self.adj)
            self.adj.max_request_body_size = most


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests must come whole within the patience of the server.

    waitress counts silence only: a request that comes byte by byte would hold its connection for ever. A file has
    longer, in proportion to what has come of it.
    """

    error_task_class = _Refusal
    parser_class = _Parser
    _began: tuple[Any, float] = (None, 0.0)

    def received(self, data: bytes) -> bool:
        """Take what came; a request that is not whole counts as silent since its first byte."""
        taken: bool = super().received(data)
        if self.request is not None:
            if self._began[0] is not self.request:
                self._began = (self.request, time.time())
            self.last_activity = self._began[1] + self.request.body_bytes_received / SLOWEST
        return taken


def listen(application: Any, at: Server, *, files: tuple[str, int] = ("", 0)) -> BaseWSGIServer:
    """Return a server that listens; `run` serves until the process is told to stop.

    Args:
        application: What answers.
        at: Where, and the limits.
        files: The path where files are handed in, and how many bytes one may have.

    Raises:
        ConfigError: If the address cannot be listened on.
    """
    parts: dict[int, Any] = {}
    try:
        server = create_server(
            application,
            map=parts,
            host=at.host,
            port=at.port,
            threads=at.threads,
            ident=None,  # nobody needs to know what serves
            max_request_body_size=at.max_body,
            max_request_header_size=at.max_header,
            connection_limit=at.connections,
            channel_timeout=at.patience,
            cleanup_interval=min(_LOOK_EVERY, at.patience),
        )
    except OSError as error:
        raise ConfigError(f"cannot listen on {at.host}:{at.port} ({error.strerror}); set PORT to a free one") from error
    path, most = files
    parser = type("_Files", (_Parser,), {"large": (path, most + _FRAME)})
    channel = type("_Files", (_Channel,), {"parser_class": parser})
    for one in parts.values():
        one.channel_class = channel
    return server
