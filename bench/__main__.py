"""Runs all measurements, prints the table and writes it into docs/performance.md.

    python -m bench [--rounds 3] [--data DIR] [--only PART ...]

Parts: browser (loads and steps), heap, viewers, start, store (write ratio, read model, server time of the pages).
With --only the table is printed and the page stays as it is. The machine should do nothing else meanwhile.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.browser import launch
from bench.floors import build
from bench.loads import loads
from bench.processes import Server, bare_page, dashboard, floor
from bench.steps import heaps, steps
from bench.table import Row, as_markdown, as_text, at_most, write_table
from bench.viewers import viewers
from core.config import ROOT

PAGE = ROOT / "docs" / "performance.md"
PARTS = ("start", "browser", "heap", "viewers", "store")


def main() -> None:
    """Measure, print, write."""
    options = _options()
    begin = time.perf_counter()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        data_dir = Path(options.data) if options.data else folder / "data"
        with dashboard(data_dir) as first:
            _tell(f"first start, with collection where nothing was collected yet: {first.started_in:.1f} s", begin)
        rows = _served(options, data_dir, folder / "floor", begin)
    if "store" in options.only:
        rows += _store(options.rounds, begin)
    print(as_text(rows))
    if tuple(options.only) == PARTS:
        write_table(PAGE, as_markdown(rows, _about(options.rounds)))
        _tell(f"written: {PAGE.relative_to(ROOT)}", begin)


def _served(options: argparse.Namespace, data_dir: Path, files: Path, begin: float) -> list[Row]:
    """Measure everything that needs the running dashboard; the floor is made from what it sends."""
    rows: list[Row] = []
    with dashboard(data_dir) as ours:
        states = build(ours.url, files)
        with floor(files) as beside:
            with sync_playwright() as playwright:
                if "browser" in options.only:
                    rows += loads(playwright, ours.url, beside.url, options.rounds)
                    _tell("loads", begin)
                    rows += steps(playwright, ours.url, beside.url, states, options.rounds)
                    _tell("steps", begin)
                if "heap" in options.only:
                    rows += heaps(playwright, ours.url, options.refreshes)
                    _tell("heap", begin)
            if "viewers" in options.only:
                with bare_page(data_dir) as bare:
                    rows += viewers(ours, beside, bare, options.rounds, options.seconds)
                _tell("viewers", begin)
    if "start" in options.only:
        rows += _starts(data_dir, files, options.rounds)
        _tell("start", begin)
    return rows


def _starts(data_dir: Path, files: Path, rounds: int) -> list[Row]:
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    for _ in range(rounds):
        with dashboard(data_dir) as server:
            taken["ours"].append(server.started_in)
        with floor(files) as bare:
            taken["floor"].append(_in(bare))
    return [
        at_most("second start to first answer; floor: the stored bytes", taken["ours"], "s", 2, floor=taken["floor"])
    ]


def _in(server: Server) -> float:
    return server.started_in


def _store(rounds: int, begin: float) -> list[Row]:
    """Measure the store and the pages over a large one, each in a process of its own."""
    written = _script("bench.write_ratio", rounds)["new"]
    _tell("write ratio", begin)
    rows = [
        Row(
            "recording 360,000 observations with all checks; floor: raw sqlite3",
            f"{written['ours']:.1f} s",
            f"{written['raw']:.1f} s",
            f"{written['ratio']:.2f} [{written['least']:.2f}-{written['most']:.2f}]",
            "<= 2 x",
            written["ratio"] <= 2,
        )
    ]
    model = _script("bench.page_time", rounds)
    _tell("read model and pages", begin)
    size = f"{model['rows']:,} rows"
    rows.append(
        at_most(
            f"building the read model of {size}; floor: fetching them", model["build"], "ms", None, floor=model["fetch"]
        )
    )
    for name, taken in model["pages"].items():
        rows.append(
            at_most(
                f"server time of {name} over {size}; floor: an empty Dash callback",
                taken,
                "ms",
                50,
                floor=model["empty"],
            )
        )
    return rows


def _script(module: str, rounds: int) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-m", module, "--json", "--rounds", str(rounds)], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    result: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return result


def _about(rounds: int) -> str:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        chromium = browser.version
        browser.close()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return (
        f"Measured {datetime.now(UTC):%d %b %Y %H:%M} UTC, {rounds} interleaved rounds, medians "
        f"[least-most of the rounds' ratios]; {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"Chromium {chromium}, load at the end {load}."
    )


def _tell(what: str, begin: float) -> None:
    print(f"[{time.perf_counter() - begin:5.0f} s] {what}", file=sys.stderr, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4, help="of each round of the viewers")
    parser.add_argument("--refreshes", type=int, default=200, help="of each page whose heap is watched")
    parser.add_argument(
        "--data", help="a DATA_DIR that was collected before; default a new one, thrown away afterwards"
    )
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
