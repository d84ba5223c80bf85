"""Sentences about a figure: its change, its age, its target."""

from datetime import date

import pytest
from given_figures import comparison, figure, indicator, target
from hypothesis import given
from hypothesis import strategies as st

from components import labels, words
from core.domain.figure import Absence, ComparisonKind, Freshness
from core.domain.indicator import Kind
from core.domain.period import parse_period
from core.domain.status import FreshnessState, Status


@pytest.mark.parametrize(
    ("difference", "unit", "sentence"),
    [
        (-3.14, "%", "turun 3,1 poin dari Agu 2026"),
        (2.0, "ton/hari", "naik 2,0 ton/hari dari Agu 2026"),
        (0.04, "%", "tetap dari Agu 2026"),
        (-0.04, "%", "tetap dari Agu 2026"),
        (0.0, "%", "tetap dari Agu 2026"),
        (0.5, "indeks 0-5", "naik 0,5 dari Agu 2026"),
        (None, "%", "belum ada pembanding"),
    ],
)
def test_a_change_in_words(difference, unit, sentence):
    assert words.change(comparison(difference), indicator(unit=unit)) == sentence


def test_no_comparison_is_said_and_is_no_zero():
    assert words.change(None, indicator()) == "belum ada pembanding"


def test_a_change_since_january_names_the_span():
    told = words.change(comparison(1.0, ComparisonKind.YEAR_TO_DATE, "2025-09"), indicator())
    assert told == "naik 1,0 poin dari Jan–Sep 2025"


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_the_verb_agrees_with_the_sign_and_never_stands_beside_a_zero(difference, decimals):
    told = words.change(comparison(difference), indicator(decimals=decimals))
    number = told.split()[1]
    if told.startswith("tetap"):
        assert abs(difference) < 10**-decimals
    else:
        assert told.startswith("naik") == (difference > 0)
        assert any(letter in "123456789" for letter in number)


@pytest.mark.parametrize(
    ("state", "late", "sentence"),
    [
        (FreshnessState.FRESH, 0, "data s.d. Sep 2026"),
        (FreshnessState.DUE, 0, "data s.d. Sep 2026, jatuh tempo 30 Okt 2026"),
        (FreshnessState.OVERDUE, 12, "data s.d. Sep 2026, terlambat 12 hari"),
        (FreshnessState.DELINQUENT, 1200, "data s.d. Sep 2026, sangat terlambat 1.200 hari"),
        (FreshnessState.EVENT, 0, "data s.d. Sep 2026"),
    ],
)
def test_age_in_words_says_each_state(state, late, sentence):
    age = Freshness(state, 50, late, date(2026, 10, 30))
    assert words.age(age, parse_period("2026-09")) == sentence
    assert words.is_late(age) == (late > 0)


def test_looking_back_the_age_names_the_newest_period_that_it_counts_from():
    age = Freshness(FreshnessState.OVERDUE, 50, 12, until=parse_period("2026-09"))
    assert words.age(age, parse_period("2026-07")) == "data s.d. Jul 2026; terbaru Sep 2026, terlambat 12 hari"
    assert words.age(age, parse_period("2026-09")) == "data s.d. Sep 2026, terlambat 12 hari"
    fresh = Freshness(FreshnessState.FRESH, 5, until=parse_period("2026-09"))
    assert words.age(fresh, parse_period("2026-07")) == "data s.d. Jul 2026"


def test_what_was_never_reported_says_so():
    assert words.age(Freshness(FreshnessState.NONE), None) == "belum pernah dilaporkan"


def test_targets_in_words():
    assert words.target(figure(target=target(70.0))) == "70,0 %"
    ranged = indicator(kind=Kind.RANGE)
    assert words.target(figure(indicator=ranged, target=target(None, low=60, high=85))) == "60,0–85,0 %"
    assert words.target(figure(target=None)) == "–"
    assert words.target(figure(target=target(0.0))) == "0,0 %"


@pytest.mark.parametrize(
    "enum", [(Status, labels.STATUS), (Absence, labels.ABSENCE), (FreshnessState, labels.FRESHNESS)]
)
def test_each_state_has_words_of_its_own(enum):
    kind, names = enum
    assert set(names) == set(kind)
    assert len(set(names.values())) == len(names)
