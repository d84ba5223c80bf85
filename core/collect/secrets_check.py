"""Checks that secrets stand in the environment or in files of their own, not in config.toml. Shows no value."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from core.collect.contract import Source
from core.collect.findings import Finding
from core.config import Config
from core.errors import ConfigError
from core.secrets import IN_FILE, is_secret_name, open_to_others, secret_of

HIDDEN = "***"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}")
_SHORTEST = 8  # characters; the values of shorter ones cannot be told from innocent text
_MARK = "{secret}"


def check_secret(section: str, source: Source, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with the secret of a source."""
    yield from _literal(section, source)
    if not source.secret:
        return
    if not _NAME.fullmatch(source.secret):
        message = "this is no name of an environment variable; a key itself never stands here"
        yield Finding(section, "secret", HIDDEN, message)
        return
    try:
        value = secret_of(source.secret, environment)
    except ConfigError as error:
        yield Finding(section, "secret", source.secret, f"{error}; until it is mended, every run fails", is_fault=False)
        return
    if not value:
        message = (
            f"the environment has no such variable (nor {source.secret}{IN_FILE}); until it is set, every run fails"
        )
        yield Finding(section, "secret", source.secret, message, is_fault=False)
    elif len(value) < _SHORTEST:
        message = f"its value is shorter than {_SHORTEST} characters and may not be masked everywhere"
        yield Finding(section, "secret", source.secret, message, is_fault=False)
    yield from _open(section, "secret", source.secret, environment)


def check_store(config: Config, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is wrong with where the password of the database stands."""
    in_environment = any(environment.get(name) for name in ("STORE_URL", f"STORE_URL{IN_FILE}"))
    if not in_environment and _password(config.store.url):
        message = f"its password stands in config.toml; move it to STORE_URL, or to a file named by STORE_URL{IN_FILE}"
        yield Finding("store", "url", HIDDEN, message, is_fault=False)
    yield from _open("store", "url", "STORE_URL", environment)


def _literal(section: str, source: Source) -> Iterator[Finding]:
    """Yield keys that stand in config.toml themselves, as far as their names tell."""
    message = (
        f'looks like a key in config.toml; put it into the environment, name it by secret, and write "{_MARK}" here'
    )
    options = source.options
    tables = [(name, options[name]) for name in ("headers", "params") if isinstance(options.get(name), Mapping)]
    named = [(f"{table}.{name}", name, str(value)) for table, values in tables for name, value in values.items()]
    header = str(options.get("secret_header", ""))
    named += [("secret_header", "key", header)] if header else []
    url = str(options.get("url", ""))
    named += [("url", name, value) for name, value in _query(url)]
    named += [("url", "password", "x")] if _password(url) else []
    for key, name, value in named:
        if value and _MARK not in value and is_secret_name(name):
            yield Finding(section, key, HIDDEN, message, is_fault=False)


def _open(section: str, key: str, name: str, environment: Mapping[str, str]) -> Iterator[Finding]:
    if found := open_to_others(name, environment):
        message = f"others on this machine may read {found}; chmod 600 and give it to the account of the dashboard"
        yield Finding(section, key, name, message, is_fault=False)


def _query(url: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(urlsplit(url).query)
    except ValueError:
        return []


def _password(url: str) -> str:
    try:
        return urlsplit(url).password or ""
    except ValueError:
        return ""
