"""By the government's sign-on in a real browser: its own pages in between, our policy and cookie on the way back."""

import threading

import pytest
from demonstration import free_port, opened
from government_server import PASSWORD
from waitress.server import create_server

from app import create_app
from core.config_access import Access

PHONE = {"width": 360, "height": 800}


@pytest.fixture
def office(copy_of_collected, demonstration, government, monkeypatch):
    """Return the address of an installation that the provider knows."""
    port = free_port()
    url = f"http://localhost:{port}"  # another site than the provider's 127.0.0.1, as in earnest
    government.register(url)
    monkeypatch.setenv("SSO_UJI", government.secret)
    parts = opened(copy_of_collected)
    config = parts.config.model_copy(update={"access": Access(sso=government.section())})
    running = create_server(create_app(config, parts.store, parts.catalogue).server, host="127.0.0.1", port=port)
    threading.Thread(target=running.run, daemon=True).start()
    yield url
    running.close()
    parts.store.close()
    demonstration.connect()


def logged_in_there(page, login):
    """Fill in the provider's own pages."""
    page.fill("[name=login]", login)
    page.keyboard.press("Enter")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.locator("button[value=accept]").click()


def test_there_and_back_on_a_phone_and_out_of_both(office, government, chromium):
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    said = []
    page.on("console", lambda one: office in (one.location or {}).get("url", "") and said.append(one.text))
    page.goto(f"{office}/opd/DLH")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    button = page.get_by_role("link", name="Masuk dengan SSO Pemkab")
    assert button.bounding_box()["height"] >= 44
    button.click()
    page.wait_for_url(f"{government.url}/**")
    logged_in_there(page, "siti")
    page.wait_for_url(f"{office}/opd/DLH")
    assert page.get_by_text("Masuk sebagai Siti Rahma").is_visible()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{office}/masuk?keluar=sso")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("link", name="keluar juga dari SSO").click()
    page.wait_for_url(f"{government.url}/**")
    page.get_by_role("button", name="Logout").click()
    page.wait_for_url(f"{government.url}/login*")
    page.goto(f"{office}/masuk/sso")
    assert page.url.startswith(government.url), "they ask who it is again"
    assert said == []
    context.close()


def test_whoever_has_no_role_reads_why_and_whom_to_ask(office, government, chromium):
    context = chromium.new_context(viewport=PHONE, locale="id-ID")
    page = context.new_page()
    page.goto(f"{office}/opd/DLH")
    page.get_by_role("link", name="Masuk dengan SSO Pemkab").click()
    logged_in_there(page, "tamu")
    assert "Minta admin SSO memberi peran dasbor" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    again = page.get_by_role("link", name="Masuk dengan SSO Pemkab").get_attribute("href")
    assert again == "/masuk/sso?lanjut=/opd/DLH"
    context.close()
