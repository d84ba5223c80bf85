"""The interactive map: areas, hatches, clusters, clicks; all of it offline."""

import pytest
from visitor import until

pytestmark = pytest.mark.browser


@pytest.fixture
def shown(visit):
    """Return a function that opens a map and waits until its areas are drawn."""

    def show(query="", **how):
        one = visit(f"/peta{query}", **how)
        one.page.wait_for_selector(".leaflet-container path.area")
        return one

    return show


def test_ten_areas_are_drawn_with_name_and_value_and_nothing_is_fetched_elsewhere(shown, demonstration):
    one = shown("?indikator=LH-01")
    assert one.page.locator(".leaflet-container path.area").count() == 10
    labels = one.page.locator(".map-label").all_inner_texts()
    names = {area.name for area in demonstration.catalogue.areas.values() if area.code.count(".") == 2}
    assert {text.split("\n")[0].strip() for text in labels} == names
    assert all(any(letter.isdigit() for letter in text) for text in labels)
    assert one.outside() == []
    assert not [url for url in one.asked if "tile" in url]
    assert one.page.locator(".leaflet-control-attribution").count() == 0


def test_areas_have_the_colour_of_their_class_as_in_the_drawing(shown, visit):
    one = shown("?indikator=LH-01")
    colour = "(path) => getComputedStyle(path).fill"
    drawn = [path.evaluate(colour) for path in one.page.locator(".leaflet-container path.area").all()]
    still = visit("/peta?indikator=LH-01", scripts=False)
    wanted = [path.evaluate(colour) for path in still.page.locator("svg.map path.area").all()]
    assert sorted(drawn) == sorted(wanted)
    assert len(set(drawn)) > 2


def test_an_area_without_data_is_hatched_and_one_that_is_not_due_is_dotted(shown):
    one = shown("?indikator=LH-01&periode=2005-01")
    looks = one.page.evaluate(
        """() => ['st-no-data', 'st-not-due'].map((css) => {
          const path = document.querySelector('.leaflet-container path.area');
          path.setAttribute('class', `leaflet-interactive area ${css}`);
          return getComputedStyle(path).fill; })"""
    )
    assert looks == ['url("#arsir")', 'url("#titik")']
    assert one.page.locator("pattern#arsir").count() >= 1
    assert one.page.locator(".leaflet-container path.area").count() == 10
    assert all("–" in text for text in one.page.locator(".map-label").all_inner_texts())


def test_144_desa_are_drawn_without_labels(shown):
    one = shown("?indikator=TI-01&tingkat=desa")
    assert one.page.locator(".leaflet-container path.area").count() == 144
    assert one.page.locator(".map-label").count() == 0


def test_a_click_on_an_area_changes_the_address_without_a_reload(shown):
    one = shown("?indikator=LH-01")
    one.page.evaluate("window.__sama = true")
    area = one.page.locator(".leaflet-container path.area").first
    box = area.bounding_box()
    area.click(position={"x": box["width"] / 2, "y": box["height"] / 2}, force=True)
    one.page.wait_for_url("**wilayah=64.01.*")
    one.page.wait_for_selector("path.area.chosen")
    assert one.page.evaluate("window.__sama === true")
    assert "indikator=LH-01" in one.page.url
    assert one.errors == []
    one.page.get_by_role("link", name="Kembali ke seluruh kabupaten").click()
    until(one.page, "!location.search.includes('wilayah=64.01.')")


def test_points_are_clustered_counted_and_say_simulasi(shown):
    one = shown("?lapisan=hotspot")
    one.page.wait_for_selector(".gugus.titik-hotspot")
    counts = [int(text) for text in one.page.locator(".gugus").all_inner_texts()]
    assert counts
    assert max(counts) > 1
    single = one.page.locator("path.titik-hotspot").count()
    layer = one.page.locator("li", has=one.page.locator("a.chip.on"))
    assert "SIMULASI" in layer.locator("a.chip").inner_text()
    assert sum(counts) + single == int(layer.locator("a.count b").inner_text())


def test_a_cluster_can_be_opened_down_to_its_points(shown):
    one = shown("?lapisan=menara")
    one.page.wait_for_selector(".gugus, path.titik")
    for _ in range(6):
        if one.page.locator("path.titik:visible").count():
            break
        one.page.locator(".gugus:visible").first.click()
        one.page.wait_for_timeout(600)
    point = one.page.locator("path.titik:visible").first
    point.dispatch_event("click")
    one.page.wait_for_selector(".leaflet-popup-content")
    assert "SIMULASI" in one.page.locator(".leaflet-popup-content").inner_text()
    assert one.errors == []


def test_layers_are_switched_by_links_and_stay_in_the_address(shown):
    one = shown()
    one.page.locator("a.chip", has_text="Menara").first.click()
    one.page.wait_for_url("**lapisan=menara*")
    one.page.wait_for_selector(".gugus, path.titik")
    one.page.locator("a.chip.on").first.click()
    until(one.page, "!location.search.includes('lapisan')")
    assert one.errors == []


def test_from_another_page_the_map_opens_as_a_whole_page(visit):
    one = visit("/")
    one.page.locator("nav[aria-label=Halaman] a", has_text="Peta").click()
    one.page.wait_for_selector(".leaflet-container path.area")
    assert one.errors == []
