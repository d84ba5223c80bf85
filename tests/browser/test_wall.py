"""The wall: slides turn, are renewed in place, outlive the server and come back by themselves."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest
import requests
from demonstration import free_port, write_config
from visitor import Visitor, turn, until

from core.config import ROOT

pytestmark = pytest.mark.browser

TITLES = ["Dimensi", "Perlu perhatian", "", "Sampah", "Telekomunikasi", "Pelayanan publik", "Terlambat melapor"]
ON = "document.querySelectorAll('.slide.on').length"


@pytest.fixture
def wall(visit):
    return visit("/layar", size="dinding")


def title(wall):
    return wall.page.locator(".slide.on h1").inner_text()


def test_one_slide_is_seen_at_a_time_and_the_keys_turn_them(wall):
    seen = []
    for _ in TITLES:
        assert wall.page.evaluate(ON) == 1
        seen.append(title(wall))
        wall.page.keyboard.press("ArrowRight")
    assert all(found.startswith(wanted) for found, wanted in zip(seen, TITLES, strict=True)), seen
    assert title(wall) == seen[0]
    wall.page.keyboard.press("ArrowLeft")
    assert title(wall) == seen[-1]
    assert wall.page.locator("#nomor").inner_text() == "7 / 7"


def test_the_space_bar_holds_a_slide_and_escape_leaves(wall):
    wall.page.keyboard.press("Space")
    assert "jeda" in wall.page.locator("#nomor").inner_text()
    wall.page.keyboard.press("Space")
    assert "jeda" not in wall.page.locator("#nomor").inner_text()
    wall.page.keyboard.press("Escape")
    wall.page.wait_for_url("**/")


LOOKS = """() => {
  const slide = document.querySelector('.slide.on'), foot = document.querySelector('footer').getBoundingClientRect();
  const html = (one) => one.outerHTML.slice(0, 90);
  const out = [...slide.querySelectorAll('*')].filter((one) => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > 1921 || box.bottom > foot.top + 1 || box.left < -1 || box.top < -1); });
  const size = (one) => parseFloat(getComputedStyle(one).fontSize);
  const small = [...slide.querySelectorAll('h1, .score, .name')].filter((one) => size(one) < 42);
  return [out.map(html), small.map(html)]; }"""


def test_every_slide_fits_the_screen_and_is_large_enough_to_read(wall):
    for _ in TITLES:
        assert wall.page.evaluate(LOOKS) == [[], []], title(wall)
        wall.page.keyboard.press("ArrowRight")
    size = wall.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    assert size == [1920, 1080]


def test_no_slide_is_empty_and_each_says_its_period(wall):
    for _ in TITLES:
        text = wall.page.locator(".slide.on").inner_text()
        assert len(text) > 25
        assert any(letter.isdigit() for letter in text)
        wall.page.keyboard.press("ArrowRight")


@pytest.fixture
def clocked(chromium, served):
    """Return a wall whose clock is turned by the test: nothing is waited for."""
    one = Visitor(chromium, served.url, size="dinding")
    one.page.clock.install()
    one.go("/layar", ready=False)
    one.page.evaluate("window.__sama = true; document.querySelector('.slide h1').textContent = 'lama'")
    yield one
    one.close()


def renewed(wall):
    """Turn the clock until the wall has asked once."""
    with wall.page.expect_response("**/layar"):
        wall.page.clock.run_for(61_000)


def test_the_slides_are_renewed_in_place_without_a_navigation(clocked):
    page = clocked.page
    renewed(clocked)
    until(page, "document.querySelector('.slide h1').textContent !== 'lama'")
    assert page.evaluate("window.__sama === true")
    assert page.evaluate(ON) == 1
    assert page.locator("#keadaan").inner_text() == "LANGSUNG"


@pytest.mark.parametrize("answer", [(200, "<html><body>Silakan masuk</body></html>"), (500, ""), (200, "")])
def test_an_answer_without_slides_never_empties_the_wall(clocked, answer):
    page, (status, body) = clocked.page, answer
    page.route("**/layar", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))
    renewed(clocked)
    until(page, "document.getElementById('keadaan').textContent.startsWith('TERPUTUS sejak')")
    assert page.locator(".slide").count() == len(TITLES)
    assert page.evaluate(ON) == 1
    page.unroute("**/layar")
    turn(clocked, 31)
    until(page, "document.getElementById('keadaan').textContent === 'PULIH'")
    assert page.evaluate("window.__sama === true")


def test_a_new_version_is_loaded_only_after_two_good_answers(clocked):
    page = clocked.page

    def newer(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("/skrip/", "/skrip/baru"))

    page.route("**/layar", newer)
    renewed(clocked)
    until(page, "document.querySelector('.slide h1').textContent !== 'lama'")
    assert page.evaluate("window.__sama === true")
    with page.expect_navigation():
        page.clock.run_for(61_000)
    assert page.evaluate("window.__sama") is None


def test_the_wall_asks_for_nothing_but_itself_and_needs_no_plotly(wall):
    assert wall.outside() == []
    kinds = {url.rpartition("/")[2].partition("?")[0] for url in wall.asked}
    assert len(kinds) <= 3
    assert not [url for url in wall.asked if "dash" in url or "plotly" in url]
    assert wall.errors == []


def test_the_wall_is_dark_without_a_white_flash(wall):
    ground = wall.page.evaluate("getComputedStyle(document.getElementById('layar')).backgroundColor")
    assert ground == "rgb(17, 24, 39)"


# A server of its own that can be killed.


@contextlib.contextmanager
def application(folder, port):
    """Start app.py as its own process and wait until it answers; kill it at the end."""
    environment = {**os.environ, "DATA_DIR": str(folder), "CONFIG": str(folder / "config.toml"), "PORT": str(port)}
    process = subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            with contextlib.suppress(requests.ConnectionError):
                if requests.get(f"http://127.0.0.1:{port}/masuk", timeout=5).ok:
                    break
            assert process.poll() is None, "app.py ended"
            time.sleep(0.1)
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)


def test_a_killed_server_leaves_the_last_picture_and_the_wall_comes_back_by_itself(chromium, copy_of_collected):
    write_config(copy_of_collected)
    port = free_port()
    with application(copy_of_collected, port):
        wall = Visitor(chromium, f"http://127.0.0.1:{port}", size="dinding")
        wall.page.clock.install()
        wall.go("/layar", ready=False)
        page = wall.page
        page.evaluate("window.__sama = true")
        picture = page.locator("#slides").inner_html()
    turn(wall, 70)
    until(page, "document.getElementById('keadaan').textContent.startsWith('TERPUTUS sejak ')")
    assert page.evaluate("document.getElementById('layar').classList.contains('terputus')")
    assert page.evaluate(ON) == 1
    assert strip(page.locator("#slides").inner_html()) == strip(picture)
    since = page.locator("#keadaan").inner_text()
    turn(wall, 120)
    assert page.locator("#keadaan").inner_text() == since
    with application(copy_of_collected, port):
        turn(wall, 60)
        until(page, "!document.getElementById('layar').classList.contains('terputus')")
        assert page.locator("#keadaan").inner_text() in ("PULIH", "LANGSUNG")
        assert page.evaluate("window.__sama === true"), "the wall was reloaded"
        assert page.evaluate(ON) == 1
    wall.close()


def strip(html):
    """Return slides without what turning them changes."""
    return html.replace("slide on", "slide")
