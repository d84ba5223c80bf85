"""Each page as it comes to a new visitor, opened once for all that is looked at: it fits, fails nowhere, asks nobody
else, keeps to its policy, is taken over by Dash without a jump, and axe finds nothing serious."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from visitor import Visitor

from core.store import outlooks

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/dimensi",
    "/dimensi/tangguh",
    "/opd",
    "/opd/DLH",
    "/indikator/LH-01",
    "/indikator/TI-10",
    "/peta",
    "/peta?indikator=TI-01&tingkat=desa&lapisan=hotspot,menara",
    "/sumber",
    "/sumber/dinkes_dbd",
    "/konflik",
    "/katalog",
    "/katalog/LH-01",
    "/rapor",
    "/asal?kode=LH-01",
    "/tidak-ada",
)
SEEN = [(one, size) for one in PAGES for size in ("meja", "telepon")]
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  const out = [...document.querySelectorAll('body *')].filter((one) => {
    const box = one.getBoundingClientRect();
    if (box.right <= wide + 1 || !box.width || getComputedStyle(one).visibility === 'hidden') return false;
    for (let up = one.parentElement; up; up = up.parentElement)
      if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(up).overflowX)) return false;
    return true;
  });
  return [document.documentElement.scrollWidth - wide, out.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))];
}"""


@pytest.fixture(scope="module", params=SEEN, ids=" ".join)
def seen(request, chromium, profiles, served):
    """Return a page as somebody has opened it who was never here; for looking only."""
    address, size = request.param
    served.demonstration.connect()
    profiles(scripts=False).request.get(served.url + address)
    assert outlooks.PROJECTIONS.wait(120)  # a projection that comes in between adds a line to its card
    one = Visitor(chromium, served.url, size=size)
    one.address, one.size = address, size
    one.go(address)
    yield one
    one.close()


@pytest.fixture(scope="session")
def axe():
    """Return axe-core, read once."""
    return Axe()


def serious(axe, page):
    """Return what axe finds that keeps somebody from using a page."""
    return [
        (fault["id"], node["html"][:160], node["failureSummary"][:200])
        for fault in axe.run(page).response["violations"]
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"][:3]
    ]


def test_a_page_fits_fails_nowhere_and_is_drawn_without_one_breach_of_its_policy(seen):
    seen.page.wait_for_load_state("networkidle")
    assert seen.page.evaluate(OVERFLOW) == [0, []]
    expected_errors = 1 if seen.address == "/tidak-ada" else 0  # the browser itself notes the 404
    assert len(seen.errors) == expected_errors, seen.errors
    assert seen.outside() == []
    assert seen.breaches() == []


def test_a_page_is_taken_over_without_a_jump(seen, visit):
    before = visit(seen.address, size=seen.size, scripts=False)
    drawn, height = before.main(), before.page.locator("main").bounding_box()["height"]
    assert before.page.evaluate(OVERFLOW)[0] == 0
    assert seen.page.locator("#lukisan-awal").count() == 0
    assert seen.page.locator("#dash").is_visible()
    if not seen.address.startswith(("/peta", "/indikator")):  # a map and a chart draw their own words
        assert seen.main() == drawn
    assert abs(seen.page.locator("main").bounding_box()["height"] - height) <= 2, "the page jumps when it is taken over"


def test_axe_finds_nothing_serious(seen, axe):
    assert serious(axe, seen.page) == []


def test_the_wall_keeps_to_its_policy_and_axe_finds_nothing_serious(visit, axe):
    wall = visit("/layar", size="dinding", first=True)
    wall.page.wait_for_load_state("networkidle")
    assert [wall.breaches(), wall.errors, wall.outside()] == [[], [], []]
    assert serious(axe, wall.page) == []


def test_axe_would_find_what_is_wrong(visit, axe):
    one = visit("/opd")
    one.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', '<p style=color:#eee>pucat</p><img src=x>')"
    )
    faults = {fault["id"] for fault in axe.run(one.page).response["violations"]}
    assert {"color-contrast", "image-alt"} <= faults
