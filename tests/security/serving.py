"""Serves by the very function that `app.py` serves with, so that its limits hold."""

import contextlib
import threading

from core.config import Server
from core.web.listening import listen


@contextlib.contextmanager
def listening(application, *, files=("", 0), **limits):
    """Serve an application on a free port with the given [server] keys, files being handed in at a path; yield it."""
    server = listen(application, Server().model_copy(update={"port": 0, **limits}), files=files)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield int(server.effective_port)
    finally:
        server.close()
