"""How each source stands: what it is, how its newest runs ended, whether it is shown at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select, true

from core.clock import in_city
from core.collect.contract import Layout, Source
from core.config import Config
from core.domain.work import RunState
from core.store.models import Rejection, Run

GOOD = (RunState.OK.value, RunState.UNCHANGED.value, RunState.PARTIAL.value)
WHOLE = (RunState.OK.value, RunState.UNCHANGED.value)
DOWN = (RunState.FAILED.value, RunState.ABANDONED.value)
UNRANKED = 1_000_000  # a source that left config.toml yields to every configured one


@dataclass(frozen=True, slots=True)
class Standing:
    """One source as the newest state of the store shows it.

    Attributes:
        source: As configured; for one that left config.toml a bare one with its id as title and attribution.
        configured: Whether config.toml still has it.
        simulated: What readers are told: its configuration, in this state or today, or any of its runs says so.
        known_simulated: What was known of it in this state; this decides between sources. Of today the same.
        office: Code of the office whose work it is today, and who may read its runs; "" once it left config.toml.
        last_state: How its newest finished run ended; None when it never ran.
        rejected: Rejections of the newest finished run: how many for each column and reason.
        confirmed_on: City day of its newest run that was good as a whole.
        failing_since: When the first of the failed runs in a row up to the newest one began; None when it is not down.
    """

    source: Source
    configured: bool
    simulated: bool
    known_simulated: bool
    last_state: RunState | None = None
    rejected: Mapping[tuple[str, str], int] = field(default_factory=dict)
    confirmed_on: date | None = None
    failing_since: datetime | None = None
    office: str = ""

    @property
    def order(self) -> tuple[bool, int, str]:
        """Return what decides between sources: real before simulated whatever the ranks, the lower rank, the id."""
        return (self.known_simulated, self.source.rank if self.configured else UNRANKED, self.source.id)

    @property
    def failing(self) -> bool:
        """Return whether the newest run brought nothing because the source failed."""
        return self.last_state in (RunState.FAILED, RunState.ABANDONED)


@dataclass(frozen=True, slots=True)
class Standings:
    """All sources, configured or only known from their runs.

    Attributes:
        serving: Indicator code to the ids of the configured sources that bring it.
        demo: Whether simulated figures are shown.
    """

    by_id: Mapping[str, Standing]
    demo: bool
    serving: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def shown(self, source_id: str) -> bool:
        """Return whether figures of a source are shown: simulated ones only in demo mode."""
        return self.demo or not self.of(source_id).simulated

    def of(self, source_id: str) -> Standing:
        """Return the standing of a source; a bare one for an id nobody knows."""
        return self.by_id.get(source_id) or _bare(source_id)


@dataclass(frozen=True, slots=True)
class SourcesThen:
    """The configured sources as they were known before an instant.

    Attributes:
        serving: Indicator code to the ids of the sources that were to bring it.
    """

    until: datetime
    sources: Mapping[str, Source]
    serving: Mapping[str, tuple[str, ...]]


def load_standings(conn: Connection, config: Config, then: SourcesThen | None = None) -> Standings:
    """Return how every source stands, by a few small queries over the runs.

    Looking back makes nothing real that has turned out to be made up: what config.toml or a run says of it today
    is told of the past too, while what decides between sources is what was known then.

    Args:
        conn: Of the store that keeps the runs.
        config: What config.toml says today.
        then: Looking back: the sources as they were known, and until when runs count.
    """
    known = true() if then is None else Run.finished_at < then.until
    sources = config.sources if then is None else then.sources
    newest = _by_source(conn, _newest(and_(Run.state != RunState.RUNNING.value, known)))
    whole = _by_source(conn, _newest(and_(Run.state.in_(WHOLE), known)))
    marked = _marked(conn)
    known_marked = set(marked) if then is None else _marked(conn, Run.started_at < then.until)
    marked |= {one.id for one in config.sources.values() if one.simulated}
    rejected = _rejected(conn, [run.id for run in newest.values() if run.rejected])
    since = _failing_since(conn, known)
    standings = {}
    for source_id in {*sources, *newest, *marked}:
        source = sources.get(source_id)
        known_simulated = source_id in known_marked or bool(source and source.simulated)
        last = newest.get(source_id)
        standings[source_id] = Standing(
            source or _bare(source_id).source,
            source is not None,
            known_simulated or source_id in marked,
            known_simulated,
            RunState(last.state) if last else None,
            rejected.get(last.id, {}) if last else {},
            _day(whole[source_id].finished_at) if source_id in whole else None,
            since.get(source_id),
            config.sources[source_id].agency if source_id in config.sources else "",
        )
    return Standings(standings, config.demo.enabled, then.serving if then else serving_of(sources.values()))


def _marked(conn: Connection, condition: ColumnElement[bool] | None = None) -> set[str]:
    """Return the sources that a run said was simulated."""
    query = select(Run.source).where(Run.simulated, true() if condition is None else condition)
    return set(conn.execute(query.distinct()).scalars())


def _newest(condition: Any) -> Select[*tuple[Any, ...]]:
    newest = select(func.max(Run.id)).where(condition).group_by(Run.source)
    return select(Run.id, Run.source, Run.state, Run.finished_at, Run.rejected).where(Run.id.in_(newest))


def _by_source(conn: Connection, query: Select[Any]) -> dict[str, Row[Any]]:
    return {row.source: row for row in conn.execute(query)}


def _rejected(conn: Connection, runs: list[int]) -> dict[int, dict[tuple[str, str], int]]:
    found: dict[int, dict[tuple[str, str], int]] = {}
    columns = (Rejection.run_id, Rejection.column, Rejection.reason)
    query = select(*columns, func.count()).where(Rejection.run_id.in_(runs)).group_by(*columns)
    for run_id, column, reason, count in conn.execute(query):
        found.setdefault(run_id, {})[column, reason] = count
    return found


def _failing_since(conn: Connection, known: Any) -> dict[str, datetime]:
    """Return for each source when the first failed run after its last good one began."""
    good = select(Run.source, func.max(Run.id).label("id")).where(Run.state.in_(GOOD), known)
    last = good.group_by(Run.source).subquery()
    query = (
        select(Run.source, func.min(Run.started_at, type_=Run.started_at.type))
        .outerjoin(last, last.c.source == Run.source)
        .where(Run.state.in_(DOWN), Run.id > func.coalesce(last.c.id, 0), known)
        .group_by(Run.source)
    )
    return dict(conn.execute(query).all())


def _bare(source_id: str) -> Standing:
    source = Source(source_id, agency="", connector="", title=source_id, attribution=source_id, rank=UNRANKED)
    return Standing(source, configured=False, simulated=False, known_simulated=False)


def _day(instant: datetime | None) -> date | None:
    return in_city(instant).date() if instant else None


def serving_of(sources: Iterable[Source]) -> dict[str, tuple[str, ...]]:
    """Return for each indicator code the ids of the sources that are to bring it."""
    serving: dict[str, list[str]] = {}
    for source in sources:
        for code in codes_of(source):
            serving.setdefault(code, []).append(source.id)
    return {code: tuple(ids) for code, ids in serving.items()}


def codes_of(source: Source) -> frozenset[str]:
    """Return the codes of the indicators that a source's section names; a LONG table may bring more.

    A form names all that its office might fill in: nobody is waited for until it has brought something.
    """
    reading = source.reading
    if source.is_form or reading.layout is Layout.BOUNDARIES:
        return frozenset()
    named = {*reading.indicators, reading.count_as, reading.fixed.get("indicator", "")}
    return frozenset(named - {""})
