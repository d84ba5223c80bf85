"""Schematic boundaries: one cell a desa, without gaps and overlaps, the same every time."""

import pytest
from shapely.geometry import Point

from core.collect.contract import Layout, Reading, Source
from core.errors import SourceRefusedError
from data_sources.schematic import fetch_schematic
from demo.places import districts, villages

SOURCE = Source("skema", "DKISP", "schematic", reading=Reading(Layout.BOUNDARIES, {"code": "code"}, level="desa"))


@pytest.fixture(scope="module")
def cells():
    return fetch_schematic(SOURCE, None)


def test_every_desa_has_one_valid_cell(cells):
    assert sorted(cells["code"]) == sorted(place.code for place in villages())
    assert cells.geometry.is_valid.all()
    assert (cells.geometry.area > 0).all()


def test_cells_neither_overlap_nor_leave_gaps(cells):
    whole = cells.union_all()
    assert whole.geom_type == "Polygon"
    assert not list(whole.interiors)
    assert cells.geometry.area.sum() == pytest.approx(whole.area, rel=1e-9)


def test_each_capital_lies_in_the_cells_of_its_own_kecamatan(cells):
    for place in districts():
        own = cells[cells["code"].str.startswith(place.code + ".")].union_all()
        assert own.contains(Point(place.lon, place.lat))


def test_the_same_areas_give_the_same_cells(cells):
    assert fetch_schematic(SOURCE, None).geometry.geom_equals(cells.geometry).all()


def test_desa_of_one_kecamatan_are_of_about_one_size(cells):
    for place in districts():
        sizes = cells[cells["code"].str.startswith(place.code + ".")].geometry.area
        assert sizes.max() < 3 * sizes.min()


def test_areas_outside_the_project_are_not_read():
    source = Source("skema", "DKISP", "schematic", options={"areas": "../../etc/passwd"})
    with pytest.raises(SourceRefusedError):
        fetch_schematic(source, None)
