"""Who asks: the viewer of this request, or the account that gave a command."""

import getpass
import os

from core.domain.viewer import Role, Viewer


def current_viewer() -> Viewer:
    """Return who asks. Until accounts exist, whoever reaches the pages looks after them: they serve loopback."""
    return Viewer(Role.OPERATOR)


def account() -> str:
    """Return the account of the operating system under which this process runs."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's number without a name
        return str(os.getuid())


def operator(command: str) -> Viewer:
    """Return who gave a command at the machine itself."""
    return Viewer(Role.OPERATOR, f"{account()} ({command})")
