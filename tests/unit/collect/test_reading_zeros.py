"""Counting rows under a condition: none of an area's rows meets it is 0, no row at all is missing."""

import pytest
from reading_cases import values

from core.collect.contract import Column, Layout
from core.reasons import Reason

READING = {"layout": Layout.INDICATORS_ACROSS, "columns": {"date": "tgl", "area": "kec"}, "frequency": "bulanan"}
LATE = Column(where={"status": ("Terlambat",)}, reduce="count")


def case(day, district, status="Tepat waktu", **more):
    return {"tgl": day, "kec": district, "status": status, **more}


@pytest.mark.parametrize(("how", "kuaro"), [("count", 2), ("any", 1)])
def test_an_area_with_rows_of_which_none_is_taken_has_0_and_one_without_rows_nothing(read, how, kuaro):
    rows = [
        case("02/01/2026", "Kuaro", "Terlambat"),
        case("05/01/2026", "Kuaro", "Terlambat"),
        case("09/01/2026", "Kuaro"),
        case("03/01/2026", "Long Ikis"),
        case("09/01/2026", "Long Ikis"),
        case("09/02/2026", "Long Ikis", "Terlambat"),
    ]
    batch = read(rows, indicators={"LH-01": Column(where=LATE.where, reduce=how)}, **READING)
    assert values(batch) == {
        ("LH-01", "64.01.05", "2026-01"): kuaro,
        ("LH-01", "64.01.06", "2026-01"): 0,
        ("LH-01", "64.01.06", "2026-02"): 1,
    }
    zero = batch.observations[batch.observations["value"] == 0].iloc[0]
    assert (zero["text"], zero["note"]) == ("0", "tidak ada di antara 2 baris")
    assert zero["place"] == "baris 5 dan 1 baris lain"
    assert (batch.read, batch.skipped, batch.merged) == (6, 1, 2)


def test_a_table_without_any_taken_row_is_all_zeros(read):
    batch = read([case("02/01/2026", "Kuaro"), case("02/01/2026", "Long Ikis")], indicators={"LH-01": LATE}, **READING)
    assert list(values(batch).values()) == [0, 0]


def test_a_row_that_does_not_say_its_condition_proves_nothing(read):
    rows = [case("02/01/2026", "Kuaro", blank) for blank in ("", "-", None)]
    batch = read(rows, indicators={"LH-01": LATE}, **READING)
    assert (values(batch), batch.skipped) == ({}, 3)


def test_rows_of_other_labels_prove_nothing(read):
    rows = [
        {"jenis": "Sampah", "tgl": "2026-01", "kec": "Kuaro", "status": "Tepat waktu"},
        {"jenis": "Air", "tgl": "2026-01", "kec": "Long Ikis", "status": "Tepat waktu"},
    ]
    columns = {"indicator": "jenis", "period": "tgl", "area": "kec"}
    column = Column("Sampah", where=LATE.where, reduce="count")
    batch = read(rows, columns=columns, indicators={"LH-01": column}, frequency="bulanan")
    assert values(batch) == {("LH-01", "64.01.05", "2026-01"): 0}


@pytest.mark.parametrize(
    ("refused", "left"),
    [
        (case("32/01/2026", "Kuaro", "Terlambat"), ["64.01.06"]),
        (case("02/01/2026", "Kwaro", "Terlambat"), []),
        (case("02/02/2026", "Kwaro", "Terlambat"), ["64.01.05", "64.01.06"]),
        (case("", "Kuaro", "Terlambat"), ["64.01.06"]),
    ],
    ids=["no such day", "no such area", "no such area in another month", "no day"],
)
def test_there_is_no_0_where_a_row_that_may_count_was_refused(read, refused, left):
    rows = [case("02/01/2026", "Kuaro"), case("02/01/2026", "Long Ikis"), refused]
    batch = read(rows, indicators={"LH-01": LATE}, **READING)
    assert [area for _, area, _ in values(batch)] == left
    assert len(batch.rejected) == 1


def test_a_row_that_counts_for_nothing_is_never_refused_for_its_area_or_day(read):
    rows = [case("32/01/2026", "Kuaro"), case("02/01/2026", "Kwaro"), case("02/01/2026", "Kuaro")]
    batch = read(rows, indicators={"LH-01": LATE}, **READING)
    assert (values(batch), batch.rejected, batch.skipped) == ({("LH-01", "64.01.05", "2026-01"): 0}, [], 2)


def test_a_taken_row_without_a_figure_leaves_its_area_without_one(read):
    rows = [case("02/01/2026", "Kuaro", "Terlambat", hari="-"), case("03/01/2026", "Kuaro", hari="3")]
    column = Column("hari", where=LATE.where, reduce="count")
    batch = read(rows, indicators={"LH-01": column}, **READING)
    assert (values(batch), batch.missing) == ({}, 1)


@pytest.mark.parametrize("how", ["sum", "mean", "max", "last"])
def test_what_is_not_counted_has_no_zeros(read, how):
    rows = [case("02/01/2026", "Kuaro", hari="3")]
    column = Column("hari", where=LATE.where, reduce=how)
    assert values(read(rows, indicators={"LH-01": column}, **READING)) == {}


def test_a_0_of_a_day_to_come_is_refused_as_any_figure_is(read):
    batch = read([case("02/01/2091", "Kuaro")], indicators={"LH-01": LATE}, **READING)
    assert [one.reason for one in batch.rejected] == [Reason.PERIOD_FUTURE]
