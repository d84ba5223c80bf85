"""What the catalogue does not allow is refused, and every reason code of a row has a case that reaches it."""

from datetime import date

import pandas as pd
import pytest
from reading_cases import TODAY, reasons, values

from core.collect.batch import OBSERVATION_COLUMNS, Batch, is_unsafe, shown
from core.collect.checks import check
from core.collect.contract import FAULT, PLACE, Layout, Reading, Source
from core.collect.features import map_features
from core.reasons import Reason
from tests.collecting import accounted

LONG = {"columns": {"indicator": "i", "area": "a", "period": "p", "value": "v"}}


def row(indicator="LH-01", area="64.01.05", period="2026-03", value="5", **more):
    return {"i": indicator, "a": area, "p": period, "v": value, **more}


CASES = {
    Reason.VALUE_NOT_NUMERIC: row(value="#REF!"),
    Reason.VALUE_QUALIFIED: row(value=">= 5"),
    Reason.VALUE_OUT_OF_RANGE: row(value="-1"),
    Reason.VALUE_NOT_INTEGER: row("TI-01", "64.01", value="2,5"),
    Reason.NUMBER_AMBIGUOUS: row("TI-01", "64.01", value="1,234"),
    Reason.UNIT_MISMATCH: row(value="5 kg"),
    Reason.FORMULA_NO_VALUE: row(value="=B2/C2"),
    Reason.PERCENT_SCALE_SUSPECT: row("SE-01", "64.01", "2024", 0.0863),
    Reason.DATE_INVALID: row(period="2026-13"),
    Reason.PERIOD_INVALID: row(period="2026"),
    Reason.PERIOD_AMBIGUOUS: row(period="Januari s.d. Mei 2026"),
    Reason.PERIOD_FUTURE: row(period="2026-12"),
    Reason.PERIOD_IMPLAUSIBLE: row(period="0202-03"),
    Reason.PERIOD_NOT_IN_FORCE: row("TI-10", "64.01", "2026", "3,4"),
    Reason.AREA_UNKNOWN: row(area="Kuarro"),
    Reason.AREA_AMBIGUOUS: row(area="6401022004"),
    Reason.AREA_LEVEL_MISMATCH: row(area="Desa Janju"),
    Reason.INDICATOR_UNKNOWN: row("LH-999"),
    Reason.ROW_WIDTH: row(**{FAULT: "row_width"}),
    Reason.TEXT_UNSAFE: row(n="catatan\x00"),
    Reason.WRONG_TYPE: row(value=[5]),
}
SHAPES = {
    Reason.GEOMETRY_MISSING: {"lon": None, "lat": None},
    Reason.GEOMETRY_INVALID: {"lon": "utara", "lat": "-1,9"},
    Reason.COORDS_OUT_OF_AREA: {"lon": 116.2, "lat": 1.9},
}
ROW_REASONS = [one for one in Reason if list(Reason).index(one) >= list(Reason).index(Reason.VALUE_NOT_NUMERIC)]


def test_every_reason_for_a_row_has_a_case_here():
    # A lock is found when what was read is stored (test_locked_runs).
    assert set(ROW_REASONS) == {*CASES, *SHAPES, Reason.DUPLICATE_CONFLICT, Reason.PERIOD_LOCKED}


@pytest.mark.parametrize("reason", CASES)
def test_a_case_reaches_its_reason_and_stores_nothing(read, reason):
    columns = {**LONG["columns"], "note": "n"} if reason is Reason.TEXT_UNSAFE else LONG["columns"]
    batch = read([CASES[reason]], columns=columns)
    assert [one.reason for one in batch.rejected] == [reason]
    assert batch.observations.empty
    assert batch.rejected[0].place.startswith("baris 2")


@pytest.mark.parametrize("reason", SHAPES)
def test_a_shape_reaches_its_reason(catalogue, reason):
    reading = Reading(layout=Layout.FEATURES, columns={"lon": "lon", "lat": "lat"}, layer="uji")
    records = pd.DataFrame([{**SHAPES[reason], PLACE: "baris 2"}], dtype=object)
    batch = map_features(records, Source("uji", "DLH", "csv_file", reading=reading), catalogue)
    assert [one.reason for one in batch.rejected] == [reason]


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        ("TI-10", "2024", None),
        ("TI-10", "2025", None),
        ("TI-10", "2026", "periode sampai 31 Desember 2025, sesudahnya kode TI-13"),
        ("TI-13", "2026", None),
        ("TI-13", "2025", "periode mulai 1 Januari 2026, sebelumnya kode TI-10"),
    ],
)
def test_a_period_before_an_indicator_began_or_after_it_ended_is_refused_and_its_neighbour_named(
    read, code, year, expected
):
    batch = read([row(code, "64.01", year, "3,4")], **LONG)
    told = [(one.place, one.column, one.found, one.reason, one.expected) for one in batch.rejected]
    refused = ("baris 2, kolom v", "p", year, Reason.PERIOD_NOT_IN_FORCE, expected)
    assert told == ([refused] if expected else [])
    assert set(values(batch)) == (set() if expected else {(code, "64.01", year)})


def test_rows_within_the_time_of_their_indicators_stay_beside_refused_ones(read):
    years = [row("TI-10", "64.01", str(year), "3,4") for year in (2024, 2026)]
    batch = read([*years, row("TI-01", "64.01", "2026-03", "3")], **LONG)
    assert set(values(batch)) == {("TI-10", "64.01", "2024"), ("TI-01", "64.01", "2026-03")}


def test_a_year_to_come_of_an_ended_indicator_says_that_it_ended(read):
    assert [one.reason for one in read([row("TI-10", "64.01", "2030", "3")], **LONG).rejected] == [
        Reason.PERIOD_NOT_IN_FORCE
    ]


def test_different_figures_for_one_key_are_all_refused_and_none_is_chosen(read):
    batch = read([row(value="5"), row(value="6"), row(area="Kec. KUARO", value="5,0"), row(area="Long Ikis")], **LONG)
    assert set(values(batch)) == {("LH-01", "64.01.06", "2026-03")}
    assert {one.reason for one in batch.rejected} == {Reason.DUPLICATE_CONFLICT}
    assert len(batch.rejected) == 3
    assert "6 (baris 3, kolom v)" in batch.rejected[0].expected


def test_the_same_figure_twice_is_one(read):
    batch = read([row(value="5"), row(value="5,0"), row(area="KUARO", value=5)], **LONG)
    assert values(batch) == {("LH-01", "64.01.05", "2026-03"): 5}
    assert (batch.merged, batch.rejected) == (2, [])


@pytest.mark.parametrize(("period", "is_future"), [("2026-11", False), ("2026-12", True), ("2027-01", True)])
def test_a_period_is_future_when_it_has_not_begun(read, period, is_future):
    batch = read([row(period=period)], **LONG)
    assert bool(batch.rejected) is is_future


def test_the_first_of_a_month_is_no_longer_future_on_that_day(read):
    assert read([row(period="2026-12")], today=date(2026, 11, 30), **LONG).rejected
    assert not read([row(period="2026-12")], today=date(2026, 12, 1), **LONG).rejected


def test_the_first_plausible_year_is_the_sources(read):
    assert read([row("SE-01", "64.01", "1999", "9")], **LONG).rejected
    assert not read([row("SE-01", "64.01", "1999", "9")], first_year=1990, **LONG).rejected


def test_limits_are_within_the_range(read):
    assert not read([row("SE-01", "64.01", "2024", "0"), row("SE-01", "64.01", "2023", "100")], **LONG).rejected
    batch = read([row("SE-01", "64.01", "2024", "100,01")], **LONG)
    assert (batch.rejected[0].reason, batch.rejected[0].expected) == (
        Reason.VALUE_OUT_OF_RANGE,
        "paling sedikit 0 dan paling banyak 100 %",
    )


def test_an_area_finer_than_the_indicator_is_collected_for_is_refused(read):
    batch = read([row("SE-01", "64.01.05", "2024", "8")], **LONG)
    assert reasons(batch) == [("baris 2, kolom v", "64.01.05", "area_level_mismatch")]
    assert (batch.rejected[0].column, batch.rejected[0].expected) == ("a", "kabupaten")


def test_a_percent_column_of_typed_fractions_is_asked_about_as_a_whole(read):
    shares = [row("SE-01", "64.01", str(year), share) for year, share in ((2022, 0.0911), (2023, 0.0863), (2024, 0))]
    batch = read(shares, **LONG)
    assert {one.reason for one in batch.rejected} == {Reason.PERCENT_SCALE_SUSPECT}
    assert batch.observations.empty
    assert len(read([*shares, row("SE-01", "64.01", "2021", 9.1)], **LONG).observations) == 4
    assert len(read([row("SE-01", "64.01", "2024", "0,5")], **LONG).observations) == 1
    assert len(read([row("SE-01", "64.01", "2024", 0)], **LONG).observations) == 1


def test_a_true_in_the_place_of_a_number_is_a_wrong_type_even_in_a_column_of_booleans(read):
    batch = read([row(value=True), row(area="64.01.06", value=False)], **LONG)
    assert {one.reason for one in batch.rejected} == {Reason.WRONG_TYPE}


def test_the_strict_policy_withholds_everything_and_lists_the_same_rows(read):
    rows = [row(), row(area="64.01.06", value="abc"), row(area="64.01.07")]
    lenient, strict = read(rows, **LONG), read(rows, strict=True, **LONG)
    assert (len(lenient.observations), len(strict.observations)) == (2, 0)
    assert strict.rejected == lenient.rejected
    assert strict.withheld == 2
    assert len(read(rows[:1], strict=True, **LONG).observations) == 1


def test_checked_observations_have_the_agreed_columns_and_types(read):
    for batch in (read([row()], **LONG), read([row(value="abc")], **LONG), read([row(value="-")], **LONG)):
        assert tuple(batch.observations.columns) == OBSERVATION_COLUMNS
        assert batch.observations["value"].dtype == "float64"
        assert all(batch.observations[name].dtype == "str" for name in OBSERVATION_COLUMNS if name != "value")


def test_checks_hold_for_observations_from_elsewhere_too(catalogue):
    good = {"indicator": "LH-01", "area": "64.01.05", "period": "2026-03", "value": 5.0, "text": "5", "flag": ""}
    good |= {"place": "x", "citation": "", "note": ""}
    bad = [
        (Reason.INDICATOR_UNKNOWN, {"indicator": "ZZ-1"}),
        (Reason.AREA_UNKNOWN, {"area": "64.02"}),
        (Reason.PERIOD_INVALID, {"period": "Maret"}),
        (Reason.VALUE_NOT_NUMERIC, {"value": float("inf")}),
        (Reason.VALUE_NOT_NUMERIC, {"value": float("nan")}),
        (Reason.TEXT_UNSAFE, {"note": "a\x07b"}),
    ]
    frame = pd.DataFrame([good, *({**good, **change} for _, change in bad)])
    batch = check(Batch(frame, read=len(frame)), Source("uji", "DLH", "x"), catalogue, today=TODAY)
    assert [one.reason for one in batch.rejected] == [reason for reason, _ in bad]
    assert len(batch.observations) == 1
    assert batch.read == accounted(batch)


def test_what_is_shown_of_a_cell_is_short_safe_and_on_one_line():
    assert shown("a\x00b\nc\td\u202f e") == "a\ufffdb c d e"
    assert shown("x" * 500).endswith("…") and len(shown("x" * 500)) == 120
    assert (shown(None), shown(float("nan")), shown("\ud800")) == ("", "", "\ufffd")
    assert shown(10**5000) == "(bilangan terlalu panjang)"
    assert [is_unsafe(text) for text in ("a\tb\nc", "é \u00a0", "\x1b[31m", "\x7f", "\udc00")] == [False] * 2 + [
        True
    ] * 3


def test_a_hundred_thousand_rows_with_two_hundred_bad_ones_keep_all_the_others(read):
    days = pd.date_range("2000-01-01", periods=9_500).strftime("%Y-%m-%d").tolist()
    areas = [f"64.01.{number:02d}" for number in range(1, 11)]
    frame = pd.DataFrame([("LH-01", area, day, "5,5") for area in areas for day in days], columns=list("iapv"))
    frame.loc[::475, "v"] = "rusak"
    batch = read(frame, frequency="harian", **LONG)
    assert (len(batch.rejected), len(batch.observations)) == (200, 94_800)
