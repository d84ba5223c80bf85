"""A real browser before the real server: the system's Chromium, else the one that Playwright installed."""

import shutil

import pytest
from playwright.sync_api import sync_playwright
from visitor import NAMES, Visitor


@pytest.fixture(scope="session")
def chromium():
    """Return the browser."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield running
        running.close()


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
