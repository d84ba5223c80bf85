"""Where an office hands files in: checked as a run would read them, then sent as a run, or thrown away.

The check is the run itself without its storing (`Runner.look`), so that a draft never promises what sending does not
keep. Nothing of a refused file is kept but its name, its size and why.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection

from core.collect.contract import Handed, Source
from core.collect.gather import Gathered
from core.collect.outcome import Outcome, Trigger, rejection_json
from core.collect.raw import RawStore
from core.collect.runner import Order, Runner
from core.domain.audit import Action, Event
from core.domain.lineage_place import parse_place
from core.domain.uploads import (
    MOST_A_DAY,
    MOST_FINDINGS,
    MOST_VALUES,
    Counts,
    Finding,
    ReadValue,
    Refusal,
    Upload,
    UploadState,
    shown_name,
)
from core.domain.viewer import Viewer
from core.errors import BusyError, DecisionRefusedError, NotAllowedError, NotFoundError, RunStoppedError
from core.store import handing_in, scope, uploads
from core.store.audit_log import record
from core.store.read_model import ReadModel
from core.turns import Turns

Done = TypeVar("Done")
AT_ONCE, IN_LINE = 2, 2  # files that are read side by side, and that wait; reading one takes a core
PATIENCE = 20.0  # seconds that somebody waits for a turn


def turns() -> Turns:
    """Return the turns at reading files, for all who hand in at one application."""
    return Turns(AT_ONCE, IN_LINE, patience=PATIENCE)


class Intake:
    """Where one viewer hands files in, at one instant."""

    def __init__(self, viewer: Viewer, runner: Runner, model: ReadModel, turns: Turns, *, now: datetime) -> None:
        """Take who acts, what reads and records, what pages read, whose turn it is, and when (aware).

        Raises:
            NotAllowedError: If the viewer hands nothing in.
        """
        if not scope.may_upload(viewer, viewer.agency):
            raise NotAllowedError(f"{viewer.role.value} hands in no files")
        self._viewer, self._runner, self._model, self._turns, self._now = viewer, runner, model, turns, now

    def check(self, source_id: str, handed: Handed) -> int:
        """Check a file and keep it as a draft, or why it is refused; return its number.

        Raises:
            NotFoundError: If there is no such source, or none whose files are handed in.
            NotAllowedError: If it is not the viewer's own.
            DecisionRefusedError: "berkas" if no file was chosen, "terlalu-sering" after too many files of a day,
                "sibuk" if no turn came.
        """
        source = self._source(source_id)
        if not handed.content and not handed.name:
            raise DecisionRefusedError("berkas", f"{source_id}: no file was chosen")
        with self._runner.store.read() as conn:
            if handing_in.uploads_since_yesterday(conn, source.agency, self._now) >= MOST_A_DAY:
                raise DecisionRefusedError("terlalu-sering", f"{source_id}: {MOST_A_DAY} files within a day")
        handed = Handed(handed.content, shown_name(handed.name))
        outcome, gathered = self._in_turn(lambda: self._runner.look(source, Order(Trigger.UPLOAD, handed=handed)))
        return self._keep(source, handed, outcome, gathered)

    def send(self, number: int) -> None:
        """Have a draft recorded by a run of its source.

        Raises:
            NotFoundError: If there is no such file of the viewer's office.
            DecisionRefusedError: "selesai" if it is no draft any more, "kosong" if nothing of it can be stored,
                "sedang" while its source is being recorded, "gagal" if its run failed, "sibuk" if no turn came.
        """
        draft = self._draft(number)
        if not draft.counts.storable:
            raise DecisionRefusedError("kosong", f"upload {number}: nothing of it can be stored")
        source = self._source(draft.source_id)
        handed = Handed(RawStore(self._runner.config.data_dir).read(draft.sha256), draft.file_name)
        outcome = self._in_turn(lambda: self._runner.run(source, self._order(draft, handed)))
        self._model.renew()
        after = uploads.upload(self._viewer, number)
        if outcome.run_id is None or after.run_id != outcome.run_id:
            code = "selesai" if after.ended else "sedang" if outcome.run_id is None else "gagal"
            raise DecisionRefusedError(code, f"upload {number}: {outcome.skipped or 'nothing was recorded'}")

    def discard(self, number: int) -> None:
        """Throw a draft away: it stays in the list, and can be sent no more.

        Raises:
            NotFoundError: If there is no such file of the viewer's office.
            DecisionRefusedError: "selesai" if it is no draft any more.
        """
        draft = self._draft(number)
        with self._runner.store.begin_write() as conn:
            if not self._ended(conn, draft, UploadState.DISCARDED, Action.DISCARDED):
                raise DecisionRefusedError("selesai", f"upload {number} is no draft any more")

    def _in_turn(self, do: Callable[[], Done]) -> Done:
        try:
            with self._turns.one():
                return do()
        except BusyError as error:
            raise DecisionRefusedError("sibuk", f"files are being read: {error}") from error

    def _source(self, source_id: str) -> Source:
        source = self._runner.config.sources.get(source_id)
        if source is None or not source.is_uploaded:
            raise NotFoundError(f"no source {source_id!r} whose files are handed in")
        if not scope.may_upload(self._viewer, source.agency):
            raise NotAllowedError(f"{self._viewer.role.value} hands in no files of {source.agency}")
        return source

    def _draft(self, number: int) -> Upload:
        found = uploads.upload(self._viewer, number)
        self._source(found.source_id)
        if found.state is not UploadState.DRAFT:
            raise DecisionRefusedError("selesai", f"upload {number} is {found.state.value}")
        return found

    def _keep(self, source: Source, handed: Handed, outcome: Outcome, gathered: Gathered | None) -> int:
        refusal = _refusal(outcome)
        sha256 = hashlib.sha256(handed.content).hexdigest()
        if refusal is None:
            RawStore(self._runner.config.data_dir).keep(handed.content, address=handed.name, media_type="")
        upload = Upload(
            number=0,
            source_id=source.id,
            agency=source.agency,
            file_name=handed.name,
            sha256=sha256,
            size=len(handed.content),
            by=self._viewer.name,
            at=self._now,
            simulated=source.simulated,
            counts=Counts(outcome.read, outcome.new, outcome.same, outcome.revised, len(outcome.rejections)),
            notices=gathered.notices if gathered else (),
            refusal=refusal,
        )
        with self._runner.store.begin_write() as conn:
            number = handing_in.record_upload(conn, upload, _findings(outcome), _first(gathered))
            record(conn, self._told(Action.UPLOAD, upload, number), now=self._now)
        return number

    def _order(self, draft: Upload, handed: Handed) -> Order:
        return Order(
            Trigger.UPLOAD,
            handed=handed,
            # While a run of the source is open no other begins: only a discard can still come in between.
            wanted=lambda conn: not handing_in.is_ended(conn, draft.number),
            also=lambda conn, run_id: self._sent(conn, draft, run_id),
        )

    def _sent(self, conn: Connection, draft: Upload, run_id: int) -> None:
        if not self._ended(conn, draft, UploadState.SENT, Action.SENT, run_id):
            raise RunStoppedError(f"upload {draft.number} was thrown away meanwhile")

    def _ended(
        self, conn: Connection, draft: Upload, state: UploadState, action: Action, run_id: int | None = None
    ) -> bool:
        name = self._viewer.name
        if not handing_in.record_ending(conn, draft.number, state, by=name, now=self._now, run_id=run_id):
            return False
        record(conn, self._told(action, draft, draft.number), now=self._now)
        return True

    def _told(self, action: Action, upload: Upload, number: int) -> Event:
        details = {
            "berkas": upload.file_name,
            "nomor": str(number),
            "sha256": upload.sha256,
            "byte": str(upload.size),
            **({"alasan": upload.refusal.reason} if upload.refusal else {}),
        }
        return Event(self._viewer.name, self._viewer.role, action, upload.source_id, details)


def _refusal(outcome: Outcome) -> Refusal | None:
    failure = outcome.failure
    return Refusal(failure.reason.value, failure.sentence, failure.mend) if failure else None


def _findings(outcome: Outcome) -> list[Finding]:
    ordered = sorted(outcome.rejections, key=lambda one: _position(one.place))
    return [Finding(**rejection_json(one)) for one in ordered[:MOST_FINDINGS]]


def _position(text: str) -> tuple[str, int, int, str]:
    """Return what puts places in the order of the file; what names no row comes first."""
    place = parse_place(text)
    return (place.sheet, place.row, len(place.letters), place.letters) if place else ("", 0, 0, text)


def _first(gathered: Gathered | None) -> list[ReadValue]:
    values = gathered.observations if gathered else None
    if values is None:
        return []
    columns = ["indicator", "area", "period", "value", "text", "flag", "place", "note"]
    return [ReadValue(*row) for row in values[columns].head(MOST_VALUES).itertuples(index=False, name=None)]
