"""The audit log: what people did, as a chain in which each entry carries the digest of the one before it.

Whoever changes, removes or moves an entry breaks the chain at that place. A chain by itself cannot tell that its end
was cut off, or that all of it was made anew: for that the newest digest, the head, is written down elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import Enum

from core.domain.viewer import Role

BEFORE_THE_FIRST = "0" * 64  # what the first entry carries instead of a digest


class Action(Enum):
    """What was done; values are stored."""

    DECISION = "keputusan"  # a conflict was settled
    VERIFIED = "verifikasi"  # values of a source were verified
    RETURNED = "pengembalian"  # values were returned to their office
    WITHDRAWN = "pembatalan"  # a return was taken back
    UPLOAD = "unggahan"  # an office handed a file in; it was checked
    SENT = "pengiriman"  # a checked file was sent: its values were recorded
    DISCARDED = "pembuangan"  # a checked file was thrown away
    LOCKED = "penguncian"  # a period of an office was locked
    UNLOCKED = "pembukaan kunci"  # and opened again
    EXPORT = "ekspor"  # figures were handed out as a file
    CONFIG = "konfigurasi"  # config.toml was changed
    CATALOGUE = "katalog"  # definitions, targets, weights or areas were changed
    ACCOUNT = "akun"  # an account was made or changed
    LOGIN = "masuk"
    LOGIN_FAILED = "gagal masuk"
    LOGOUT = "keluar"
    CODE_FAILED = "gagal kode"  # of the second factor
    RECOVERY = "kode pemulihan"  # one was used in place of a phone
    LOOK = "lihat sebagai"  # an operator looks as another role
    SCREEN = "layar"  # a wall's screen was confirmed, changed, commanded or revoked
    SIGHT = "melihat"  # somebody read what is not public


class Sight(Enum):
    """What is not for everybody; whoever read it stands in the log. Values are stored."""

    REJECTIONS = "baris ditolak"
    RETURNED = "nilai dikembalikan"
    RUNS = "riwayat pengambilan"
    HEALTH = "keadaan sumber"
    FILES = "berkas asli"
    UPLOADS = "unggahan OPD"
    LOG = "jejak audit"
    PEOPLE = "daftar pengguna"


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be written down.

    Attributes:
        actor: Name of the person or of the command; "" for somebody who did not have to say it.
        role: As which the person acted; None: the program itself found it.
        action: What was done.
        subject: To what: a figure, a table, a file.
        details: More, by name: a filter, a reason, what changed. Never a secret.
    """

    actor: str
    role: Role | None
    action: Action
    subject: str
    details: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event in the chain: texts as they are stored, so that one which somebody changed can still be read.

    Attributes:
        number: From 1 on, without gaps.
        at: When it was written: ISO 8601, UTC, microseconds.
        actor, role, action, subject: Of the event.
        details: Of the event, as JSON.
        previous: Digest of the entry before it.
        digest: `digest_of` this entry when it was written.
    """

    number: int
    at: str
    actor: str
    role: str
    action: str
    subject: str
    details: str
    previous: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry at some time, as it was written down elsewhere; as text "number:digest"."""

    number: int
    digest: str

    def __str__(self) -> str:
        """Return the text that `head_from` reads."""
        return f"{self.number}:{self.digest}"


class Fault(Enum):
    """How a chain is broken at a place."""

    CHANGED = "changed after it was written"
    MISSING = "missing"
    DETACHED = "does not follow on the entry before it"
    REPLACED = "is not the one that was written down as head"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    number: int
    fault: Fault

    def __str__(self) -> str:
        """Return it in a sentence."""
        return f"entry {self.number} {self.fault.value}"


def digest_of(entry: Entry) -> str:
    """Return the SHA-256, in hex, of everything an entry says and of the digest before it."""
    words = [getattr(entry, one.name) for one in fields(entry) if one.name != "digest"]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def written(instant: datetime) -> str:
    """Return an aware instant as entries hold it; texts in this form sort by time."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def chained(event: Event, now: datetime, last: Head | None) -> Entry:
    """Return the entry that follows on the last one; None: there is none yet."""
    number, previous = (last.number + 1, last.digest) if last else (1, BEFORE_THE_FIRST)
    entry = Entry(
        number=number,
        at=written(now),
        actor=event.actor,
        role=event.role.value if event.role else "",
        action=event.action.value,
        subject=event.subject,
        details=json.dumps(dict(event.details), ensure_ascii=False, sort_keys=True),
        previous=previous,
    )
    return replace(entry, digest=digest_of(entry))


def head_from(text: str) -> Head:
    """Return the head that a text names.

    Raises:
        ValueError: If it is not "number:digest".
    """
    number, _, digest = text.strip().partition(":")
    if not (number.isascii() and number.isdigit() and len(digest) == len(BEFORE_THE_FIRST)):
        raise ValueError(f"{text!r}: expected NUMBER:DIGEST, as `python -m core audit verify` prints it")
    return Head(int(number), digest.lower())


def breaks(entries: Iterable[Entry], head: Head | None = None) -> Iterator[Break]:
    """Yield every place where a chain does not hold.

    Args:
        entries: By number; all of them, as they are stored.
        head: The newest entry as it was once written down: it must still be there. None: nobody wrote it down.
    """
    number, previous, last_seen = 0, BEFORE_THE_FIRST, ""
    for entry in entries:
        yield from (Break(gone, Fault.MISSING) for gone in range(number + 1, entry.number))
        if digest_of(entry) != entry.digest:
            yield Break(entry.number, Fault.CHANGED)
        elif entry.number == number + 1 and entry.previous != previous:
            yield Break(entry.number, Fault.DETACHED)
        number, previous = entry.number, entry.digest
        if head and number == head.number:
            last_seen = entry.digest
    if head and number < head.number:
        yield from (Break(gone, Fault.MISSING) for gone in range(number + 1, head.number + 1))
    elif head and last_seen and last_seen != head.digest:
        yield Break(head.number, Fault.REPLACED)
