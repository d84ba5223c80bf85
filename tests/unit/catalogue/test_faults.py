"""Each way to spoil the catalogue is refused with file, line, column, what was found and what was expected."""

import re

import pytest

from core.catalogue import load_catalogue
from core.errors import CatalogueError

CELLS = [
    # file, column, text, what the message says after the place
    ("indicators.csv", "kode", "lh-01", "found 'lh-01'; expected a code such as LH-03"),
    ("indicators.csv", "kode", "LH-" + "X" * 14, "expected a code such as LH-03"),
    ("indicators.csv", "nama", "", "found an empty cell; expected some text"),
    ("indicators.csv", "definisi", "", "found an empty cell; expected some text"),
    ("indicators.csv", "desimal", "satu", "found 'satu'; expected a number such as 12.5"),
    ("indicators.csv", "desimal", "1.5", "found '1.5'; expected a whole number"),
    ("indicators.csv", "desimal", "9", "found '9'; expected less than or equal to 6"),
    ("indicators.csv", "desimal", "", "found an empty cell; expected a number, not an empty cell"),
    ("indicators.csv", "jenis", "menurun", "found 'menurun'; expected 'naik', 'turun'"),
    ("indicators.csv", "frekuensi", "5 menit", "found '5 menit'; expected 'harian'"),
    ("indicators.csv", "tingkat", "titik", "found 'titik'; expected 'kabupaten', 'kecamatan' or 'desa'"),
    ("indicators.csv", "dijumlahkan", "YA", "found 'YA'; expected ya or tidak"),
    ("indicators.csv", "pemetaan", "?", "found '?'; expected 'usulan' or 'ditetapkan'"),
    ("indicators.csv", "opd", "DINAS-X", "found 'DINAS-X'; expected a code of agencies.csv: BAPPEDALITBANG"),
    ("indicators.csv", "tuntas", "maju", "found 'maju'; expected a dimension of tuntas in dimensions.csv (tangguh"),
    ("indicators.csv", "nasional", "tangguh", "found 'tangguh'; expected a dimension of nasional"),
    ("indicators.csv", "minimum", "1.000,5", "found '1.000,5'; expected a number such as 12.5"),
    ("indicators.csv", "maksimum", "1,5", "found '1,5'; expected a number such as 12.5"),
    ("indicators.csv", "kelas_peta", "20 | 10", "found '20 | 10'; expected upper limits in ascending order"),
    ("indicators.csv", "toleransi", "-1", "found '-1'; expected greater than or equal to 0"),
    ("indicators.csv", "sdg", "12-Mei", "found '12-Mei'; expected goals or targets such as 11.6"),
    ("indicators.csv", "ekspresi", "LH_Z * 2", "names LH_Z"),
    ("indicators.csv", "ekspresi", "LH_A +", "expected a formula that can be worked out"),
    ("indicators.csv", "ekspresi", "__import__('os')", "expected a formula that can be worked out"),
    ("indicators.csv", "ekspresi", "LH_01 * 2", "LH_01 -> LH_01; expected formulas without a circle"),
    ("indicators.csv", "ekspresi", "DM_01 * 2", "expected parts that come as often as LH-01 (bulanan)"),
    ("indicators.csv", "ekspresi", "TI_11 * 2", "expected parts as fine as LH-01 (kecamatan); TI-11: kabupaten"),
    ("variables.csv", "opd", "X", "found 'X'; expected a code of agencies.csv"),
    ("dimensions.csv", "kode", "Tangguh", "expected a word for an address"),
    ("dimensions.csv", "kerangka", "mulia", "found 'mulia'; expected tuntas or mas or nasional"),
    ("dimensions.csv", "urutan", "", "found an empty cell; expected a number"),
    ("agencies.csv", "kode", "RSUD PS", "found 'RSUD PS'; expected a code for an address"),
    ("areas.csv", "kode", "6401", "found '6401'; expected a Kemendagri code as text"),
    ("areas.csv", "kode_bps", "6.401E+3", "expected a BPS code as text"),
    ("areas.csv", "jenis", "dusun", "found 'dusun'; expected 'kabupaten'"),
    ("areas.csv", "bujur", "1.16", "found '1.16'; expected greater than or equal to 94"),
    ("areas.csv", "penduduk", "banyak", "found 'banyak'; expected a number"),
    ("areas.csv", "penduduk_per", "Des-24", "found 'Des-24'; expected a period"),
    ("aliases.csv", "kode", "64.99", "found '64.99'; expected an area of areas.csv"),
    ("targets.csv", "indikator", "XX-01", "found 'XX-01'; expected a code of indicators.csv"),
    ("targets.csv", "tahun", "25", "found '25'; expected greater than or equal to 1990"),
    ("targets.csv", "verifikasi", "ya", "found 'ya'; expected 'V', 'U' or 'SIMULASI'"),
    ("targets.csv", "berlaku_sejak", "01/01/2025", "found '01/01/2025'; expected a day such as 2025-01-31"),
    ("targets.csv", "berlaku_sejak", "2025-02-30", "expected a day such as 2025-01-31"),
    ("targets.csv", "dasar_hukum", "", "found an empty cell; expected some text"),
    ("targets.csv", "rujukan", "halaman 3", "found 'halaman 3'; expected an address"),
    ("targets.csv", "nilai", "130", "found 130; expected 0.0 to 100.0"),
    ("weights.csv", "indikator", "XX-01", "found 'XX-01'; expected a code of indicators.csv"),
    ("weights.csv", "kerangka", "mulia", "found 'mulia'; expected tuntas or mas or nasional"),
    ("weights.csv", "bobot", "0", "found '0'; expected greater than 0"),
    ("bands.csv", "status", "baik", "found 'baik'; expected 'sangat tinggi'"),
    ("bands.csv", "indikator", "XX-01", "found 'XX-01'; expected a code of indicators.csv, or nothing"),
    ("comparators.csv", "indikator", "XX-01", "expected a code of indicators.csv or variables.csv"),
    ("comparators.csv", "periode", "2024/1", "found '2024/1'; expected a period"),
    ("comparators.csv", "sumber", "BPS", "found 'BPS'; expected an address that begins with https://"),
]


@pytest.mark.parametrize(("file", "column", "text", "told"), CELLS)
def test_a_cell_that_cannot_stand_is_named_with_file_line_and_column(copy, file, column, text, told):
    copy.set(file, 2, column, text)
    named = [fault for fault in copy.faults() if fault.startswith(f"{file}, line 2, column {column}: ")]
    assert any(told in fault for fault in named), copy.faults()


def test_every_fault_of_every_file_is_listed_at_once(copy):
    copy.set("indicators.csv", 5, "desimal", "x")
    copy.set("indicators.csv", 5, "jenis", "y")
    copy.set("areas.csv", 7, "kode_bps", "1")
    copy.set("demo_targets.csv", 3, "tahun", "")
    with pytest.raises(CatalogueError, match=r"4 fault\(s\); correct them") as caught:
        copy.load()
    places = re.findall(r"^  (\S+, line \d+, column \w+): ", str(caught.value), re.MULTILINE)
    assert places == [
        "areas.csv, line 7, column kode_bps",
        "demo_targets.csv, line 3, column tahun",
        "indicators.csv, line 5, column desimal",
        "indicators.csv, line 5, column jenis",
    ]


def test_a_fault_in_one_row_does_not_make_others_seem_wrong(copy):
    copy.set("agencies.csv", 2, "nama", "")  # DLH owns fourteen indicators
    copy.set("weights.csv", 2, "bobot", "berat")  # LH-01 has a weight, though not a readable one
    assert [fault.partition(": ")[0] for fault in copy.faults()] == [
        "agencies.csv, line 2, column nama",
        "weights.csv, line 2, column bobot",
    ]


def test_a_missing_file_is_a_fault(copy):
    (copy.folder / "bands.csv").unlink()
    assert "bands.csv, the file: found nothing (No such file or directory); expected a CSV file" in copy.faults()


def test_an_empty_file_is_told_what_columns_it_needs(copy):
    (copy.folder / "bands.csv").write_bytes(b"")
    expected = "expected the columns indikator, status, batas_bawah, berlaku_sejak"
    assert f"bands.csv, line 1: found an empty file; {expected}" in copy.faults()


def test_a_file_saved_in_another_encoding_names_the_line(copy):
    rows = copy.rows("agencies.csv")
    rows[2][1] = "Dinas – Komunikasi"
    copy.write("agencies.csv", rows, encoding="cp1252")
    assert any(
        fault.startswith('agencies.csv, line 3: found byte 0x96; expected UTF-8 (in Excel "CSV UTF-8")')
        for fault in copy.faults()
    )


def test_a_renamed_column_is_missing_and_unknown(copy):
    rows = copy.rows("weights.csv")
    rows[0][2] = "nilai"
    copy.write("weights.csv", rows)
    faults = [fault for fault in copy.faults() if fault.startswith("weights.csv")]
    assert any("line 1, column bobot: found no such column" in fault for fault in faults)
    assert any("line 1, column nilai: found an unknown column" in fault for fault in faults)


def test_a_column_that_stands_twice_is_refused(copy):
    rows = [[*row, row[2]] for row in copy.rows("weights.csv")]
    copy.write("weights.csv", rows)
    assert "weights.csv, line 1, column bobot: found the column 2 times; expected it once" in copy.faults()


def test_a_row_of_another_width_is_refused(copy):
    path = copy.folder / "agencies.csv"
    path.write_text(path.read_text().replace('"Dinas Komunikasi, Informatika,', "Dinas Komunikasi, Informatika,"))
    assert any("agencies.csv, line 3: found" in fault for fault in copy.faults())


def test_an_unclosed_quote_is_refused_with_its_line(copy):
    path = copy.folder / "agencies.csv"
    path.write_text(path.read_text() + '"Dinas,tanpa,akhir\n')
    assert any("agencies.csv, line" in fault and "well-formed CSV" in fault for fault in copy.faults())


def test_lines_are_counted_as_an_editor_does_even_after_a_cell_of_two_lines(copy):
    copy.set("agencies.csv", 2, "nama", "Dinas\nLingkungan Hidup")
    copy.set("agencies.csv", 4, "nama", "")
    assert [fault.partition(": ")[0] for fault in copy.faults()] == ["agencies.csv, line 5, column nama"]


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("indicators.csv", "kode"),
        ("dimensions.csv", "kode"),
        ("agencies.csv", "kode"),
        ("areas.csv", "kode"),
        ("aliases.csv", "alias"),
        ("targets.csv", "indikator + tahun + berlaku_sejak"),
        ("weights.csv", "kerangka + indikator + berlaku_sejak"),
        ("bands.csv", "indikator + status + berlaku_sejak"),
    ],
)
def test_a_row_that_stands_twice_is_refused_and_names_the_first(copy, file, column):
    rows = copy.rows(file)
    copy.write(file, [*rows, rows[1]])
    told = rf"{file}, line {len(rows) + 1}, column {re.escape(column)}: .* it stands in {file} line 2 too"
    assert any(re.match(told, fault) for fault in copy.faults()), copy.faults()


def test_a_code_is_used_by_an_indicator_or_a_variable_but_not_by_both(copy):
    copy.set("variables.csv", 2, "kode", "LH-01")
    assert any("variables.csv, line 2, column kode: found LH-01" in fault for fault in copy.faults())


def test_formulas_in_a_circle_are_refused(copy):
    copy.set("indicators.csv", copy.line_of("indicators.csv", "LH-03"), "ekspresi", "LH_04 - 1")
    copy.set("indicators.csv", copy.line_of("indicators.csv", "LH-04"), "ekspresi", "LH_03 + 1")
    assert [f for f in copy.faults() if "LH_03 -> LH_04 -> LH_03" in f or "LH_04 -> LH_03 -> LH_04" in f]


def test_a_scored_indicator_without_a_weight_is_named_for_each_frame(copy):
    copy.drop("weights.csv", copy.line_of("weights.csv", "nasional", "TI-10"))
    line = copy.line_of("indicators.csv", "TI-10")
    told = f"indicators.csv, line {line}, column kode: found 'TI-10'; expected a weight in weights.csv"
    assert copy.faults() == [f"{told} for kerangka nasional too"]


def test_an_indicator_outside_a_frame_needs_no_weight_there(copy):
    copy.drop("weights.csv", copy.line_of("weights.csv", "nasional", "TI-10"))
    copy.set("indicators.csv", copy.line_of("indicators.csv", "TI-10"), "nasional", "")
    assert copy.faults() == []


def test_what_is_for_information_has_neither_weight_nor_target(copy):
    copy.add("weights.csv", kerangka="tuntas", indikator="BN-06", bobot="1", berlaku_sejak="2025-01-01")
    line = copy.line_of("indicators.csv", "BN-06")
    assert copy.faults()[0].startswith(f"indicators.csv, line {line}, column kode: found 'BN-06'; expected no weight")
    line = copy.add(
        "targets.csv", indikator="BN-06", tahun="2025", nilai="1", dasar_hukum="-", verifikasi="U",
        berlaku_sejak="2025-01-01",
    )  # fmt: skip
    assert any(f"targets.csv, line {line}, column indikator" in fault for fault in copy.faults())


def test_bands_must_cover_zero(copy):
    copy.set("bands.csv", 6, "batas_bawah", "10")
    expected = "expected 0 for sangat rendah, so that every attainment has a level"
    assert copy.faults() == [f"bands.csv, line 2, column batas_bawah: found 10; {expected}"]


def test_bands_must_fall(copy):
    copy.set("bands.csv", 3, "batas_bawah", "95")
    assert copy.faults()[0].startswith("bands.csv, line 2, column batas_bawah: found 91, 95, 66, 51, 0")


def test_a_missing_band_is_named(copy):
    copy.drop("bands.csv", 4)
    assert copy.faults() == [
        "bands.csv, line 2, column status: found no sedang; expected all five levels from this day on"
    ]


def test_bands_for_one_indicator_alone_do_not_serve_the_others(copy):
    copy.write("bands.csv", [[cell or "TI-10" for cell in row] for row in copy.rows("bands.csv")])
    assert copy.faults()[0].startswith("bands.csv, the file, column indikator: found no bands for all indicators")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"nilai": "70"}, ", column nilai: found another form of target; expected batas_bawah and batas_atas"),
        ({"nilai": "70", "batas_bawah": "60"}, "expected either nilai, or batas_bawah below batas_atas"),
        ({"batas_bawah": "85", "batas_atas": "60"}, "expected either nilai, or batas_bawah below batas_atas"),
        ({}, ": found what contradicts itself; expected either nilai"),
    ],
)
def test_a_target_has_the_form_that_its_indicator_asks_for(copy, cells, told):
    line = copy.add(
        "targets.csv", indikator="KS-01", tahun="2026", dasar_hukum="x", verifikasi="U", berlaku_sejak="2026-01-01",
        **cells,
    )  # fmt: skip
    assert any(fault.startswith(f"targets.csv, line {line}") and told in fault for fault in copy.faults())


def test_a_place_must_lie_where_its_code_says(copy):
    copy.set("areas.csv", 3, "induk", "64.02")
    assert any("areas.csv, line 3" in fault and "induk 64.01 for 64.01.01" in fault for fault in copy.faults())
    copy.set("areas.csv", 3, "induk", "64.01")
    copy.set("areas.csv", 3, "jenis", "desa")
    assert any("of the same level (64.01.01 is a kecamatan)" in fault for fault in copy.faults())


def test_an_alias_may_not_be_the_name_of_another_area(copy):
    line = copy.add("aliases.csv", alias="KUARO", kode="64.01.04")
    assert copy.faults() == [
        f"aliases.csv, line {line}, column alias: found 'KUARO'; expected no name of another area (64.01.05)"
    ]


def test_a_second_regency_is_refused(copy):
    copy.add("areas.csv", kode="64.09", kode_bps="6409", nama="Penajam Paser Utara", jenis="kabupaten")
    assert copy.faults()[0].startswith("areas.csv, the file, column induk: found 64.01, 64.09; expected exactly one")


def test_another_number_of_villages_is_no_fault(copy):
    copy.drop("areas.csv", copy.line_of("areas.csv", "64.01.01.2009"))
    assert copy.faults() == []


def test_the_message_names_the_folder(copy):
    copy.set("bands.csv", 2, "batas_bawah", "x")
    with pytest.raises(CatalogueError, match=re.escape(str(copy.folder))):
        load_catalogue(copy.folder)
