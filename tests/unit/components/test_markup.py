"""A tree becomes HTML in one place, and there every text is escaped."""

from dataclasses import replace

import pytest
from dash import dcc, html
from dash.exceptions import DashException
from given_figures import area, area_map, figure, indicator, points, provenance, target
from html_tree import parse
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from payloads import PAYLOADS

from components.block import block, island, text_of
from components.definition import definition
from components.figure_card import figure_card
from components.figure_table import figure_table
from components.heat_table import heat_table
from components.markup import to_html
from components.rejections import rejection_list
from components.series_table import area_table
from components.svg_map import svg_map
from core.clock import now_utc
from core.domain.figure import AreaCell
from core.domain.indicator import Agency, Comparator
from core.domain.work import RejectionRow

# What XML cannot hold and an HTML parser replaces: NUL and line ends written as CR.
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=60)


@given(texts)
def test_any_text_comes_out_as_that_text(text):
    tree = parse(to_html(html.P(text)))
    assert "".join(tree.one("p").children) == text
    assert len(list(tree.walk())) == 2


@given(texts)
def test_any_attribute_comes_out_as_that_attribute(text):
    tree = parse(to_html(html.Abbr("x", title=text, **{"data-a": text, "aria-label": text})))
    one = tree.one("abbr")
    assert (one.get("title"), one.get("data-a"), one.get("aria-label")) == (text, text, text)
    assert set(one.attributes) == {"title", "data-a", "aria-label"}


def drawn(payload):
    """Return every component that shows stored text, with the payload wherever such a text can stand."""
    one = indicator(
        name=payload, definition=payload, unit=payload, formula_text=payload, interpretation=payload, origin=payload
    )
    place = area(1, payload)
    source = provenance(attribution=payload, source_title=payload, citation=payload, place=payload)
    aim = replace(target(), legal_source=payload)
    shown = figure(indicator=one, area=place, provenance=source, flag=payload, target=aim, simulated=True)
    agency, other = Agency("DLH", payload, payload), Comparator("LH-03", payload, "2024", 3.0, payload)
    row = RejectionRow(1, payload, payload, payload, payload, payload, payload, payload, now_utc())
    cell, link = AreaCell(place, shown), (lambda *codes: "/x?" + ",".join(codes))
    return [
        figure_card(shown, agency=agency, link=str, comparators=[other]),
        figure_table([shown, figure(None, indicator=one)], caption=payload, link=link, agencies={"DLH": agency}),
        heat_table([one], [place], {"LH-03": {place.code: shown}}, link=link, caption=payload),
        area_table([cell], link=link),
        definition(one, dimensions=[payload]),
        rejection_list([row]),
        svg_map(replace(area_map(shown, names=[payload]), indicator=one), link=link),
        html.Span(points(1.0)[0].period.text),
    ]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_stored_text_never_becomes_markup(payload):
    tree, plain = (parse(text_of(*drawn(text))) for text in (payload, "Teks biasa"))
    assert [one.tag for one in tree.walk()] == [one.tag for one in plain.walk()]
    for one, other in zip(tree.walk(), plain.walk(), strict=True):
        assert set(one.attributes) == set(other.attributes), (one, other)
        assert not [name for name in one.attributes if name.startswith("on")]
        assert not one.get("href").startswith(("javascript", "data"))
    assert payload in tree.text() or " ".join(payload.split()) in tree.text()


@pytest.mark.parametrize(
    "citation", ["javascript:alert(1)", "data:text/html,x", " https://a", "//jahat.example", "HTTPS"]
)
def test_only_an_address_becomes_a_link_to_a_publication(citation):
    card = figure_card(figure(provenance=provenance(citation=citation)), agency=None, link=str)
    assert {one.get("href") for one in parse(text_of(card)).all("a")} == {"/sumber/dlh_rekap"}


def test_a_publication_opens_apart_and_learns_nothing():
    shown = figure(provenance=provenance(citation="https://example.go.id/a?b=1&c=2"))
    links = parse(text_of(figure_card(shown, agency=None, link=str))).all("a", target="_blank")
    assert [one.get("href") for one in links] == ["https://example.go.id/a?b=1&c=2"]
    assert links[0].get("rel") == "noopener noreferrer"


def test_our_own_drawings_pass_and_nothing_else_does():
    assert to_html([Markup("<b>a</b>"), "<b>b</b>", 3, None, True, ["x", html.Br()]]) == (
        "<b>a</b>&lt;b&gt;b&lt;/b&gt;3x<br>"
    )


def test_names_of_attributes_are_those_of_html():
    text = to_html(
        html.Label("x", htmlFor="a", className="b c", tabIndex="-1", style={"backgroundColor": "red", "--k": "1"})
    )
    assert parse(text).one("label").attributes == {
        "for": "a", "class": "b c", "tabindex": "-1", "style": "background-color:red;--k:1",
    }  # fmt: skip


def test_what_only_lives_in_the_browser_is_left_out():
    assert to_html([dcc.Store(id="a"), dcc.Interval(id="b"), html.P("c")]) == "<p>c</p>"


def test_a_flag_is_written_when_true_and_not_when_false():
    assert to_html(html.Button("x", disabled=True)) == '<button disabled="">x</button>'
    assert to_html(html.Button("x", disabled=False)) == "<button>x</button>"


def test_a_block_holds_what_it_draws_first():
    one = block(html.P("a < b"), class_name="block x", id="nama")
    assert one.html == "<p>a &lt; b</p>"
    assert to_html(one) == '<div class="block x"><p>a &lt; b</p></div>'
    assert one.id == "nama"
    assert text_of(html.P("a < b")) == one.html


def test_the_purifier_is_not_told_to_let_scripts_through():
    config = block("x").config
    assert not {"script", "iframe", "object"} & {tag.lower() for tag in config.get("ADD_TAGS", [])}
    assert not [name for name in config["ADD_ATTR"] if name.startswith("on")]
    assert not config.get("ALLOW_UNKNOWN_PROTOCOLS")


def test_an_island_shows_its_placeholder_until_its_script_has_come():
    one = island(dcc.Graph(), placeholder=lambda: html.P("garis"), class_name="chart-box")
    assert to_html(one) == '<div class="island chart-box"><p>garis</p></div>'
    assert "garis" not in str(one.to_plotly_json())


def test_an_island_with_nothing_to_show_stands_unseen():
    one = island(dcc.Graph(), placeholder=None, class_name="chart-box")
    assert to_html(one) == ""
    assert one.className == "island chart-box tiada"


def test_a_component_that_cannot_be_drawn_is_not_passed_over_in_silence():
    with pytest.raises((TypeError, DashException)):
        html.P("x", onerror="alert(1)")
