"""Codes of phones against the vectors of RFC 6238; secrets that are sealed; recovery codes that are only compared."""

import base64

import pytest

from core.access import recovery
from core.access.sealing import Seal
from core.access.totp import address_of, new_secret, step_of

KEY, OTHER = "k" * 32, "l" * 32
# RFC 6238, appendix B, SHA-1: the last six of eight digits.
SECRET = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.mark.parametrize(("now", "code"), VECTORS)
def test_a_code_is_the_one_of_the_standard(now, code):
    assert step_of(SECRET, code, now) == now // 30


@pytest.mark.parametrize(("now", "code"), VECTORS[1:])
def test_a_clock_may_be_one_step_off_either_way_and_no_more(now, code):
    step = now // 30
    assert step_of(SECRET, code, now + 30) == step
    assert step_of(SECRET, code, now - 30) == step
    assert step_of(SECRET, code, now + 60) is None
    assert step_of(SECRET, code, now - 60) is None


@pytest.mark.parametrize("typed", ["", "287083", "28708", "2870820", "abcdef"])
def test_anything_else_is_wrong(typed):
    assert step_of(SECRET, typed, 59) is None


def test_a_secret_is_long_and_new_each_time_and_a_phone_is_told_whose_it_is():
    assert len(base64.b32decode(new_secret())) == 20
    assert new_secret() != new_secret()
    assert address_of(SECRET, "siti") == (
        f"otpauth://totp/Dasbor%20Paser%20TUNTAS:siti?secret={SECRET}&issuer=Dasbor%20Paser%20TUNTAS"
    )


def test_a_sealed_secret_opens_for_its_own_login_with_the_same_key_alone():
    sealed = Seal(KEY).sealed("siti", SECRET)
    assert SECRET not in sealed
    assert Seal(KEY).opened("siti", sealed) == SECRET
    assert Seal(KEY).opened("budi", sealed) == ""
    assert Seal(OTHER).opened("siti", sealed) == ""
    assert Seal(KEY).opened("siti", sealed[:-4] + "AAA=") == ""


@pytest.mark.parametrize("sealed", ["", "bukan segel", "gAAAAA", "é"])
def test_what_is_no_seal_opens_nothing(sealed):
    assert Seal(KEY).opened("siti", sealed) == ""


def test_recovery_codes_are_kept_as_digests_under_a_salt_of_the_set():
    codes = recovery.new_codes()
    held, other = recovery.kept(codes), recovery.kept(codes)
    assert len(set(codes)) == len(set(recovery.digests(held))) == 10
    assert not any(one in held for one in codes)
    assert not set(recovery.digests(held)) & set(recovery.digests(other))
    assert recovery.digest_in(held, codes[4]) == recovery.digests(held)[4]
    assert recovery.digest_in(held, "00000-00000") == ""
    assert recovery.digest_in("", codes[4]) == ""
