"""What changes in place: parts have ids, pages of one shape differ in the properties of their parts alone."""

from dash import dcc, html

from components.block import block, island
from components.in_place import changes, numbered, numbering, shape_of


def page(text="a", *, chart=None, more=()):
    graph = island(
        dcc.Graph(figure=chart or {"data": []}, className="chart"), placeholder=lambda: html.P("x"), class_name="c"
    )
    return html.Div([block(html.P(text)), html.Main([graph, *more], id="isi")], **{"data-page": f"/?kata={text}"})


def test_two_pages_of_one_shape_differ_in_their_parts_alone():
    one, other = changes(numbered(page("a"))), changes(numbered(page("b", chart={"data": [1]})))
    assert one["shape"] == other["shape"] != ""
    assert one["parts"].keys() == other["parts"].keys()
    differ = {name for name in one["parts"] if one["parts"][name] != other["parts"][name]}
    changed = [other["parts"][name] for name in sorted(differ)]
    assert [set(props) & {"html", "figure", "data-page"} for props in changed] == [{"data-page"}, {"html"}, {"figure"}]
    assert changed[1]["html"] == "<p>b</p>"


def test_every_part_has_an_id_of_its_own_and_keeps_the_one_it_was_given():
    tree = numbered(page(more=[dcc.Store(id="catatan", data=1)]))
    ids = list(changes(tree)["parts"])
    assert len(ids) == len(set(ids))
    assert "catatan" in ids
    assert tree.id.startswith("bagian-")


def test_a_part_more_is_another_shape():
    assert shape_of(page()) != shape_of(page(more=[block("x")]))


def test_a_property_more_is_another_shape_so_that_none_of_the_old_page_stays():
    plain = html.Div(html.Main(id="isi"), **{"data-page": "/"})
    marked = html.Div(html.Main(id="isi", className="luas"), **{"data-page": "/"})
    assert shape_of(plain) != shape_of(marked)


def test_a_page_with_something_that_cannot_change_in_place_has_no_shape():
    assert shape_of(page(more=[html.P("teks di antara bagian")])) == ""
    assert shape_of(page(more=["teks"])) == ""
    assert getattr(numbered(page(more=["teks"])), "data-shape") == ""


def test_the_settings_of_a_part_are_not_sent_again():
    sent = changes(numbered(page()))["parts"]
    assert not any({"config", "children", "id"} & set(props) for props in sent.values())


def test_a_layout_is_called_with_the_words_of_its_address():
    assert getattr(numbering(page)(text="b"), "data-page") == "/?kata=b"
