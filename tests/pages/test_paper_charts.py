"""The chart of a document for paper: round numbers around all values, steps of the target in their place."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import formats
from core.domain.indicator import Target, Verification
from pages._paper_chart import _axis, _digits, _steps

VALUES = st.lists(st.floats(-1e9, 1e9).map(lambda one: round(one, 3)), min_size=1, max_size=30)


@given(VALUES)
def test_the_axis_has_a_few_round_numbers_around_all_values(values):
    ticks = _axis(values)
    slack = (ticks[-1] - ticks[0]) * 1e-9
    assert 2 <= len(ticks) <= 9
    assert ticks == sorted(set(ticks))
    assert ticks[0] - slack <= min(values) <= max(values) <= ticks[-1] + slack


@pytest.mark.parametrize(
    ("values", "words"),
    [([0, 1], ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]), ([7], ["6", "8"]), ([135.8, 160], ["135", "140"])],
)
def test_its_words_have_as_many_decimals_as_they_need(values, words):
    ticks = _axis(values)
    assert [formats.number(tick, _digits(ticks[1] - ticks[0])) for tick in ticks][: len(words)] == words


def one(year, value):
    return Target("X", year, value, None, None, "Perda", Verification.VERIFIED, date(2020, 1, 1))


def test_a_target_holds_from_the_first_of_january_until_the_next_one():
    first, last = date(2024, 3, 1), date(2026, 9, 30)
    assert _steps([one(2026, 3.0), one(2024, 1.0), one(2025, 2.0)], first, last) == [
        (first, date(2025, 1, 1), 1.0),
        (date(2025, 1, 1), date(2026, 1, 1), 2.0),
        (date(2026, 1, 1), last, 3.0),
    ]


def test_no_target_and_one_of_a_later_year_draw_nothing():
    assert _steps([], date(2024, 1, 1), date(2024, 12, 31)) == []
    assert _steps([one(2026, 1.0)], date(2024, 1, 1), date(2024, 12, 31)) == []
