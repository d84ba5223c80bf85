"""python -m core user: makes and changes the accounts of people."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import click

from core.access import operator
from core.access.passwords import breached_passwords, hashed
from core.clock import now_utc
from core.command_line import exit_codes, with_config
from core.domain.account import HELD, SSO, Account, check_password, check_person
from core.domain.second_factor import has_factor
from core.domain.viewer import Role
from core.errors import AccountError, ConfigError
from core.opening import Parts, opened
from core.store.accounts import NEW, account_of, all_accounts, keep_account

_with_password = click.option(
    "--password-file",
    type=click.File(encoding="utf-8"),
    help="A file whose first line is the password, - for standard input; default: ask for it.",
)


def _told(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what is no account into a fault of what was asked for."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except AccountError as error:
            raise ConfigError(str(error)) from error

    return wrapped


@click.group()
def user() -> None:
    """Make and change the accounts of people; they count where config.toml says [access] login = true."""


@user.command()
@click.argument("login")
@click.option("--name", "person", required=True, help="The name that others read.")
@click.option("--role", type=click.Choice([one.value for one in HELD]), required=True, help="What the person may do.")
@click.option("--agency", default="", help="The office of role opd, as in catalogue/agencies.csv.")
@_with_password
@with_config
@exit_codes
@_told
def add(login: str, person: str, role: str, agency: str, password_file: Any, config_path: Path | None) -> None:
    """Make an account.

    \b
    Example: python -m core user add siti --name "Siti Rahma" --role opd --agency DLH
    """  # noqa: D301
    if login.startswith(SSO):
        raise AccountError(f"login {login!r}: {SSO!r} begins those of the government's sign-on; choose another")
    with opened(config_path) as parts:
        check_person(login, person, Role(role), agency, frozenset(parts.catalogue.agencies))
        kept = hashed(_password(password_file, login, person))
        by, now = operator("user add"), now_utc()
        made = Account(login, person, Role(role), agency, kept, active=True, changed_at=now, changed_by=by.name)
        keep_account(parts.store, by, made, what=NEW, now=now)
    click.echo(f"{login} can log in as {role}{f' of {agency}' if agency else ''}")


@user.command("password")
@click.argument("login")
@_with_password
@with_config
@exit_codes
@_told
def change_password(login: str, password_file: Any, config_path: Path | None) -> None:
    """Give an account another password; every session of it ends.

    \b
    Example: python -m core user password siti
    """  # noqa: D301
    with opened(config_path) as parts:
        found = _existing(parts, login)
        if login.startswith(SSO):
            raise AccountError(f"login {login!r} comes by the government's sign-on, where its password is changed")
        kept = hashed(_password(password_file, login, found.person))
        _keep(parts, replace(found, password=kept), "kata sandi")
    click.echo(f"{login} has another password; its sessions have ended")


@user.command()
@click.argument("login")
@click.option("--on/--off", "active", required=True, help="Whether the account may log in.")
@with_config
@exit_codes
@_told
def switch(login: str, config_path: Path | None, *, active: bool) -> None:
    """Switch an account off, or on again; switched off, every session of it ends.

    \b
    Example: python -m core user switch siti --off
    """  # noqa: D301
    with opened(config_path) as parts:
        _keep(parts, replace(_existing(parts, login), active=active), "aktif" if active else "nonaktif")
    click.echo(f"{login} is {'on' if active else 'off'}")


@user.command("reset-factor")
@click.argument("login")
@with_config
@exit_codes
@_told
def reset_factor(login: str, config_path: Path | None) -> None:
    """Take the second factor from an account whose phone and recovery codes are lost; every session of it ends.

    \b
    Example: python -m core user reset-factor siti
    """  # noqa: D301
    with opened(config_path) as parts:
        found = _existing(parts, login)
        if not has_factor(found):
            raise AccountError(f"login {login!r} has no second factor")
        _keep(parts, replace(found, factor="", recovery=""), "kode kedua dihapus")
    click.echo(f"{login} has no second factor any more; its sessions have ended")


@user.command("list")
@with_config
@exit_codes
def list_accounts(config_path: Path | None) -> None:
    """List all accounts.

    \b
    Example: python -m core user list
    """  # noqa: D301
    with opened(config_path) as parts, parts.store.read() as conn:
        found = all_accounts(conn)
    for one in found:
        state = "on" if one.active else "off"
        factor = ", second factor set" if has_factor(one) else ", no second factor"
        click.echo(f"{one.login}: {one.person}, {one.role.value} {one.agency}".rstrip() + f", {state}{factor}")
    click.echo(f"{len(found)} account(s)")


def _existing(parts: Parts, login: str) -> Account:
    with parts.store.read() as conn:
        found = account_of(conn, login)
    if found is None:
        raise AccountError(f"login {login!r} has no account; `python -m core user list` shows those there are")
    return found


def _keep(parts: Parts, account: Account, what: str) -> None:
    by, now = operator("user"), now_utc()
    keep_account(parts.store, by, replace(account, changed_at=now, changed_by=by.name), what=what, now=now)


def _password(given: Any, login: str, person: str) -> str:
    text: str = given.readline().rstrip("\r\n") if given else _asked()
    check_password(text, login, person, breached_passwords())
    return text


def _asked() -> str:
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
