"""A real browser before the real server: the system's Chromium, else the one that Playwright installed."""

import shutil

import pytest
from playwright.sync_api import sync_playwright
from visitor import NAMES, Visitor, profile


@pytest.fixture(scope="session")
def chromium():
    """Return the browser."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


@pytest.fixture(scope="session")
def profiles(chromium, served):
    """Return a function that gives the browser of a kind of visitor, one for the whole session."""
    known = {}

    def of(**how):
        key = tuple(sorted(how.items()))
        if key not in known:
            known[key] = profile(chromium, served.url, **how)
        return known[key]

    yield of
    for one in known.values():
        one.close()


@pytest.fixture
def visit(profiles, chromium, served):
    """Return a function that opens an address in a page of its own: visit("/opd", size="telepon").

    The browser has been here before: it knows the account and keeps scripts and styles, as those of most readers do.
    `first=True` is somebody who comes for the first time, with an empty one.
    """
    visitors = []
    served.demonstration.connect()

    def visit(address, *, first=False, **how):
        ready = how.pop("ready", how.get("scripts", True) and not address.startswith("/layar"))
        where = how if first else {"context": profiles(**how)}
        visitors.append(Visitor(chromium, served.url, **where))
        visitors[-1].go(address, ready=ready)
        return visitors[-1]

    yield visit
    for one in visitors:
        one.close()
