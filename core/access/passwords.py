"""Passwords: kept as Argon2id hashes, looked for among those known from breaches, without asking anybody."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_hasher = PasswordHasher()  # RFC 9106, low-memory profile: 64 MiB, 3 passes


def hashed(password: str) -> str:
    """Return the hash that is kept."""
    return _hasher.hash(password)


def is_right(password: str, kept: str) -> bool:
    """Return whether a password is the one of a hash; takes as long when there is no hash to compare with ("")."""
    try:
        return _hasher.verify(kept or _of_nobody(), password) and bool(kept)
    except (Argon2Error, InvalidHashError):
        return False


def breached_passwords() -> frozenset[str]:
    """Return the passwords that stand most often in lists of breached ones, in lower case."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # noqa: PLC0415 - a megabyte of words, only where a password is chosen

    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _of_nobody() -> str:
    return _hasher.hash("")
