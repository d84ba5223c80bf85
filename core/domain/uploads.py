"""A file that an office hands in on a page: first a draft that was checked, then sent, thrown away or refused.

What is sent becomes a run of its source like any other; a draft changes nothing of what is shown. Why so:
docs/decisions/0066-uploads.md.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from core.domain.area import Area
from core.domain.indicator import Indicator
from core.domain.period import Period

LONGEST_NAME = 120  # characters of a file's name that are kept
MOST_VALUES = 500  # of a draft that are kept to be looked at; all of them are stored when it is sent
MOST_FINDINGS = 10_000  # of a draft; a file with more is better mended by what they have in common
MOST_A_DAY = 200  # files of one office
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class UploadState(Enum):
    """How far a file has come. The value is the store's word."""

    DRAFT = "draf"  # checked, waits to be sent
    REFUSED = "ditolak"  # nothing of it can be read, or nothing of it may be stored
    SENT = "terkirim"  # a run has recorded it
    DISCARDED = "dibuang"  # thrown away by its office


ENDINGS = (UploadState.SENT, UploadState.DISCARDED)


@dataclass(frozen=True, slots=True)
class Counts:
    """What a check found: cells looked at, and what would become of them."""

    read: int = 0
    new: int = 0
    same: int = 0
    revised: int = 0
    rejected: int = 0

    @property
    def storable(self) -> int:
        """Return how many values would be stored, or are as they were stored before."""
        return self.new + self.same + self.revised


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was refused as a whole: a word of core.reasons, and two Indonesian sentences."""

    reason: str
    sentence: str
    mend: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One cell or row that was refused: where, what stood there, why, how to mend it."""

    place: str
    column: str
    found: str
    reason: str
    sentence: str
    mend: str


@dataclass(frozen=True, slots=True)
class ReadValue:
    """One value as a draft has it, in the indicator's unit; not stored yet."""

    indicator: str
    area: str
    period: str
    value: float
    text: str
    flag: str
    place: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftValue:
    """One value of a draft beside the one that is shown now.

    Attributes:
        value: As the draft has it.
        text: As the office wrote it.
        place: Where it stands in the file.
        simulated: Whether it is made up.
        now: The value that is shown now; None where there is none.
        now_simulated: Whether that one is made up.
    """

    indicator: Indicator
    area: Area
    period: Period
    value: float
    text: str
    flag: str
    place: str
    note: str
    simulated: bool
    now: float | None
    now_simulated: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that was handed in.

    Attributes:
        number: By which it is asked for.
        source_id: Of which source it is.
        agency: Code of the office that handed it in.
        file_name: As the office named it, fit to be shown; no path is ever made of it.
        sha256: Of its bytes, which are kept as raw answers are; of a refused file they are not.
        size: Bytes.
        by, at: Who handed it in, and when; aware.
        simulated: Its figures say SIMULASI wherever they are shown.
        counts: What the check found.
        notices: What was left out on reading, in Indonesian.
        refusal: Why it was refused as a whole; None for a draft.
        ended: How it was ended; None while it is a draft, or was refused.
        ended_by, ended_at: By whom, and when.
        run_id: The run that recorded it.
    """

    number: int
    source_id: str
    agency: str
    file_name: str
    sha256: str
    size: int
    by: str
    at: datetime
    simulated: bool
    counts: Counts
    notices: tuple[str, ...] = ()
    refusal: Refusal | None = None
    ended: UploadState | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    run_id: int | None = None

    @property
    def state(self) -> UploadState:
        """Return how far it has come."""
        if self.refusal is not None:
            return UploadState.REFUSED
        return self.ended or UploadState.DRAFT


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A file that is handed out: always to be saved, never to be shown by a browser.

    Attributes:
        name: Of our making: letters, digits, "-", "_", "." only.
    """

    content: bytes
    name: str


def shown_name(given: str) -> str:
    """Return the name of a file as it is kept and shown: without folders, control and direction signs, not too long.

    Browsers of old send the whole path; a name of nothing but dots and blanks is none.
    """
    last = _UNPRINTABLE.sub("", given).replace("\\", "/").rpartition("/")[2]
    name = " ".join(last.split())[-LONGEST_NAME:]
    return name if name.strip(". ") else "berkas"
