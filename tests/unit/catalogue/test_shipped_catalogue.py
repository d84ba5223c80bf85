"""The catalogue that ships with the project: complete, coherent, and true to the sheet it was made from."""

import csv
import gzip
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from core.catalogue import load_catalogue
from core.catalogue.files import read_files
from core.domain.area import Level
from core.domain.formula import BUILT_IN, evaluate, name_of, names
from core.domain.indicator import Frequency, Kind, Verification
from core.domain.status import Status

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "data"
CORE = [
    "LH-02", "LH-03", "LH-05", "LH-11", "TI-01", "TI-02", "TI-06", "TI-10",
    "PL-01", "PL-02", "PL-06", "BN-01", "SE-01", "SE-04", "KS-04",
]  # fmt: skip
SUB_DAILY = {"5 menit": "harian", "per jam": "harian", "3 jam": "harian"}


@pytest.fixture(scope="session")
def sheet():
    path = SHARED / "katalog_indikator.csv"
    if not path.exists():
        pytest.skip("the sheet that the catalogue was made from is not here")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shared(name):
    if not (SHARED / name).exists():
        pytest.skip(f"{name} is not here")
    with (SHARED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_file_loads_without_a_fault():
    files = read_files(ROOT / "catalogue", ROOT / "demo" / "targets.csv")
    assert files.faults() == []
    for name in files.__slots__:
        file = getattr(files, name)
        assert len(file.rows) == len(file.table.lines) > 0, name


def test_it_has_sixty_indicators_and_the_places_of_paser(shipped):
    assert len(shipped.shown()) == 60 + 1  # of the sheet, and the one that takes the place of SPBE
    assert {level: len(shipped.at(level)) for level in Level} == {
        Level.REGENCY: 1,
        Level.DISTRICT: 10,
        Level.VILLAGE: 144,
    }
    assert Counter(area.kind for area in shipped.at(Level.VILLAGE)) == {"desa": 139, "kelurahan": 5}
    assert [len(shipped.children(area.code)) for area in shipped.at(Level.DISTRICT)] == [
        9, 7, 15, 16, 13, 26, 13, 23, 13, 9,
    ]  # fmt: skip


def test_the_indicators_are_those_of_the_sheet(shipped, sheet):
    for row in sheet:
        one = shipped.indicators[row["kode"]]
        if row["kode"] != "TI-10":  # the sheet has one row for SPBE and what takes its place; they are two
            assert (one.name, one.formula_text) == (row["nama"], row["formula"])
        assert one.unit == row["satuan"]
        assert (one.iso37120, one.origin) == (row["iso37120_bab"], row["sumber_data"])
        assert one.dimension("tuntas") == row["tuntas"].lower()
        assert one.dimension("nasional") == row["dimensi_smart_city"].lower().replace(" ", "-")
        expected = SUB_DAILY.get(row["frekuensi"], row["frekuensi"])
        assert one.frequency.value == ("bulanan" if row["kode"] == "LH-02" else expected), row["kode"]


def test_the_direction_of_the_sheet_is_kept_by_the_kind(shipped, sheet):
    more = {Kind.HIGHER, Kind.CUMULATIVE, Kind.LATEST, Kind.PREDICATE}
    kinds = {"naik": more, "turun": {Kind.LOWER}, "informasi": {Kind.INFORMATION}}
    for row in sheet:
        assert shipped.indicators[row["kode"]].kind in kinds.get(row["arah"], {Kind.RANGE}), row["kode"]


def test_what_is_measured_more_often_than_daily_says_so_in_its_definition(shipped, sheet):
    for row in sheet:
        if row["frekuensi"] in SUB_DAILY:
            one = shipped.indicators[row["kode"]]
            assert one.frequency is Frequency.DAILY
            assert row["frekuensi"] in one.definition and "harian" in one.definition


def test_what_is_measured_at_a_point_says_which_area_it_counts_for(shipped, sheet):
    for row in sheet:
        if row["granularitas"] == "titik":
            definition = shipped.indicators[row["kode"]].definition
            assert "tingkat kabupaten" in definition or "kecamatan" in definition, row["kode"]


def test_the_fifteen_of_the_councils_page_are_core(shipped):
    assert [one.code for one in shipped.shown() if one.is_core] == [c for c in shipped.indicators if c in CORE]
    assert sum(one.is_core for one in shipped.shown()) == 15


def test_every_mapping_says_that_it_is_a_proposal_and_every_definition_is_a_sentence(shipped):
    for one in shipped.shown():
        assert one.is_proposed
        assert one.definition.endswith(".") and len(one.definition) > 40
        assert one.interpretation


def test_percentages_do_not_add_up_and_have_limits(shipped):
    for one in shipped.indicators.values():
        known = one.minimum is not None and one.maximum is not None
        assert known or (one.code == "TI-13" and one.kind is Kind.INFORMATION), one.code  # its scale is not known yet
        if one.unit in {"%", "rasio"} or one.unit.startswith(("indeks", "nilai")):
            assert not one.additive, one.code
        if one.integer:
            assert one.decimals == 0


def test_a_formula_finds_each_part_at_its_own_frequency_and_gives_a_value(shipped):
    formulas = {one.code: one.formula for one in shipped.shown() if one.formula}
    assert set(formulas) == {"LH-02", "LH-03", "LH-04", "LH-09", "TI-02", "TI-04"}
    by_name = {name_of(code): one for code, one in shipped.indicators.items()}
    for code, formula in formulas.items():
        parts = names(formula) - BUILT_IN
        assert all(by_name[part].frequency is shipped.indicators[code].frequency for part in parts)
        assert evaluate(formula, dict.fromkeys(names(formula), 2.0)) is not None
    assert evaluate(formulas["LH-04"], {"LH_A": 4000.0, "LH_B": 800.0, "LH_C": 2400.0}) == pytest.approx(80)
    assert evaluate(formulas["TI-02"], {"TI_4G": 139.0, "JUMLAH_DESA": 144.0}) == pytest.approx(96.527778)
    assert evaluate(formulas["TI-04"], {"TI_BTS": 290.0, "DM_01": 309667.0}) == pytest.approx(9.3649)


def test_the_targets_are_those_of_the_sheet(shipped, sheet):
    held = {}
    for target in shipped.targets:
        value = f"{target.low:g}-{target.high:g}" if target.value is None else f"{target.value:g}"
        held.setdefault(target.indicator, []).append((value, target.verification))
    for row in sheet:
        if row["target_nilai"]:
            text = row["target_nilai"]
            value = text if "-" in text else f"{float(text):g}"
            assert (value, Verification(row["target_verifikasi"])) in held[row["kode"]], row["kode"]
        else:
            assert row["kode"] not in held
    assert [(t.year, t.value) for t in shipped.targets if t.indicator == "LH-04"] == [(2025, 51.21), (2029, 100)]


def test_the_demonstration_gives_every_scored_indicator_a_target_and_calls_its_own_simulated(shipped):
    demo = load_catalogue(ROOT / "catalogue", demo_targets=ROOT / "demo" / "targets.csv")
    scored = {one.code for one in demo.shown() if one.kind is not Kind.INFORMATION}
    assert {target.indicator for target in demo.targets} == scored
    published = {target.indicator for target in shipped.targets}
    assert all(target.verification is not Verification.SIMULATED for target in shipped.targets)
    for target in demo.targets:
        assert (target.verification is Verification.SIMULATED) == (target.indicator not in published)
        assert (target.verification is Verification.SIMULATED) == ("SIMULASI" in target.legal_source)


def test_weights_are_equal_and_bands_are_those_of_sakip(shipped):
    assert {weight.weight for weight in shipped.weights} == {1.0}
    assert len(shipped.weights) == 3 * 59
    assert [(band.status, band.floor) for band in shipped.bands] == [
        ("VERY_HIGH", 91), ("HIGH", 76), ("MEDIUM", 66), ("LOW", 51), ("VERY_LOW", 0),
    ]  # fmt: skip
    assert all(band.status in Status.__members__ and band.valid_from == date(2000, 1, 1) for band in shipped.bands)


def test_comparators_carry_their_address(shipped):
    spbe = next(one for one in shipped.comparators if one.indicator == "TI-10")
    assert (spbe.name, spbe.period, spbe.value) == ("Nasional", "2024", 3.12)
    assert all(one.source.startswith("https://") for one in shipped.comparators)
    assert sum(one.indicator == "SE-01" for one in shipped.comparators) == 9


def test_both_frames_have_their_dimensions_in_order(shipped):
    codes = [dimension.code for dimension in shipped.of_frame("tuntas")]
    assert codes == ["tangguh", "unggul", "transformatif", "adil", "sejahtera"]
    assert len(shipped.of_frame("nasional")) == 6
    assert all(dimension.meaning for dimension in shipped.dimensions.values())


def test_the_areas_are_those_of_the_crosswalk(shipped):
    for row in shared("kecamatan.csv"):
        area = shipped.areas[row["kode"]]
        assert (area.name, area.bps_code, area.capital) == (row["nama"], row["kode_bps"], row["ibukota"])
        assert area.population == int(row["penduduk_dukcapil_2020"])
    for row in shared("desa.csv"):
        area = shipped.areas[row["kode"]]
        assert (area.name, area.bps_code, area.kind, area.parent) == (
            row["nama"], row["kode_bps"], row["jenis"], row["kode_kec"],
        )  # fmt: skip
        assert row["nama_bps"] == row["nama"] or shipped.aliases[row["nama_bps"]] == row["kode"]
        assert area.lon is None and area.lat is None


def test_the_names_are_those_of_the_public_list_of_kemendagri_codes(shipped):
    folder = Path(pytest.importorskip("lokal").__file__).parent / "data"
    listed = {}
    for name in ("wilayah", "desa"):
        listed |= json.loads(gzip.decompress((folder / f"{name}.json.gz").read_bytes()))
    listed = {code: name for code, name in listed.items() if code.startswith("64.01.")}
    assert {code: area.name for code, area in shipped.areas.items() if area.parent} == listed


@pytest.mark.parametrize(
    ("alias", "code"),
    [
        ("Pasir Belengkong", "64.01.03"),
        ("Tnh Grogot", "64.01.04"),
        ("T. Grogot", "64.01.04"),
        ("Grogot", "64.01.04"),
        ("Kab. Paser", "64.01"),
        ("Tunes Keladen", "64.01.02.2004"),
    ],
)
def test_known_spellings_have_an_alias(shipped, alias, code):
    assert shipped.aliases[alias] == code


def test_capitals_lie_within_the_regency(shipped):
    for area in [*shipped.at(Level.REGENCY), *shipped.at(Level.DISTRICT)]:
        assert 115.5 < area.lon < 116.7 and -2.5 < area.lat < -0.9, area.name


def test_every_column_of_every_file_is_described(shipped):
    described = (ROOT / "catalogue" / "README.md").read_text(encoding="utf-8")
    for path in sorted((ROOT / "catalogue").glob("*.csv")):
        section = described.partition(f"## {path.name}")[2].partition("\n## ")[0]
        header = next(csv.reader([path.read_text(encoding="utf-8").splitlines()[0]]))
        assert [c for c in header if f"| `{c}` |" not in section] == [], path.name
