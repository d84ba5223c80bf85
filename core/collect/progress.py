"""Collects several sources side by side and tells a line about each as it ends."""

import threading
from collections.abc import Callable, Iterable

from sqlalchemy import select

from core.collect.contract import Layout, Source
from core.collect.outcome import Outcome, Trigger
from core.collect.recording import ENDED
from core.collect.runner import Order, Runner
from core.collect.simulation import write_simulated_feeds
from core.collect.workers import Workers
from core.config import Config
from core.domain.catalogue import Catalogue
from core.errors import StoreError
from core.store.engine import Store
from core.store.models import Run

Tell = Callable[[str], None]
LOOK = 0.2  # seconds between two looks whether this process is to stop


def first_collection(config: Config, store: Store, catalogue: Catalogue, *, tell: Tell = print) -> list[Outcome]:
    """Collect the sources that never ended a run, as `make run` does before it serves; others wait for their time.

    A source that may take longer than [collect] deadline is left to the scheduler, which begins with it at once:
    nobody should wait minutes for the first page.
    """
    run = Run.__table__.c
    with store.read() as conn:
        known = set(conn.execute(select(run.source).where(run.state.in_(ENDED)).distinct()).scalars())
    new = [source for source in config.sources.values() if not source.is_uploaded and source.id not in known]
    later = [source for source in new if _takes_long(source, config)]
    for source in later:
        tell(f"{source.id} may take {source.options['timeout']} s: collected by the schedule, not waited for")
    now = [source for source in new if source not in later]
    return run_all(now, Runner(config, store, catalogue), trigger=Trigger.FIRST, tell=tell)


def run_all(
    sources: Iterable[Source],
    runner: Runner,
    *,
    trigger: Trigger,
    dry_run: bool = False,
    tell: Tell = print,
) -> list[Outcome]:
    """Collect the sources, [collect] workers at a time, and tell a line about each.

    Boundaries come first; what is counted by area begins when all of them have ended, well or not.

    Returns:
        The outcomes in the order of the sources. Sources that had not ended when `runner.stopping` was set are missing.

    Raises:
        StoreError: If the database refused; every source was tried nevertheless.
    """
    chosen = list(sources)
    if not chosen:
        return []
    if any(source.simulated for source in chosen):
        write_simulated_feeds(runner.config, runner.now)
    side_by_side = _SideBySide(runner, Order(trigger, dry_run=dry_run), len(chosen), tell)
    tell(f"collecting {len(chosen)} source(s), {runner.config.collect.workers} at a time")
    outcomes = side_by_side.collect(chosen)
    return [outcomes[source.id] for source in chosen if source.id in outcomes]


def line_about(outcome: Outcome) -> str:
    """Return what came of a run, in a few words."""
    if outcome.state is None:
        return f"skipped: {outcome.skipped}"
    counts = ", ".join(f"{getattr(outcome, name):,} {word}" for name, word in _WORDS if getattr(outcome, name))
    why = outcome.failure.error if outcome.failure else ""
    told = f"{outcome.state.value}: {why or counts or 'nothing new'} ({outcome.seconds:.1f} s)"
    return f"[dry run, nothing stored] {told}" if outcome.dry_run else told


_WORDS = (("new", "new"), ("revised", "revised"), ("same", "unchanged"), ("rejected", "rejected"))


def _takes_long(source: Source, config: Config) -> bool:
    """Return whether a source that is scheduled asks for more time than sources have."""
    timeout = source.options.get("timeout", 0)
    return bool(source.schedule) and isinstance(timeout, int | float) and timeout > config.collect.deadline


def _is_boundary(source: Source) -> bool:
    return source.reading.layout is Layout.BOUNDARIES


class _SideBySide:
    """One collection of several sources: outcomes and lines, from many threads."""

    def __init__(self, runner: Runner, order: Order, total: int, tell: Tell) -> None:
        self._runner, self._order, self._total, self._tell = runner, order, total, tell
        self._lock = threading.Lock()
        self._outcomes: dict[str, Outcome] = {}
        self._fault: Exception | None = None
        self._ended = 0
        self._boundaries = 0  # that have not ended
        self._counting: list[Source] = []  # sources that wait for them
        self._workers = Workers(runner.config.collect.workers)

    def collect(self, sources: list[Source]) -> dict[str, Outcome]:
        first = [source for source in sources if _is_boundary(source)]
        rest = [source for source in sources if not _is_boundary(source)]
        self._boundaries = len(first)
        self._counting = [source for source in rest if first and source.reading.count_as]
        for source in [*first, *(source for source in rest if source not in self._counting)]:
            self._submit(source)
        try:
            while not self._workers.join(LOOK):
                if self._runner.stopping.is_set():
                    self._give_up()
                    break
        except BaseException:  # Ctrl+C where nobody takes the signal: no run is left open
            self._runner.stopping.set()
            self._give_up()
            raise
        if self._fault:
            raise self._fault
        with self._lock:
            return dict(self._outcomes)

    def _give_up(self) -> None:
        self._workers.close()
        self._workers.join(1)
        self._runner.give_up()

    def _submit(self, source: Source) -> None:
        self._workers.submit(lambda: self._work(source))

    def _work(self, source: Source) -> None:
        self._one(source)
        if _is_boundary(source):
            with self._lock:
                self._boundaries -= 1
                waiting = [] if self._boundaries else self._counting
            for one in waiting:  # before this task ends, so that nobody takes the collection for finished
                self._submit(one)

    def _one(self, source: Source) -> None:
        try:
            outcome = self._runner.run(source, self._order)
        except Exception as error:
            with self._lock:
                self._fault = error if isinstance(error, StoreError) else self._fault or error
            self._told(source, f"not recorded: {type(error).__name__}: {error}")
            return
        with self._lock:
            self._outcomes[source.id] = outcome
        self._told(source, line_about(outcome))

    def _told(self, source: Source, text: str) -> None:
        with self._lock:
            self._ended += 1
            width = len(str(self._total))
            self._tell(f"[{self._ended:{width}}/{self._total}] {source.id} ... {text}")
