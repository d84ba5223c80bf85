"""One Chromium per load, so that each load is cold; what it did is counted over the DevTools protocol."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import which
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Playwright

from bench.asking import browser_session

LIMIT = 60_000  # ms until a load or a step counts as failed
_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
# Looks every few ms; the frame after a condition came true is the first one that can show it.
_WATCH = """
window.__seen = {};
(function () {
  var wanted = %s;
  (function look() {
    var open = false;
    Object.keys(wanted).forEach(function (name) {
      if (name in window.__seen) return;
      var there = false;
      try { there = Boolean(wanted[name]()); } catch (error) { there = false; }
      if (!there) { open = true; return; }
      window.__seen[name] = 0;
      requestAnimationFrame(function () { window.__seen[name] = performance.now(); });
    });
    if (open) setTimeout(look, 4);
  })();
})();
"""
READABLE = "function () { return document.querySelector('.page .foot'); }"  # the last thing of the first paint
TAKEN_OVER = "function () { return document.documentElement.dataset.siap === 'ya' && document.querySelector('.foot'); }"
CHARTS = "function () { return document.querySelectorAll('.js-plotly-plot .main-svg').length >= 2; }"


@dataclass  # no slots: playwright keeps its own mark on what it calls back
class Traffic:
    """What went over the wire since the last `clear`.

    Attributes:
        sent: Bytes as sent, headers and compressed body, by address.
        requests: How many requests reached the server; what the cache answered is not counted.
    """

    sent: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    _urls: dict[str, str] = field(default_factory=dict)

    def attach(self, session: CDPSession) -> None:
        """Count what a page does from now on."""
        session.send("Network.enable")
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)

    def clear(self) -> None:
        """Begin to count anew."""
        self.sent.clear()
        self.requests = 0

    @property
    def kilobytes(self) -> float:
        """Return all bytes in KB of 1,000 bytes."""
        return sum(self.sent.values()) / 1000

    def _received(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        if answer["url"].startswith("http"):
            self._urls[event["requestId"]] = answer["url"]

    def _finished(self, event: dict[str, Any]) -> None:
        url, size = self._urls.pop(event["requestId"], ""), int(event["encodedDataLength"])
        if url and size:  # what the cache gave has no size on the wire
            self.sent[url] = self.sent.get(url, 0) + size
            self.requests += 1


@dataclass(frozen=True, slots=True)
class Visit:
    """An open page with its counters."""

    page: Page
    session: CDPSession
    traffic: Traffic

    def load(self, url: str, until: str) -> dict[str, float]:
        """Return the ms at which each watched condition was first drawn, and the first paint with contents."""
        self.page.context.add_cookies(browser_session(url))
        self.page.goto(url, wait_until="commit", timeout=LIMIT)
        wait_until(self.page, f"window.__seen[{until!r}] > 0")
        # `load` and what follows it belong to the visit too: the bytes are counted when nothing comes any more.
        self.page.wait_for_load_state("networkidle", timeout=LIMIT)
        paint = "performance.getEntriesByName('first-contentful-paint')[0]"
        seen: dict[str, float] = self.page.evaluate("window.__seen")
        return {**seen, "paint": self.page.evaluate(f"{paint} ? {paint}.startTime : 0")}

    def heap(self) -> dict[str, int]:
        """Return bytes of the JavaScript heap after collection, DOM nodes and listeners."""
        for _ in range(2):
            self.session.send("HeapProfiler.collectGarbage")
        counters = self.session.send("Memory.getDOMCounters")
        used = self.session.send("Runtime.getHeapUsage")["usedSize"]
        return {"bytes": int(used), "nodes": counters["nodes"], "listeners": counters["jsEventListeners"]}


def wait_until(page: Page, condition: str, arg: object = None) -> None:
    """Wait until a condition holds in a page. Playwright's own way needs eval there, which our pages forbid."""
    end = time.monotonic() + LIMIT / 1000
    while not page.evaluate(condition, arg):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        page.wait_for_timeout(20)


def launch(playwright: Playwright) -> Browser:
    """Return a browser: the system's Chromium, or the one that playwright installed."""
    system = which("chromium") or which("chromium-browser") or which("google-chrome")
    return playwright.chromium.launch(executable_path=Path(system) if system else None, args=list(_ARGUMENTS))


@contextmanager
def visit(playwright: Playwright, watched: dict[str, str], script: str = "") -> Iterator[Visit]:
    """Open an empty page in a new browser with an empty cache.

    Args:
        playwright: Started.
        watched: Conditions by name, as JavaScript functions.
        script: Run in each document before its own scripts.
    """
    browser = launch(playwright)
    try:
        context = browser.new_context(viewport={"width": 1600, "height": 1000}, locale="id-ID")
        wanted = "{" + ",".join(f"{name}: {code}" for name, code in watched.items()) + "}"
        context.add_init_script(_WATCH % wanted + script)
        page = context.new_page()
        session = context.new_cdp_session(page)
        traffic = Traffic()
        traffic.attach(session)
        yield Visit(page, session, traffic)
    finally:
        browser.close()
