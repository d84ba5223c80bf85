"""Health of the sources: when each last brought something, what is wrong since when, when it is asked again."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from core.clock import CITY_ZONE
from core.collect.contract import Source
from core.domain.indicator import Agency
from core.domain.period import Period
from core.domain.work import RunRow, RunState, SourceHealth
from core.store.models import Run
from core.store.snapshot import Snapshot
from core.store.standing import GOOD
from core.store.trail import run_rows

_RUN = Run.__table__.c


def source_health(conn: Connection, snapshot: Snapshot, now: datetime) -> tuple[SourceHealth, ...]:
    """Return how every configured source fares, in the order of config.toml; not those that nobody handed in yet."""
    sources = snapshot.plan.config.sources
    known = snapshot.knows(Run.finished_at)
    newest = _newest_runs(conn, and_(Run.state != RunState.RUNNING.value, known))
    running = set(conn.execute(select(Run.source).where(_under_way(snapshot))).scalars())
    succeeded = _newest_good(conn, known)
    since = _failing_since(conn, known)
    brought = _brought(snapshot)
    return tuple(
        SourceHealth(
            source_id=source.id,
            title=source.title,
            agency=_agency(snapshot, source),
            connector=source.connector,
            simulated=snapshot.standings.of(source.id).simulated,
            schedule=source.schedule,
            attribution=source.attribution,
            last_run=newest.get(source.id),
            last_success_at=succeeded.get(source.id),
            failing_since=since.get(source.id),
            next_run_at=next_run_at(source, now),
            running=source.id in running,
            data_until=brought[source.id][0] if source.id in brought else None,
            observations=brought[source.id][1] if source.id in brought else 0,
            is_uploaded=source.is_uploaded,
        )
        for source in sources.values()
        if not source.is_uploaded or source.id in newest
    )


def next_run_at(source: Source, now: datetime) -> datetime | None:
    """Return when the schedule asks a source next, in UTC; None without a schedule."""
    if not source.schedule:
        return None
    found: datetime | None = _trigger(source.schedule).get_next_fire_time(None, now)
    return found.astimezone(UTC) if found else None


@lru_cache(maxsize=1_024)
def _trigger(schedule: str) -> CronTrigger:
    """Return a schedule that was read: with fifty sources the page spends a sixth of its time on reading them."""
    return CronTrigger.from_crontab(schedule, timezone=CITY_ZONE)


def _under_way(snapshot: Snapshot) -> ColumnElement[bool]:
    if snapshot.until is None:
        return Run.state == RunState.RUNNING.value
    return and_(Run.started_at < snapshot.until, or_(Run.finished_at.is_(None), Run.finished_at >= snapshot.until))


def _newest_runs(conn: Connection, condition: Any) -> dict[str, RunRow]:
    newest = select(func.max(Run.id)).where(condition).group_by(Run.source)
    return {run.source_id: run for run in run_rows(conn, Run.id.in_(newest), limit=10_000)}


def _newest_good(conn: Connection, known: Any) -> dict[str, datetime]:
    newest = select(func.max(Run.id)).where(Run.state.in_(GOOD), known).group_by(Run.source)
    query = select(Run.source, Run.finished_at).where(Run.id.in_(newest))
    return {source: finished_at for source, finished_at in conn.execute(query) if finished_at}


def _failing_since(conn: Connection, known: Any) -> dict[str, datetime]:
    """Return for each source whose newest run brought nothing the start of the first such run in a row.

    An abandoned run says nothing about its source: the process ended, and the run is made up for.
    """
    good = (
        select(Run.source, func.max(Run.id).label("id"))
        .where(Run.state.in_(GOOD), known)
        .group_by(Run.source)
        .subquery()
    )
    bad = (RunState.FAILED.value, RunState.REFUSED.value)
    first = (
        select(func.min(Run.id))
        .outerjoin(good, good.c.source == Run.source)
        .where(Run.state.in_(bad), known, Run.id > func.coalesce(good.c.id, 0))
        .group_by(Run.source)
    )
    query = select(Run.source, Run.started_at).where(Run.id.in_(first))
    return dict(conn.execute(query).all())


def _brought(snapshot: Snapshot) -> dict[str, tuple[Period, int]]:
    """Return for each source the newest period it gave and how many current values it has in the store."""

    def collect() -> dict[str, tuple[Period, int]]:
        brought: dict[str, tuple[Period, int]] = {}
        for found in snapshot.facts.series.values():
            for source, series in found.items():
                until, count = brought.get(source, (series.periods[-1], 0))
                brought[source] = (max(until, series.periods[-1]), count + len(series.periods))
        return brought

    return snapshot.indexes.get("brought-by-source", collect)


def _agency(snapshot: Snapshot, source: Source) -> Agency:
    return snapshot.catalogue.agencies.get(source.agency) or Agency(source.agency, source.agency, source.agency)
