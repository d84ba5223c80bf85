"""Verifications in the store: added, never changed; and the series without the values that were returned."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, select

from core.domain.period import Period
from core.domain.verification import Checks, Judgement, Mark, Row, checks_from
from core.store.facts import Facts, Key, Series, origin_of, series_from
from core.store.models import Verification


def load_checks(conn: Connection, before: datetime | None = None) -> Checks:
    """Return what was found; with `before` as it was known until that instant."""
    query = select(Verification.__table__).order_by(Verification.id)
    if before is not None:
        query = query.where(Verification.judged_at < before)
    return checks_from(
        Mark(
            Judgement(row.judgement),
            Row(row.indicator, row.area, row.period, row.source, row.run_id),
            row.reason,
            row.judged_by,
            row.judged_at,
        )
        for row in conn.execute(query)
    )


def record_marks(conn: Connection, marks: Iterable[Mark]) -> None:
    """Add marks; `conn` is of `Store.begin_write`, and the caller tells readers (`bump_version`)."""
    rows = [
        {
            "judgement": one.judgement.value,
            "source": one.row.source,
            "run_id": one.row.run_id,
            "indicator": one.row.indicator,
            "area": one.row.area,
            "period": one.row.period,
            "reason": one.reason,
            "judged_by": one.by,
            "judged_at": one.at,
        }
        for one in marks
    ]
    conn.execute(insert(Verification), rows)


def changed_returns(before: Checks, after: Checks) -> frozenset[str]:
    """Return the indicators of which other rows are returned in one state than in the other."""
    return frozenset(row.indicator for row in before.returned.keys() ^ after.returned.keys())


def open_returns(facts: Facts, checks: Checks) -> dict[Row, Mark]:
    """Return the returned rows that their office has not answered: it has sent nothing else since."""
    return {row: mark for row, mark in checks.returned.items() if _at(facts, row) >= 0}


def heard(facts: Facts, returned: Iterable[Row]) -> Mapping[Key, Mapping[str, Series]]:
    """Return what the sources say, without what was returned to them: such a figure its source does not have.

    An earlier revision does not take its place: its own office has said that it no longer holds.
    """
    rows: dict[Key, dict[str, set[str]]] = {}
    for row in returned:
        rows.setdefault((row.indicator, row.area), {}).setdefault(row.source, set()).add(row.period)
    if not rows:
        return facts.series
    kept: dict[Key, Mapping[str, Series]] = dict(facts.series)
    for key, by_source in rows.items():
        left = {name: _without(one, by_source.get(name, set())) for name, one in facts.series[key].items()}
        kept[key] = {name: one for name, one in left.items() if one.periods}
    return {key: found for key, found in kept.items() if found}


def _without(series: Series, periods: set[str]) -> Series:
    if not periods:
        return series
    return series_from({period: cell for period, cell in series.cells().items() if period.text not in periods})


def _at(facts: Facts, row: Row) -> int:
    """Return where a row stands in the newest revisions; -1 when a newer one took its place."""
    series = facts.series.get((row.indicator, row.area), {}).get(row.source)
    if series is None:
        return -1
    for at, period in enumerate(series.periods):
        if period.text == row.period:
            return at if origin_of(facts, series.origins[at]).run_id == row.run_id else -1
    return -1


def row_of(facts: Facts, key: Key, series: Series, at: int) -> Row:
    """Return the row at a position of a source's series."""
    origin = origin_of(facts, series.origins[at])
    period: Period = series.periods[at]
    return Row(*key, period.text, origin.source, origin.run_id)
