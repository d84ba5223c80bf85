"""Screens of walls: what each may show and for how long, the codes that introduce them, the tokens they are known by.

A token is replaced every few hours. The one before stays good until its successor has settled, so that a lost answer
or a power cut locks no wall out; afterwards whoever still shows it has a copy (docs/decisions/0064-screens.md).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from core.errors import ScreenRefusedError

# Consonants: no letter reads like another or like a digit, and no word comes about. Source: RFC 8628, section 6.1.
ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
CODE_LENGTH = 8
CODE_LIFE = timedelta(minutes=15)
TOKEN_LIFE = timedelta(days=365)
WARNED = timedelta(days=30)  # before a token ends
ROTATED = timedelta(hours=6)  # after which a token is replaced
SETTLED = timedelta(minutes=5)  # browsers write cookies to the disk within half a minute
AGAIN = timedelta(minutes=1)  # before another successor is handed out, if the last one did not arrive
ALIVE = timedelta(seconds=45)  # a wall tells of itself every ten
COMMAND_LIFE = timedelta(minutes=10)
LONGEST_NAME = 60

INDEX, ATTENTION, MAP, LATE = "indeks", "perhatian", "peta", "terlambat"
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")


class Command(Enum):
    """What a screen can be told from afar; values are stored."""

    RELOAD = "muat"
    NEXT = "berikutnya"


@dataclass(frozen=True, slots=True)
class WallSlide:
    """A slide that the wall has.

    Attributes:
        code: By which a screen is given it.
        title: Of a theme of [[wall.slides]]; "" for a slide that is always there.
        indicators: Of a theme.
    """

    code: str
    title: str = ""
    indicators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Screen:
    """One state of a screen; the newest one of its key counts.

    Attributes:
        key: Ours; in addresses.
        name: As people call it; no two active screens share one.
        slides: Codes of the slides it may show.
        active: False from its revocation on, for good.
        expires_at: Aware; from then on its token is worth nothing.
        changed_at: When this state began; aware.
        changed_by: Who made it; "" for the program itself.
        since: When it was confirmed; aware.
    """

    key: str
    name: str
    slides: tuple[str, ...]
    active: bool
    expires_at: datetime
    changed_at: datetime
    changed_by: str
    since: datetime

    def shows(self, now: datetime) -> bool:
        """Return whether it is to be let in."""
        return self.active and now < self.expires_at


@dataclass(frozen=True, slots=True)
class Beat:
    """What a screen last told of itself.

    Attributes:
        screen: Key.
        token: Number of the newest token that has settled; 0 before the first.
        seen_at: Aware.
        slide: Code of what it shows; "" for what we do not know.
        script: Fingerprint of the script that it runs.
        current: Whether that is the one this server hands out.
        width, height: Of its window, CSS pixels.
        address: Where it asks from.
        agent: Its browser, in a word.
        loaded_at: When its page was last loaded; aware.
        done: Number of the newest command that it has carried out.
    """

    screen: str
    token: int
    seen_at: datetime
    slide: str
    script: str
    current: bool
    width: int
    height: int
    address: str
    agent: str
    loaded_at: datetime
    done: int

    def is_alive(self, now: datetime) -> bool:
        """Return whether it was heard of lately."""
        return now - self.seen_at <= ALIVE


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is known here.

    Attributes:
        number: Grows with every token.
        screen: Key.
        parent: Number of the token it replaces; 0 for one that a confirmation gave.
        issued_at: Aware.
    """

    number: int
    screen: str
    parent: int
    issued_at: datetime

    def is_good(self, settled: int) -> bool:
        """Return whether it is the settled token of its screen or a successor of it; any other one was copied."""
        return settled in (self.number, self.parent)

    def settled(self, settled: int, now: datetime) -> int:
        """Return the number of the settled token, now that this good one was shown."""
        return self.number if now - self.issued_at >= SETTLED else settled

    def is_due(self, settled: int, now: datetime) -> bool:
        """Return whether it is to be replaced."""
        return self.number == settled and now - self.issued_at >= ROTATED


def wall_slides(themes: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[WallSlide, ...]:
    """Return all slides of the wall in their order.

    Args:
        themes: Title and indicators of each of [[wall.slides]].
    """
    named = [WallSlide(f"tema-{slug(title)}", title, indicators) for title, indicators in themes]
    return (WallSlide(INDEX), WallSlide(ATTENTION), WallSlide(MAP), *named, WallSlide(LATE))


def slug(title: str) -> str:
    """Return a title as it can stand in an address."""
    return _OTHER_SIGNS.sub("-", title.lower()).strip("-")


def code_from(typed: str) -> str:
    """Return a code as it is compared: people type small letters, spaces and dashes."""
    return re.sub(r"[\s–-]+", "", typed).upper()


def shown_code(code: str) -> str:
    """Return a code as it is read aloud: XXXX-XXXX."""
    half = CODE_LENGTH // 2
    return f"{code[:half]}-{code[half:]}"


def check_screen(name: str, slides: tuple[str, ...], known: frozenset[str]) -> None:
    """Refuse what is no screen.

    Raises:
        ScreenRefusedError: For a name that cannot be read, or without a slide, or with one that the wall has not.
    """
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise ScreenRefusedError("nama", f"name {name!r}: 1 to {LONGEST_NAME} printable characters")
    if not slides or not set(slides) <= known:
        raise ScreenRefusedError("slide", f"slides {', '.join(slides) or '(none)'}: one or more of {sorted(known)}")
