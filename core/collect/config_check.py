"""Checks what config.toml says against what there is: connectors, catalogue, cron, units, secrets, slides of the wall.

Everything wrong is found at once, each fault with section, key, value, what was expected and the nearest known name.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from core.collect.connectors import Connector, find_connector
from core.collect.contract import UPLOADED, Layout, Source
from core.collect.due import next_due
from core.collect.findings import Finding
from core.collect.secrets_check import HIDDEN, check_secret, check_store
from core.collect.sso_check import check_sso
from core.collect.units import conversion
from core.config import Config
from core.domain.catalogue import Catalogue
from core.errors import ConfigError
from core.secrets import is_secret_name

# What [columns] and [fixed] may name; see core.collect.contract.Reading.
WORDS = frozenset(
    {
        *("indicator", "area", "parent", "code", "year", "month", "period", "date", "value", "unit", "flag", "note"),
        *("citation", "id", "name", "kind", "lon", "lat", "observed_at"),
    }
)
_ID = re.compile(r"[a-z0-9_]{1,64}")


def check_sources(
    config: Config, catalogue: Catalogue, environment: Mapping[str, str], *, now: datetime
) -> list[Finding]:
    """Return all that is wrong with the sources, in their order, the sign-on and the wall; [] when nothing is."""
    found = [
        finding for source in config.sources.values() for finding in _of_source(source, catalogue, environment, now)
    ]
    found += [*check_store(config, environment), *check_sso(config, catalogue, environment)]
    return [*found, *_of_wall(config, catalogue)]


def _of_wall(config: Config, catalogue: Catalogue) -> Iterator[Finding]:
    for slide in config.wall.slides:
        for code in slide.indicators:
            if code not in catalogue.indicators:
                message = f"slide {slide.title!r}: {_not_known('indicator code', code, catalogue.indicators)}"
                yield Finding("wall.slides", "indicators", code, message)


def _of_source(
    source: Source, catalogue: Catalogue, environment: Mapping[str, str], now: datetime
) -> Iterator[Finding]:
    section = f"sources.{source.id}"
    if not _ID.fullmatch(source.id):
        yield Finding(section, "", "", "a source's name has lower case letters, digits and _ only, at most 64")
    yield from _connector(section, source)
    yield from _schedule(section, source, now)
    if source.agency not in catalogue.agencies:
        yield Finding(section, "agency", source.agency, _not_known("agency code", source.agency, catalogue.agencies))
    yield from _reading(section, source, catalogue)
    yield from check_secret(section, source, environment)


def _connector(section: str, source: Source) -> Iterator[Finding]:
    try:
        connector = find_connector(source.connector)
    except ConfigError as error:
        yield Finding(section, "connector", source.connector, str(error))
        return
    given, known = set(source.options), connector.required | connector.optional | connector.one_of
    for key in sorted(connector.required - given):
        yield Finding(section, "", "", f"{key} is missing; the connector {connector.kind} needs {_listed(known)}")
    for key in sorted(given - known):
        value = HIDDEN if is_secret_name(key) else source.options[key]
        yield Finding(section, key, value, _not_known(f"option of {connector.kind}", key, known))
    yield from _choice(section, connector, given)


def _choice(section: str, connector: Connector, given: set[str]) -> Iterator[Finding]:
    chosen = sorted(connector.one_of & given)
    if connector.one_of and len(chosen) != 1:
        found = " and ".join(chosen) or "none"
        yield Finding(section, "", "", f"exactly one of {_listed(connector.one_of)} is needed, found {found}")


def _schedule(section: str, source: Source, now: datetime) -> Iterator[Finding]:
    if source.is_uploaded:
        if source.schedule:
            yield Finding(section, "schedule", source.schedule, f'has none where path is "{UPLOADED}": leave it empty')
        return
    if not source.schedule:
        message = f"empty, so it is only collected by hand: python -m core collect {source.id}"
        yield Finding(section, "schedule", "", message, is_fault=False)
        return
    try:
        if next_due(source.schedule, now) is None:
            yield Finding(section, "schedule", source.schedule, "there is no such day in any year")
    except ConfigError as error:
        yield Finding(section, "schedule", source.schedule, str(error))


def _reading(section: str, source: Source, catalogue: Catalogue) -> Iterator[Finding]:
    reading = source.reading
    for table, words in (("columns", reading.columns), ("fixed", reading.fixed)):
        for word in sorted(set(words) - WORDS):
            yield Finding(f"{section}.{table}", word, words[word], _not_known("word", word, WORDS))
    if reading.count_as and reading.count_as not in catalogue.indicators:
        known = catalogue.indicators
        yield Finding(section, "count_as", reading.count_as, _not_known("indicator code", reading.count_as, known))
    if not reading.indicators and reading.layout not in (Layout.FEATURES, Layout.BOUNDARIES):
        yield Finding(section, "", "", f"no [{section}.indicators]: nothing of it would be stored")
    yield from _indicators(section, source, catalogue)


def _indicators(section: str, source: Source, catalogue: Catalogue) -> Iterator[Finding]:
    for code, column in source.reading.indicators.items():
        indicator = catalogue.indicators.get(code)
        if indicator is None:
            message = _not_known("indicator code", code, catalogue.indicators)
            yield Finding(f"{section}.indicators", code, column.column, message)
        elif not column.is_counted and conversion(column.unit, indicator.unit) is None:
            message = f"cannot be converted into {indicator.unit!r}, the unit of {code} in the catalogue"
            yield Finding(f"{section}.indicators.{code}", "unit", column.unit, message)


def _not_known(what: str, found: str, known: Iterable[str]) -> str:
    names = sorted(known)
    near = difflib.get_close_matches(found, names, n=3, cutoff=0.5)
    return f"no such {what}; " + (f"did you mean {' or '.join(near)}?" if near else f"known: {_listed(names)}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
