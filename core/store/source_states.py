"""The states of the configured sources: what readers saw of them, and what decided between them, on any day.

Kept is only what pages print or rank by. Addresses, options and names of secrets stay in config.toml: how a source
is asked is a matter of today.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from core.collect.contract import Column, Reading, Source
from core.store.catalogues import KeptState, StateKind, keep_state, text_of
from core.store.engine import Store
from core.store.standing import SourcesThen, codes_of, serving_of

WORDS = ("title", "agency", "attribution", "licence", "rank", "simulated", "schedule", "connector")


def packed_sources(sources: Mapping[str, Source]) -> tuple[str, str]:
    """Return the state of the sources as one JSON text, in the order of config.toml, and its sha256."""
    text = json.dumps({name: _told(source) for name, source in sources.items()}, ensure_ascii=False)
    return text, hashlib.sha256(text.encode()).hexdigest()


def keep_sources(store: Store, sources: Mapping[str, Source], *, now: datetime) -> bool:
    """Keep the state of the sources unless it is the newest one already; return whether it was added."""
    return keep_state(store, StateKind.SOURCES, *packed_sources(sources), now=now)


def sources_before(
    conn: Connection, state: KeptState | None, today: Mapping[str, Source], until: datetime
) -> SourcesThen:
    """Return the sources as a kept state tells them.

    Args:
        conn: Of the store that keeps it.
        state: Which one; None where none was ever kept, then today's speak.
        today: What config.toml says now; how a source is asked and read comes from here.
        until: The instant before which they were known.
    """
    if state is None:
        return SourcesThen(until, today, serving_of(today.values()))
    told: dict[str, dict[str, Any]] = json.loads(text_of(conn, state))
    sources = {name: _source(name, words, today.get(name)) for name, words in told.items()}
    serving: dict[str, tuple[str, ...]] = {}
    for name, words in told.items():
        for code in words["indicators"]:
            serving[code] = (*serving.get(code, ()), name)
    return SourcesThen(until, sources, serving)


def _told(source: Source) -> dict[str, Any]:
    words = {name: getattr(source, name) for name in WORDS}
    return {**words, "layer": source.reading.layer, "indicators": sorted(codes_of(source))}


def _source(name: str, words: Mapping[str, Any], today: Source | None) -> Source:
    """Return a source as it was told then; one that has left config.toml keeps which indicators it brought."""
    known = {word: words[word] for word in WORDS}
    columns = {code: Column() for code in words["indicators"]}
    reading = replace(today.reading if today else Reading(indicators=columns), layer=words["layer"])
    return replace(today, **known, reading=reading) if today else Source(name, **known, reading=reading)
