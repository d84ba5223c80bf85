"""Periods as OPD write them, and the period a careful reader takes from them (rules C13, C14)."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from core.collect.dates import read_instant, read_month, read_period, read_year
from core.collect.months import nearly_month
from core.domain.indicator import Frequency
from core.domain.period import Period
from core.reasons import Reason

INVALID_DATE, INVALID, AMBIGUOUS = Reason.DATE_INVALID, Reason.PERIOD_INVALID, Reason.PERIOD_AMBIGUOUS

WRITTEN = [
    ("2026", "2026"), (2026, "2026"), (2026.0, "2026"), (np.int64(2026), "2026"), ("Tahun 2026", "2026"),
    ("TA 2026", "2026"), ("Thn. 2026", "2026"), (" 2026 ", "2026"), ("2026*", "2026"),
    ("Maret 2026", "2026-03"), ("MARET 2026", "2026-03"), ("maret 2026", "2026-03"), ("Mar 2026", "2026-03"),
    ("Mar. 2026", "2026-03"), ("Mar-2026", "2026-03"), ("Mar-26", "2026-03"), ("Mar'26", "2026-03"),
    ("2026 Jan", "2026-01"), ("2025 Januari", "2025-01"), ("2025 Mei", "2025-05"), ("Mei 2026", "2026-05"),
    ("Agu 2026", "2026-08"), ("Agst 2026", "2026-08"), ("Agt 2026", "2026-08"), ("Agustus 2026", "2026-08"),
    ("Okt 2026", "2026-10"), ("Des 2026", "2026-12"), ("Desember 2026", "2026-12"), ("Nop 2026", "2026-11"),
    ("Nopember 2026", "2026-11"), ("Pebruari 2026", "2026-02"), ("Peb 2026", "2026-02"), ("Sept 2026", "2026-09"),
    ("Juni 2026", "2026-06"), ("Juli 2026", "2026-07"), ("Bulan Maret 2026", "2026-03"), ("2026-03", "2026-03"),
    ("2026/3", "2026-03"), ("03/2026", "2026-03"), ("3-2026", "2026-03"), ("202603", "2026-03"), (202603, "2026-03"),
    ("Periode: Maret 2026", "2026-03"), ("Maret Tahun 2026", "2026-03"), ("Maret, 2026", "2026-03"),
    ("06 Agu 2026", "2026-08-06"), ("6 Agustus 2026", "2026-08-06"), ("14/03/2026", "2026-03-14"),
    ("1/2/2026", "2026-02-01"), ("14-03-2026", "2026-03-14"), ("14.03.2026", "2026-03-14"),
    ("2026-03-14", "2026-03-14"), ("2026/03/14", "2026-03-14"), ("20260314", "2026-03-14"),
    ("Senin, 14 Maret 2026", "2026-03-14"), ("Jum'at, 14 Maret 2026", "2026-03-14"),
    ("Tgl. 14 Maret 2026", "2026-03-14"),
    ("Per 31 Desember 2026", "2026-12-31"), ("29 Feb 2024", "2024-02-29"), ("14 Mar 2026 08:00", "2026-03-14"),
    ("14/03/2026 23:59:59", "2026-03-14"), ("2026-03-14 23:59:59", "2026-03-14"), ("2026-03-14T08:00", "2026-03-14"),
    ("2026-03-14T15:59:59Z", "2026-03-14"), ("2026-03-14T16:00:00Z", "2026-03-15"),
    ("2026-12-31T16:00:00+00:00", "2027-01-01"), ("2026-03-14 23:30:00+0700", "2026-03-15"),
    ("2026-03-14 22:59:00 WIB", "2026-03-14"), ("2026-03-14 23:30 WIB", "2026-03-15"),
    ("2026-03-14 23:30 WITA", "2026-03-14"),
    (datetime(2026, 3, 14, 20, tzinfo=UTC), "2026-03-15"), (datetime(2026, 3, 14, 23, 59), "2026-03-14"),
    (pd.Timestamp("2026-03-14"), "2026-03-14"), (pd.Timestamp("2026-03-14T20:00Z"), "2026-03-15"),
    (date(2026, 3, 14), "2026-03-14"), (46095, "2026-03-14"), (46095.0, "2026-03-14"), (46095.75, "2026-03-14"),
    ("TW III 2026", "2026-Q3"), ("TW 3 2026", "2026-Q3"), ("TW-III/2026", "2026-Q3"), ("Triwulan III 2026", "2026-Q3"),
    ("Triwulan 3 2026", "2026-Q3"), ("Triwulan III Tahun 2026", "2026-Q3"), ("Tri Wulan IV 2026", "2026-Q4"),
    ("TRIWULAN I 2026", "2026-Q1"), ("Triwulan ke-2 2026", "2026-Q2"), ("Q3 2026", "2026-Q3"), ("2026-Q3", "2026-Q3"),
    ("2026Q3", "2026-Q3"), ("2026 TW III", "2026-Q3"), ("Kuartal 2 2026", "2026-Q2"),
    ("Januari - Maret 2026", "2026-Q1"),
    ("Juli s.d. September 2026", "2026-Q3"), ("Jan-Jun 2026", "2026-S1"), ("Januari s/d Desember 2026", "2026"),
    ("Semester I 2026", "2026-S1"), ("Semester 2 2026", "2026-S2"), ("Sem II 2024", "2024-S2"),
    ("Smt I 2026", "2026-S1"),
    ("SEMESTER II TAHUN 2026", "2026-S2"), ("2026-S1", "2026-S1"), ("2026 Semester I", "2026-S1"),
    ("Minggu 7 2026", "2026-W07"), ("Minggu ke-7 2026", "2026-W07"), ("Minggu ke 7 Tahun 2026", "2026-W07"),
    ("2026-W07", "2026-W07"), ("2026W7", "2026-W07"), ("Pekan 53 2026", "2026-W53"), ("W7 2026", "2026-W07"),
]  # fmt: skip
REFUSED = [
    ("31/02/2026", INVALID_DATE), ("2026-02-30", INVALID_DATE), ("29 Feb 2026", INVALID_DATE),
    ("2026-13", INVALID_DATE),
    ("03/14/2026", INVALID_DATE), ("13/2026", INVALID_DATE), ("2026-00-10", INVALID_DATE), ("202613", INVALID_DATE),
    ("32 Januari 2026", INVALID_DATE), ("2026-03-14T25:00:00", INVALID_DATE),
    ("", INVALID), (None, INVALID), (float("nan"), INVALID), ("abc", INVALID), ("-", INVALID), (True, INVALID),
    ("46095", INVALID), (0, INVALID), (-5, INVALID), (12345678901, INVALID), ("TW V 2026", INVALID),
    ("TW 5 2026", INVALID),
    ("Semester 3 2026", INVALID), ("2026-W54", INVALID), ("Minggu 53 2025", INVALID), ("Maret", AMBIGUOUS),
    ("TW III", AMBIGUOUS), ("14 Maret", AMBIGUOUS), ("Mar 26", AMBIGUOUS), ("14/03/26", AMBIGUOUS),
    ("2025/2026", AMBIGUOUS), ("2025-2026", AMBIGUOUS), ("Januari s.d. Mei 2026", AMBIGUOUS),
    ("s.d. Maret 2026", AMBIGUOUS),
    ("Minggu ke-2 Maret 2026", AMBIGUOUS), (202, Reason.PERIOD_IMPLAUSIBLE), ("0000", Reason.PERIOD_IMPLAUSIBLE),
    ([2026], INVALID), ({}, INVALID), ("9" * 100, INVALID), (2026.5, INVALID), (float("inf"), INVALID),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), WRITTEN)
def test_a_period_is_read_as_it_is_written(cell, text):
    found = read_period(cell)
    assert isinstance(found, Period) and found.text == text


@pytest.mark.parametrize(("cell", "reason"), REFUSED)
def test_what_is_no_period_is_refused_with_its_reason(cell, reason):
    assert read_period(cell) is reason


@pytest.mark.parametrize(
    ("cell", "wanted", "text"),
    [
        ("14/03/2026", Frequency.MONTHLY, "2026-03"), ("14/03/2026", Frequency.QUARTERLY, "2026-Q1"),
        ("14/03/2026", Frequency.YEARLY, "2026"), ("14/03/2026", Frequency.WEEKLY, "2026-W11"),
        (pd.Timestamp("2026-12-31"), Frequency.HALF_YEARLY, "2026-S2"), ("14/03/2026", Frequency.EVENT, "2026-03-14"),
        ("2023", Frequency.EVENT, "2023"), ("Maret 2026", Frequency.MONTHLY, "2026-03"),
    ],
)  # fmt: skip
def test_a_day_speaks_for_the_period_it_lies_in(cell, wanted, text):
    assert read_period(cell, wanted).text == text


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("2026", Frequency.MONTHLY), ("2026", Frequency.DAILY), ("TW I 2026", Frequency.MONTHLY),
        ("Maret 2026", Frequency.QUARTERLY), ("Maret 2026", Frequency.YEARLY), ("Maret 2026", Frequency.DAILY),
        ("2026-W07", Frequency.MONTHLY), ("Semester I 2026", Frequency.QUARTERLY),
    ],
)  # fmt: skip
def test_a_period_of_another_length_is_refused(cell, wanted):
    assert read_period(cell, wanted) is INVALID


def test_months_may_stand_for_their_quarter_only_where_rows_are_reduced():
    assert read_period("Maret 2026", Frequency.QUARTERLY, coarsen=True).text == "2026-Q1"
    assert read_period("2026", Frequency.QUARTERLY, coarsen=True) is INVALID
    assert read_period("2026-W01", Frequency.YEARLY, coarsen=True).text == "2026"


@pytest.mark.parametrize(
    ("cell", "text"),
    [("Maret", "2026-03"), ("TW III", "2026-Q3"), ("Semester I", "2026-S1"), ("Minggu 7", "2026-W07"),
     ("14 Maret", "2026-03-14"), ("Maret 2026", "2026-03")],
)  # fmt: skip
def test_the_year_of_the_row_completes_what_is_written(cell, text):
    assert read_period(cell, year=2026).text == text


def test_a_year_that_contradicts_the_row_is_not_chosen():
    assert read_period("Maret 2025", year=2026) is AMBIGUOUS
    assert read_month("Maret 2025", 2026) is AMBIGUOUS


@pytest.mark.parametrize("cell", [3, 3.0, "3", "03", "Mar", "MARET", "Bulan 3", "Maret 2026"])
def test_a_month_column_is_read_in_its_year(cell):
    assert read_month(cell, 2026).text == "2026-03"


@pytest.mark.parametrize("cell", [0, 13, "13", "00"])
def test_there_is_no_thirteenth_month(cell):
    assert read_month(cell, 2026) is INVALID_DATE


def test_a_year_column_holds_years():
    assert [read_year(cell) for cell in (2026, 2026.0, "2026", "Tahun 2026", date(2026, 1, 1))] == [2026] * 5
    assert read_year("Maret 2026") is INVALID
    assert read_year("dua ribu") is INVALID


def test_an_instant_is_on_the_citys_clock_unless_it_says_otherwise():
    wita = timezone(timedelta(hours=8))
    assert read_instant("2026-03-14 08:00") == datetime(2026, 3, 14, 8, tzinfo=wita)
    assert read_instant("2026-03-14T08:00Z") == datetime(2026, 3, 14, 8, tzinfo=UTC)
    assert read_instant("2026-03-14 08:00 WIB") == datetime(2026, 3, 14, 9, tzinfo=wita)
    assert read_instant("14/03/2026") == datetime(2026, 3, 14, tzinfo=wita)
    assert read_instant(datetime(2026, 3, 14)) == datetime(2026, 3, 14, tzinfo=wita)
    assert read_instant("kemarin") is INVALID_DATE
    assert read_instant("Maret 2026") is INVALID_DATE
    assert read_instant(7) is INVALID_DATE


def test_a_mistyped_month_is_recognised_as_a_typing_error_and_other_titles_are_not():
    assert [nearly_month(title) for title in ("Agustsu", "Septmber", "Desembar 2026")] == [
        "Agustus",
        "September",
        "Desember",
    ]
    assert [nearly_month(title) for title in ("Jumlah", "Kecamatan", "Luas (ha)", "Target", "Maret")] == [""] * 5


@given(
    st.dates(date(1000, 1, 1), date(2100, 12, 31)),
    st.sampled_from(["dd/MM/yyyy", "d MMMM yyyy", "d MMM yyyy", "yyyy-MM-dd"]),
)
def test_what_babel_writes_in_indonesian_is_read_back(day, form):
    assert read_period(format_date(day, form, locale="id_ID")).text == day.isoformat()


@given(st.dates(date(1000, 1, 1), date(2100, 12, 31)), st.sampled_from(["MMMM yyyy", "MMM yyyy"]))
def test_a_month_written_by_babel_is_read_back(day, form):
    assert read_period(format_date(day, form, locale="id_ID"), Frequency.MONTHLY).text == day.isoformat()[:7]


@given(st.text(max_size=60) | st.floats() | st.integers())
def test_no_cell_crashes_the_reader(cell):
    assert isinstance(read_period(cell), Period | Reason)
