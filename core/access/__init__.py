"""Who asks: the viewer of this request."""

from core.domain.viewer import Role, Viewer


def current_viewer() -> Viewer:
    """Return who asks. Until accounts exist, everybody on this machine reads what the council reads."""
    return Viewer(Role.COUNCIL)
