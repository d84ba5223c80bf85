"""python -m core user: accounts are made and changed by command, each change in the audit log, no password anywhere."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from core.__main__ import cli
from core.access import operator
from core.access.passwords import is_right
from core.clock import now_utc
from core.domain.claims import SignedOn
from core.domain.viewer import Role
from core.errors import SignOnError
from core.store.accounts import account_of, keep_account
from core.store.signed_on import account_signed_on
from tests.collecting import Installation

PASSWORD, OTHER = "ikan patin di muara", "gunung lumut berkabut"
SITI = ("siti", "--name", "Siti Rahma", "--role", "opd", "--agency", "DLH")


@pytest.fixture
def installed(tmp_path):
    made = Installation(tmp_path)
    yield made
    made.store.close()


def user(installed, *words, typed=None):
    given = {} if typed is None else {"input": f"{typed}\n"}
    more = () if typed is None else ("--password-file", "-")
    return CliRunner().invoke(
        cli, ["user", *words, *more, "--config", str(installed.path)], env=installed.environment, **given
    )


def account(installed, login="siti"):
    with installed.store.read() as conn:
        return account_of(conn, login)


def test_an_account_is_made_listed_changed_and_switched_off(installed):
    assert user(installed, "add", *SITI, typed=PASSWORD).exit_code == 0
    assert is_right(PASSWORD, account(installed).password)
    assert "siti: Siti Rahma, opd DLH, on" in user(installed, "list").output
    assert user(installed, "password", "siti", typed=OTHER).exit_code == 0
    assert is_right(OTHER, account(installed).password)
    assert not is_right(PASSWORD, account(installed).password)
    assert user(installed, "switch", "siti", "--off").exit_code == 0
    assert "siti: Siti Rahma, opd DLH, off" in user(installed, "list").output
    assert user(installed, "switch", "siti", "--on").exit_code == 0
    assert account(installed).active


def test_each_change_is_in_the_audit_log_and_no_password_is_anywhere(installed):
    user(installed, "add", *SITI, typed=PASSWORD)
    user(installed, "password", "siti", typed=OTHER)
    user(installed, "switch", "siti", "--off")
    told = installed.rows("SELECT actor, subject, details FROM audit_entry WHERE action = 'akun' ORDER BY id")
    assert [(subject, details.split('"perubahan": "')[1].rstrip('"}')) for _, subject, details in told] == [
        ("siti", "baru"),
        ("siti", "kata sandi"),
        ("siti", "nonaktif"),
    ]
    assert all("user" in actor for actor, *_ in told)
    written = b"".join(one.read_bytes() for one in installed.path.parent.rglob("*") if one.is_file())
    assert PASSWORD.encode() not in written
    assert OTHER.encode() not in written


@pytest.mark.parametrize(
    ("words", "typed", "said"),
    [
        (("add", *SITI), "pendek", "12 to 128 characters"),
        (("add", *SITI[:-1], "XYZ"), PASSWORD, "needs one of"),
        (("add", "S", *SITI[1:]), PASSWORD, "3 to 40"),
        (("password", "budi"), PASSWORD, "has no account"),
    ],
)
def test_what_is_no_account_ends_with_2_and_stores_nothing(installed, words, typed, said):
    done = user(installed, *words, typed=typed)
    assert done.exit_code == 2
    assert said in done.output
    assert installed.rows("SELECT count(*) FROM account_state") == [(0,)]


def test_a_login_is_given_once(installed):
    user(installed, "add", *SITI, typed=PASSWORD)
    done = user(installed, "add", *SITI, typed=OTHER)
    assert done.exit_code == 2
    assert "is taken" in done.output
    assert is_right(PASSWORD, account(installed).password)


def test_logins_of_the_sign_on_are_neither_made_nor_given_a_password_here(installed):
    refused = user(installed, "add", "sso-siti", "--name", "Siti", "--role", "dewan", typed=PASSWORD)
    assert refused.exit_code != 0
    assert "begins those of the government's sign-on" in refused.output
    found = SignedOn("sso-siti", "Siti Rahma", Role.AGENCY, "DLH")
    account_signed_on(installed.store, found, now=now_utc())
    assert "where its password is changed" in user(installed, "password", "sso-siti", typed=PASSWORD).output
    assert account(installed, "sso-siti").password == ""
    assert user(installed, "switch", "sso-siti", "--off").exit_code == 0
    with pytest.raises(SignOnError):
        account_signed_on(installed.store, found, now=now_utc())


def test_a_second_factor_is_listed_and_reset(installed):
    user(installed, "add", *SITI, typed=PASSWORD)
    assert "siti: Siti Rahma, opd DLH, on, no second factor" in user(installed, "list").output
    assert user(installed, "reset-factor", "siti").exit_code == 2
    with_one = replace(account(installed), factor="disegel", recovery="garam a")
    keep_account(installed.store, operator("uji"), with_one, what="kode kedua dipasang", now=now_utc())
    assert "on, second factor set" in user(installed, "list").output
    assert user(installed, "reset-factor", "siti").exit_code == 0
    assert (account(installed).factor, account(installed).recovery) == ("", "")
    told = installed.rows("SELECT details FROM audit_entry ORDER BY id DESC LIMIT 1")
    assert "kode kedua dihapus" in told[0][0]
