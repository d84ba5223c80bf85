"""Who needs a second factor, and what is taken for what was typed."""

from datetime import UTC, datetime

import pytest

from core.domain.account import Account
from core.domain.second_factor import (
    ALPHABET,
    code_in,
    grouped,
    has_factor,
    is_fresh,
    is_lacking,
    is_required,
    recovery_in,
)
from core.domain.viewer import Role

RULE = ("walidata", "operator")


def account(role=Role.OPERATOR, password="hash", factor=""):
    stated = {"active": True, "changed_at": datetime(2026, 3, 1, tzinfo=UTC), "changed_by": ""}
    return Account("siti", "Siti", role, "", password, **stated, state=7, factor=factor)


@pytest.mark.parametrize(
    ("role", "required"),
    [(Role.OPERATOR, True), (Role.STEWARD, True), (Role.COUNCIL, False), (Role.AGENCY, False), (Role.AUDITOR, False)],
)
def test_the_rule_names_roles(role, required):
    assert is_required(account(role), RULE) is required
    assert is_lacking(account(role), RULE) is required
    assert not is_required(account(role), ())


def test_who_has_one_lacks_none_and_who_has_no_password_here_needs_none():
    assert not is_lacking(account(factor="disegel"), RULE)
    assert has_factor(account(factor="disegel"))
    assert not is_required(account(password=""), RULE)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("123456", "123456"),
        (" 123 456 ", "123456"),
        ("000000", "000000"),
        ("12345", ""),
        ("1234567", ""),
        ("12345a", ""),
        ("١٢٣٤٥٦", ""),
        ("", ""),
    ],
)
def test_a_code_is_six_digits_with_or_without_spaces(typed, code):
    assert code_in(typed) == code


@pytest.mark.parametrize("typed", ["abcde-01fgh", "ABCDE 01FGH", "abcdeoifgh", "abcdeOLfgh", " abcde01fgh\n"])
def test_a_recovery_code_is_read_as_it_was_meant(typed):
    assert recovery_in(typed) == "abcde01fgh"


@pytest.mark.parametrize("typed", ["", "abcde", "abcde-01fgh-x", "abcde01fgu", "abcde01fg!"])
def test_what_is_no_recovery_code_is_none(typed):
    assert recovery_in(typed) == ""


def test_no_two_letters_of_a_recovery_code_look_alike():
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("ilou")


def test_groups_are_for_reading():
    assert grouped("ABCDEFGHIJ", 4) == "ABCD EFGH IJ"


def test_a_step_is_used_once_and_none_before_it_is_any_more():
    assert is_fresh(10, None)
    assert is_fresh(11, 10)
    assert not is_fresh(10, 10)
    assert not is_fresh(9, 10)
