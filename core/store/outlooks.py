"""What can be said of an indicator's newest value beyond its status: signal or noise, pace, projection.

A projection takes a fifth of a second, a hundred times what a page may. So it is worked out behind the pages, one
after the other, in a process of its own (core.store.forecasting), and kept: the same values in the same place of the
year give the same answer, whatever else came into the store. Until it is there the page says that it is on its way.
"""

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import partial
from queue import SimpleQueue

from core.domain.figure import Point, View
from core.domain.indicator import Frequency, Indicator, Verification
from core.domain.moved import Outlook
from core.domain.pace import pace
from core.domain.projection import SEASONS, NoProjection, Projection, left_in_year
from core.domain.spc import variation
from core.store.figures import as_of
from core.store.forecasting import ForecastProcess
from core.store.scores import Score, score
from core.store.snapshot import Snapshot

log = logging.getLogger(__name__)

LONGEST = 72  # values of a line: six years of months
KEPT = 2_000  # projections; one weighs less than a kilobyte
MOST_WAITING = 100  # projections: half a minute of work; whoever walks through all pages must not make it hours
_Key = tuple[Indicator, tuple[Point, ...]]
_Job = Callable[[], None]


def outlook(snapshot: Snapshot, code: str, view: View, projections: "Projections | None" = None) -> Outlook:
    """Return what can be said of an indicator for the view's area; nothing where it has no value, is over, or an event.

    Raises:
        NotFoundError: If there is no such indicator or area.
    """
    indicator, area = snapshot.plan.indicator(code), snapshot.plan.area(view.area)
    found = score(snapshot, code, area, as_of(view))
    speaks = found is not None and not found.too_old and indicator.is_in_force(as_of(view))
    if found is None or not speaks or indicator.frequency is Frequency.EVENT:
        return Outlook((), None, None, NoProjection.NOTHING, simulated=False)
    line = line_of(snapshot, found)
    made_up = found.target is not None and found.target.verification is Verification.SIMULATED
    return Outlook(
        line=line,
        variation=variation(indicator, line, found.target),
        pace=pace(indicator, line, found.period, found.target),
        projection=(projections or PROJECTIONS).ask(indicator, line),
        simulated=made_up or any(point.simulated for point in line),
    )


def prepare(snapshot: Snapshot, view: View) -> None:
    """Have the projections of all indicators for the view's area and period worked out behind the pages."""
    for indicator in snapshot.catalogue.shown():
        outlook(snapshot, indicator.code, view)


def line_of(snapshot: Snapshot, found: Score) -> tuple[Point, ...]:
    """Return the values of the length of the newest one up to it, oldest first, gaps as None, at most LONGEST."""
    series, period = found.series, found.period
    known: dict[str, Point] = {}
    for at in range(found.at, -1, -1):
        if series.periods[at].frequency is period.frequency:
            made_up = snapshot.standing(series, at).simulated
            known[series.periods[at].text] = Point(series.periods[at], series.values[at], simulated=made_up)
            if len(known) == LONGEST:
                break
    first = list(known.values())[-1].period
    line = [known[period.text]]
    while len(line) < LONGEST and period > first:
        period = period.previous()
        line.append(known.get(period.text) or Point(period, None))
    return tuple(reversed(line))


class Projections:
    """Works projections out, one after the other, in a thread that begins with the first and ends with the process."""

    def __init__(self) -> None:
        self._done: OrderedDict[_Key, Projection | NoProjection] = OrderedDict()
        self._waiting: set[_Key] = set()
        self._jobs = 0
        self._queue: SimpleQueue[_Job] = SimpleQueue()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._forecasts = ForecastProcess()
        self._idle = threading.Event()
        self._idle.set()

    def ask(self, indicator: Indicator, line: tuple[Point, ...]) -> Projection | NoProjection | None:
        """Return the projection of a line; None while it is on its way, which a question begins unless many wait."""
        newest = line[-1].period
        if newest.frequency not in SEASONS:
            return NoProjection.FREQUENCY
        if not left_in_year(newest):
            return NoProjection.YEAR_COMPLETE
        key = indicator, line
        with self._lock:
            if key in self._done:
                self._done.move_to_end(key)
                return self._done[key]
            if key not in self._waiting and len(self._waiting) < MOST_WAITING:
                self._waiting.add(key)
                self._later(partial(self._project, key))
        return None

    def prepare(self, job: _Job) -> None:
        """Do something after what is waiting; it may ask, so that what will be asked for is there by then."""
        with self._lock:
            self._later(job)

    def wait(self, seconds: float) -> bool:
        """Wait until nothing is being worked out; return whether that came in time."""
        return self._idle.wait(seconds)

    def _later(self, job: _Job) -> None:
        self._jobs += 1
        self._idle.clear()
        self._queue.put(job)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="projections", daemon=True)
            self._thread.start()

    def _project(self, key: _Key) -> None:
        try:
            found = self._forecasts.project(*key)
        except Exception:
            log.exception("projection of %s failed; its page shows none", key[0].code)
            found = NoProjection.FAILED
        with self._lock:
            self._done[key] = found
            while len(self._done) > KEPT:
                self._done.popitem(last=False)
            self._waiting.discard(key)

    def _work(self) -> None:
        while True:
            job = self._queue.get()
            try:
                job()
            except Exception:
                log.exception("projections: what was to be prepared failed")
            if self._queue.empty():
                self._forecasts.end()
            with self._lock:
                self._jobs -= 1
                if not self._jobs:
                    self._idle.set()


PROJECTIONS = Projections()
