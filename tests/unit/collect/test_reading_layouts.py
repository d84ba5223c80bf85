"""Tables as OPD send them, in each layout, and what is taken from them (P6, P10, P19)."""

import numpy as np
import pandas as pd
import pytest
from reading_cases import reasons, values

from core.collect.contract import FAULT, PLACE, Column, Layout
from core.errors import ConfigError, SourceChangedError
from core.reasons import Reason

MONTHLY = {"columns": {"area": "Kecamatan"}, "indicators": {"LH-01": Column(unit="ton/hari")}}


def test_months_across_with_totals_footnotes_and_a_numbering_row(read):
    batch = read(
        [
            {"No": "(1)", "Kecamatan": "(2)", "Jan": "(3)", "Feb": "(4)", "Jumlah": "(5)"},
            {"No": 1, "Kecamatan": "TANAH GROGOT", "Jan": "31,5", "Feb": "30", "Jumlah": "61,5"},
            {"No": 2, "Kecamatan": "Kec. Long Ikis", "Jan": "-", "Feb": "0", "Jumlah": "0"},
            {"No": None, "Kecamatan": "JUMLAH", "Jan": "31,5", "Feb": "30", "Jumlah": "61,5"},
            {"No": None, "Kecamatan": "Rata-rata", "Jan": "31,5", "Feb": "15", "Jumlah": ""},
            {"No": "Sumber: DLH Kabupaten Paser, 2026", "Kecamatan": None, "Jan": None, "Feb": None, "Jumlah": None},
            {"No": None, "Kecamatan": "Keterangan: *) angka sementara", "Jan": None, "Feb": None, "Jumlah": None},
        ],
        letters={"No": "A", "Kecamatan": "B", "Jan": "C", "Feb": "D", "Jumlah": "E"},
        layout=Layout.MONTHS_ACROSS,
        fixed={"year": "2026"},
        **MONTHLY,
    )
    assert values(batch) == {
        ("LH-01", "64.01.04", "2026-01"): 31.5,
        ("LH-01", "64.01.04", "2026-02"): 30,
        ("LH-01", "64.01.06", "2026-02"): 0,
    }
    assert list(batch.observations["place"]) == ["Rekap!C6", "Rekap!D6", "Rekap!D7"]
    assert list(batch.observations["text"]) == ["31,5", "30", "0"]
    assert (batch.missing, batch.skipped, batch.rejected) == (1, 5, [])


def test_two_header_rows_joined_by_the_connector_carry_year_and_month(read):
    rows = [{"Kecamatan": "Kuaro", "2025 Des": "5", "2026 Jan": "6,5", "2026 Agst": "7"}]
    batch = read(rows, layout=Layout.MONTHS_ACROSS, **MONTHLY)
    assert {key[2]: value for key, value in values(batch).items()} == {"2025-12": 5, "2026-01": 6.5, "2026-08": 7}


def test_the_year_of_each_row_completes_the_months(read):
    rows = [{"Kecamatan": "Kuaro", "Tahun": 2025, "Mei": "5"}, {"Kecamatan": "Kuaro", "Tahun": 2026, "Mei": "6"}]
    columns = {"area": "Kecamatan", "year": "Tahun"}
    batch = read(rows, layout=Layout.MONTHS_ACROSS, columns=columns, indicators={"LH-01": Column()})
    assert {key[2]: value for key, value in values(batch).items()} == {"2025-05": 5, "2026-05": 6}


def test_a_mistyped_month_is_told_and_its_figures_are_not_silently_lost(read):
    rows = [{"Kecamatan": "Kuaro", "Jan": "5", "Agustsu": "6"}, {"Kecamatan": "Long Ikis", "Jan": "7", "Agustsu": "8"}]
    batch = read(rows, layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)
    assert [(one.found, one.expected, one.cells) for one in batch.rejected] == [("Agustsu", "Agustus", 2)]
    assert len(batch.observations) == 2


def test_months_without_any_year_are_ambiguous(read):
    batch = read([{"Kecamatan": "Kuaro", "Jan": "5"}], layout=Layout.MONTHS_ACROSS, **MONTHLY)
    assert [one.reason for one in batch.rejected] == [Reason.PERIOD_AMBIGUOUS]


def test_years_and_quarters_may_stand_across_as_well(read):
    years = read(
        [{"Indikator": "Kemiskinan", "2023": "9,11", "2024": "8,63"}],
        layout=Layout.MONTHS_ACROSS,
        columns={"indicator": "Indikator"},
        indicators={"SE-01": Column(column="Kemiskinan")},
    )
    assert values(years) == {("SE-01", "64.01", "2023"): 9.11, ("SE-01", "64.01", "2024"): 8.63}
    quarters = read(
        [{"Uraian": "Investasi", "TW I": "1.250", "TW II": "980,5"}],
        layout=Layout.MONTHS_ACROSS,
        columns={"indicator": "Uraian"},
        fixed={"year": "2026"},
        indicators={"PL-04": Column(column="Investasi", unit="Rp juta")},
    )
    assert values(quarters) == {("PL-04", "64.01", "2026-Q1"): 1.25, ("PL-04", "64.01", "2026-Q2"): 0.9805}


def test_areas_across_pass_the_total_and_refuse_an_unknown_area(read):
    rows = [
        {"Bulan": "Januari 2026", "Tanah Grogot": "30", "Lng Ikis": "5", "Kuarro": "4", "JUMLAH": "39", "Ket": "ok"},
        {"Bulan": "Februari 2026", "Tanah Grogot": "31", "Lng Ikis": "6", "Kuarro": "5", "JUMLAH": "42", "Ket": ""},
        {"Bulan": "Jumlah", "Tanah Grogot": "61", "Lng Ikis": "11", "Kuarro": "9", "JUMLAH": "81", "Ket": ""},
    ]
    batch = read(rows, layout=Layout.AREAS_ACROSS, columns={"period": "Bulan"}, indicators={"LH-01": Column()})
    assert set(values(batch)) == {("LH-01", "64.01.04", "2026-01"), ("LH-01", "64.01.04", "2026-02")}
    told = [(one.found, one.reason, one.expected, one.cells) for one in batch.rejected]
    assert told == [
        ("Lng Ikis", Reason.AREA_UNKNOWN, "Kecamatan Long Ikis", 2),
        ("Kuarro", Reason.AREA_UNKNOWN, "Kecamatan Kuaro", 2),
    ]


def test_a_total_is_the_kabupaten_only_where_the_configuration_says_so(read):
    rows = [{"Bulan": "Januari 2026", "Kuaro": "5", "JUMLAH": "9"}]
    reading = {"layout": Layout.AREAS_ACROSS, "columns": {"period": "Bulan"}, "indicators": {"LH-01": Column()}}
    assert values(read(rows, regency_labels=("Jumlah",), **reading))["LH-01", "64.01", "2026-01"] == 9
    assert ("LH-01", "64.01", "2026-01") not in values(read(rows, **reading))
    rows = [{"No": "JUMLAH", "Kecamatan": None, "Jan": "12"}, {"No": 1, "Kecamatan": "Kuaro", "Jan": "5"}]
    reading = {"layout": Layout.MONTHS_ACROSS, "fixed": {"year": "2026"}, **MONTHLY}
    assert values(read(rows, regency_labels=("JUMLAH",), **reading))["LH-01", "64.01", "2026-01"] == 12
    assert set(values(read(rows, **reading))) == {("LH-01", "64.01.05", "2026-01")}


def test_indicators_across_with_units_converted(read):
    rows = [{"Kecamatan": "Kuaro", "Tahun": "2024", "Timbulan (kg/hari)": "12.500", "Pengurangan": "10,5"}]
    batch = read(
        rows,
        layout=Layout.INDICATORS_ACROSS,
        columns={"area": "Kecamatan", "period": "Tahun"},
        indicators={"LH-01": Column("Timbulan (kg/hari)", unit="kg/hari"), "LH-02": Column("Pengurangan", unit="%")},
        frequency="tahunan",
    )
    assert values(batch) == {("LH-01", "64.01.05", "2024"): 12.5, ("LH-02", "64.01.05", "2024"): 10.5}
    assert list(batch.observations["text"]) == ["12.500", "10,5"]


def test_tons_a_year_become_tons_a_day_by_the_days_of_the_year(read):
    rows = [{"Tahun": 2023, "Masuk": "25,845.65"}, {"Tahun": 2024, "Masuk": "36,600"}]
    batch = read(
        rows,
        layout=Layout.INDICATORS_ACROSS,
        columns={"year": "Tahun"},
        indicators={"LH-05": Column("Masuk", unit="ton/tahun")},
        numbers="en",
        frequency="tahunan",
    )
    found = values(batch)
    assert found["LH-05", "64.01", "2023"] == pytest.approx(70.81, abs=0.001)
    assert found["LH-05", "64.01", "2024"] == 100


def test_a_long_table_with_flags_notes_and_citations(read):
    rows = [
        {"kode": "SE-01", "wil": "64.01", "th": "2024", "nilai": "8,63", "tanda": "Sementara", "cat": "", "src": "a"},
        {"kode": "SE-04", "wil": "64.01", "th": "2024", "nilai": "75,13r", "tanda": "", "cat": "", "src": "b"},
        {"kode": "SE-01", "wil": "64.01", "th": "2023", "nilai": "9,11", "tanda": "cek ulang", "cat": "", "src": "c"},
        {"kode": "XX-01", "wil": "64.01", "th": "2023", "nilai": "1", "tanda": "", "cat": "", "src": ""},
        {"kode": "A. Kemiskinan", "wil": "", "th": "", "nilai": "", "tanda": "", "cat": "", "src": ""},
    ]  # fmt: skip
    columns = {"indicator": "kode", "area": "wil", "period": "th", "value": "nilai", "flag": "tanda"}
    batch = read(rows, columns={**columns, "note": "cat", "citation": "src"})
    by_period = batch.observations.set_index(["indicator", "period"])
    assert by_period["flag"].to_dict() == {("SE-01", "2024"): "p", ("SE-01", "2023"): "", ("SE-04", "2024"): "r"}
    assert by_period.loc[("SE-01", "2023"), "note"] == "cek ulang"
    assert by_period.loc[("SE-01", "2024"), "citation"] == "a"
    assert reasons(batch) == [("baris 5, kolom kode", "XX-01", "indicator_unknown")]


def test_labels_of_a_long_table_name_the_indicators(read):
    rows = [
        {"Uraian": "Jumlah Penduduk Miskin (%)", "Tahun": "2024", "Nilai": "8,63"},
        {"Uraian": "TPT", "Tahun": "2024", "Nilai": "4,53"},
        {"Uraian": "Gini Rasio", "Tahun": "2024", "Nilai": "0,3"},
    ]
    indicators = {"SE-01": Column("Jumlah Penduduk Miskin (%)"), "SE-02": Column("tpt")}
    columns = {"indicator": "Uraian", "year": "Tahun", "value": "Nilai"}
    batch = read(rows, columns=columns, indicators=indicators)
    assert values(batch) == {("SE-01", "64.01", "2024"): 8.63, ("SE-02", "64.01", "2024"): 4.53}
    assert reasons(batch) == [("baris 4, kolom Uraian", "Gini Rasio", "indicator_unknown")]
    silent = read(rows, columns=columns, indicators=indicators, skip_rows=("Gini Rasio",))
    assert (silent.rejected, silent.skipped) == ([], 1)


def test_units_may_stand_in_a_column_of_their_own(read):
    rows = [
        {"kode": "LH-05", "p": "2022", "v": "25845.65", "u": "ton/tahun"},
        {"kode": "LH-05", "p": "2023", "v": "70", "u": "ton/hari"},
        {"kode": "LH-05", "p": "2024", "v": "70", "u": "m3/hari"},
    ]
    columns = {"indicator": "kode", "period": "p", "value": "v", "unit": "u"}
    batch = read(rows, columns=columns, frequency="tahunan", numbers="en")
    assert [round(value, 2) for value in values(batch).values()] == [70.81, 70]
    assert [one.reason for one in batch.rejected] == [Reason.UNIT_MISMATCH]


def test_desa_are_told_apart_by_the_kecamatan_beside_them(read):
    rows = [
        {"Kec": "Tanah Grogot", "Desa": "Tanah Grogot", "Blank": "0"},
        {"Kec": "TNH GROGOT", "Desa": "Janju", "Blank": "1"},
        {"Kec": "Kuaro", "Desa": "Janju", "Blank": "1"},
    ]
    batch = read(
        rows,
        layout=Layout.INDICATORS_ACROSS,
        columns={"area": "Desa", "parent": "Kec"},
        fixed={"period": "2026-03"},
        indicators={"TI-01": Column("Blank")},
    )
    assert [area.count(".") for area in batch.observations["area"]] == [3, 3]
    assert [one.reason for one in batch.rejected] == [Reason.AREA_UNKNOWN]


def test_a_column_of_desa_without_their_kecamatan_leaves_shared_names_open(read):
    rows = [{"Desa": "Janju", "v": "1"}, {"Desa": "Kuaro", "v": "0"}]
    reading = {
        "layout": Layout.INDICATORS_ACROSS,
        "fixed": {"period": "2026-03"},
        "columns": {"area": "Desa"},
        "indicators": {"TI-01": Column("v")},
    }
    batch = read(rows, **reading)
    assert [(one.found, one.reason) for one in batch.rejected] == [("Kuaro", Reason.AREA_AMBIGUOUS)]
    assert len(read(rows, level="desa", **reading).observations) == 2


def test_where_and_reduce_make_one_value_of_many_rows(read):
    rows = [
        {"tgl": "02/01/2026", "kec": "Kuaro", "status": "Selesai", "hari": "3"},
        {"tgl": "05/01/2026", "kec": "Kuaro", "status": "SELESAI", "hari": "5"},
        {"tgl": "09/01/2026", "kec": "Kuaro", "status": "Proses", "hari": "9"},
        {"tgl": "09/02/2026", "kec": "Kuaro", "status": "Selesai", "hari": "7"},
    ]
    reading = {"layout": Layout.INDICATORS_ACROSS, "columns": {"date": "tgl", "area": "kec"}, "frequency": "bulanan"}
    expected = {"sum": (8, 7), "mean": (4, 7), "count": (2, 1), "last": (5, 7), "max": (5, 7), "any": (1, 1)}
    for how, (january, february) in expected.items():
        column = Column("hari", where={"status": ("selesai",)}, reduce=how)
        batch = read(rows, indicators={"LH-01": column}, **reading)
        assert list(values(batch).values()) == [january, february], how
        assert batch.skipped == 1
    assert batch.observations["note"].tolist() == ["ada 2 baris", "ada 1 baris"]
    assert batch.observations["place"].tolist() == ["baris 2, kolom hari dan 1 baris lain", "baris 5, kolom hari"]


def test_rows_are_counted_without_any_value_column(read):
    rows = [{"tgl": f"0{day}/03/2026", "kec": "Kuaro"} for day in (1, 2, 3)]
    counted = read(
        rows,
        columns={"date": "tgl", "area": "kec"},
        indicators={"LH-01": Column(reduce="count")},
        frequency="bulanan",
    )
    assert values(counted) == {("LH-01", "64.01.05", "2026-03"): 3}


def test_the_last_value_is_that_of_the_last_day_in_whatever_order_it_came(read):
    rows = [{"tgl": "20/03/2026", "v": "7"}, {"tgl": "05/03/2026", "v": "3"}]
    column = {"LH-01": Column("v", reduce="last")}
    batch = read(rows, layout=Layout.INDICATORS_ACROSS, columns={"date": "tgl"}, indicators=column, frequency="bulanan")
    assert list(values(batch).values()) == [7]


def test_a_sum_that_lacks_a_part_is_withheld_and_the_others_are_not(read):
    rows = [
        {"tgl": "01/01/2026", "kec": "Kuaro", "v": "3"},
        {"tgl": "02/01/2026", "kec": "Kuaro", "v": "3 karung"},
        {"tgl": "01/01/2026", "kec": "Long Ikis", "v": "4"},
        {"tgl": "01/02/2026", "kec": "Kuaro", "v": "5"},
        {"tgl": "02/02/2026", "kec": "Kuaro", "v": "-"},
    ]
    reading = {
        "layout": Layout.INDICATORS_ACROSS,
        "columns": {"date": "tgl", "area": "kec"},
        "frequency": "bulanan",
        "indicators": {"LH-01": Column("v", reduce="sum")},
    }
    batch = read(rows, **reading)
    assert values(batch) == {("LH-01", "64.01.06", "2026-01"): 4}
    assert (batch.withheld, batch.missing, len(batch.rejected)) == (2, 1, 1)
    unknown = [*rows[:1], {"tgl": "02/01/2026", "kec": "Kwaro", "v": "1"}, rows[3]]
    assert values(read(unknown, **reading)) == {("LH-01", "64.01.05", "2026-02"): 5}
    undated = [*rows[:1], {"tgl": "32/01/2026", "kec": "Kuaro", "v": "1"}, rows[2]]
    assert values(read(undated, **reading)) == {("LH-01", "64.01.06", "2026-01"): 4}


def test_a_missing_column_refuses_the_answer_and_names_the_nearest(read):
    with pytest.raises(SourceChangedError, match="'Kecamatan' may now be 'Kecamtan'") as caught:
        read([{"Kecamtan": "Kuaro", "Jan": "5"}], layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)
    assert caught.value.reason is Reason.SCHEMA_MISMATCH
    assert (caught.value.expected, caught.value.found) == ("Kecamatan", "Kecamtan, Jan")


def test_a_table_without_any_month_is_refused(read):
    with pytest.raises(SourceChangedError, match="kolom bulan"):
        read([{"Kecamatan": "Kuaro", "Luas": "5"}], layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)


@pytest.mark.parametrize("lost", ["Kecamatan", "Tahun", "Nilai", "Status", "Tanda"])
def test_every_renamed_column_stops_the_run(read, lost):
    row = {"Kecamatan": "Kuaro", "Tahun": "2024", "Nilai": "5", "Status": "Final", "Tanda": ""}
    columns = {"area": "Kecamatan", "year": "Tahun", "value": "Nilai", "flag": "Tanda"}
    indicators = {"LH-01": Column(where={"Status": ("Final",)})}
    with pytest.raises(SourceChangedError):
        read(
            [{**{name: cell for name, cell in row.items() if name != lost}, "Lain": ""}],
            columns=columns,
            indicators=indicators,
        )


def test_columns_are_found_whatever_their_case_and_blanks(read):
    batch = read([{"KECAMATAN ": "Kuaro", " jan": "5"}], layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)
    assert len(batch.observations) == 1


def test_an_indicator_outside_the_catalogue_is_a_fault_of_the_configuration(read):
    with pytest.raises(ConfigError, match="ZZ-99"):
        read([{"a": "1"}], indicators={"ZZ-99": Column()})


def test_a_row_the_connector_could_not_read_is_listed_once(read):
    rows = [{"Kecamatan": "Kuaro", "Jan": "5", FAULT: ""}, {"Kecamatan": "Kuaro", "Jan": "7", FAULT: "row_width"}]
    batch = read(rows, layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)
    assert [(one.place, one.reason) for one in batch.rejected] == [("baris 3", Reason.ROW_WIDTH)]
    assert len(batch.observations) == 1


def test_one_wrong_area_is_one_refusal_however_many_months_it_costs(read):
    row = {"Kecamatan": "Kwaro", **dict.fromkeys(("Jan", "Feb", "Mar", "Apr"), "5"), "Mei": "-"}
    letters = {"Kecamatan": "B", "Jan": "C", "Feb": "D", "Mar": "E", "Apr": "F", "Mei": "G"}
    batch = read([row], letters=letters, layout=Layout.MONTHS_ACROSS, fixed={"year": "2026"}, **MONTHLY)
    assert [(one.place, one.found, one.expected, one.cells) for one in batch.rejected] == [
        ("Rekap!B5", "Kwaro", "Kecamatan Kuaro", 4)
    ]


def test_places_follow_the_kind_of_source(read):
    rows = [{"kec": "Kuaro", "nilai": "x", PLACE: "/result/records/3"}]
    reading = {"columns": {"area": "kec", "value": "nilai"}, "fixed": {"period": "2026-01"}}
    batch = read(rows, indicators={"LH-01": Column()}, **reading)
    assert batch.rejected[0].place == "/result/records/3/nilai"
    batch = read([{"kec": "Kuaro", "nilai": "x"}], indicators={"LH-01": Column()}, **reading)
    assert batch.rejected[0].place == "baris 2, kolom nilai"


def test_typed_columns_are_read_like_texts(read):
    frame = pd.DataFrame(
        {
            "tgl": pd.to_datetime(["2026-01-05", "2026-02-05", "2026-03-05"]),
            "kode": [6401050, 6401050, 6401050],
            "v": [1.5, np.nan, 0.0],
        }
    )
    columns = {"date": "tgl", "area": "kode", "value": "v"}
    batch = read(frame, columns=columns, indicators={"LH-01": Column()})
    assert values(batch) == {("LH-01", "64.01.05", "2026-01"): 1.5, ("LH-01", "64.01.05", "2026-03"): 0}
    assert batch.missing == 1


def test_zero_is_kept_and_missing_is_never_zero(read):
    months = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu")
    marks = ("0", 0, "0,0", "-", "nihil", "", None, "n/a")
    row = {"Kecamatan": "Kuaro", **dict(zip(months, marks, strict=True))}
    reading = {"layout": Layout.MONTHS_ACROSS, "fixed": {"year": "2026"}, **MONTHLY}
    batch = read([row], **reading)
    assert list(values(batch).values()) == [0, 0, 0]
    assert batch.missing == 5
    assert len(read([row], zero_words=("Nihil",), **reading).observations) == 4


def test_an_empty_answer_is_nothing_and_no_error(read):
    batch = read(pd.DataFrame(columns=["a", PLACE]), indicators={"LH-01": Column()})
    assert (len(batch.observations), batch.read) == (0, 0)
