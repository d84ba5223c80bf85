"""Runs one source from the question to the record. Does not know who called it: scheduler, command or page.

A source's fault never raises: it becomes the outcome. Everything a run brought is recorded in one
transaction, or nothing of it.
"""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from os import environ
from urllib.parse import unquote, urlsplit

import pandas as pd
import requests
from sqlalchemy import Connection

from core.clock import in_city, now_utc
from core.collect import recording
from core.collect.contract import Handed, Limits, Source, Tools
from core.collect.gather import Gathered, fetch, understand
from core.collect.keeping import Keeper
from core.collect.outcome import Outcome, Trigger, failure_of
from core.collect.polygons import polygons_for
from core.collect.raw import RawStore
from core.collect.redact import Redactor
from core.collect.retry import Patience, with_retries
from core.config import Config
from core.domain.catalogue import Catalogue
from core.domain.work import RunState
from core.errors import (
    ConfigError,
    DashboardError,
    RunStoppedError,
    SourceRefusedError,
    StaleWriterError,
    StoreError,
)
from core.reasons import Reason
from core.secrets import IN_FILE, secret_of
from core.store.engine import Store
from core.store.writes import Ending

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Order:
    """Which run is wanted.

    Attributes:
        due_at: When the schedule wanted it; None for a run by hand.
        fence: Of the scheduling lease; 0 for a run without one.
        dry_run: Store nothing, say what would be.
        handed: The file of a source that is handed in.
        wanted: Says in the transaction that opens the run whether it is still wanted; None: it is.
        also: What is stored in the same transaction as all that the run brought, given its connection and the run's
            number; raises RunStoppedError where the run must not be stored after all.
    """

    trigger: Trigger
    due_at: datetime | None = None
    fence: int = 0
    dry_run: bool = False
    handed: Handed | None = None
    wanted: Callable[[Connection], bool] | None = None
    also: Callable[[Connection, int], None] | None = None


@dataclass(frozen=True)
class Runner:
    """Runs sources, any number side by side.

    Attributes:
        stopping: Set when this process is to end: pauses are cut short, nothing more is recorded.
        environment: Where the values of secrets stand.
    """

    config: Config
    store: Store
    catalogue: Catalogue
    now: Clock = now_utc
    stopping: threading.Event = field(default_factory=threading.Event)
    environment: Mapping[str, str] = field(default_factory=lambda: environ, repr=False)
    _under_way: set[int] = field(default_factory=set, init=False)

    def run(self, source: Source, order: Order) -> Outcome:
        """Collect one source as ordered.

        Raises:
            StoreError: If the database refuses even to note that a run begins or failed.
        """
        began = time.monotonic()
        outcome = Outcome(source.id, order.trigger, None, dry_run=order.dry_run)
        outcome = self.look(source, order)[0] if order.dry_run else self._collect(source, order, outcome)
        return replace(outcome, seconds=time.monotonic() - began)

    def give_up(self) -> None:
        """Close the runs that are under way; whatever they still bring is refused by the store."""
        recording.give_up(self.store, tuple(self._under_way), now=self.now())

    def _collect(self, source: Source, order: Order, outcome: Outcome) -> Outcome:
        opened = recording.open_run(
            self.store,
            source,
            order.trigger,
            due_at=order.due_at,
            fence=order.fence,
            now=self.now(),
            wanted=order.wanted,
        )
        if opened is None:
            return replace(outcome, skipped="it is being collected already, or what was to be done is done")
        self._under_way.add(opened.run_id)
        try:
            outcome = self._recorded(source, order, replace(outcome, run_id=opened.run_id), opened.run_id)
        finally:
            self._under_way.discard(opened.run_id)
        _tell_change(outcome, was_bad=opened.was_bad)
        return outcome

    def _recorded(self, source: Source, order: Order, outcome: Outcome, run_id: int) -> Outcome:
        redactor = Redactor(_secrets(source, self.environment))
        keeper = Keeper(redactor, RawStore(self.config.data_dir))
        try:
            gathered = self._gather(source, order, keeper, redactor)
            with self.store.begin_write() as conn:
                if order.also:
                    order.also(conn, run_id)
                ending = recording.record(conn, run_id, source, gathered, keeper.kept, now=self.now())
        except (RunStoppedError, StaleWriterError) as error:
            recording.give_up(self.store, (run_id,), now=self.now())
            log.info("%s: run %d abandoned: %s", source.id, run_id, error)
            return replace(outcome, state=RunState.ABANDONED)
        except Exception as error:
            outcome = _failed(outcome, error, redactor)
            assert outcome.failure is not None
            recording.record_failure(self.store, run_id, outcome.failure, keeper.kept, now=self.now())
        else:
            outcome = _told(outcome, gathered, ending)
        return outcome

    def look(self, source: Source, order: Order) -> tuple[Outcome, Gathered | None]:
        """Return what collecting a source would come to, and what was understood; nothing is stored."""
        outcome = Outcome(source.id, order.trigger, None, dry_run=True)
        redactor = Redactor(_secrets(source, self.environment))
        try:
            gathered = self._gather(source, order, Keeper(redactor, None), redactor)
            return _told(outcome, gathered, recording.rehearse(self.store, source, gathered, now=self.now())), gathered
        except Exception as error:
            return _failed(outcome, error, redactor), None

    def _gather(self, source: Source, order: Order, keeper: Keeper, redactor: Redactor) -> Gathered:
        limits = self.config.collect
        patience = Patience(limits.attempts, limits.pause, limits.longest_pause)
        with requests.Session() as session:
            session.headers["User-Agent"] = limits.user_agent
            tools = self._tools(source, order, session, keeper)
            attempts = count(1)

            def ask() -> pd.DataFrame:
                keeper.begin_attempt(next(attempts))
                return fetch(source)(source, tools)

            records = with_retries(ask, patience, self.stopping.wait)
        self._go_on()
        today = in_city(self.now()).date()
        polygons = polygons_for(source, self.config, self.store)
        records = redactor.frame(records)
        gathered = understand(records, source, self.catalogue, today=today, polygons=polygons)
        self._go_on()  # the last look: a record that has begun is finished
        return gathered

    def _tools(self, source: Source, order: Order, session: requests.Session, keeper: Keeper) -> Tools:
        limits = self.config.collect
        return Tools(
            http=session,
            keep=keeper,
            files=self.config.files_dir,
            secret=_secret(source, self.environment),
            limits=Limits(limits.connect_timeout, limits.read_timeout, limits.deadline, limits.max_bytes),
            internal=limits.internal,
            handed=order.handed,
        )

    def _go_on(self) -> None:
        if self.stopping.is_set():
            raise RunStoppedError("this process is stopping; nothing was stored, the next start catches up")


def _tell_change(outcome: Outcome, *, was_bad: bool) -> None:
    """Log once when a source goes down and once when it is back, over all processes and restarts."""
    if outcome.state is RunState.ABANDONED or outcome.is_bad == was_bad:
        return
    if outcome.is_bad:
        why = outcome.failure.error if outcome.failure else f"all {outcome.rejected} row(s) were rejected"
        log.warning("%s: failed; told once until it is back: %s", outcome.source_id, why)
    else:
        log.info("%s: is back with run %d", outcome.source_id, outcome.run_id)


def _told(outcome: Outcome, gathered: Gathered, ending: Ending) -> Outcome:
    return replace(
        outcome,
        state=ending.state,
        read=gathered.read,
        new=ending.counts.new,
        same=ending.counts.same,
        revised=ending.counts.revised,
        rejected=ending.rejected,
        rejections=(*gathered.rejected, *ending.counts.held),
    )


def _failed(outcome: Outcome, error: Exception, redactor: Redactor) -> Outcome:
    if not isinstance(error, DashboardError) or isinstance(error, StoreError):
        # Not the source's doing: every such failure is told in full, once for each run.
        details = redactor.text("".join(traceback.format_exception(error)))
        log.error("%s: internal error, nothing was stored", outcome.source_id, extra={"details": details})
    return replace(outcome, state=RunState.FAILED, failure=failure_of(error, redactor))


def _secret(source: Source, environment: Mapping[str, str]) -> str:
    why = f"the environment has neither {source.secret} nor {source.secret}{IN_FILE}"
    try:
        value = secret_of(source.secret, environment)
    except ConfigError as error:
        value, why = "", str(error)
    if source.secret and not value:
        raise SourceRefusedError(
            source.id,
            f"{why}. Nothing was asked; set it and try: python -m core collect {source.id} --dry-run",
            reason=Reason.SECRET_MISSING,
            expected=source.secret,
        )
    return value


def _secrets(source: Source, environment: Mapping[str, str]) -> list[str]:
    """Return what must never be told: the secret, and the password within it where it is a database address."""
    try:
        value = secret_of(source.secret, environment)
        password = urlsplit(value).password or ""
    except ConfigError:
        return []
    except ValueError:
        password = ""
    return [value, password, unquote(password)]
