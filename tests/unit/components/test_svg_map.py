"""The drawn map: hatches, dots, names, values, and labels that do not cover one another."""

from itertools import combinations

from given_figures import area_map, figure
from html_tree import parse
from hypothesis import given
from hypothesis import strategies as st

from components.svg_map import _LETTER, _LINE, spread, svg_map
from core.domain.status import Status


def paths(tree):
    return [one.classes for one in tree.all("path", "area")]


def test_each_kind_of_area_has_a_look_of_its_own():
    shown = area_map(
        figure(status=Status.HIGH),
        figure(None),
        figure(None, status=Status.NOT_DUE),
        figure(0.0, status=Status.VERY_LOW),
    )
    assert paths(parse(svg_map(shown))) == [
        ["area", "st-high"],
        ["area", "st-no-data"],
        ["area", "st-not-due"],
        ["area", "st-very-low"],
    ]


def test_hatch_and_dots_are_drawn_along():
    tree = parse(svg_map(area_map(figure(None))))
    assert {one.get("id") for one in tree.all("pattern")} == {"arsir", "titik"}


def test_an_area_without_a_value_is_never_in_a_class():
    shown = area_map(figure(None), figure(0.0), limits=(10.0,), classes=(None, 0))
    assert paths(parse(svg_map(shown))) == [["area", "st-no-data"], ["area", "klas-0"]]


def test_names_and_values_are_drawn_and_a_missing_value_is_a_dash():
    tree = parse(svg_map(area_map(figure(48.25), figure(None), figure(0.0), names=["Utara", "Tengah", "Selatan"])))
    assert sorted(one.text() for one in tree.all("text")) == ["Selatan 0,0", "Tengah –", "Utara 48,2"]


def test_an_area_says_name_value_status_and_simulasi_without_a_mouse():
    shown = area_map(figure(48.2, simulated=True), figure(None), names=["Utara", "Tengah"])
    tree = parse(svg_map(shown, link=lambda code: f"/peta?wilayah={code}"))
    assert [one.get("aria-label") for one in tree.all("a")] == [
        "Utara: 48,2 % (sedang, SIMULASI)",
        "Tengah: – (belum ada data)",
    ]
    assert [one.get("href") for one in tree.all("a")] == ["/peta?wilayah=64.01.01", "/peta?wilayah=64.01.02"]


def test_small_areas_get_no_labels_and_no_polygons_no_map():
    shown = area_map(figure())
    assert parse(svg_map(shown, with_labels=False)).all("text") == []
    assert "Batas wilayah belum ada" in svg_map(area_map())


def test_a_map_without_a_link_draws_no_link():
    assert parse(svg_map(area_map(figure()))).all("a") == []


spots = st.lists(st.tuples(st.floats(0, 460), st.floats(0, 400)), min_size=2, max_size=12)


@given(spots, st.sampled_from([12, 26]))
def test_no_label_covers_another(places, letter):
    shown = area_map(*[figure() for _ in places], names=[f"Kecamatan {at}" * (1 + at % 2) for at in range(len(places))])
    placed = spread([(x, y, cell) for (x, y), cell in zip(places, shown.cells, strict=True)], letter)
    assert len(placed) == len(places)
    for (x, y, cell), (other_x, other_y, other) in combinations(placed, 2):
        wide = (len(cell.area.name) + len(other.area.name)) / 2 * _LETTER * letter
        # Written to a tenth of a pixel.
        assert abs(x - other_x) >= wide - 0.2 or abs(y - other_y) >= 2 * _LINE * letter - 0.2


@given(spots)
def test_labels_that_do_not_touch_stay_where_they_are(places):
    shown = area_map(figure(), figure(), names=["A", "B"])
    (x, y, first), (far_x, far_y, second) = (0, 10, shown.cells[0]), (400, 300, shown.cells[1])
    assert spread([(x, y, first), (far_x, far_y, second)]) == [(0, 10, first), (400, 300, second)]
