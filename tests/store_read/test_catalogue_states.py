"""The read model gives the catalogue as it was known."""

from datetime import UTC, datetime, timedelta

from reading import config, model

from core.catalogue import load_catalogue
from core.catalogue.texts import packed, read_texts
from core.config import ROOT
from core.store.catalogues import keep_catalogue

NOW = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
FOLDER, DEMO = ROOT / "catalogue", ROOT / "demo" / "targets.csv"


def test_the_read_model_gives_every_state_as_a_catalogue(store):
    texts = read_texts(FOLDER, DEMO)
    keep_catalogue(store, *packed(texts), now=NOW)
    changed = {**texts, "bands.csv": texts["bands.csv"].replace("tinggi,76", "tinggi,77")}
    keep_catalogue(store, *packed(changed), now=NOW + timedelta(days=1))
    definitions = load_catalogue(FOLDER, demo_targets=DEMO)
    first, second = model(store, definitions, config()).catalogue_states()
    assert first.catalogue == definitions
    assert (first.known_at, second.known_at) == (NOW, NOW + timedelta(days=1))
    assert [band.floor for band in second.catalogue.bands if band.status == "HIGH"] == [77.0]
