"""Drawing a tree of components as text: what is escaped, what is left out, what stays as it is."""

import pytest
from dash import dcc, html
from dash_extensions import Purify
from markupsafe import Markup

from components.block import block, island, text_of
from components.markup import to_html


def test_text_and_attribute_values_are_escaped():
    drawn = to_html(html.A(["<b>", " & "], href='/x?a=1&b="2"', title="<i>"))
    assert drawn == '<a href="/x?a=1&amp;b=&#34;2&#34;" title="&lt;i&gt;">&lt;b&gt; &amp; </a>'


def test_our_own_drawings_pass_as_they_are():
    assert to_html([Markup("<svg/>"), "<svg/>"]) == "<svg/>&lt;svg/&gt;"


def test_markup_as_an_attribute_value_is_escaped_all_the_same():
    assert to_html(html.P("", title=Markup("<b>"))) == '<p title="&lt;b&gt;"></p>'


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (None, ""),
        (True, ""),
        (0, "0"),
        (1.5, "1.5"),
        ("", ""),
        ([], ""),
        (html.P(), "<p></p>"),
        (html.P(0), "<p>0</p>"),
        (html.P([None, False, ["a", ("b",)], (one for one in "cd")]), "<p>abcd</p>"),
        (html.Br(), "<br>"),
        (html.Img(src="/a.svg"), '<img src="/a.svg">'),
    ],
)
def test_nothing_is_drawn_for_nothing_and_zero_is_a_value(node, text):
    assert to_html(node) == text


def test_attributes_have_their_names_in_html_and_always_the_same_order():
    label = html.Label("x", tabIndex="-1", className="a", htmlFor="b", **{"data-x": "d", "aria-label": "c"})
    assert to_html(label) == '<label aria-label="c" class="a" data-x="d" for="b" tabindex="-1">x</label>'


def test_attributes_without_a_value_are_named_alone_or_left_out():
    assert to_html(html.Div(hidden=True, title=None, draggable=False)) == '<div hidden=""></div>'


def test_what_only_dash_needs_is_not_drawn():
    bare = html.Div("x", id={"type": "a"}, key="k", n_clicks=0, n_clicks_timestamp=1, disable_n_clicks=True)
    assert to_html(bare) == "<div>x</div>"
    assert to_html([dcc.Store(id="s", data="geheim"), dcc.Interval(id="i"), dcc.Location(id="l")]) == ""


def test_an_attribute_that_was_set_later_is_drawn():
    slide = html.Section("x")
    slide.className = "slide"
    setattr(slide, "data-dwell", "12")
    assert to_html(slide) == '<section class="slide" data-dwell="12">x</section>'


def test_a_style_is_written_as_css():
    drawn = to_html(html.Div(style={"backgroundColor": "red", "--part": 0.5}))
    assert drawn == '<div style="background-color:red;--part:0.5"></div>'


def test_a_block_holds_what_text_of_says():
    drawn = block(html.P("<"), class_name="block head")
    assert isinstance(drawn, Purify)
    assert to_html(drawn) == f'<div class="block head">{text_of(html.P("<"))}</div>'


def test_an_island_draws_its_placeholder():
    graph = island(dcc.Graph(figure={}), placeholder=Markup("<svg/>"), class_name="chart-box")
    assert to_html(html.Main(graph)) == '<main><div class="island chart-box"><svg/></div></main>'
