"""Units: what an OPD sends becomes the catalogue's unit, exactly, or the configuration is refused."""

import pytest

from core.collect.units import conversion, find_conversion
from core.domain.period import parse_period
from core.errors import ConfigError


def converted(value, sent, wanted, period="2026"):
    up, down = conversion(sent, wanted).factor(parse_period(period))
    return value * up / down


@pytest.mark.parametrize(
    ("value", "sent", "wanted", "expected"),
    [
        (12500, "kg", "ton", 12.5), (2_000_000, "gram", "ton", 2), (5, "kuintal", "ton", 0.5), (1.5, "Ton", "ton", 1.5),
        (365, "ton/tahun", "ton/hari", 1), (730, "ton/thn", "ton/hari", 2), (365_000, "kg/tahun", "ton/hari", 1),
        (1000, "kg/hari", "ton/hari", 1), (14, "ton/minggu", "ton/hari", 2), (1_500_000_000, "Rp", "Rp miliar", 1.5),
        (2500, "Rp juta", "Rp miliar", 2.5), (2.5, "Rp triliun", "Rp miliar", 2500),
        (750_000, "Rp ribu", "Rp miliar", 0.75),
        (1500, "m", "km", 1.5), (10_000, "m2", "ha", 1), (1, "km²", "ha", 100), (0.452, "fraksi", "%", 45.2),
        (90, "menit", "jam", 1.5), (2, "jam", "menit", 120), (3, "hari", "jam", 72), (90, "detik", "menit", 1.5),
        (12, "ribu jiwa", "jiwa", 12000), (3, "orang", "jiwa", 3), (1500, "kbps", "Mbps", 1.5),
        (1.2, "Gbps", "Mbps", 1200),
        (7, "", "kasus/100 rb", 7), (7, "persen", "%", 7), (12, "ug/m3", "µg/m³", 12), (5, "KK", "KK", 5),
    ],
)  # fmt: skip
def test_a_known_unit_is_converted_without_rounding_noise(value, sent, wanted, expected):
    assert converted(value, sent, wanted) == expected


def test_a_year_has_its_own_number_of_days_and_so_has_a_month():
    assert converted(366, "ton/tahun", "ton/hari", "2024") == 1
    assert converted(365, "ton/tahun", "ton/hari", "2025") == 1
    assert converted(29, "ton/bulan", "ton/hari", "2024-02") == 1
    assert converted(31, "ton/bulan", "ton/hari", "2026-01") == 1
    assert converted(2, "ton/hari", "ton/bulan", "2026-02") == 56


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [("ton", "ton/hari"), ("liter", "ton"), ("unit", "desa"), ("rasio", "%"), ("hari kerja", "jam"), ("USD", "Rp"),
     ("buah", "titik"), ("ton/jam", "ton/hari")],
)  # fmt: skip
def test_a_pair_that_nobody_defined_has_no_conversion(sent, wanted):
    assert conversion(sent, wanted) is None


def test_an_unknown_pair_is_a_fault_of_the_configuration_that_names_section_and_units():
    with pytest.raises(ConfigError, match=r"\[sources\.dlh\.indicators\.LH-05\] unit = 'liter'.*'ton/hari'"):
        find_conversion("dlh", "LH-05", "liter", "ton/hari")
