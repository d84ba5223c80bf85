"""Frames stand in the choice with their years; an earlier one says what is not known of it."""

import re
from datetime import date

from components.frames import frame_name
from core.domain.indicator import Frame


def test_the_choice_names_each_frame_with_its_years(client):
    text = client.get("/").get_data(as_text=True)
    options = re.findall(r"<option[^>]*value=\"(tuntas|mas|nasional)\"[^>]*>([^<]+)<", text)
    assert options == [
        ("tuntas", "Paser TUNTAS (sejak 2025)"),
        ("mas", "Paser MAS (s.d. 2025)"),
        ("nasional", "Smart City Nasional"),
    ]


def test_the_earlier_vision_says_that_its_mapping_is_a_proposal(client):
    text = client.get("/?kerangka=mas&periode=2026-09").get_data(as_text=True)
    assert "Maju, Adil, Sejahtera" in text
    assert "Pembagian indikator ke dimensinya usulan" in text
    assert "Periode ini di luar masa berlakunya" in text
    assert "di luar masa berlakunya" not in client.get("/?kerangka=mas&periode=2024-09").get_data(as_text=True)
    assert "Maju, Adil, Sejahtera" not in client.get("/").get_data(as_text=True)


def test_its_dimensions_have_pages(client):
    text = client.get("/dimensi/mas-maju?periode=2024-12").get_data(as_text=True)
    assert "Maju" in text
    assert "/indikator/LH-01" in text


def test_spbe_and_its_successor_lead_to_one_another(client):
    old = client.get("/indikator/TI-10").get_data(as_text=True)
    new = client.get("/indikator/TI-13").get_data(as_text=True)
    assert "Indeks SPBE berakhir 31 Des 2025" in old
    assert re.search(r'href="/indikator/TI-13[^"]*"', old)
    assert "mulai 1 Jan 2026" in new
    assert re.search(r'href="/indikator/TI-10[^"]*"', new)
    for text in (old, new):
        assert "kedua deret tidak disambung" in text


def test_a_frame_of_which_both_ends_are_known_names_both_years():
    assert frame_name(Frame("x", "Visi", date(2021, 2, 1), date(2025, 7, 7))) == "Visi (2021-2025)"
