"""Numbers, dates and periods as they are written in Indonesia; what is cut is never rounded up."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from components import formats
from core.domain.period import parse_period

numbers = st.floats(min_value=-1e12, max_value=1e12, allow_nan=False)


@given(numbers, st.integers(0, 6))
def test_a_number_can_be_read_back(value, decimals):
    text = formats.number(value, decimals)
    assert parse_decimal(text, locale="id_ID", strict=True) == Decimal(str(round(value, decimals))).quantize(
        Decimal(1).scaleb(-decimals)
    )


@given(numbers, st.integers(0, 6))
def test_a_number_has_exactly_its_decimals_and_no_minus_zero(value, decimals):
    text = formats.number(value, decimals)
    whole, _, rest = text.partition(",")
    assert len(rest) == decimals
    assert text.strip("-") == text or any(letter in "123456789" for letter in text)
    groups = whole.lstrip("-").split(".")
    assert 1 <= len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 1, "1.234,5"), (0, 0, "0"), (-0.04, 1, "0,0"), (None, 2, "–"), (3.27, 2, "3,27"), (1e6, 0, "1.000.000")],
)
def test_numbers_as_written(value, decimals, text):
    assert formats.number(value, decimals) == text


def read(text):
    return float(parse_decimal(text.removesuffix(" %"), locale="id_ID"))


@given(st.floats(0, 3), st.integers(0, 2))
def test_a_share_is_never_rounded_up(value, decimals):
    shown = read(formats.share(value, decimals))
    assert shown <= value * 100 + 1e-8
    assert shown > value * 100 - 10**-decimals - 1e-8


@given(st.floats(0, 100))
def test_an_index_is_never_rounded_up(value):
    shown = read(formats.index_value(value))
    assert value - 0.1 - 1e-9 < shown <= value + 1e-9


@pytest.mark.parametrize(
    ("value", "text"), [(0.6999, "69 %"), (0.7, "70 %"), (0.29, "29 %"), (1, "100 %"), (None, "–")]
)
def test_no_floor_looks_reached_before_it_is(value, text):
    assert formats.share(value) == text


@pytest.mark.parametrize(("value", "text"), [(90.99, "90,9"), (75.95, "75,9"), (91, "91,0"), (0.3, "0,3"), (None, "–")])
def test_no_band_looks_reached_before_it_is(value, text):
    assert formats.index_value(value) == text


@pytest.mark.parametrize(
    ("text", "long", "short"),
    [
        ("2026", "2026", "2026"),
        ("2026-S1", "Semester I 2026", "Sem. I 2026"),
        ("2026-Q3", "Triwulan III 2026", "TW III 2026"),
        ("2026-08", "Agustus 2026", "Agu 2026"),
        ("2026-05", "Mei 2026", "Mei 2026"),
        ("2026-W07", "Minggu 7 2026", "Minggu 7 2026"),
        ("2026-03-14", "14 Mar 2026", "14 Mar 2026"),
    ],
)
def test_periods_in_words(text, long, short):
    assert formats.period(parse_period(text)) == long
    assert formats.period(parse_period(text), short=True) == short


def test_every_month_and_weekday_is_indonesian():
    months = [formats.period(parse_period(f"2026-{month:02d}")).split()[0] for month in range(1, 13)]
    assert months == [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
        "Desember",
    ]  # fmt: skip
    days = [formats.day(date(2026, 11, 16 + at), weekday=True).split(",")[0] for at in range(7)]
    assert days == ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


def test_an_instant_is_read_on_the_citys_clock():
    late = datetime(2026, 10, 1, 16, 30, tzinfo=UTC)
    assert formats.moment(late) == "2 Okt 2026 00.30 WITA"
    assert formats.moment(None) == "–"
