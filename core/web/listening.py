"""The socket: how much a request may hold, how long it may take to come, how many may be open."""

import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ErrorTask

from core.config import Server
from core.errors import ConfigError
from core.web.headers import Protection

_LOOK_EVERY = 5  # seconds between two looks at connections that wait


class _Refusal(ErrorTask):  # type: ignore[misc]
    """What the server answers before the application is asked: with the headers of all other answers."""

    def execute(self) -> None:
        """Answer."""
        self.response_headers.extend(Protection().complete([("Content-Type", "text/plain")])[1:])
        super().execute()


class _Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose requests must come whole within the patience of the server.

    waitress counts silence only: a request that comes byte by byte would hold its connection for ever.
    """

    error_task_class = _Refusal
    _began: tuple[Any, float] = (None, 0.0)

    def received(self, data: bytes) -> bool:
        """Take what came; a request that is not whole counts as silent since its first byte."""
        taken: bool = super().received(data)
        if self.request is not None:
            if self._began[0] is not self.request:
                self._began = (self.request, time.time())
            self.last_activity = self._began[1]
        return taken


def listen(application: Any, at: Server) -> BaseWSGIServer:
    """Return a server that listens; `run` serves until the process is told to stop.

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
    for one in parts.values():
        one.channel_class = _Channel
    return server
