"""The document: figures first, scripts after them, the map library only where a map is."""

from dash import html
from html_tree import parse

from components.document import dash_part, document

SCRIPTS = (
    "".join(
        f'<script src="/_dash-component-suites/{name}.v1m2.js?a=1&amp;b=2"></script>'
        for name in ("dash/dash-renderer", "dash/dash_table/bundle", "dash_leaflet/dash_leaflet", "dash_extensions/x")
    )
    + "<script>var _satu=1;</script>"
)


def whole(**changed):
    part = dash_part(
        entry='<div id="react-entry-point"></div>',
        config='<script id="_dash-config" type="application/json">{}</script>',
        scripts=SCRIPTS,
        with_map=changed.pop("with_map", False),
    )
    usual = {
        "title": "Judul",
        "css": "p { color: red; }",
        "tree": html.P("Angka"),
        "scripts": ["/skrip/a.js"],
        "dash": part,
    }
    return parse(document(**{**usual, **changed}))


def sources(tree):
    return [one.get("src").partition(".v1")[0].rpartition("/")[2] for one in tree.all("script", src=None)]


def test_the_figures_stand_before_every_script():
    order = [one.tag for one in whole().walk() if one.tag in ("p", "script")]
    assert order[0] == "p"
    assert "script" in order


def test_no_script_holds_the_page_up():
    for one in whole().all("script", src=None):
        assert "defer" in one.attributes or one.get("type") == "kemudian"


def test_the_map_library_comes_only_with_a_map_and_the_table_never():
    assert sources(whole()) == ["dash-renderer", "x", "a.js"]
    assert sources(whole(with_map=True)) == ["dash-renderer", "dash_leaflet", "x", "a.js"]


def test_a_page_without_dash_has_its_own_script_only():
    tree = whole(dash=None)
    assert sources(tree) == ["a.js"]
    assert not tree.all(id="dash")


def test_a_title_is_text():
    tree = whole(title="</title><script>alert(1)</script>")
    assert tree.one("head").one("title").children == ["</title><script>alert(1)</script>"]


def test_addresses_of_dash_are_written_once_escaped():
    assert whole().all("script", src=None)[0].get("src").endswith("?a=1&b=2")


def test_style_rules_stand_in_the_head():
    assert whole().one("head").one("style").children == ["p { color: red; }"]
    assert whole().one("html").get("lang") == "id"
    assert whole().all("meta", name="viewport")
