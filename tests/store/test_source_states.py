"""States of the configured sources are kept once, in order, and hold nothing that readers are not shown."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from core.collect.contract import Column, Layout, Reading, Source
from core.errors import StoreError
from core.opening import opened
from core.store.catalogues import StateKind, keep_catalogue, kept_states
from core.store.source_states import WORDS, keep_sources, packed_sources, sources_before

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
READING = Reading(Layout.LONG, indicators={"A": Column("nilai")}, layer="tps")
SOURCE = Source(
    "s", "DLH", "json_api", "Data sampah", {"url": "https://api.test/x?token=rahasia"}, READING, "SAMPAH_TOKEN"
)


def kept(store, kind=StateKind.SOURCES):
    with store.read() as conn:
        return kept_states(conn, kind)


def then(store, today, at=-1):
    with store.read() as conn:
        return sources_before(conn, kept_states(conn, StateKind.SOURCES)[at], today, NOW)


def titled(title, **changed):
    return {"s": Source("s", "DLH", "csv_file", title, **changed)}


def test_a_state_is_kept_once_and_again_when_it_comes_back(store):
    for hours, title in enumerate(("a", "a", "b", "b", "a")):
        added = keep_sources(store, titled(title), now=NOW + timedelta(hours=hours))
        assert added is (hours in (0, 2, 4))
    assert [one.known_at.hour for one in kept(store)] == [4, 6, 8]


def test_states_of_catalogue_and_sources_do_not_hide_one_another(store):
    for _ in range(2):
        keep_sources(store, titled("a"), now=NOW)
        keep_catalogue(store, "{}", "a", now=NOW)
    assert (len(kept(store)), len(kept(store, StateKind.CATALOGUE))) == (1, 1)


@pytest.mark.parametrize("act", ["UPDATE catalogue_version SET kind = 'x'", "DELETE FROM catalogue_version"])
def test_the_database_refuses_to_change_or_delete_a_state(store, act):
    keep_sources(store, titled("a"), now=NOW)
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(act))
    assert len(kept(store)) == 1


def test_addresses_options_and_names_of_secrets_are_not_kept():
    kept_text, _ = packed_sources({"s": SOURCE})
    assert json.loads(kept_text)["s"].keys() == {*WORDS, "layer", "indicators"}
    assert not [word for word in ("api.test", "rahasia", "SAMPAH_TOKEN", "nilai") if word in kept_text]


def test_a_change_of_the_address_alone_is_no_new_state(store):
    assert keep_sources(store, titled("a", options={"path": "a.csv"}), now=NOW)
    assert not keep_sources(store, titled("a", options={"path": "b.csv"}), now=NOW)


def test_words_are_those_of_then_and_the_way_of_asking_is_that_of_today(store):
    keep_sources(store, titled("lama", rank=5, simulated=True, attribution="Dinas lama"), now=NOW)
    found = then(store, {"s": SOURCE}).sources["s"]
    assert (found.title, found.rank, found.simulated, found.attribution) == ("lama", 5, True, "Dinas lama")
    assert (found.options, found.secret) == (SOURCE.options, SOURCE.secret)
    assert (found.reading.indicators, found.reading.layer) == (READING.indicators, "")


def test_a_source_that_has_left_is_told_as_it_was_and_one_that_came_later_is_not_told(store):
    keep_sources(store, {"s": SOURCE}, now=NOW)
    found = then(store, {"t": SOURCE})
    assert list(found.sources) == ["s"]
    assert (found.sources["s"].title, found.sources["s"].options) == ("Data sampah", {})
    assert (found.serving, found.sources["s"].reading.layer) == ({"A": ("s",)}, "tps")


def test_the_order_of_the_configuration_is_kept(store):
    keep_sources(store, dict.fromkeys("zab", SOURCE), now=NOW)
    assert list(then(store, {}).sources) == ["z", "a", "b"]


def test_a_process_that_opens_keeps_the_sources_it_found(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for _ in range(2):
        with opened() as parts:
            assert len(kept(parts.store)) == 1
    with opened(keep=False) as parts:
        assert then(parts.store, {}).sources.keys() == parts.config.sources.keys()
