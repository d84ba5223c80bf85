"""One person before a browser."""

import time

from playwright.sync_api import Error

NAMES = ("chromium", "chromium-browser", "google-chrome")  # of the system's browser
SIZES = {"meja": (1366, 768), "telepon": (360, 800), "dinding": (1920, 1080)}
READY = "document.documentElement.dataset.siap === 'ya'"
PATIENCE = 30.0  # seconds; how long a busy machine may take, no promise of ours
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


def turn(visitor, seconds):
    """Turn the clock of a visitor's page, which waits for no answer longer than the page's own limit on that clock."""
    for _ in range(0, seconds, 5):
        visitor.page.clock.run_for(5000)
        visitor.settle()


def profile(chromium, base, *, size="meja", scripts=True, login="operator"):
    """Return a browser without history in which an example of the demonstration has logged in; "" is nobody."""
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="id-ID",
    )
    context.add_init_script(_NOTE_BREACHES)
    if login:
        form = {"akun": f"contoh-{login}"}
        context.request.post(f"{base}/masuk/contoh", form=form, headers={"Sec-Fetch-Site": "same-origin"})
    return context


class Visitor:
    """One person before a browser who notes what goes wrong and what was asked for; it is empty unless one is given."""

    def __init__(self, chromium, base, *, context=None, **how):
        self.base, self._own = base, context is None
        self.context = context or profile(chromium, base, **how)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE * 1000)
        self.errors, self.asked, self.calls, self._unanswered = [], [], [], set()
        self.page.on("console", lambda one: one.type in ("error", "warning") and self.errors.append(one.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", self._note)
        for end in ("requestfinished", "requestfailed"):
            self.page.on(end, self._answered)

    def _note(self, request):
        self.asked.append(request.url)
        self._unanswered.add(request)
        if "/_dash-update-component" in request.url or "/bagian/" in request.url:
            self.calls.append(request.post_data or request.url)

    def _answered(self, request):
        self._unanswered.discard(request)

    def go(self, address, *, ready=True):
        """Open an address; with `ready` wait until Dash has taken the page over."""
        answer = self.page.goto(self.base + address)
        if ready:
            until(self.page, READY)
        return answer

    def settle(self):
        """Wait until all that was asked for has been answered, however busy the machine is."""
        end = time.monotonic() + PATIENCE
        self.page.wait_for_timeout(30)  # a page asks a moment after its clock was turned
        while self._unanswered:
            assert time.monotonic() < end, f"not answered within {PATIENCE:.0f} s: {self._unanswered}"
            self.page.wait_for_timeout(10)

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
        if self._own:
            self.context.close()
        else:
            self.page.close()
