"""Recovery codes: for whoever has lost the phone. Kept as Argon2id digests under one salt for each set."""

import hmac
import secrets

from argon2 import DEFAULT_HASH_LENGTH, DEFAULT_MEMORY_COST, DEFAULT_PARALLELISM, DEFAULT_TIME_COST
from argon2.low_level import Type, hash_secret_raw

from core.domain.second_factor import ALPHABET, CODES, LENGTH, recovery_in

_SALT = 16  # bytes


def new_codes() -> tuple[str, ...]:
    """Return a set of new codes."""
    return tuple("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(CODES))


def kept(codes: tuple[str, ...]) -> str:
    """Return what is kept of a set: its salt, and a digest for each code."""
    salt = secrets.token_hex(_SALT)
    return " ".join((salt, *(_digest(one, salt) for one in codes)))


def digests(held: str) -> tuple[str, ...]:
    """Return the digests of a set as it is kept."""
    return tuple(held.split()[1:])


def digest_in(held: str, typed: str) -> str:
    """Return the digest of a typed code within a set as it is kept; "" if it is none of them."""
    code = recovery_in(typed)
    if not code or not held:
        return ""
    found = _digest(code, held.split(maxsplit=1)[0])
    return next((one for one in digests(held) if hmac.compare_digest(one, found)), "")


def _digest(code: str, salt: str) -> str:
    cost = (DEFAULT_TIME_COST, DEFAULT_MEMORY_COST, DEFAULT_PARALLELISM, DEFAULT_HASH_LENGTH)
    return hash_secret_raw(code.encode(), bytes.fromhex(salt), *cost, Type.ID).hex()
