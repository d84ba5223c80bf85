"""What an account and a password must be."""

import pytest

from core.domain.account import check_password, check_person
from core.domain.viewer import Role
from core.errors import AccountError

AGENCIES = frozenset({"DLH", "DKISP"})
BREACHED = frozenset({"password", "password1234", "correcthorsebattery", "sayangsayang"})


@pytest.mark.parametrize(
    ("login", "person", "role", "agency"),
    [
        ("siti", "Siti Rahma", Role.AGENCY, "DLH"),
        ("b.u-d_i2", "Budi", Role.OPERATOR, ""),
        ("dewan1", "H. Ma'ruf", Role.COUNCIL, ""),
        ("inspektorat", "Inspektorat", Role.AUDITOR, ""),
    ],
)
def test_an_account_of_each_role_is_taken(login, person, role, agency):
    check_person(login, person, role, agency, AGENCIES)


@pytest.mark.parametrize(
    ("login", "person", "role", "agency", "said"),
    [
        ("ab", "A", Role.OPERATOR, "", "3 to 40"),
        ("Siti", "A", Role.OPERATOR, "", "3 to 40"),
        ("1siti", "A", Role.OPERATOR, "", "3 to 40"),
        ("siti\n", "A", Role.OPERATOR, "", "3 to 40"),
        ("siti", " ", Role.OPERATOR, "", "printable"),
        ("siti", "A\u202eB", Role.OPERATOR, "", "printable"),
        ("siti", "A" * 121, Role.OPERATOR, "", "printable"),
        ("siti", "A", Role.SCREEN, "", "role 'layar'"),
        ("siti", "A", Role.AGENCY, "", "DKISP, DLH"),
        ("siti", "A", Role.AGENCY, "RSUD", "DKISP, DLH"),
        ("siti", "A", Role.COUNCIL, "DLH", "only role opd"),
    ],
)
def test_what_is_no_account_is_refused_with_what_was_expected(login, person, role, agency, said):
    with pytest.raises(AccountError, match=said):
        check_person(login, person, role, agency, AGENCIES)


@pytest.mark.parametrize("password", ["ikan patin di muara", "x7Kq-pD3w_zL", "🐟🐠🐡🦈🐙🦑🦐🦞🦀🐚🐳🐋"])
def test_a_long_password_is_taken_whatever_it_is_made_of(password):
    check_password(password, "siti", "Siti Rahma", BREACHED)


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("pendek", "12 to 128 characters, found 6"),
        ("x" * 129, "found 129"),
        ("password1234", "breached"),
        ("PassWord1234", "breached"),
        ("sayangsayang123!", "breached"),
        ("aman-rahma-2026", "login or the name"),
        ("SITI-punya-sandi", "login or the name"),
        ("ababababababab", "different characters"),
    ],
)
def test_a_password_that_is_guessed_early_is_refused_and_not_repeated(password, said):
    with pytest.raises(AccountError, match=said) as refused:
        check_password(password, "siti", "Siti Rahma", BREACHED)
    assert password not in str(refused.value)
