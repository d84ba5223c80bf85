"""Checks, before anything is asked, which sources stand at internal addresses and whether config.toml opens them.

A name that cannot be looked up here is no finding: the network may be another one when the source is due.
"""

import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from urllib.parse import urlsplit

from core.collect.contract import Source
from core.collect.findings import Finding
from core.config import Config
from core.domain.internal_hosts import entry_for, is_literal, plain_name
from core.errors import ConfigError
from core.secrets import secret_of

LookUp = Callable[[str], list[str]]
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
_PATIENCE = 5.0  # seconds for all names together


def addresses_of(host: str) -> list[str]:
    """Return what a name leads to from here, in figures; [] when nobody knows it."""
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)})
    except (OSError, UnicodeError):
        return []


def check_hosts(config: Config, environment: Mapping[str, str], look_up: LookUp = addresses_of) -> list[Finding]:
    """Return a finding for each source whose host is internal and not opened, and one for a proxy that is not used."""
    hosts = {source.id: _hosts(source, environment) for source in config.sources.values()}
    found = _looked_up({host for many in hosts.values() for host in many}, look_up)
    findings = [
        one for source in config.sources.values() for one in _of_source(source, hosts[source.id], found, config)
    ]
    return [*findings, *_of_proxies(environment)]


def _hosts(source: Source, environment: Mapping[str, str]) -> list[str]:
    """Return every host that a source may ask: of its address, of `hosts`, of a database's address."""
    addresses = [str(source.options.get("url", ""))]
    if source.connector == "sql_table" and "path" not in source.options:
        with suppress(ConfigError):  # told as a fault of the secret
            addresses.append(secret_of(source.secret, environment))
    named = [_host(address) for address in addresses]
    named += [_host(f"//{entry}") for entry in source.options.get("hosts", ()) if not str(entry).startswith("*")]
    return list(dict.fromkeys(host for host in named if host))


def _host(address: str) -> str:
    try:
        return plain_name(urlsplit(address).hostname or "")
    except ValueError:
        return ""


def _looked_up(hosts: set[str], look_up: LookUp) -> dict[str, list[str]]:
    found = {host: [host] for host in hosts if is_literal(host)}
    pool = ThreadPoolExecutor(max_workers=8, thread_name_prefix="look-up")
    asked = {pool.submit(look_up, host): host for host in sorted(hosts - set(found))}
    done, _ = wait(asked, timeout=_PATIENCE)
    pool.shutdown(wait=False, cancel_futures=True)
    return found | {asked[one]: one.result() for one in done}


def _of_source(source: Source, hosts: list[str], found: Mapping[str, list[str]], config: Config) -> Iterator[Finding]:
    for host in hosts:
        for address in found.get(host, []):
            kind = config.collect.internal.refused(host, address)
            if kind is None:
                continue
            entry = entry_for(host, address, kind)
            mend = (
                f'add "{entry}" to internal_hosts in [collect]' if entry else "no entry opens it; correct the address"
            )
            message = f"leads to {address}, {kind.value}, so every run is refused; {mend}"
            yield Finding(f"sources.{source.id}", "host", host, message, is_fault=False)
            break


def _of_proxies(environment: Mapping[str, str]) -> Iterator[Finding]:
    names = [name for name in PROXIES if environment.get(name) or environment.get(name.lower())]
    if names:
        message = "is set and not used: sources are asked directly, because a proxy would look names up unchecked"
        yield Finding("environment", ", ".join(names), "…", message, is_fault=False)
