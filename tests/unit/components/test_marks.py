"""Each status has a shape and a word of its own; colours are the same in CSS and in charts."""

import re
from itertools import combinations

import pytest
from defusedxml.ElementTree import fromstring
from html_tree import parse

from components import figure_colours
from components.block import text_of
from components.marks import _ICONS, icon, simulated_tag, status_drawing, status_mark, status_shape
from core.config import ROOT
from core.domain.status import Status

TOKENS = (ROOT / "assets" / "css" / "10-tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = TOKENS.split(".gelap {")
SHIFT = (Status.NO_DATA, Status.NOT_DUE, Status.UNSCORED)


def tokens(text):
    return dict(re.findall(r"--([a-z0-9-]+):\s*(#[0-9a-f]{3,6})", text))


def test_every_status_has_a_shape_unlike_all_others():
    shapes = {status: status_shape(status) for status in Status}
    assert len(shapes) == 8
    assert all(one != other for one, other in combinations(shapes.values(), 2))


@pytest.mark.parametrize("status", Status)
def test_on_paper_a_mark_has_the_same_shape_and_says_its_colours_itself(status):
    drawing = fromstring(status_drawing(status))
    assert drawing.get("fill") == figure_colours.STATUS_COLOUR[status]
    assert str(status_shape(status)) in status_drawing(status)
    named = {word for one in drawing.iter() for word in one.get("class", "").split()}
    assert named <= set(re.findall(r"\.([a-z]+)\{", status_drawing(status)))


def test_shapes_differ_by_more_than_colour_and_place():
    kinds = {status: tuple(re.findall(r"<(\w+)(?: class=\"([\w ]+)\")?", status_shape(status))) for status in Status}
    drawn = {
        status: (kinds[status], re.sub(r"[^A-Za-z]", "", "".join(re.findall(r' d="([^"]*)"', status_shape(status)))))
        for status in Status
    }
    assert len(set(drawn.values())) == len(Status)


@pytest.mark.parametrize("status", list(Status))
def test_a_mark_says_its_word_to_everybody(status):
    quiet, loud = (parse(text_of(status_mark(status, word=word))) for word in (False, True))
    assert quiet.one("span", "sr").text() == loud.one("span", "word").text() != ""
    assert quiet.one("svg").get("aria-hidden") == "true"
    assert quiet.one("span", "status").classes == ["status", f"st-{status.value}"]


def test_every_status_has_a_colour_in_the_style_sheet():
    for status in Status:
        assert f".st-{status.value}" in TOKENS


def test_colours_of_charts_are_those_of_the_style_sheet():
    light = tokens(LIGHT)
    for status in Status:
        name = "st-none" if status in SHIFT else f"st-{status.value}"
        assert figure_colours.STATUS_COLOUR[status] == light[name], status
    assert figure_colours.CHART["ink"] == light["ink"]
    assert figure_colours.CHART["grid"] == light["line"]
    assert figure_colours.CHART["line"] == light["accent"]
    assert figure_colours.CHART["target"] == light["soft"]


def luminance(colour):
    full = colour if len(colour) == 7 else "#" + "".join(letter * 2 for letter in colour[1:])
    parts = [int(full[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(("theme", "ground"), [(LIGHT, "card"), (DARK, "ground")])
def test_marks_stand_out_from_the_ground_in_both_themes(theme, ground):
    known = tokens(theme)
    for name in ("very-high", "high", "low", "very-low", "none", "medium"):
        assert contrast(known[f"st-{name}"], known[ground]) >= 2.95, name
    assert contrast(known["ink"], known[ground]) >= 7
    assert contrast(known["soft"], known[ground]) >= 4.5


def test_a_real_figure_has_no_tag_and_a_made_up_one_has():
    assert simulated_tag(shown=False) is None
    assert parse(text_of(simulated_tag(shown=True))).one("em", "sim").text() == "SIMULASI"


@pytest.mark.parametrize("name", _ICONS)
def test_icons_are_our_own_inline_drawings(name):
    tree = parse(icon(name))
    assert tree.one("svg").get("aria-hidden") == "true"
    assert len(tree.all("path") + tree.all("circle")) >= 1
    assert "http" not in icon(name)
