"""One person with an empty browser."""

import time

from playwright.sync_api import Error

NAMES = ("chromium", "chromium-browser", "google-chrome")  # of the system's browser
SIZES = {"meja": (1366, 768), "telepon": (360, 800), "dinding": (1920, 1080)}
READY = "document.documentElement.dataset.siap === 'ya'"
PATIENCE = 10.0  # seconds
# Breaches of the policy are noted by the page itself, before any script of ours runs.
_NOTE_BREACHES = """window.__dilarang = [];
document.addEventListener('securitypolicyviolation', (one) =>
  window.__dilarang.push(`${one.effectiveDirective} ${one.blockedURI} ${one.sourceFile}:${one.lineNumber}`));"""


def until(page, condition, arg=None):
    """Wait until a condition holds. Playwright's own way needs eval in the page, which the policy forbids."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            if page.evaluate(condition, arg):
                return
        except Error as error:
            if "context was destroyed" not in str(error) and "navigation" not in str(error):
                raise
        page.wait_for_timeout(20)
    raise AssertionError(f"did not come true within {PATIENCE:.0f} s: {condition}")


class Visitor:
    """One person with an empty browser who notes what goes wrong and what was asked for."""

    def __init__(self, chromium, base, *, size="meja", scripts=True, login="operator"):
        width, height = SIZES[size]
        self.base = base
        self.context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale="id-ID",
        )
        self.context.add_init_script(_NOTE_BREACHES)
        if login:
            form = {"akun": f"contoh-{login}"}
            self.context.request.post(f"{base}/masuk/contoh", form=form, headers={"Sec-Fetch-Site": "same-origin"})
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors, self.asked, self.calls = [], [], []
        self.page.on("console", lambda one: one.type in ("error", "warning") and self.errors.append(one.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request):
        self.asked.append(request.url)
        if "/_dash-update-component" in request.url or "/bagian/" in request.url:
            self.calls.append(request.post_data or request.url)

    def go(self, address, *, ready=True):
        """Open an address; with `ready` wait until Dash has taken the page over."""
        answer = self.page.goto(self.base + address)
        if ready:
            until(self.page, READY)
        return answer

    def main(self):
        """Return what can be read in the main part, as one line."""
        return " ".join(self.page.locator("main").inner_text().split())

    def breaches(self):
        """Return what the page tried against its policy since it was loaded."""
        return self.page.evaluate("window.__dilarang")

    def outside(self):
        """Return what was asked of another host."""
        return [url for url in self.asked if not url.startswith((self.base, "data:", "blob:"))]

    def close(self):
        self.context.close()
