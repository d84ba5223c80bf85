"""Who read what is not for everybody: written down once a day for each person and thing."""

import logging
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from flask import Flask, Response

from core.clock import today_in_city
from core.domain.audit import Action, Event
from core.domain.viewer import Viewer
from core.errors import StoreError
from core.store.sights import begin, taken

KEPT = 10_000  # what was written down lately; after more, or a restart, it is written down once more

log = logging.getLogger(__name__)


class _Told:
    """What was written down lately; safe for any number of threads."""

    def __init__(self) -> None:
        self._keys: OrderedDict[tuple[object, ...], None] = OrderedDict()
        self._lock = Lock()

    def is_new(self, key: tuple[object, ...]) -> bool:
        with self._lock:
            if key in self._keys:
                return False
            self._keys[key] = None
            while len(self._keys) > KEPT:
                self._keys.popitem(last=False)
            return True


def audit_sights(server: Flask, *, viewer: Callable[[], Viewer], record: Callable[[Event], object]) -> None:
    """Write down what each request read that is not for everybody.

    What cannot be written down is shown all the same: whoever looks after a full disk must see what is wrong.

    Args:
        server: Of Dash. To be called before answers are kept, so that a kept one begins anew too.
        viewer: Who asks.
        record: Writes an event down; raises StoreError where it cannot.
    """
    told = _Told()

    @server.before_request
    def listen() -> None:
        begin()

    @server.after_request
    def tell(response: Response) -> Response:
        seen = taken()
        if not seen:
            return response
        who, day = viewer(), today_in_city()
        try:
            for what in (one for one in seen if told.is_new((who, one, day))):
                record(Event(who.name, who.role, Action.SIGHT, what, {}))
        except StoreError as error:
            log.error("what %s read was not written down: %s", who.role.value, error)
        return response
