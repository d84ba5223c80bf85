"""What an office is asked for: its own reported figures, where and when they are due, and nothing that follows."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rule_properties import make_target

from core.catalogue import load_catalogue
from core.domain.area import Level
from core.domain.forms import LastValue, areas_asked, form_rows, periods_asked, reported
from core.domain.period import parse_period

CATALOGUE = load_catalogue(Path(__file__).parents[3] / "catalogue")
TODAY = date(2026, 11, 28)


def rows(agency="DLH", catalogue=CATALOGUE, today=TODAY, newest=None, targets=None):
    return form_rows(catalogue, agency, today, newest=newest or {}, targets=targets or {})


def test_computed_figures_are_not_asked_and_variables_are():
    codes = {row.indicator.code for row in rows()}
    assert "LH-A" in codes
    assert not codes & {"LH-02", "LH-03", "LH-04"}
    assert codes == {one.code for one in reported(CATALOGUE, "DLH")}


def test_no_office_is_asked_for_the_figures_of_another():
    for agency in CATALOGUE.agencies:
        assert {row.indicator.agency for row in rows(agency)} <= {agency}


@pytest.mark.parametrize(
    ("code", "newest", "oldest"),
    [
        ("LH-05", "2026-11-27", "2026-11-24"),
        ("PL-06", "2026-W47", "2026-W44"),
        ("LH-A", "2026-10", "2026-07"),
        ("LH-10", "2026-Q3", "2025-Q4"),
        ("LH-12", "2026-S1", "2024-S2"),
        ("LH-11", "2025", "2022"),
        ("BN-03", "2026-11-27", "2026-11-24"),
    ],
)
def test_the_newest_period_that_is_over_is_asked_and_three_before_may_be_chosen(code, newest, oldest):
    found = periods_asked(CATALOGUE.indicators[code], TODAY)
    assert ([found[0].text, found[-1].text], len(found)) == ([newest, oldest], 4)


def test_a_period_is_over_on_the_day_after_its_last():
    monthly = CATALOGUE.indicators["LH-A"]
    assert periods_asked(monthly, date(2026, 11, 30))[0].text == "2026-10"
    assert periods_asked(monthly, date(2026, 12, 1))[0].text == "2026-11"


def test_what_adds_up_is_asked_on_its_finest_level_alone():
    assert len(areas_asked(CATALOGUE, CATALOGUE.indicators["LH-A"])) == 10
    assert len(areas_asked(CATALOGUE, CATALOGUE.indicators["LH-TERLAYANI"])) == len(CATALOGUE.at(Level.VILLAGE))


def test_a_share_is_asked_for_the_kabupaten_and_each_kecamatan():
    areas = areas_asked(CATALOGUE, CATALOGUE.indicators["PL-09"])
    assert [areas[0].code, areas[1].code, len(areas)] == ["64.01", "64.01.01", 11]


def test_an_indicator_that_is_over_or_has_not_begun_is_left_out():
    one = CATALOGUE.indicators["LH-06"]
    for change in ({"valid_to": date(2026, 9, 30)}, {"valid_from": date(2026, 11, 1)}):
        changed = replace(CATALOGUE, indicators=CATALOGUE.indicators | {"LH-06": replace(one, **change)})
        assert "LH-06" not in {row.indicator.code for row in rows(catalogue=changed)}


def test_only_periods_of_its_own_time_may_be_chosen():
    young = replace(CATALOGUE.indicators["LH-06"], valid_from=date(2026, 9, 1))
    assert [one.text for one in periods_asked(young, TODAY)] == ["2026-10", "2026-09"]


def test_what_is_known_stands_beside_its_own_row():
    last = LastValue(12.5, parse_period("2026-09"))
    found = rows(newest={("LH-A", "64.01.05"): last})
    assert [(row.indicator.code, row.area.code) for row in found if row.last] == [("LH-A", "64.01.05")]


def test_the_target_of_a_sum_stands_beside_no_part_of_it():
    targets = {code: [make_target(70, year=2026, indicator=code)] for code in ("LH-A", "LH-06")}
    assert {row.indicator.code for row in rows(targets=targets) if row.target} == {"LH-06"}


def test_no_row_is_asked_twice():
    keys = [(row.indicator.code, row.area.code) for row in rows()]
    assert len(keys) == len(set(keys))
