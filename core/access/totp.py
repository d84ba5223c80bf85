"""Codes of a phone: six digits that hold for half a minute (TOTP, RFC 6238)."""

import pyotp
from pyotp.exceptions import OTPVerificationError

from core.domain.second_factor import DIGITS, DRIFT, STEP, code_in

ISSUER = "Dasbor Paser TUNTAS"  # the name under which a phone lists it


def new_secret() -> str:
    """Return a new secret: 160 bits, in base32."""
    return pyotp.random_base32()


def address_of(secret: str, login: str) -> str:
    """Return what the QR code says: `otpauth://totp/...`."""
    return _codes(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, typed: str, now: float) -> int | None:
    """Return the step that a code is of, at most DRIFT away from now; None for a wrong one.

    Args:
        secret: In base32.
        typed: As typed.
        now: Seconds since 1970.
    """
    code = code_in(typed)
    if not code:
        return None
    try:
        return _codes(secret).verify_and_get_timecode(code, for_time=now, valid_window=DRIFT)
    except OTPVerificationError:
        return None


def _codes(secret: str) -> pyotp.TOTP:
    return pyotp.TOTP(secret, digits=DIGITS, interval=STEP)
