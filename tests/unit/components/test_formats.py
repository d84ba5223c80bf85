"""Numbers and dates as people in Indonesia write them."""

from datetime import date

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as some

from components import formats
from core.domain.period import parse_period


@given(some.floats(-1e12, 1e12) | some.integers(-(10**12), 10**12), some.integers(0, 4))
def test_a_number_reads_as_babel_writes_it_whether_it_was_written_before_or_not(value, decimals):
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    expected = format_decimal(round(value, decimals) + 0.0, format=pattern, locale="id_ID")
    assert formats.number(value, decimals) == formats.number(value, decimals) == expected


@given(some.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_reads_as_babel_writes_it(on):
    assert formats.day(on) == format_date(on, format="d MMM y", locale="id_ID")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1.234,5"), (0, 0, "0"), (-0.04, 1, "0,0"), (0.125, 2, "0,12"), (1, 2, "1,00"), (None, 1, "–")],
)
def test_numbers_have_a_comma_and_nothing_is_not_zero(value, decimals, text):
    assert formats.number(value, decimals) == text


def test_the_same_value_with_other_decimals_is_written_anew():
    assert [formats.number(2.5, decimals) for decimals in (0, 1, 2)] == ["2", "2,5", "2,50"]


def test_a_month_is_written_long_or_short():
    month = parse_period("2026-08")
    assert (formats.period(month), formats.period(month, short=True)) == ("Agustus 2026", "Agu 2026")
