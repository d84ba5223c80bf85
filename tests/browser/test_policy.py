"""The policy in a real browser: pages work under it without a breach, and what was smuggled in does not run."""

import pytest
from visitor import until

pytestmark = pytest.mark.browser

# What somebody could smuggle into a page, as a script of ours would find it there.
SMUGGLED = """() => {
  const put = (text) => document.body.appendChild(document.createRange().createContextualFragment(text));
  put("<script>window.__kena = 'script'</" + "script>");
  put("<img src='/tidak-ada.png' onerror='window.__kena = 1'>");
  put("<svg><animate onbegin='window.__kena = 1' attributeName=x dur=1s></svg>");
  put("<a id=klik href='javascript:window.__kena=1'>klik</a>");
  put("<iframe srcdoc='<script>parent.__kena=1</" + "script>'></iframe>");
  put("<object data='data:text/html,<script>parent.__kena=1</" + "script>'></object>");
  put("<base href='https://jahat.example/'>");
  put("<style>body { --kena: 1 }</style>");
  put("<link rel=stylesheet href='https://jahat.example/a.css'>");
  put("<script src='https://jahat.example/a.js'></" + "script>");
  put("<script src='data:text/javascript,window.__kena=1'></" + "script>");
  put("<form id=kirim action='https://jahat.example/' method=post></form>");
  document.getElementById('klik').click();
  document.getElementById('kirim').submit();
}"""
EVAL = """() => {
  const worked = [];
  const late = () => { setTimeout('window.__kena = 1'); throw 0; };
  for (const way of [() => eval('1'), () => new Function('return 1')(), late])
    try { way(); worked.push(String(way)); } catch (error) {}
  return worked;
}"""
FORBIDDEN = {"script-src-elem", "script-src-attr", "style-src-elem", "base-uri", "form-action"}


def test_charts_and_maps_have_all_their_looks(visit):
    one = visit("/indikator/LH-01")
    position = "(what) => getComputedStyle(document.querySelector(what)).position"
    assert one.page.evaluate(position, ".js-plotly-plot .svg-container") == "relative"
    assert one.page.evaluate(position, ".js-plotly-plot .main-svg") == "absolute"
    there = visit("/peta?lapisan=menara")
    there.page.wait_for_selector(".leaflet-container path.area")
    assert there.page.evaluate(position, ".leaflet-pane") == "absolute"
    assert there.page.locator(".leaflet-container path.area").count() == 10


def test_moving_filtering_and_clicking_the_map_breach_nothing(visit):
    one = visit("/indikator/LH-01")
    one.page.evaluate("window.__sama = true")
    one.page.select_option("select[name=wilayah]", "64.01.04")
    one.page.wait_for_url("**wilayah=64.01.04*")
    one.page.locator("nav[aria-label=Halaman] a", has_text="Dimensi").click()
    until(one.page, "document.querySelector('#dash [data-page]')?.dataset.page.split('?')[0] === '/dimensi'")
    assert one.page.evaluate("window.__sama === true")
    assert one.breaches() == []
    there = visit("/peta?indikator=LH-01&lapisan=menara")
    there.page.wait_for_selector(".gugus, path.titik")
    there.page.locator("path.area").first.dispatch_event("mouseover")
    for _ in range(6):
        if there.page.locator("path.titik:visible").count():
            break
        there.page.locator(".gugus:visible").first.click()
        there.page.wait_for_timeout(600)
    there.page.locator("path.titik:visible").first.dispatch_event("click")
    there.page.wait_for_selector(".leaflet-popup-content")
    there.page.locator("path.area").first.dispatch_event("click")
    there.page.wait_for_url("**wilayah=64.01.*")
    assert there.breaches() == []
    assert there.errors == []


@pytest.mark.parametrize("address", ["/", "/peta", "/layar"])
def test_what_was_smuggled_into_a_page_does_not_run_load_or_send(visit, address):
    one = visit(address)
    one.page.evaluate(SMUGGLED)
    one.page.wait_for_timeout(300)
    assert one.page.evaluate("window.__kena") is None
    assert one.page.evaluate("getComputedStyle(document.body).getPropertyValue('--kena')") == ""
    assert one.page.evaluate("document.baseURI").startswith(one.base)
    assert one.page.url.startswith(one.base)
    broken = {breach.split()[0] for breach in one.breaches()}
    assert broken >= FORBIDDEN, broken
    assert "window.__kena" not in one.page.url


@pytest.mark.parametrize("address", ["/", "/indikator/LH-01", "/layar"])
def test_no_text_becomes_a_script_by_eval(visit, address):
    one = visit(address)
    assert in_page(one.page, EVAL) == []
    assert one.page.evaluate("window.__kena") is None


def in_page(page, function):
    """Return what a function of the page itself returns.

    What the debugger evaluates is exempt from the policy; a file that our own origin serves is not, so the function
    comes as one.
    """
    page.route("**/skrip/uji.js", lambda route: route.fulfill(body=f"window.__hasil = ({function})()"))
    page.evaluate(
        """() => new Promise((done) => { const one = document.createElement('script'); one.src = '/skrip/uji.js';
        one.onload = done; document.head.appendChild(one); })"""
    )
    return page.evaluate("window.__hasil")
