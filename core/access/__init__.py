"""Who asks: the viewer of this request, or the account that gave a command."""

import getpass
import os
from contextvars import ContextVar

from core.domain.viewer import Role, Viewer
from core.errors import NotFoundError

MACHINE = Viewer(Role.OPERATOR)  # whoever is at the machine itself: commands, and pages without login on loopback
_asking: ContextVar[Viewer | None] = ContextVar("asking", default=MACHINE)


def current_viewer() -> Viewer:
    """Return who asks.

    Raises:
        NotFoundError: If nobody does: a request of somebody who has not logged in reads nothing.
    """
    viewer = _asking.get()
    if viewer is None:
        raise NotFoundError("nobody has logged in")
    return viewer


def be(viewer: Viewer | None) -> None:
    """Say who asks in this request; None: nobody. Said at the beginning of each request (core.web.login)."""
    _asking.set(viewer)


def account() -> str:
    """Return the account of the operating system under which this process runs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's number without a name
        return str(os.getuid())


def operator(command: str) -> Viewer:
    """Return who gave a command at the machine itself."""
    return Viewer(Role.OPERATOR, f"{account()} ({command})")
