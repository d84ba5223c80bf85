"""Passwords: kept as Argon2id hashes, looked for among those known from breaches, without asking anybody."""

import secrets
import string
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

_CLEAR = sorted({*string.ascii_lowercase, *string.digits} - {*"01lo"})  # 32 of them
_hasher = PasswordHasher()  # RFC 9106, low-memory profile: 64 MiB, 3 passes


def hashed(password: str) -> str:
    """Return the hash that is kept."""
    return _hasher.hash(password)


def first_password() -> str:
    """Return a password to be told once: 80 bits, in groups, without characters that are mistaken for others."""
    return "-".join("".join(secrets.choice(_CLEAR) for _ in range(4)) for _ in range(4))


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
