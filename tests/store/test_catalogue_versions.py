"""States of the catalogue are kept once, in order, and never change."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from core.catalogue.texts import packed, read_texts
from core.config import ROOT
from core.errors import StoreError
from core.opening import opened
from core.store.catalogues import in_force, keep_catalogue, kept_states
from core.store.engine import open_store
from core.store.models import CatalogueVersion

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
FOLDER, DEMO = ROOT / "catalogue", ROOT / "demo" / "targets.csv"


def kept(store):
    with store.read() as conn:
        return kept_states(conn)


def test_a_state_is_kept_once_and_again_when_it_comes_back(store):
    for hours, name in enumerate(("a", "a", "b", "b", "a")):
        added = keep_catalogue(store, f'{{"x.csv": "{name}"}}', name, now=NOW + timedelta(hours=hours))
        assert added is (hours in (0, 2, 4))
    assert [(one.sha256, one.known_at.hour) for one in kept(store)] == [("a", 4), ("b", 6), ("a", 8)]


def test_the_newest_state_before_an_instant_is_in_force_and_the_first_one_before_all(store):
    for hours, name in enumerate("abc"):
        keep_catalogue(store, "{}", name, now=NOW + timedelta(hours=hours))
    states = kept(store)
    found = [in_force(states, NOW + timedelta(minutes=minutes)).sha256 for minutes in (-600, 0, 1, 60, 61, 600)]
    assert found == ["a", "a", "a", "a", "b", "c"]
    assert in_force([], NOW) is None


@pytest.mark.parametrize("act", ["UPDATE catalogue_version SET files = '{}'", "DELETE FROM catalogue_version"])
def test_the_database_refuses_to_change_or_delete_a_state(store, act):
    keep_catalogue(store, "{}", "a", now=NOW)
    with pytest.raises(StoreError, match="append-only"), store.begin_write() as conn:
        conn.execute(text(act))
    assert len(kept(store)) == 1


def test_a_process_that_opens_keeps_the_catalogue_it_found(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    for _ in range(2):
        with opened() as parts:
            assert parts.catalogue
    with opened() as parts, parts.store.read() as conn:
        query = select(CatalogueVersion.sha256, CatalogueVersion.files)
        rows = conn.execute(query.where(CatalogueVersion.kind == "catalogue")).all()
    assert rows == [packed(read_texts(FOLDER, DEMO))[::-1]]
    reopened = open_store(parts.config.store_url)
    assert len(kept(reopened)) == 1
    reopened.close()
