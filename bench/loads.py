"""Loads of the first page: figures readable, all drawn, bytes and requests, cold and on the second visit."""

from playwright.sync_api import Playwright

from bench.browser import CHARTS, READABLE, TAKEN_OVER, Visit, visit, wait_until
from bench.table import Row, against, at_most

_READ = {"readable": READABLE}
_TAKEN = {"readable": READABLE, "drawn": TAKEN_OVER}
_CHARTED = {"readable": READABLE, "drawn": CHARTS}
_NEXT = "/dimensi/tangguh"


def loads(playwright: Playwright, ours: str, floor: str, rounds: int) -> list[Row]:
    """Return the rows of budgets 1 to 3; each round loads the dashboard, S and P, in an order that turns."""
    seen: dict[str, list[dict[str, float]]] = {"ours": [], "S": [], "P": []}
    for number in range(rounds):
        names = list(seen)
        for name in names[number % 3 :] + names[: number % 3]:
            seen[name].append(_load(playwright, name, ours, floor))
    mine, page_s, page_p = seen["ours"], seen["S"], seen["P"]
    return [
        against("figures of / readable, cold; floor S", _of(mine, "read"), _of(page_s, "read"), "ms", most=1.5),
        against("/ all drawn, cold; floor P", _of(mine, "drawn"), _of(page_p, "drawn"), "ms", most=1.3),
        at_most("bytes of the first visit to /; floor P", _of(mine, "bytes"), "KB", 400, floor=_of(page_p, "bytes")),
        at_most(
            "... before its figures can be read; floor S", _of(mine, "first"), "KB", 60, floor=_of(page_s, "bytes")
        ),
        at_most("requests of the first visit to /; floor P", _of(mine, "asked"), "", None, floor=_of(page_p, "asked")),
        at_most("bytes of / on the second visit", _of(mine, "again"), "KB", 40),
        at_most("requests of / on the second visit", _of(mine, "asked again"), "", None),
        at_most(f"bytes of the next page then ({_NEXT})", _of(mine, "next"), "KB", 40),
    ]


def _of(seen: list[dict[str, float]], name: str) -> list[float]:
    return [one[name] for one in seen]


def _load(playwright: Playwright, name: str, ours: str, floor: str) -> dict[str, float]:
    watched, url = {"ours": (_TAKEN, f"{ours}/"), "S": (_READ, f"{floor}/"), "P": (_CHARTED, f"{floor}/p/index.html")}[
        name
    ]
    with visit(playwright, watched) as opened:
        until = "readable" if name == "S" else "drawn"
        times = opened.load(url, until)
        found = {
            "read": max(times["readable"], times["paint"]),
            "drawn": times[until],
            "bytes": opened.traffic.kilobytes,
            "first": _before_reading(opened, url),
            "asked": float(opened.traffic.requests),
        }
        return found | _second_visit(opened, url) if name == "ours" else found


def _before_reading(opened: Visit, url: str) -> float:
    """Return the KB that had to come before anything could be painted: the document and what blocks it."""
    blocking = opened.page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking')"
        ".map(one => one.name)"
    )
    return sum(opened.traffic.sent.get(one, 0) for one in [url, *blocking]) / 1000


def _second_visit(opened: Visit, url: str) -> dict[str, float]:
    opened.traffic.clear()
    opened.load(url, "drawn")
    found = {"again": opened.traffic.kilobytes, "asked again": float(opened.traffic.requests)}
    opened.traffic.clear()
    opened.page.evaluate(f"document.querySelector(\"a[href^='{_NEXT}']\").click()")
    wait_until(opened.page, f"document.querySelector('[data-page]').dataset.page.startsWith('{_NEXT}')")
    opened.page.wait_for_load_state("networkidle")
    return found | {"next": opened.traffic.kilobytes}
