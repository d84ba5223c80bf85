"""The schedule: APScheduler as the clock, a lease so that one process alone keeps it, catching up what was missed.

Every due run carries its due time; the store takes each (source, due time) once, whoever comes first.
"""

import logging
import threading
import time
from datetime import datetime, timedelta

from apscheduler.executors.base import BaseExecutor
from apscheduler.job import Job
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import SQLAlchemyError

from core.clock import CITY_ZONE, now_utc
from core.collect import recording
from core.collect.contract import Source
from core.collect.due import newest_due, parse_cron
from core.collect.holding import Holding
from core.collect.outcome import Trigger
from core.collect.runner import Clock, Order, Runner
from core.collect.simulation import write_simulated_feeds
from core.collect.workers import Workers
from core.config import Config
from core.domain.catalogue import Catalogue
from core.errors import ConfigError, StaleWriterError, StoreError
from core.store.engine import Store

log = logging.getLogger(__name__)
LATE = timedelta(minutes=5)  # a run that starts later than this says that it was caught up
STEP = 2.0  # seconds by which the clock of the machine may drift between two beats before it counts as set
STOP_WITHIN = 10.0  # seconds; reliability promise P24
FEEDS_AT = "2 0 * * *"  # city time: the simulated feeds get their new day
FEEDS = "#simulated-feeds"
_DUE = {"due_at": None}  # filled in by _DueExecutor; APScheduler wants to see every argument beforehand


class Scheduler:
    """Collects every source when it is due, in the one process that holds the lease; others wait to take over.

    Args:
        config: Sources and their cron lines; [collect] lease is how long a dead holder is waited for.
        store: Where lease and runs are kept.
        catalogue: For mapping.
        now: The clock.
    """

    def __init__(self, config: Config, store: Store, catalogue: Catalogue, *, now: Clock = now_utc) -> None:
        self._config, self._store, self._now = config, store, now
        self._runner = Runner(config, store, catalogue, now=now)
        self._holding = Holding(store, timedelta(seconds=config.collect.lease), now)
        self._workers = Workers(config.collect.workers)
        self._clock = BackgroundScheduler(
            timezone=CITY_ZONE,
            executors={"default": _DueExecutor(self._workers)},
            # However late a run is, it is run once: the newest due time stands for those before it.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._beating = threading.Thread(target=self._beat_on, name="schedule-beat", daemon=True)
        self._must_sweep = False
        self._told_store = False
        self._drift = self._wall_minus_steady()

    @property
    def is_holder(self) -> bool:
        """Return whether this process keeps the schedule now."""
        return self._holding.fence > 0

    def start(self) -> None:
        """Begin, in the background: take the lease or wait for it."""
        self._clock.start()
        self._beating.start()

    def stop(self, seconds: float = STOP_WITHIN) -> None:
        """End within so many seconds: records that have begun are finished, other runs given up, the lease released."""
        ends = time.monotonic() + seconds
        self._runner.stopping.set()
        self._workers.close()
        if self._clock.running:
            self._clock.shutdown(wait=False)
        self._workers.join(seconds / 4)
        # Another thread, because a locked database must not keep this process from ending.
        closing = threading.Thread(target=self._close, name="schedule-close", daemon=True)
        closing.start()
        closing.join(max(ends - time.monotonic(), 0))

    def beat(self) -> None:
        """Do what has to be done every few seconds: lease, clock, what was missed."""
        try:
            gained, lost = self._holding.keep()
            if lost:
                self._clock.remove_all_jobs()
            if gained or (self.is_holder and self._clock_was_set()):
                self._plan()
                self._must_sweep = True
            if self.is_holder and self._must_sweep:
                self._must_sweep = False
                self._catch_up()
            self._told_store = False
        except (StoreError, SQLAlchemyError) as error:
            self._must_sweep = True
            self._tell_store(error)

    def _beat_on(self) -> None:
        while True:
            try:
                self.beat()
            except Exception:
                log.exception("schedule: internal error; tried again with the next beat")
            # Event.wait counts by the steady clock: setting the machine's clock back does not stop the beat.
            if self._runner.stopping.wait(self._config.collect.lease / 4):
                return

    def _plan(self) -> None:
        """Give APScheduler every source anew, counted from now."""
        self._drift = self._wall_minus_steady()
        self._clock.remove_all_jobs()
        if self._config.demo.enabled:
            self._clock.add_job(self._renew_feeds, parse_cron(FEEDS_AT), id=FEEDS, kwargs=_DUE)
        for source in self._scheduled():
            try:
                trigger = parse_cron(source.schedule)
            except ConfigError as error:
                log.error("schedule: [sources.%s] schedule: %s; it is not collected", source.id, error)
                continue
            self._clock.add_job(self._run, trigger, id=source.id, args=[source], kwargs=_DUE)
        log.info("schedule: %d source(s) planned, lease fence %d", len(self._scheduled()), self._holding.fence)

    def _catch_up(self) -> None:
        """Start once what was due while nobody kept the schedule: the newest due time of each source."""
        recording.close_dead_runs(self._store, now=self._now())
        write_simulated_feeds(self._config, self._now)
        started = recording.last_starts(self._store)
        for source in self._scheduled():
            due_at = self._missed(source, started.get(source.id))
            if due_at is not None:
                trigger = Trigger.CATCH_UP if source.id in started else Trigger.FIRST
                self._workers.submit(lambda s=source, d=due_at, t=trigger: self._run(s, due_at=d, trigger=t))  # type: ignore[misc]

    def _missed(self, source: Source, started: datetime | None) -> datetime | None:
        try:
            due_at = newest_due(source.schedule, self._now())
        except ConfigError:  # told by _plan
            return None
        return due_at if due_at is not None and (started is None or due_at > started) else None

    def _run(self, source: Source, *, due_at: datetime, trigger: Trigger | None = None) -> None:
        fence = self._holding.fence
        if not fence or self._runner.stopping.is_set():
            self._must_sweep = True  # should the lease still be ours, the next beat starts the run
            return
        if trigger is None:
            trigger = Trigger.CATCH_UP if self._now() - due_at > LATE else Trigger.SCHEDULE
        try:
            self._runner.run(source, Order(trigger, due_at=due_at, fence=fence))
        except StaleWriterError:
            log.warning("%s: another process has taken over the schedule; the run is left to it", source.id)
        except StoreError as error:
            self._must_sweep = True
            self._tell_store(error)
        except Exception:
            log.exception("%s: internal error in the schedule", source.id)

    def _renew_feeds(self, *, due_at: datetime) -> None:
        write_simulated_feeds(self._config, self._now)

    def _scheduled(self) -> list[Source]:
        return [source for source in self._config.sources.values() if source.schedule]

    def _clock_was_set(self) -> bool:
        return abs(self._wall_minus_steady() - self._drift) > STEP

    def _wall_minus_steady(self) -> float:
        return self._now().timestamp() - time.monotonic()

    def _tell_store(self, error: Exception) -> None:
        if not self._told_store:
            self._told_store = True
            why = str(getattr(error, "orig", error)).partition("\n")[0]  # further lines may hold an agency's data
            log.error("schedule: the store refuses, tried again every few seconds, told once: %s", why)

    def _close(self) -> None:
        try:
            self._runner.give_up()
            self._holding.release()
        except StoreError as error:
            log.warning("schedule: not closed cleanly, the next start mends it: %s", error)


class _DueExecutor(BaseExecutor):  # type: ignore[misc]
    """Hands APScheduler's due jobs to our workers, with the time that they were due at."""

    def __init__(self, workers: Workers) -> None:
        super().__init__()
        self._workers = workers

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        self._workers.submit(lambda: self._work(job, run_times[-1]))

    def _work(self, job: Job, due_at: datetime) -> None:
        try:
            job.func(*job.args, due_at=due_at)
        except Exception as error:
            self._run_job_error(job.id, error, error.__traceback__)
        else:
            self._run_job_success(job.id, [])
