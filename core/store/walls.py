"""The door to the wall: which slides a viewer may be given, and which screens there are. The viewer first."""

from dataclasses import dataclass

from core.config import Wall
from core.domain.viewer import Viewer
from core.domain.wall_screens import Beat, Screen, WallSlide, wall_slides
from core.errors import NotAllowedError
from core.store import queries, scope, wall_beats, wall_screens

__all__ = ["ScreenRow", "may_see", "may_tend", "screens", "settings", "slides"]


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """A screen, and what it last told of itself; None: it has not yet been heard of."""

    screen: Screen
    beat: Beat | None


def settings(viewer: Viewer) -> Wall:
    """Return how often the wall renews itself and which themes it shows."""
    return queries.state(viewer).plan.config.wall


def slides(viewer: Viewer) -> tuple[WallSlide, ...]:
    """Return the slides of the wall that a viewer may be given, in their order."""
    themes = tuple((one.title, one.indicators) for one in settings(viewer).slides)
    return tuple(one for one in wall_slides(themes) if scope.may_show(viewer, one.code))


def may_see(viewer: Viewer) -> bool:
    """Return whether a viewer may see which screens there are."""
    return scope.may_see_screens(viewer)


def may_tend(viewer: Viewer) -> bool:
    """Return whether a viewer may confirm, change, command and revoke screens."""
    return scope.may_tend_screens(viewer)


def screens(viewer: Viewer) -> tuple[ScreenRow, ...]:
    """Return the screens that were not revoked, by name.

    Raises:
        NotAllowedError: If the viewer may not see them.
    """
    if not may_see(viewer):
        raise NotAllowedError(f"{viewer.role.value} sees no list of screens")
    with queries.reading(viewer) as conn:
        beats = wall_beats.all_beats(conn)
        return tuple(ScreenRow(one, beats.get(one.key)) for one in wall_screens.active_screens(conn))
