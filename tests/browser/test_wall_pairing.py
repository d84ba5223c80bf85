"""A wall from its code to its slides and back, in two browsers; nobody touches the one that hangs on the wall."""

import contextlib

import pytest
from demonstration import opened, serving
from playwright.sync_api import Error
from visitor import SIZES, Visitor, turn, until

from app import create_app

pytestmark = pytest.mark.browser

CODE = "/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/.test(document.getElementById('kode')?.textContent)"
FORMS = "document.querySelectorAll('form, input, button').length"
CHOSEN = ("indeks", "peta", "tema-sampah")
FROM_SIX_METRES = 101  # px of a letter on 1920 x 1080 at 43 inches: 20 arcmin (NUREG-0700: 16 at least)


@pytest.fixture
def house(copy_of_collected, demonstration):
    """Return the address of an installation of its own."""
    parts = opened(copy_of_collected)
    with serving(create_app(parts.config, parts.store, parts.catalogue).server) as url:
        yield url
    parts.store.close()
    demonstration.connect()


@pytest.fixture
def wall(chromium, house):
    """Return a browser that nobody has logged in to, before /layar; its clock is turned by the test."""
    one = Visitor(chromium, house, size="dinding", login="")
    one.page.clock.install()
    one.go("/layar", ready=False)
    until(one.page, CODE)
    yield one
    one.close()


@pytest.fixture(params=[False, True], ids=["without scripts", "with scripts"])
def operator(request, chromium, house):
    """Return the operator before the list of screens."""
    one = Visitor(chromium, house, scripts=request.param)
    one.go("/perangkat", ready=request.param)
    yield one
    one.close()


def turned_until(visitor, condition):
    """Turn the clock until a condition holds; the page may be loaded anew meanwhile."""
    for _ in range(20):
        with contextlib.suppress(Error):
            turn(visitor, 5)
            if visitor.page.evaluate(condition):
                return
    until(visitor.page, condition)


def confirm(operator, wall, name="Lobi DKISP"):
    """Type the code of a wall as people do, and let the wall come by itself."""
    page = operator.page
    page.fill("input[name=kode]", wall.page.locator("#kode").inner_text().lower().replace("-", " "))
    page.locator("input[name=nama]").first.fill(name)
    for slide in CHOSEN:
        page.locator(f"input[value={slide}]").first.check()
    page.get_by_role("button", name="Pasang").click()
    page.wait_for_url("**/perangkat?kabar=dipasang")
    turned_until(wall, "!!document.getElementById('layar')")


def test_a_wall_from_its_code_to_its_slides_and_back_without_a_touch(wall, operator):
    page = wall.page
    assert page.evaluate(FORMS) == 0
    confirm(operator, wall)
    assert [one.get_attribute("data-kode") for one in page.locator(".slide").all()] == list(CHOSEN)
    page.keyboard.press("Space")  # from here on only commands turn the slides
    operator.page.get_by_role("button", name="Slide berikutnya").click()
    turned_until(wall, "document.getElementById('nomor').textContent.startsWith('2 / 3')")
    turn(wall, 40)
    assert page.locator("#nomor").inner_text().startswith("2 / 3"), "a command is carried out once"
    page.evaluate("window.__sama = true")
    operator.page.get_by_role("button", name="Muat ulang").click()
    turned_until(wall, "window.__sama === undefined && !!document.getElementById('layar')")
    page.evaluate("window.__sama = true")
    turn(wall, 40)
    assert page.evaluate("window.__sama === true"), "a command is carried out once"
    operator.page.get_by_role("button", name="Cabut").click()
    operator.page.wait_for_url("**/perangkat?kabar=dicabut")
    turned_until(wall, "!!document.getElementById('pasang')")
    until(page, CODE)
    assert page.evaluate(FORMS) == 0
    assert not [url for url in wall.asked if "/masuk" in url]
    assert wall.breaches() == []


def test_the_list_renews_itself_and_leaves_what_is_being_typed_alone(wall, chromium, house):
    operator = Visitor(chromium, house)
    operator.page.clock.install()
    operator.go("/perangkat")
    confirm(operator, wall)
    page = operator.page
    page.locator("input[name=nama]").first.fill("Aula")
    for _ in range(10):
        turn(wall, 5)
        turn(operator, 5)
        if "Menyala" in page.locator("table").inner_text():
            break
    assert "detik yang lalu" in page.locator("table").inner_text()
    assert page.locator("input[name=nama]").first.input_value() == "Aula"
    assert operator.errors == []
    operator.close()


def test_a_wall_with_a_token_keeps_its_picture_when_the_server_is_gone_or_somebody_else_answers(wall, chromium, house):
    operator = Visitor(chromium, house, scripts=False)
    operator.go("/perangkat", ready=False)
    confirm(operator, wall)
    page = wall.page
    page.evaluate("window.__sama = true")
    login = "<html><body><form action='/masuk'>Silakan masuk</form></body></html>"
    ways = (
        lambda route: route.abort(),
        lambda route: route.fulfill(status=401, body=login, content_type="text/html"),
        lambda route: route.fulfill(status=502, body=""),
    )
    for way in ways:
        page.route("**/layar**", way)
        turned_until(wall, "document.getElementById('keadaan').textContent.startsWith('TERPUTUS sejak')")
        turn(wall, 60)
        assert page.locator(".slide").count() == len(CHOSEN)
        page.unroute("**/layar**")
        turned_until(wall, "!document.getElementById('layar').classList.contains('terputus')")
    page.keyboard.press("Escape")
    turn(wall, 5)
    assert page.evaluate("window.__sama === true"), "nothing but the wall is opened from a wall"
    operator.close()


def test_a_browser_that_waits_outlives_an_outage_and_shows_a_new_code_in_time(wall):
    page, code = wall.page, wall.page.locator("#kode").inner_text()
    page.route("**/layar/-/kode", lambda route: route.abort())
    turned_until(wall, "document.getElementById('pasang-keadaan').textContent.includes('mencoba terus')")
    assert page.locator("#kode").inner_text() == code
    page.unroute("**/layar/-/kode")
    turned_until(wall, "document.getElementById('pasang-keadaan').textContent.includes('menit')")
    assert page.locator("#kode").inner_text() == code, "a code stays as long as it is good"
    page.context.clear_cookies()
    turned_until(wall, f"document.getElementById('kode').textContent !== '{code}'")


@pytest.mark.parametrize("size", SIZES.values())
def test_the_code_is_large_and_nothing_is_cut_off(wall, size):
    page = wall.page
    page.set_viewport_size({"width": size[0], "height": size[1]})
    box = page.locator("#kode").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size[0]
    room = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert page.evaluate(room) == list(size)
    letters = page.evaluate("parseFloat(getComputedStyle(document.getElementById('kode')).fontSize)")
    assert letters > FROM_SIX_METRES * size[0] / 1920
