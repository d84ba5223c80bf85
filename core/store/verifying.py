"""Verifying and returning: the one way by which what walidata found gets into the store. Whole or not at all."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from core.domain.audit import Action, Event
from core.domain.period import parse_period
from core.domain.verification import Judgement, Mark, Row, reason_of
from core.domain.viewer import Viewer
from core.errors import DecisionRefusedError, NotAllowedError, NotFoundError
from core.store import scope
from core.store.audit_log import record
from core.store.engine import Store
from core.store.locking import refuse_locked
from core.store.queue import is_waiting, waiting
from core.store.read_model import ReadModel
from core.store.snapshot import Snapshot
from core.store.verifications import record_marks
from core.store.writes import bump_version

Choose = Callable[[Snapshot], list[Row]]  # what is judged in a state of the store; refuses what cannot be
_ACTIONS = {
    Judgement.VERIFIED: Action.VERIFIED,
    Judgement.RETURNED: Action.RETURNED,
    Judgement.WITHDRAWN: Action.WITHDRAWN,
}


class Desk:
    """Where one viewer verifies, at one instant."""

    def __init__(self, viewer: Viewer, store: Store, model: ReadModel, *, now: datetime) -> None:
        """Take who acts, where it is kept, what reads the same store, and when (aware).

        Raises:
            NotAllowedError: If the viewer may not verify.
        """
        if not scope.may_verify(viewer):
            raise NotAllowedError(f"{viewer.role.value} verifies nothing")
        self._viewer, self._store, self._model, self._now = viewer, store, model, now

    def verify(self, source_id: str, until: int) -> None:
        """Mark all as verified that a source had brought up to a run and that is not returned.

        Args:
            source_id: Which.
            until: The newest run that was looked at: what came meanwhile waits on.

        Raises:
            NotFoundError: If there is no such source.
            DecisionRefusedError: "kosong" if nothing of it waits, "berubah" if no value of that run waits any more.
        """
        self._write(source_id, Judgement.VERIFIED, lambda state: [_all_up_to(state, source_id, until)])

    def send_back(self, source_id: str, keys: Sequence[str], reason: str) -> None:
        """Return values to their office, all of them or none.

        Args:
            source_id: Whose they are.
            keys: `Row.key` of each.
            reason: As typed.

        Raises:
            NotFoundError: If there is no such source.
            DecisionRefusedError: "pilihan" if none was chosen, "alasan" if the reason cannot be kept, "berubah" if a
                value is no longer what its source says, or was returned already, "dikunci" if one lies in a locked
                period.
        """
        why = reason_of(reason)
        rows = _rows(source_id, keys)

        def chosen(state: Snapshot) -> list[Row]:
            if not all(is_waiting(state, row) for row in rows):
                raise DecisionRefusedError("berubah", f"{source_id}: a value is no longer what the source says")
            return rows

        self._write(source_id, Judgement.RETURNED, chosen, why)

    def take_back(self, source_id: str, keys: Sequence[str]) -> None:
        """Take returns back: the values are shown again.

        Raises:
            NotFoundError: If there is no such source.
            DecisionRefusedError: "pilihan" if none was chosen, "berubah" if a value is not returned any more,
                "dikunci" if one lies in a locked period.
        """
        rows = _rows(source_id, keys)

        def chosen(state: Snapshot) -> list[Row]:
            if not all(row in state.returned for row in rows):
                raise DecisionRefusedError("berubah", f"{source_id}: a value is not returned any more")
            return rows

        self._write(source_id, Judgement.WITHDRAWN, chosen)

    def _write(self, source_id: str, found: Judgement, choose: Choose, reason: str = "") -> None:
        with self._store.begin_write() as conn:
            # Nobody else writes meanwhile: what is read now is what was judged.
            state = self._model.renew()
            if all(one.source_id != source_id for one in waiting(state)):
                raise NotFoundError(f"no source {source_id!r} has brought values")
            rows = choose(state)
            if found is not Judgement.VERIFIED:  # which changes nothing of what is shown
                refuse_locked(state, [(row.indicator, parse_period(row.period)) for row in rows])
            record_marks(conn, [Mark(found, row, reason, self._viewer.name, self._now) for row in rows])
            record(conn, self._told(source_id, found, rows, reason), now=self._now)
            bump_version(conn)
        self._model.renew()

    def _told(self, source_id: str, found: Judgement, rows: Iterable[Row], reason: str) -> Event:
        listed = list(rows)
        if found is Judgement.VERIFIED:
            details = {"sampai": str(listed[0].run_id)}
        else:
            details = {"alasan": reason, "dikembalikan": ", ".join(row.key for row in listed)}
        return Event(self._viewer.name, self._viewer.role, _ACTIONS[found], source_id, details)


def _all_up_to(state: Snapshot, source_id: str, until: int) -> Row:
    found = next(one for one in waiting(state) if one.source_id == source_id)
    if not found.values:
        raise DecisionRefusedError("kosong", f"{source_id}: nothing of it waits")
    if until not in found.runs:
        raise DecisionRefusedError("berubah", f"{source_id}: no value of run {until} waits; look again")
    return Row("", "", "", source_id, until)


def _rows(source_id: str, keys: Sequence[str]) -> list[Row]:
    if not keys:
        raise DecisionRefusedError("pilihan", f"{source_id}: no value was chosen")
    parts = [key.split("_") for key in dict.fromkeys(keys)]
    if any(len(one) != len(("indicator", "area", "period", "run")) or not _is_number(one[-1]) for one in parts):
        raise DecisionRefusedError("pilihan", f"{source_id}: what was chosen names no value")
    return [Row(one[0], one[1], one[2], source_id, int(one[3])) for one in parts]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < len("9" * 18)
