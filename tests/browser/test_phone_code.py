"""The second factor by keyboard alone, on a phone: from the password to the page that was asked for, and back again."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from demonstration import opened, serving
from pyotp import TOTP

from app import create_app
from core.access import operator
from core.access.passwords import hashed
from core.clock import now_utc
from core.domain.account import Account
from core.domain.viewer import Role
from core.store.accounts import NEW, keep_account

PASSWORD, OTHER = "ikan patin di muara", "gunung lumut berkabut"


@pytest.fixture
def url(copy_of_collected, demonstration):
    """Return the address of an installation in which budi, walidata, has an account."""
    parts = opened(copy_of_collected)
    stated = {"active": True, "changed_at": now_utc(), "changed_by": "uji"}
    account = Account("budi", "Budi Santoso", Role.STEWARD, "", hashed(PASSWORD), **stated)
    keep_account(parts.store, operator("uji"), account, what=NEW, now=now_utc())
    with serving(create_app(parts.config, parts.store, parts.catalogue).server) as address:
        yield address
    parts.store.close()
    demonstration.connect()


@pytest.fixture(params=[False])
def page(request, url, chromium):
    """Return a phone before it, on which no script runs."""
    phone = {"viewport": {"width": 360, "height": 800}, "has_touch": True}
    context = chromium.new_context(**phone, java_script_enabled=request.param, base_url=url)
    yield context.new_page()
    context.close()


def tab_to(page, name):
    """Press Tab until the field, the button or the link of a name or text has the focus."""
    for _ in range(40):
        at = page.locator(":focus")
        if at.count() and name in (at.get_attribute("name") or "", at.inner_text()):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {name} by keyboard")


def typed(page, *words):
    """Type words into the fields from the one in focus on, and send them."""
    for number, word in enumerate(words):
        if number:
            page.keyboard.press("Tab")
        page.keyboard.type(word)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fits(page):
    box = page.locator("html").bounding_box()
    widths = [one.bounding_box() for one in page.locator("main *:visible").all()]
    return box["width"] <= 360 and all(one is None or one["x"] + one["width"] <= 361 for one in widths)


def test_the_whole_way_by_keyboard_on_a_phone_without_scripts(page):
    page.goto("/rapor")
    tab_to(page, "nama")
    typed(page, "budi", PASSWORD)
    assert page.url.endswith("/masuk/pasang")
    assert fits(page)
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    tab_to(page, "kode")
    typed(page, TOTP(secret).at(time.time()))
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    assert fits(page)
    tab_to(page, "Sudah saya simpan")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/rapor")
    tab_to(page, "Masuk sebagai Budi Santoso")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/akun")
    assert fits(page)
    tab_to(page, "baru")
    page.keyboard.press("Shift+Tab")
    typed(page, PASSWORD, OTHER, OTHER)
    assert "Kata sandi sudah diganti" in page.get_by_role("status").inner_text()
    tab_to(page, "Keluar")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "nama")
    typed(page, "budi", OTHER)
    assert page.url.endswith("/masuk/kode")
    assert fits(page)
    assert page.locator(":focus").get_attribute("name") == "kode"
    typed(page, "000000")
    assert "Kode tidak cocok" in page.get_by_role("alert").inner_text()
    tab_to(page, "Ponsel tidak ada?")
    page.keyboard.press("Enter")
    tab_to(page, "pemulihan")
    typed(page, codes[0])
    assert "9 dari 10" in page.locator("main").inner_text()


@pytest.mark.parametrize("page", [True], indirect=True)
def test_axe_finds_nothing_serious_on_any_of_its_pages(page):
    axe, found = Axe(), []

    def look():
        faults = axe.run(page).response["violations"]
        found.extend((page.url, one["id"]) for one in faults if one["impact"] in ("serious", "critical"))

    page.goto("/masuk")
    tab_to(page, "nama")
    typed(page, "budi", PASSWORD)
    look()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    tab_to(page, "kode")
    typed(page, TOTP(secret).at(time.time()))
    for address in ("", "/akun", "/akun/kode", "/akun?selesai=pemulihan"):
        if address:
            page.goto(address)
        look()
    tab_to(page, "Keluar")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "nama")
    typed(page, "budi", PASSWORD)
    look()
    typed(page, "000000")
    look()
    assert found == []
