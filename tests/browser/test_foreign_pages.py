"""A reader who has a page of somebody else open: it changes nothing here, reads nothing, shows us in no frame."""

from shutil import which

import pytest
from collecting import feeds
from demonstration import serving
from visitor import NAMES

from app import create_app

pytestmark = pytest.mark.browser

ACTION = "/sumber/terbitan_bulanan/jalankan"
PAGE = """<!DOCTYPE html><title>Jahat</title><iframe name=bingkai id=bingkai></iframe>
<form id=kirim method=post target=bingkai action="{action}"><input name=a value=1></form>"""
READ = """async (address) => {
  try { const answer = await fetch(address, {mode: 'no-cors', credentials: 'include'}); return answer.type; }
  catch (error) { return 'refused'; } }"""


@pytest.fixture
def started(demonstration):
    """Return (what was started, address, answers) of an application that only notes what it is asked to start."""
    asked, answers = [], []
    one = demonstration
    app = create_app(one.config, one.store, one.catalogue, start_source=lambda source: asked.append(source.id))
    with serving(noting(app.server, answers)) as url:
        yield asked, url, answers
    demonstration.connect()


def noting(application, answers):
    """Return a WSGI application that notes path and status of each answer."""

    def answer(environ, start):
        def begin(status, headers, exc_info=None):
            answers.append((environ["PATH_INFO"], int(status[:3])))
            return start(status, headers, exc_info)

        return application(environ, begin)

    return answer


def known_to_us(chromium, url):
    """Return a browser in which the operator has logged in to our site."""
    context = chromium.new_context()
    form, ours = {"akun": "contoh-operator"}, {"Sec-Fetch-Site": "same-origin"}
    context.request.post(f"{url}/masuk/contoh", form=form, headers=ours)
    return context


@pytest.fixture
def foreign(chromium, started):
    """Return a page of another site (another name, another port) in a browser that also knows ours."""
    context = known_to_us(chromium, started[1])
    with feeds() as server:
        server.give("jahat", (200, {"Content-Type": "text/html"}, PAGE.format(action=started[1] + ACTION)))
        page = context.new_page()
        page.goto(server.url("jahat").replace("127.0.0.1", "localhost"))
        yield page
    context.close()


def answer_to(page, path, act):
    """Return the answer that a page gets from one of our paths when it acts."""
    with page.expect_response(lambda one: one.url.endswith(path)) as waiting:
        act()
    return waiting.value


def test_a_form_of_a_foreign_page_starts_nothing(foreign, started):
    answer = answer_to(foreign, ACTION, lambda: foreign.evaluate("document.getElementById('kirim').submit()"))
    assert answer.request.method == "POST"
    assert answer.status == 403
    assert started[0] == []


def test_a_script_of_a_foreign_page_starts_nothing_and_asks_no_callback(foreign, started):
    for path in (ACTION, "/_dash-update-component"):
        send = "(address) => fetch(address, {method: 'POST', mode: 'no-cors', body: '{}'}).catch(() => 0).then(() => 1)"
        foreign.evaluate(send, started[1] + path)
        assert started[2][-1] == (path, 403)
    assert started[0] == []


def test_a_button_of_our_own_page_starts_the_source(chromium, started):
    context = known_to_us(chromium, started[1])
    page = context.new_page()
    page.goto(started[1] + "/sumber/terbitan_bulanan")
    answer = answer_to(page, ACTION, page.locator(f"form[action^='{ACTION}'] button").first.click)
    assert answer.status == 303
    assert started[0] == ["terbitan_bulanan"]
    context.close()


@pytest.mark.parametrize("path", ["/", "/unduh/opd.csv", "/_dash-layout", "/assets/img/lambang.svg"])
def test_a_foreign_page_cannot_fetch_ours(foreign, started, path):
    assert foreign.evaluate(READ, started[1] + path) == "refused"


@pytest.mark.parametrize("path", ["/", "/konflik", "/layar"])
def test_a_foreign_page_cannot_show_ours_in_a_frame(foreign, started, path):
    foreign.evaluate("(to) => { document.getElementById('bingkai').src = to }", started[1] + path)
    foreign.wait_for_timeout(500)
    frame = foreign.frame(name="bingkai") or foreign.frames[-1]
    assert not frame.url.startswith(started[1])
    assert frame.locator("main").count() == 0


def test_a_portal_that_is_named_shows_the_wall_in_a_frame_and_nothing_else(chromium, demonstration):
    one = demonstration
    server = one.config.server.model_copy(update={"frame_ancestors": ("http://localhost:*",)})
    access = one.config.access.model_copy(update={"open_pages": ("/layar", "/konflik")})
    changed = one.config.model_copy(update={"server": server, "access": access})
    app = create_app(changed, one.store, one.catalogue)
    context = chromium.new_context()
    with serving(app.server) as url, feeds() as portal:
        portal.give("portal", (200, {"Content-Type": "text/html"}, PAGE.format(action="/")))
        page = context.new_page()
        page.goto(portal.url("portal").replace("127.0.0.1", "localhost"))
        for path, shown in (("/layar", True), ("/konflik", False)):
            page.evaluate("(to) => { document.getElementById('bingkai').src = to }", url + path)
            for _ in range(100 if shown else 10):
                page.wait_for_timeout(100)
                if shown and page.frames[-1].locator("main").count():
                    break
            assert page.frames[-1].url.startswith(url) == shown, path
            assert page.frames[-1].locator("main").count() == (1 if shown else 0), path
    context.close()
    demonstration.connect()


def test_a_foreign_name_that_turns_to_this_machine_gets_nothing(chromium, started):
    """DNS rebinding: to the browser it is one site, so only the name in the request tells."""
    rebound = chromium.browser_type.launch(
        executable_path=next((path for path in map(which, NAMES) if path), None),
        args=["--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP jahat.example 127.0.0.1"],
    )
    page = rebound.new_page()
    answer = page.goto(started[1].replace("127.0.0.1", "jahat.example"))
    assert answer.status == 400
    assert page.locator("section.figure-card").count() == 0
    assert page.evaluate("fetch('/unduh/opd.csv').then((one) => one.status)") == 400
    rebound.close()
