"""An account: who may see and do what. Its states are added, never changed; the newest one counts."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from core.domain.viewer import Role, Viewer
from core.errors import AccountError

LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,39}")
LONGEST_NAME = 120
SSO = "sso-"  # begins the logins of those who come by the government's sign-on; they have no password
SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128  # characters; length is what guessing is measured by
INITIAL_LASTS = timedelta(days=7)  # of a first password; then an operator gives another one
HELD = (Role.COUNCIL, Role.AGENCY, Role.STEWARD, Role.AUDITOR, Role.OPERATOR)  # a person's; a wall has no account


class PasswordFault(Enum):
    """Why a password is guessed early; values are keys of the words for it."""

    LENGTH = "panjang"
    BREACHED = "bocor"
    OWN_NAME = "nama"
    ALIKE = "sama"


_FAULTS = {
    PasswordFault.LENGTH: f"{SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters, found {{found}}",
    PasswordFault.BREACHED: "it stands in lists of breached passwords; choose several words instead",
    PasswordFault.OWN_NAME: "it holds the login or the name; choose several other words",
    PasswordFault.ALIKE: "fewer than 5 different characters; choose several words instead",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One state of an account.

    Attributes:
        login: What the person types; never given to another one.
        person: Name as others read it.
        role: One of HELD.
        agency: Office of Role.AGENCY, else "".
        password: Its Argon2id hash.
        active: Whether it may log in.
        changed_at: When this state began; aware.
        changed_by: Who made it.
        state: Number of this state; grows. 0: not stored yet. Sessions belong to a state and end with it.
        factor: Secret of the second factor, sealed; "" for none.
        recovery: What is kept of its recovery codes; "" for none.
        initial: Its password is the first one, which whoever made the account knows: it opens nothing but its exchange.
    """

    login: str
    person: str
    role: Role
    agency: str
    password: str = field(repr=False)
    active: bool
    changed_at: datetime
    changed_by: str
    state: int = 0
    factor: str = field(default="", repr=False)
    recovery: str = field(default="", repr=False)
    initial: bool = False

    def is_past(self, now: datetime) -> bool:
        """Return whether its first password was left too long to let anybody in."""
        return self.initial and now - self.changed_at > INITIAL_LASTS

    @property
    def viewer(self) -> Viewer:
        """Return as whom this person asks."""
        return Viewer(self.role, self.person, self.agency)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """An account as it is listed: without anything that opens it."""

    login: str
    person: str
    role: Role
    agency: str
    active: bool
    has_factor: bool
    changed_at: datetime
    changed_by: str


def check_person(login: str, person: str, role: Role, agency: str, agencies: frozenset[str]) -> None:
    """Refuse what is no account.

    Raises:
        AccountError: Naming what was found and what was expected.
    """
    if not LOGIN.fullmatch(login):
        raise AccountError(
            f"login {login!r}: 3 to 40 of a-z, 0-9, '.', '_', '-', beginning with a letter", code="login"
        )
    if not person.strip() or len(person) > LONGEST_NAME or not person.isprintable():
        raise AccountError(f"name {person!r}: 1 to {LONGEST_NAME} printable characters", code="nama")
    if role not in HELD:
        raise AccountError(f"role {role.value!r}: expected {', '.join(one.value for one in HELD)}", code="peran")
    if role is Role.AGENCY and agency not in agencies:
        raise AccountError(f"agency {agency!r}: role opd needs one of {', '.join(sorted(agencies))}", code="opd")
    if role is not Role.AGENCY and agency:
        raise AccountError(f"agency {agency!r}: only role opd has one", code="opd")


def password_fault(password: str, login: str, person: str, breached: frozenset[str]) -> PasswordFault | None:
    """Return why a password is guessed early; None if it is not. Neither digits nor signs are asked for: length counts.

    Args:
        password: As typed.
        login: Whose it is to be.
        person: The person's name.
        breached: Passwords known from breaches, in lower case.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return PasswordFault.LENGTH
    lowered = password.lower()
    bare = re.sub(r"[\W\d_]+$", "", lowered)
    if lowered in breached or bare in breached:
        return PasswordFault.BREACHED
    own = [part for part in (login, *person.lower().split()) if len(part) > 3]
    if any(part in lowered for part in own):
        return PasswordFault.OWN_NAME
    return PasswordFault.ALIKE if len(set(lowered)) < 5 else None


def check_password(password: str, login: str, person: str, breached: frozenset[str]) -> None:
    """Refuse a password that is guessed early (see `password_fault`).

    Raises:
        AccountError: Without the password in it.
    """
    fault = password_fault(password, login, person, breached)
    if fault:
        raise AccountError(f"password: {_FAULTS[fault].format(found=len(password))}")
