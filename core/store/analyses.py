"""What pages ask for beyond the figures themselves; a second door beside core.store.queries, by the same rules.

The viewer comes first, and a view that looks back shows what was known then.
"""

from datetime import datetime
from functools import partial

from core.domain.area import REGENCY
from core.domain.figure import ComparisonKind, View
from core.domain.moved import IndexMovement, Outlook
from core.domain.period import Period, parse_period, period_of
from core.domain.sensitivity import Sensitivity
from core.domain.viewer import Viewer
from core.store import movements, outlooks, queries


def movement(viewer: Viewer, code: str, view: View, since: Period) -> IndexMovement:
    """Return what moved the index of a dimension ("": of the view's frame) since a period.

    Raises:
        NotFoundError: If the frame has no such dimension, or there is no such area.
    """
    snapshot, known = queries.state(viewer, view.known_at), partial(queries.state, viewer)

    def changes() -> tuple[datetime, ...]:
        return tuple(one.known_at for one in queries.catalogue_versions(viewer))

    return snapshot.pages.get(
        ("movement", code, view, since), lambda: movements.index_movement(snapshot, code, view, since, known, changes)
    )


def sensitivity(viewer: Viewer, view: View) -> Sensitivity:
    """Return what other weights would say of the indexes of the view's frame.

    Raises:
        NotFoundError: If there is no such area.
    """
    snapshot = queries.state(viewer, view.known_at)
    key = ("sensitivity", view.frame, view.area, view.period.text)
    return snapshot.indexes.get(key, lambda: movements.index_sensitivity(snapshot, view))


def outlook(viewer: Viewer, code: str, view: View) -> Outlook:
    """Return whether the newest value of an indicator is a real change, what its target takes, where the year ends.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    snapshot = queries.state(viewer, view.known_at)
    known: Outlook | None = snapshot.pages.entries.get(("outlook", code, view))
    if known is not None:
        return known
    found = outlooks.outlook(snapshot, code, view)
    if found.projection is not None:
        snapshot.pages.get(("outlook", code, view), lambda: found)
    else:
        # An answer that says "on its way" must not be kept any longer than that is true.
        outlooks.PROJECTIONS.prepare(snapshot.answers.entries.clear)
        if view.area == REGENCY and view.known_at is None:
            # Whoever looks at one indicator will look at the next: all of this state, once.
            key = ("projections", view.period.text)
            snapshot.indexes.get(key, lambda: outlooks.PROJECTIONS.prepare(partial(outlooks.prepare, snapshot, view)))
    return found


def since_of(text: str, view: View) -> Period:
    """Return the older period that an address asks for with `dari`; else the one that its comparison means.

    Only a period that is over before the view's ends is older; anything else falls back, as all old links do.
    """
    try:
        asked = parse_period(text) if text else None
    except ValueError:
        asked = None
    if asked and asked.start.year >= 1900 and asked.end < view.period.end:
        return asked
    if view.comparison is ComparisonKind.LAST_YEAR:
        return view.period.year_before()
    if view.comparison is ComparisonKind.YEAR_TO_DATE:
        return period_of(
            view.period.start.replace(year=view.period.start.year - 1, month=12, day=1), view.period.frequency
        )
    return view.period.previous()
