"""Bands are dated, can be an indicator's own, and never repaint an old period."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rule_properties import RULES

from core.domain.attainment import status_of
from core.domain.bands import LEVELS, Bands, bands_for
from core.domain.indicator import Band
from core.domain.status import Status
from core.errors import CatalogueError

OLD, NEW = date(2020, 1, 1), date(2026, 1, 1)
SAKIP = (91.0, 76.0, 66.0, 51.0, 0.0)


def rows(floors, valid_from=OLD, indicator=""):
    return [Band(indicator, level.name, floor, valid_from) for level, floor in zip(LEVELS, floors, strict=True)]


def floors_of(bands):
    return tuple(floor for _, floor in bands.floors)


def test_an_old_period_keeps_the_bands_of_its_time():
    bands = rows(SAKIP) + rows((95, 80, 70, 60, 0), NEW)
    assert floors_of(bands_for(bands, "X-01", date(2025, 12, 31))) == SAKIP
    assert floors_of(bands_for(bands, "X-01", date(2026, 1, 1))) == (95, 80, 70, 60, 0)


def test_an_indicators_own_bands_go_before_the_default_even_a_newer_one():
    bands = rows((99, 90, 80, 70, 0), OLD, "LH-03") + rows(SAKIP, OLD) + rows((95, 80, 70, 60, 0), NEW)
    assert floors_of(bands_for(bands, "LH-03", date(2026, 6, 30))) == (99, 90, 80, 70, 0)
    assert floors_of(bands_for(bands, "LH-04", date(2026, 6, 30))) == (95, 80, 70, 60, 0)


def test_one_level_alone_can_be_changed():
    bands = [*rows(SAKIP), Band("LH-03", "VERY_HIGH", 98, OLD)]
    assert floors_of(bands_for(bands, "LH-03", NEW)) == (98, *SAKIP[1:])


def test_before_the_first_bands_nothing_is_called_anything():
    assert status_of(0.95, bands_for(rows(SAKIP), "X-01", date(2019, 12, 31))) is Status.UNSCORED


def test_levels_that_overlap_are_refused():
    with pytest.raises(CatalogueError, match="HIGH begins at 95 %, not below VERY_HIGH at 91 %"):
        bands_for(rows((91, 95, 66, 51, 0)), "X-01", NEW)


def test_an_unknown_level_is_refused_by_name():
    with pytest.raises(CatalogueError, match="unknown level 'SANGAT BAIK'"):
        bands_for([Band("", "SANGAT BAIK", 91, OLD)], "X-01", NEW)


def test_a_state_is_no_level():
    with pytest.raises(CatalogueError, match="NO_DATA"):
        bands_for([Band("", "NO_DATA", 91, OLD)], "X-01", NEW)


@RULES
@given(st.permutations(rows(SAKIP) + rows((95, 80, 70, 60, 0), NEW) + rows((99, 90, 80, 70, 0), NEW, "LH-03")))
def test_the_order_of_the_file_changes_nothing(bands):
    assert floors_of(bands_for(bands, "LH-03", NEW)) == (99, 90, 80, 70, 0)
    assert floors_of(bands_for(bands, "LH-04", NEW)) == (95, 80, 70, 60, 0)
    assert floors_of(bands_for(bands, "LH-03", OLD)) == SAKIP


@RULES
@given(st.floats(0, 3), st.floats(0, 3))
def test_a_higher_share_never_has_a_lower_level(one, other):
    bands = Bands(tuple(zip(LEVELS, SAKIP, strict=True)))
    low, high = sorted((one, other))
    assert LEVELS.index(status_of(high, bands)) <= LEVELS.index(status_of(low, bands))
