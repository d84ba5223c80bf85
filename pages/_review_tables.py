"""Files behind /konflik and /rapor."""

from components import formats, labels
from components.labels import conflicts as disputed
from components.labels import downloads as said
from components.labels import scorecard as rapor
from core.access import current_viewer
from core.clock import now_utc
from core.domain.conflict import Claim, Conflict, ConflictState
from core.domain.scorecard import Scorecard
from core.reports.table import Cell, Table
from core.store import reviews
from core.store.views import view_of


def conflict_rows(query: dict[str, str]) -> Table:
    """Return one row for each value of each conflict that the filters of the address leave."""
    state = next((one for one in ConflictState if one.value == query.get("keadaan", "")), None)
    found = reviews.conflicts(
        current_viewer(),
        view_of(**query),
        agency=query.get("opd", ""),
        state=state,
        indicator=query.get("indikator", ""),
    )
    pairs = [(one, claim) for one in found for claim in one.claims]
    simulated = frozenset(at for at, (_, claim) in enumerate(pairs) if claim.simulated)
    rows = [_claim(one, claim) for one, claim in pairs]
    return Table(
        title=disputed.FILE,
        columns=disputed.FILE_HEADS,
        rows=rows,
        notes=[*_notes(), disputed.INTRO],
        simulated=simulated,
    )


def _claim(one: Conflict, claim: Claim) -> list[Cell]:
    decision = one.decision
    return [
        disputed.STATE[one.state],
        disputed.KIND[one.kind],
        one.indicator.code,
        one.indicator.name,
        one.area.name,
        one.period.text,
        disputed.SUM_OF_AREAS if claim.is_sum else claim.title,
        claim.value,
        one.indicator.unit,
        disputed.SHOWN if claim.shown else None,
        claim.agency,
        one.indicator.agency,
        round(claim.value - one.claims[0].value, 6),  # of a float's own error nothing is to be seen
        one.tolerance,
        formats.moment(claim.stored_at),
        formats.moment(one.since),
        one.weight,
        decision.decided_by if decision else None,
        formats.moment(decision.decided_at) if decision else None,
        decision.reason if decision else None,
        claim.citation or None,
    ]


def scorecard_rows(query: dict[str, str]) -> Table:
    """Return one row for each office, the months of its trend as columns; what the columns mean stands below."""
    cards = reviews.scorecards(current_viewer(), view_of(**query))
    months = [rapor.FILE_MONTH.format(period=point.period.text) for point in cards[0].trend] if cards else []
    meanings = [f"{name}: {text}" for name, text in rapor.DEFINITIONS]
    return Table(
        title=rapor.FILE,
        columns=[*rapor.FILE_HEADS, *months],
        rows=[_card(one) for one in cards],
        notes=[*_notes(), rapor.INTRO, *meanings],
        simulated=frozenset(at for at, one in enumerate(cards) if one.simulated),
    )


def _card(one: Scorecard) -> list[Cell]:
    return [
        one.agency.code,
        one.agency.name,
        one.indicators,
        one.due,
        one.slots,
        one.filled,
        _percent(one.completeness),
        one.judged,
        _percent(one.on_time),
        one.rows,
        one.rejected,
        _percent(one.rejected_share),
        one.returned,
        one.open_conflicts,
        *(point.value for point in one.trend),
    ]


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _notes() -> list[str]:
    return [said.TAKEN.format(moment=formats.moment(now_utc()), title=labels.TITLE)]
