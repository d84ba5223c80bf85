"""Names and codes of areas: resolved where they are sure, refused with a suggestion where they are not (C17)."""

import csv

import pytest
from reading_cases import ROOT

from core.collect.names import Unresolved, area_index, find_area, uses_bps
from core.domain.area import Level, level_of
from core.reasons import Reason


@pytest.fixture(scope="module")
def index(catalogue):
    return area_index(catalogue)


def villages(catalogue):
    return [area for area in catalogue.areas.values() if area.level is Level.VILLAGE]


def test_all_144_desa_and_kelurahan_resolve_by_code_by_bps_code_and_by_name_with_kecamatan(catalogue, index):
    areas = villages(catalogue)
    bps = uses_bps([area.bps_code for area in areas], index)
    for area in areas:
        assert find_area(area.code, index) == area.code
        assert find_area(area.bps_code, index, bps=bps) == area.code
        assert find_area(f"id{area.bps_code}", index) == area.code
        assert find_area(int(area.bps_code), index, bps=bps) == area.code
        assert find_area(area.name, index, level=Level.VILLAGE, parent=area.parent) == area.code
        assert find_area(f"{area.kind.upper()} {area.name.upper()}", index, parent=area.parent) == area.code
        parent = catalogue.areas[area.parent].name
        assert find_area(f"{area.name} (Kec. {parent})", index) == area.code
        assert find_area(f"{area.name}, Kecamatan {parent}", index) == area.code
    assert len(areas) == 144


def test_the_names_of_bps_resolve_to_the_official_codes(index):
    table = ROOT.parent / "shared" / "data" / "desa.csv"
    if not table.exists():
        pytest.skip("the list of BPS names lies outside the project")
    with table.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for name in (row["nama"], row["nama_bps"]):
                assert find_area(name, index, level=Level.VILLAGE, parent=row["kode_kec"]) == row["kode"], name


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Tanah Grogot", "64.01.04"), ("TANAH GROGOT", "64.01.04"), ("tanah  grogot", "64.01.04"),
        ("Tnh Grogot", "64.01.04"),
        ("Tnh. Grogot", "64.01.04"), ("Kec. Tanah Grogot", "64.01.04"), ("KEC. LONG IKIS", "64.01.06"),
        ("Kec.Long Ikis", "64.01.06"), ("Kecamatan Long Kali", "64.01.08"), ("LONGKALI", "64.01.08"),
        ("Longikis", "64.01.06"), ("Muarakomam", "64.01.07"), ("Ma. Komam", "64.01.07"),
        ("Muara\u00a0Samu", "64.01.10"),
        ("Bt. Sopang", "64.01.01"), ("Tj. Harapan", "64.01.02"), ("Paser Belengkong", "64.01.03"),
        ("Pasir Belengkong", "64.01.03"), ("Kec. Pasir Belengkong", "64.01.03"), ("Kuaro", "64.01.05"),
        ("Batu Engau", "64.01.09"), ("64.01.09", "64.01.09"), ("6401021", "64.01.09"), (6401021, "64.01.09"),
        (6401021.0, "64.01.09"), ("640109", "64.01.09"), ("id6401021", "64.01.09"), ("Kabupaten Paser", "64.01"),
        ("Kab. Paser", "64.01"), ("Paser", "64.01"), ("64.01", "64.01"), ("6401", "64.01"),
        ("KABUPATEN PASER", "64.01"),
    ],
)  # fmt: skip
def test_a_name_in_a_column_of_kecamatan_is_the_kecamatan(index, label, code):
    assert find_area(label, index, level=Level.DISTRICT) == code


@pytest.mark.parametrize("name", ["Tanah Grogot", "Kuaro", "Long Ikis", "Muara Komam", "Long Kali"])
def test_a_kelurahan_of_the_same_name_is_not_the_kecamatan(index, name):
    kecamatan = find_area(name, index, level=Level.DISTRICT)
    kelurahan = find_area(name, index, level=Level.VILLAGE)
    assert level_of(kecamatan) is Level.DISTRICT
    assert level_of(kelurahan) is Level.VILLAGE
    assert find_area(f"Kel. {name}", index) == kelurahan
    assert find_area(f"Kec. {name}", index, level=Level.VILLAGE) == kecamatan
    assert find_area(name, index) == Unresolved(Reason.AREA_AMBIGUOUS, f"Kecamatan {name} atau Kelurahan {name}")


def test_a_desa_in_a_column_of_kecamatan_is_refused_with_its_kecamatan(index):
    found = find_area("Janju", index, level=Level.DISTRICT)
    assert found == Unresolved(Reason.AREA_LEVEL_MISMATCH, "Kecamatan Tanah Grogot")
    assert find_area("Kelurahan Kuaro", index, level=Level.DISTRICT) == Unresolved(
        Reason.AREA_LEVEL_MISMATCH, "Kecamatan Kuaro"
    )


@pytest.mark.parametrize(
    ("label", "near"),
    [("Tanah Grogit", "Kecamatan Tanah Grogot"), ("Long Ikiss", "Kecamatan Long Ikis"),
    ("Batu Sopan", "Kecamatan Batu Sopang"),
     ("Kec. Muara Kumam", "Kecamatan Muara Komam")],
)  # fmt: skip
def test_a_near_miss_is_refused_with_a_suggestion_and_never_guessed(index, label, near):
    assert find_area(label, index, level=Level.DISTRICT) == Unresolved(Reason.AREA_UNKNOWN, near)


@pytest.mark.parametrize("label", ["Samarinda", "", None, "64.02.01", "99", "6402010", 12, "Kecamatan", "xyz" * 50])
def test_what_is_no_area_of_the_kabupaten_is_unknown(index, label):
    assert find_area(label, index, level=Level.DISTRICT).reason is Reason.AREA_UNKNOWN


def test_a_desa_of_another_kecamatan_is_not_taken_for_the_one_beside_it(index):
    assert find_area("Janju", index, level=Level.VILLAGE, parent="64.01.04").startswith("64.01.04.")
    assert find_area("Janju", index, level=Level.VILLAGE, parent="64.01.05").reason is Reason.AREA_UNKNOWN


def test_ten_bare_digits_are_read_by_their_column_because_bps_numbers_other_desa(index):
    both = "6401022004"  # to BPS 64.01.02.2013, to Kemendagri 64.01.02.2004
    assert find_area(both, index).reason is Reason.AREA_AMBIGUOUS
    assert find_area(both, index, bps=True) == "64.01.02.2013"
    assert find_area(both, index, bps=False) == "64.01.02.2004"
    assert find_area(f"id{both}", index) == "64.01.02.2013"
    assert uses_bps([both, "6401040001"], index) is True
    assert uses_bps([both, "6401041001"], index) is False
    assert uses_bps([both], index) is None
    assert uses_bps(["Tanah Grogot"], index) is None


def test_no_two_areas_of_one_level_share_a_name(catalogue, index):
    for codes in index.names.values():
        levels = [level_of(code) for code in codes]
        assert len(levels) == len(set(levels)), codes
