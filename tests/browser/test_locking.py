"""Locking a period and opening it again by keyboard alone: on a phone without scripts, at a desk with them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from demonstration import opened, serving
from visitor import READY, SIZES, until

from app import create_app

pytestmark = pytest.mark.browser

WHY = "salah ketik ditemukan Inspektorat"


@pytest.fixture
def url(copy_of_collected, demonstration):
    """Return the address of an installation of its own: what is locked here is locked nowhere else."""
    parts = opened(copy_of_collected)
    with serving(create_app(parts.config, parts.store, parts.catalogue).server) as address:
        yield address
    parts.store.close()
    demonstration.connect()


@pytest.fixture(params=[("telepon", False), ("meja", True)], ids=["telepon", "meja"])
def page(request, url, chromium):
    """Return a browser in which walidata has logged in."""
    size, scripts = request.param
    width, height = SIZES[size]
    viewport = {"width": width, "height": height}
    context = chromium.new_context(viewport=viewport, java_script_enabled=scripts, base_url=url)
    form = {"akun": "contoh-walidata"}
    context.request.post("/masuk/contoh", form=form, headers={"Sec-Fetch-Site": "same-origin"})
    made = context.new_page()
    made.scripts = scripts
    yield made
    context.close()


def opened_page(page, address="/verifikasi"):
    page.goto(address)
    settled(page)


def settled(page):
    """Wait until Dash has taken the page over, where there are scripts."""
    if page.scripts:
        until(page, READY)


def tab_to(page, name, tag=""):
    """Press Tab until the field, the button or the summary of a name or text has the focus."""
    for _ in range(120):
        at = page.locator(":focus")
        is_it = at.count() and name in (at.get_attribute("name") or "", at.inner_text().strip())
        if is_it and tag in ("", at.evaluate("one => one.tagName")):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by keyboard")


def pressed(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settled(page)


def test_a_period_is_locked_and_opened_by_keyboard(page):
    opened_page(page)
    tab_to(page, "periode", "INPUT")
    page.keyboard.type("kapan-kapan")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("DLH")
    tab_to(page, "Kunci periode ini")
    pressed(page)
    section = page.locator("#kunci")
    assert "belum dapat dibaca" in section.get_by_role("alert").inner_text()
    assert section.locator("select").input_value() == "DLH"
    tab_to(page, "periode", "INPUT")
    assert page.locator(":focus").input_value() == "kapan-kapan"
    page.keyboard.press("Control+a")
    page.keyboard.type("Tahun 2025")
    page.keyboard.press("Tab")
    page.keyboard.type("LKjIP 2025 ditandatangani")
    page.keyboard.press("Tab")
    pressed(page)
    assert "sudah terkunci" in section.get_by_role("status").inner_text()
    assert "DLH, 2025" in section.locator("li").inner_text()
    tab_to(page, "Buka kunci", "SUMMARY")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type(WHY)
    page.keyboard.press("Tab")
    pressed(page)
    assert "sudah dibuka" in section.get_by_role("status").inner_text()
    assert "Tidak ada periode yang terkunci" in section.inner_text()
    tab_to(page, "Kunci yang sudah dibuka", "SUMMARY")
    page.keyboard.press("Enter")
    assert WHY in section.locator("li").inner_text()


@pytest.mark.parametrize("page", [("meja", True), ("telepon", True)], indirect=True, ids=["meja", "telepon"])
def test_axe_finds_nothing_serious_where_periods_are_locked(page):
    headers = {"Sec-Fetch-Site": "same-origin"}
    page.context.request.post("/verifikasi/kunci", form={"opd": "DLH", "periode": "2025"}, headers=headers)
    found = []
    for address in ("/verifikasi?galat_kunci=periode", "/indikator/LH-A?periode=2025-06", "/opd/DLH"):
        opened_page(page, address)
        for one in page.locator("#kunci summary").all():
            one.click()
        faults = Axe().run(page).response["violations"]
        found += [(address, one["id"]) for one in faults if one["impact"] in ("serious", "critical")]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    assert found == []
