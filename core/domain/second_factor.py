"""The second factor: who needs one, and what is typed for it. Six digits of a phone (RFC 6238), or a recovery code."""

from collections.abc import Collection
from dataclasses import dataclass
from string import ascii_lowercase, digits

from core.domain.account import Account

DIGITS, STEP = 6, 30  # of a code; seconds for which it holds
DRIFT = 1  # steps by which a phone's clock may be ahead or behind
CODES = 10  # recovery codes of a set
# Crockford's 32: nobody has to tell 0 from O, or 1 from I and L. Ten of them are 50 bits.
ALPHABET, LENGTH = "".join(one for one in digits + ascii_lowercase if one not in "ilou"), 10
_MEANT = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None, " ": None})


@dataclass(frozen=True, slots=True)
class FactorState:
    """How it stands with somebody's second factor.

    Attributes:
        required: Whether the role needs one.
        readable: Whether its secret can be opened with the key there is.
        left: Recovery codes that were not used.
    """

    required: bool
    readable: bool
    left: int


def is_required(account: Account, roles: Collection[str]) -> bool:
    """Return whether an account needs a second factor.

    Whoever has no password here needs none: examples of the demonstration, and those for whom the government's sign-on
    vouches, which asks for a factor itself ([access.sso] amr).

    Args:
        account: Whose it is.
        roles: Values of Role that need one.
    """
    return bool(account.password) and account.role.value in roles


def has_factor(account: Account) -> bool:
    """Return whether a second factor is set up."""
    return bool(account.factor)


def is_lacking(account: Account, roles: Collection[str]) -> bool:
    """Return whether an account needs a second factor and has none."""
    return is_required(account, roles) and not has_factor(account)


def code_in(typed: str) -> str:
    """Return the digits of a code as typed, with spaces or without; "" for what is no code."""
    bare = "".join(typed.split())
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdigit() else ""


def recovery_in(typed: str) -> str:
    """Return a recovery code as it was made, whatever case, spaces and dashes it was typed with; "" for none."""
    bare = "".join(typed.split()).lower().translate(_MEANT)
    return bare if len(bare) == LENGTH and set(bare) <= set(ALPHABET) else ""


def grouped(text: str, size: int) -> str:
    """Return a text in groups of so many characters, to be read and typed by hand."""
    return " ".join(text[at : at + size] for at in range(0, len(text), size))


def is_fresh(step: int, last: int | None) -> bool:
    """Return whether a code may still be used: it is of a later step than the last one that was (None: none was)."""
    return last is None or step > last
