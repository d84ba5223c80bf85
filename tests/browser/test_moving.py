"""Filters and links: one call each, no reload, the address follows, and the way back works."""

import re

import pytest
from visitor import until

pytestmark = pytest.mark.browser

MOVED = "(path) => document.querySelector('#dash [data-page]')?.dataset.page.split('?')[0] === path"
SETTLED = "!document.documentElement.classList.contains('menunggu')"


@pytest.fixture
def visitor(visit):
    """Return a visitor on the first page who would notice a reload."""
    one = visit("/")
    one.page.evaluate("window.__sama = true")
    one.calls.clear()
    return one


def same_document(visitor):
    return visitor.page.evaluate("window.__sama === true")


def settle(visitor):
    until(visitor.page, SETTLED)


def test_a_filter_changes_address_and_page_by_one_call_without_a_reload(visitor):
    before = visitor.main()
    visitor.page.select_option("select[name=wilayah]", "64.01.04")
    visitor.page.wait_for_url("**wilayah=64.01.04*")
    settle(visitor)
    assert visitor.main() != before
    assert visitor.page.locator("select[name=wilayah]").input_value() == "64.01.04"
    assert len(visitor.calls) == 1
    assert same_document(visitor)
    assert visitor.errors == []


def test_every_filter_of_the_first_page_works_one_after_the_other(visitor):
    for name, value in (
        ("periode", "2026-06"),
        ("wilayah", "64.01.05"),
        ("kerangka", "nasional"),
        ("banding", "tahun-lalu"),
    ):
        visitor.page.select_option(f"select[name={name}]", value)
        until(visitor.page, f"document.querySelector('#dash [data-page]')?.dataset.page?.includes('{value}')")
        settle(visitor)
        assert f"{name}={value}" in visitor.page.url
    assert "periode=2026-06" in visitor.page.url
    assert len(visitor.calls) == 4
    assert "Smart" in visitor.main()
    assert same_document(visitor)


@pytest.mark.parametrize(("name", "value"), [("indikator", "TI-01"), ("indikator", "BN-02")])
def test_a_filter_that_belongs_to_one_page_leaves_nothing_greyed(visit, name, value):
    one = visit("/peta")
    one.page.evaluate("window.__sama = true")
    heading = one.page.locator("h1").inner_text()
    one.page.select_option(f"select[name={name}]", value)
    until(one.page, "(old) => document.querySelector('#dash h1')?.innerText !== old", arg=heading)
    settle(one)
    assert f"{name}={value}" in one.page.url
    assert same_document(one)
    assert one.errors == []


def test_links_go_from_index_to_dimension_to_indicator_to_area_and_back(visitor):
    page = visitor.page
    page.locator("ul.dims a").first.click()
    until(page, MOVED, arg="/dimensi/tangguh")
    page.get_by_role("link", name="Timbulan sampah", exact=True).first.click()
    until(page, "document.querySelector('#dash .figure-card')")
    indicator = page.url
    settle(visitor)
    assert len(visitor.calls) == 2
    page.locator("main svg.map a").first.click()
    page.wait_for_url("**wilayah=64.01.*")
    settle(visitor)
    page.go_back()
    page.wait_for_url(indicator)
    until(page, "!document.querySelector('#dash [data-page]')?.dataset.page?.includes('wilayah')")
    page.go_back()
    until(page, MOVED, arg="/dimensi/tangguh")
    page.go_back()
    until(page, MOVED, arg="/")
    page.go_forward()
    until(page, MOVED, arg="/dimensi/tangguh")
    assert same_document(visitor)
    assert visitor.errors == []


def test_a_filter_changes_the_charts_in_place_and_takes_neither_focus_nor_opened_table(visit):
    one = visit("/indikator/LH-03")
    page = one.page
    page.wait_for_selector("#dash .chart .main-svg")
    page.evaluate("document.querySelector('#dash .chart .js-plotly-plot').dataset.sama = 'ya'")
    page.locator("#dash main details summary", has_text="Tabel deret").click()
    one.calls.clear()
    page.focus("select[name=periode]")
    page.select_option("select[name=periode]", "2026-06")
    until(page, "document.querySelector('#dash [data-page]').dataset.page.includes('2026-06')")
    settle(one)
    assert page.locator(".figure-card").inner_text().count("Juni 2026")
    assert page.evaluate("document.querySelector('#dash .chart .js-plotly-plot').dataset.sama") == "ya"
    assert page.evaluate("document.activeElement.name") == "periode"
    assert page.evaluate("document.querySelector('#dash main details[open] summary').textContent") == "Tabel deret"
    assert len(one.calls) == 1
    assert one.errors == []


def test_areas_without_areas_below_show_no_empty_chart_and_the_way_back_brings_it_again(visit):
    one = visit("/indikator/LH-03")
    ranking = one.page.locator("#dash .chart-box.rank")
    ranking.locator(".main-svg").first.wait_for()
    one.page.select_option("select[name=wilayah]", "64.01.04")
    ranking.wait_for(state="hidden")
    one.page.select_option("select[name=periode]", "2026-07")
    one.page.wait_for_url("**periode=2026-07*")
    settle(one)
    one.page.go_back()
    one.page.go_back()
    ranking.wait_for(state="visible")
    assert one.page.locator("#dash .figure-card").is_visible()
    assert "wilayah" not in one.page.url
    assert one.page.locator("select[name=wilayah]").input_value() == "64.01"
    assert one.errors == []


def test_an_overtaken_step_leaves_the_newest_page(visit):
    one = visit("/indikator/LH-03")
    one.page.evaluate("['2026-03', '2026-04', '2026-05'].forEach(p => paser.go('/indikator/LH-03?periode=' + p))")
    until(one.page, "document.querySelector('#dash [data-page]').dataset.page.includes('2026-05')")
    settle(one)
    one.page.wait_for_load_state("networkidle")
    assert "2026-05" in one.page.evaluate("document.querySelector('#dash [data-page]').dataset.page")
    assert one.page.locator("select[name=periode]").input_value() == "2026-05"


def test_a_link_to_an_unknown_page_shows_the_notice_and_a_way_out(visitor):
    page = visitor.page
    page.evaluate("window.paser.go('/indikator/XX-99')")
    page.locator("h1", has_text="Halaman ini tidak ada").wait_for()
    settle(visitor)
    page.locator("a.button", has_text="Ke Ringkasan").click()
    until(page, MOVED, arg="/")
    assert visitor.errors == []
    assert same_document(visitor)


def test_the_title_and_the_focus_follow(visitor):
    visitor.page.locator("nav[aria-label=Halaman] a", has_text="OPD").click()
    until(visitor.page, MOVED, arg="/opd")
    until(visitor.page, "document.title.startsWith('OPD')")
    until(visitor.page, "document.activeElement.id === 'isi'")


def test_a_link_to_a_source_lands_on_its_row(visit):
    one = visit("/indikator/LH-01")
    one.page.locator("dl.facts a[href*='/sumber']").first.click()
    until(one.page, "document.querySelector('#dash [data-page]')?.dataset.page?.startsWith('/sumber')")
    assert "/sumber" in one.page.url


def test_the_wall_is_opened_as_a_page_of_its_own(visitor):
    visitor.page.locator("nav[aria-label=Halaman] a", has_text="Layar").click()
    visitor.page.wait_for_selector("#layar")
    assert not same_document(visitor)


def test_plotly_comes_only_where_a_chart_stands_and_is_the_small_one(visit, dashboard):
    home = visit("/")
    home.page.wait_for_load_state("networkidle")
    assert not [url for url in home.asked if "plotly" in url]
    chart = visit("/indikator/LH-01")
    chart.page.wait_for_selector(".main-svg")
    assert [url for url in chart.asked if "plotly" in url]
    assert chart.page.evaluate("typeof Plotly.version") == "string"


def test_a_chart_speaks_indonesian(visit):
    one = visit("/indikator/LH-01")
    one.page.wait_for_selector(".main-svg .xtick")
    ticks = one.page.evaluate("[...document.querySelectorAll('.xtick text')].map((one) => one.textContent)")
    assert ticks
    assert all(re.match(r"(Jan|Feb|Mar|Apr|Mei|Jun|Jul|Agu|Sep|Okt|Nov|Des) \d{4}$", tick) for tick in ticks), ticks
    assert not one.page.locator(".modebar").count()


def test_the_first_page_renews_itself_when_the_store_moved(visit, served):
    one = visit("/")
    one.page.evaluate("window.__sama = true")
    one.page.evaluate(
        "window.dash_clientside.set_props('council-shown', {data: [-1, {periode: '2026-06'}]});"
        "window.dash_clientside.set_props('council-tick', {n_intervals: 1});"
    )
    until(one.page, "document.querySelector('#dash main').innerText.includes('Mei 2026')")
    assert one.errors == []
    assert same_document(one)
