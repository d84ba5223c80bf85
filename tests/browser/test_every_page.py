"""Each page at each size: nothing overflows, fails or is asked elsewhere; Dash takes over without a jump."""

import pytest

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
    "/peta?indikator=TI-01&tingkat=desa&lapisan=hotspot",
    "/sumber",
    "/sumber/dinkes_dbd",
    "/tidak-ada",
)
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


@pytest.mark.parametrize("size", ["meja", "telepon"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_fits_fails_nowhere_and_is_taken_over_without_a_jump(visit, address, size):
    before = visit(address, size=size, scripts=False)
    assert outlooks.PROJECTIONS.wait(120)  # a projection that comes in between adds a line to its card
    before.go(address, ready=False)
    drawn, height = before.main(), before.page.locator("main").bounding_box()["height"]
    seen = visit(address, size=size)
    assert seen.page.evaluate(OVERFLOW) == [0, []]
    assert before.page.evaluate(OVERFLOW)[0] == 0
    expected_errors = 1 if address == "/tidak-ada" else 0  # the browser itself notes the 404
    assert len(seen.errors) == expected_errors, seen.errors
    assert seen.outside() == []
    assert seen.page.locator("#lukisan-awal").count() == 0
    assert seen.page.locator("#dash").is_visible()
    if not address.startswith(("/peta", "/indikator")):  # a map and a chart draw their own words
        assert seen.main() == drawn
    assert abs(seen.page.locator("main").bounding_box()["height"] - height) <= 2, "the page jumps when it is taken over"
