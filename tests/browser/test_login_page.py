"""Logging in by keyboard on a phone, and what an open page does when its session has ended."""

import pytest
from asking import PASSWORD, kept
from demonstration import opened, serving

from app import create_app
from core.access import operator
from core.clock import now_utc
from core.domain.account import Account
from core.domain.viewer import Role
from core.store.accounts import NEW, keep_account


@pytest.fixture
def asking(copy_of_collected, demonstration):
    """Return the address of an installation that knows one person."""
    parts = opened(copy_of_collected)
    stated = {"active": True, "changed_at": now_utc(), "changed_by": "uji"}
    account = Account("siti", "Siti Rahma", Role.AGENCY, "DLH", kept(), **stated)
    keep_account(parts.store, operator("uji"), account, what=NEW, now=now_utc())
    with serving(create_app(parts.config, parts.store, parts.catalogue).server) as url:
        yield url
    parts.store.close()
    demonstration.connect()


def test_by_keyboard_alone_on_a_phone(asking, chromium):
    page = chromium.new_page(viewport={"width": 360, "height": 800})
    page.goto(f"{asking}/opd/DLH")
    assert "/masuk" in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    while page.evaluate("document.activeElement.name") != "nama":
        page.keyboard.press("Tab")  # past the examples of the demonstration
    page.keyboard.type("siti")
    page.keyboard.press("Tab")
    page.keyboard.type("salah")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert page.evaluate("document.activeElement.name") == "sandi"
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{asking}/opd/DLH")
    assert page.get_by_text("Masuk sebagai Siti Rahma").is_visible()
    page.close()


def test_a_page_that_stood_open_leads_to_the_way_in_when_its_session_has_ended(asking, chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.goto(asking)
    page.fill("[name=nama]", "siti")
    page.fill("[name=sandi]", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("html[data-siap=ya]").wait_for(state="attached")
    context.clear_cookies()
    page.get_by_role("navigation").get_by_role("link", name="OPD").click()
    page.wait_for_url("**/masuk?lanjut=/opd*")
    context.close()
