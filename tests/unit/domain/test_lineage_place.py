"""The text that says where a value stood is taken apart without loss, in each of its forms."""

import pandas as pd
import pytest

from core.collect.contract import CELLS, PLACE
from core.collect.places import Places
from core.domain.lineage_place import Place, parse_place, steps_of


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rekap!C7", Place(sheet="Rekap", letters="C", row=7)),
        ("Rekap!7", Place(sheet="Rekap", row=7)),
        ("Rekap ! 2025!AA10", Place(sheet="Rekap ! 2025", letters="AA", row=10)),
        ("baris 12", Place(row=12)),
        ("baris 12, kolom Mar", Place(row=12, title="Mar")),
        ("baris 101, kolom Netto (kg) dan 13 baris lain", Place(row=101, title="Netto (kg)", others=13)),
        ("2026-11-20: baris 3, kolom bright", Place(row=3, title="bright")),
        ("/data/rekaman/0/tepat", Place(pointer="/data/rekaman/0/tepat")),
        ("halaman 2: /records/3/nilai", Place(page=2, pointer="/records/3/nilai")),
        ("Ritase!B4 dan 2 baris lain", Place(sheet="Ritase", letters="B", row=4, others=2)),
        ("lapisan hotspot", Place(layer="hotspot")),
        ("di mana-mana", None),
        ("", None),
    ],
)
def test_a_place_is_taken_apart(text, place):
    assert parse_place(text) == place


def test_what_the_collection_writes_is_read_back():
    records = pd.DataFrame({"a/b": [1], PLACE: ["/records/0"]})
    place = parse_place(Places(records).cell(0, "a/b"))
    assert steps_of(place.pointer) == ["records", "0", "a/b"]
    sheet = pd.DataFrame({"Mar": [1], PLACE: ["Rekap!7"]})
    sheet.attrs[CELLS] = {"Mar": "F"}
    assert parse_place(Places(sheet).cell(0, "Mar")) == Place(sheet="Rekap", letters="F", row=7)
