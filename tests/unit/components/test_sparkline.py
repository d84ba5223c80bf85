"""Sparklines: a gap stays a gap, a lone value a dot, the newest value is marked."""

from given_figures import points
from html_tree import parse
from hypothesis import given
from hypothesis import strategies as st

from components.sparkline import sparkline

series = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=40)


def places(line):
    return [tuple(map(float, place.split(","))) for place in line.get("points").split()]


def test_a_gap_parts_the_line():
    tree = parse(sparkline(points(1.0, 2.0, None, 3.0, 4.0, 5.0)))
    assert [len(places(line)) for line in tree.all("polyline")] == [2, 3]


def test_a_lone_value_between_gaps_is_a_dot():
    tree = parse(sparkline(points(1.0, None, 2.0, None, 3.0)))
    assert tree.all("polyline") == []
    assert len(tree.all("circle", "lone")) == 3


def test_no_value_no_drawing():
    assert sparkline(()) == ""
    assert sparkline(points(None, None)) == ""


@given(series)
def test_every_value_is_drawn_once_in_its_place_and_no_gap_is_bridged(values):
    tree = parse(sparkline(points(*values)))
    drawn = sum(len(places(line)) for line in tree.all("polyline")) + len(tree.all("circle", "lone"))
    known = [value for value in values if value is not None]
    assert drawn == len(known)
    runs = sum(1 for at, value in enumerate(values) if value is not None and (at == 0 or values[at - 1] is None))
    assert len(tree.all("polyline")) + len(tree.all("circle", "lone")) == runs
    for line in tree.all("polyline"):
        assert all(0 <= x <= 96 and 0 <= y <= 28 for x, y in places(line))


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=24), st.none() | st.floats(-1e6, 1e6))
def test_larger_is_higher_and_the_dot_is_on_the_newest(values, target):
    tree = parse(sparkline(points(*values), target=target))
    (line,) = tree.all("polyline")
    drawn = places(line)
    for (_, y), value in zip(drawn, values, strict=True):
        for (_, other_y), other in zip(drawn, values, strict=True):
            assert (y <= other_y) or value < other
    (dot,) = tree.all("circle")
    assert (float(dot.get("cx")), float(dot.get("cy"))) == drawn[-1]
    assert len(tree.all("line", "tgt")) == (target is not None)


def test_it_is_silent_for_screen_readers_because_words_stand_beside_it():
    assert parse(sparkline(points(1.0, 2.0))).one("svg").get("aria-hidden") == "true"
