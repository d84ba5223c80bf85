"""Settling a conflict: the one way by which a decision gets into the store."""

from datetime import datetime

from core.domain.audit import Action, Event
from core.domain.conflict import Conflict, ConflictKind, Decision, Verdict, decided
from core.domain.viewer import Viewer
from core.errors import DecisionRefusedError, NotAllowedError, NotFoundError
from core.store import scope
from core.store.audit_log import record
from core.store.conflicts import all_conflicts
from core.store.decisions import record_decision
from core.store.engine import Store
from core.store.locking import refuse_locked
from core.store.read_model import ReadModel
from core.store.writes import bump_version


def settle(viewer: Viewer, store: Store, model: ReadModel, key: str, verdict: Verdict, *, now: datetime) -> Decision:
    """Record which value of a conflict is shown from now on, and tell readers.

    Args:
        viewer: Who asks.
        store: Where the decision is kept.
        model: Reads the same store.
        key: Of the conflict (Conflict.key); without its kind ("LH-05_64.01_2024-02") the one that has the source.
        verdict: What was decided.
        now: Aware; becomes `decided_at`.

    Raises:
        NotFoundError: If there is no such conflict.
        NotAllowedError: If the viewer may not decide.
        DecisionRefusedError: If the decision cannot be kept as it is, or the figure lies in a locked period.
    """
    if not scope.may_settle(viewer):
        raise NotAllowedError(f"{viewer.role.value} decides no conflicts")
    with store.begin_write() as conn:
        # Nobody else writes meanwhile: what is read now is what the decision is taken on.
        state = model.renew()
        found = _of_name(all_conflicts(state), key, verdict.source)
        refuse_locked(state, [(found.indicator.code, found.period)])
        decision = decided(found, verdict, now)
        record_decision(conn, decision)
        record(conn, _told(viewer, decision), now=now)
        bump_version(conn)
    model.renew()
    return decision


def _told(viewer: Viewer, decision: Decision) -> Event:
    """Return what the audit log is told of a decision."""
    values = ", ".join(f"{source} {value:g}" for source, value in decision.values.items())
    details = {"sumber": decision.source, "alasan": decision.reason, "oleh": decision.decided_by, "nilai": values}
    subject = "_".join((decision.kind.value, decision.indicator, decision.area, decision.period))
    return Event(viewer.name, viewer.role, Action.DECISION, subject, details)


def _of_name(conflicts: tuple[Conflict, ...], key: str, source: str) -> Conflict:
    keys = {key, *(f"{kind.value}_{key}" for kind in ConflictKind)}
    found = [one for one in conflicts if one.key in keys]
    if not found:
        raise NotFoundError(f"no conflict {key!r}; /konflik lists those there are")
    named = [one for one in found if source in one.values]
    if not named:
        known = ", ".join(name for one in found for name in one.values)
        raise DecisionRefusedError("pilihan", f"{key}: no value of {source!r} here; known: {known}")
    return named[0]
