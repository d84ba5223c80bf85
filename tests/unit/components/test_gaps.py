"""Sentences about what is missing: why, since when, how many, which part."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from given_figures import area, figure, indicator

from components import formats, words, words_gap
from core.domain.figure import Absence, Freshness, Gap, PartAge
from core.domain.indicator import Frequency, Kind
from core.domain.period import parse_period
from core.domain.status import FreshnessState
from core.domain.verification import Returned
from core.reasons import Reason

OCTOBER = parse_period("2026-10")
RETURNED = Returned(OCTOBER, "DLH", datetime(2026, 11, 3, 2, tzinfo=UTC), "Rina", "salah satuan")
DUE = date(2026, 11, 30)


def nothing(why, gap=None, **changed):
    return words_gap.why_nothing(figure(value=None, absence=why, gap=gap or Gap(), **changed))


@pytest.mark.parametrize("why", list(Absence))
def test_each_reason_is_said_even_where_nothing_more_is_known(why):
    assert nothing(why)


@pytest.mark.parametrize(
    ("why", "gap", "sentence"),
    [
        (Absence.NOT_REPORTED, Gap(OCTOBER, DUE), "belum dilaporkan untuk Okt 2026, jatuh tempo 30 Nov 2026"),
        (Absence.NOT_REPORTED, Gap(OCTOBER, DUE, first=OCTOBER), "angka pertama Okt 2026"),
        (Absence.REJECTED, Gap(rejected=1200, reason="area_unknown"), "1.200 baris ditolak, terbanyak karena: "),
        (Absence.SOURCE_DOWN, Gap(since=datetime(2026, 11, 3, 2, tzinfo=UTC)), "sejak 3 Nov 2026 10.00 WITA"),
        (Absence.PART_MISSING, Gap(missing=("A", "B"), parts=10), "belum ada 2 dari 10 bagian: A, B"),
        (Absence.PART_MISSING, Gap(missing=tuple("ABCDE"), parts=9), "bagian: A, B, C, dan 2 lain"),
        (Absence.PART_MISSING, Gap(parts=2), "untuk periode yang sama"),
        (Absence.RETURNED, Gap(returned=RETURNED), "dikembalikan ke DLH oleh Rina pada 3 Nov 2026: salah satuan"),
        (Absence.NO_SOURCE, Gap(), "belum ada sumber yang tersambung"),
    ],
)
def test_a_reason_carries_its_numbers_and_dates(why, gap, sentence):
    assert sentence in nothing(why, gap)


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_of_a_rejection_can_be_said(reason):
    assert "ditolak" in nothing(Absence.REJECTED, Gap(rejected=3, reason=reason.value))


def test_a_long_reason_is_cut_beside_a_figure():
    told = nothing(Absence.RETURNED, Gap(returned=replace(RETURNED, reason="salah satuan " * 30)))
    assert told.endswith("…")
    assert len(told) < 230


def test_what_is_not_covered_names_the_level():
    assert nothing(Absence.NOT_COVERED) == f"tidak dikumpulkan per {area().level.value}"


def test_no_event_is_not_late():
    event = indicator(frequency=Frequency.EVENT)
    assert nothing(Absence.NOT_DUE, indicator=event) == "belum ada kejadian yang dilaporkan"


def test_where_there_is_a_figure_nothing_is_missing():
    assert words_gap.why_nothing(figure()) == ""


@pytest.mark.parametrize(
    ("flag", "said"),
    [("p", "(sementara)"), ("e", "(taksiran)"), ("b", "(putus seri)"), ("i", "(imputasi)"), ("r", "(revisi)")],
)
def test_a_flag_is_said_in_words_beside_the_value(flag, said):
    shown = figure(flag=flag)
    assert words_gap.measured(shown) == f"{formats.measured(shown.value, shown.indicator)} {said}"


def test_a_figure_for_information_has_nothing_to_reach():
    assert words_gap.no_target(figure(indicator=indicator(kind=Kind.INFORMATION), target=None)) == "hanya informasi"
    assert words_gap.no_target(figure(target=None)) == "belum ada target"


def test_the_oldest_part_is_named_with_its_own_age():
    part = PartAge(indicator(), area(), OCTOBER, Freshness(FreshnessState.OVERDUE, 50, 12))
    told = words.oldest(Freshness(FreshnessState.OVERDUE, 50, 12, oldest=part))
    assert told.startswith(f"bagian tertua: {indicator().name}")
    assert told.endswith("data s.d. Okt 2026, terlambat 12 hari")
    assert words.oldest(Freshness(FreshnessState.FRESH)) == ""
