"""A real browser before the real server: the system's Chromium, else the one that Playwright installed."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
SIZES = {"meja": (1366, 768), "telepon": (360, 800), "dinding": (1920, 1080)}
READY = "document.documentElement.dataset.siap === 'ya'"


def pytest_collection_modifyitems(items):
    """Mark every test of this folder, and keep them in one process: one browser, one server."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def chromium():
    """Return the browser."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


class Visitor:
    """One person with an empty browser who notes what goes wrong and what was asked for."""

    def __init__(self, chromium, base, *, size="meja", scripts=True):
        width, height = SIZES[size]
        self.base = base
        self.context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="id-ID",
        )
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors, self.asked, self.calls = [], [], []
        self.page.on("console", lambda one: one.type in ("error", "warning") and self.errors.append(one.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request):
        self.asked.append(request.url)
        if "/_dash-update-component" in request.url:
            self.calls.append(request.post_data or "")

    def go(self, address, *, ready=True):
        """Open an address; with `ready` wait until Dash has taken the page over."""
        answer = self.page.goto(self.base + address)
        if ready:
            self.page.wait_for_function(READY)
        return answer

    def main(self):
        """Return what can be read in the main part, as one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def outside(self):
        """Return what was asked of another host."""
        return [url for url in self.asked if not url.startswith((self.base, "data:", "blob:"))]

    def close(self):
        self.context.close()


@pytest.fixture
def visit(chromium, served):
    """Return a function that opens an address as a new visitor: visit("/opd", size="telepon")."""
    visitors = []
    served.demonstration.connect()

    def visit(address, **how):
        ready = how.pop("ready", how.get("scripts", True) and not address.startswith("/layar"))
        visitors.append(Visitor(chromium, served.url, **how))
        visitors[-1].go(address, ready=ready)
        return visitors[-1]

    yield visit
    for one in visitors:
        one.close()
