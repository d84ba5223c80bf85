"""Everybody can use it: by keyboard, with a screen reader, on paper, and without any script."""

import pytest

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/dimensi",
    "/dimensi/tangguh",
    "/opd",
    "/opd/DLH",
    "/indikator/LH-01",
    "/peta?indikator=TI-01&lapisan=hotspot",
    "/sumber",
    "/sumber/dinkes_dbd",
    "/tidak-ada",
)
NAVIGATION = ["Ringkasan", "Dimensi", "OPD", "Peta", "Sumber data", "Layar"]
FOCUS = (
    "[document.activeElement.tagName, (document.activeElement.innerText || document.activeElement.name || '').trim()]"
)


def tabs(page, most):
    """Press the tabulator key and return what has the focus each time."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        seen.append(tuple(page.evaluate(FOCUS)))
    return seen


def test_the_keyboard_reaches_skip_link_navigation_filters_and_the_first_link_in_this_order(visit):
    one = visit("/")
    seen = tabs(one.page, 14)
    words = [word for _, word in seen]
    assert words[0] == "Langsung ke isi"
    assert words[2:8] == NAVIGATION
    assert [tag for tag, _ in seen[8:12]] == ["SELECT"] * 4
    assert seen[12][0] == "A"
    assert one.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_the_skip_link_is_seen_when_it_has_the_focus_and_leads_to_the_content(visit):
    one = visit("/")
    link = one.page.locator("a.skip")
    assert link.bounding_box()["x"] < 0
    one.page.keyboard.press("Tab")
    assert link.bounding_box()["x"] >= 0
    one.page.keyboard.press("Enter")
    assert one.page.evaluate("document.activeElement.id") == "isi"
    one.page.keyboard.press("Tab")
    assert one.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_filter_can_be_changed_by_keyboard(visit):
    one = visit("/")
    one.page.locator("select[name=wilayah]").focus()
    one.page.keyboard.press("ArrowDown")
    one.page.wait_for_url("**wilayah=64.01.01*")


def test_an_area_of_a_map_and_a_source_can_be_reached_and_opened_by_keyboard(visit):
    one = visit("/")
    area = one.page.locator("svg.map a").first
    area.focus()
    assert one.page.evaluate("document.activeElement.getAttribute('aria-label')")
    one.page.keyboard.press("Enter")
    one.page.wait_for_url("**/indikator/**wilayah=64.01.*")
    two = visit("/sumber")
    button = two.page.get_by_role("button", name="Jalankan sekarang").first
    button.focus()
    assert two.page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_what_has_the_focus_can_be_seen(visit):
    one = visit("/")
    for _ in range(13):
        one.page.keyboard.press("Tab")
        assert one.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


@pytest.mark.parametrize("address", PAGES)
def test_without_scripts_the_figures_the_links_and_the_map_are_there(visit, address):
    one = visit(address, scripts=False)
    text = one.main()
    assert len(text) > 60
    assert "Loading" not in one.page.locator("body").inner_text()
    assert one.page.locator("main a[href]").count() > 0
    if address.startswith("/peta"):
        assert one.page.locator("svg.map path.area").count() == 10


def test_without_scripts_filters_and_links_work_as_ordinary_pages(visit):
    one = visit("/", scripts=False)
    one.page.select_option("select[name=wilayah]", "64.01.04")
    one.page.get_by_role("button", name="Tampilkan").click()
    one.page.wait_for_url("**wilayah=64.01.04*")
    assert one.page.locator("select[name=wilayah]").input_value() == "64.01.04"
    one.page.locator("ul.dims a").first.click()
    one.page.wait_for_url("**/dimensi/tangguh**")
    assert "wilayah=64.01.04" in one.page.url
    one.page.go_back()
    one.page.locator("details summary").count()
    assert one.errors == []


def test_without_scripts_the_wall_shows_its_first_slide(visit):
    one = visit("/layar", scripts=False, size="dinding")
    assert one.page.locator(".slide:visible").count() == 1
    assert "Dimensi" in one.page.locator(".slide.on h1").inner_text()


@pytest.mark.parametrize("address", ["/", "/dimensi/tangguh", "/indikator/LH-01", "/peta"])
def test_paper_shows_the_figures_and_not_the_controls(visit, address):
    one = visit(address)
    shown = one.page.locator("main").inner_text()
    one.page.emulate_media(media="print")
    assert not one.page.locator(".filters").is_visible()
    assert not one.page.locator("nav[aria-label=Halaman]").is_visible()
    assert one.page.locator("h1").first.is_visible()
    printed = one.page.locator("main").inner_text()
    first = next(line for line in shown.splitlines() if any(letter.isdigit() for letter in line))
    assert first in printed
    assert one.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if not address.startswith("/layar"):
        assert "SIMULASI" in one.page.locator("body").inner_text()


def test_a_page_can_be_made_three_times_as_large(visit):
    one = visit("/")
    one.page.set_viewport_size({"width": 320, "height": 700})
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 320
