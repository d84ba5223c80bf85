"""Writes the back-test of the projections into docs/forecast.md: python -m docs.backtest.

The demonstration is collected anew on a fixed day, without the internet, so the same code writes the same table.
"""

import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import data_sources  # noqa: F401 - registers the connectors
from core.catalogue import load_catalogue
from core.clock import in_city
from core.collect.outcome import Trigger
from core.collect.progress import run_all
from core.collect.runner import Runner
from core.config import ROOT, load_config
from core.domain.area import REGENCY
from core.domain.exponential_smoothing import smoothed
from core.domain.figure import Point
from core.domain.indicator import Frequency, Indicator
from core.domain.projection import SEASONS, BackTest, back_test, left_in_year, unbroken
from core.store.engine import migrate, open_store
from core.store.outlooks import line_of
from core.store.read_model import ReadModel
from core.store.scores import score
from core.store.snapshot import Snapshot

PAGE = ROOT / "docs" / "forecast.md"
NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
_INTERNET = re.compile(r"^(\[sources\.(?:bmkg_\w+|batas_wilayah)\])$", re.MULTILINE)
_BETWEEN = re.compile(r"(?<=<!-- back-test -->\n).*?(?=<!-- end of back-test -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Tried:
    """One indicator of the kabupaten; `test` is None where its series is too short or of another frequency."""

    indicator: Indicator
    line: tuple[Point, ...]
    test: BackTest | None

    @property
    def origin(self) -> str:
        """Return whether the series is simulated, published, or both."""
        kinds = {point.simulated for point in self.line if point.value is not None}
        return "both" if len(kinds) == 2 else "SIMULASI" if True in kinds else "published"


def tried() -> list[Tried]:
    """Return the back-test of every indicator of the catalogue that has a value, in the order of the catalogue."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot = _collected(Path(folder))
    area, found = snapshot.plan.area(REGENCY), []
    for indicator in snapshot.catalogue.shown():
        newest = score(snapshot, indicator.code, area, in_city(NOW).date())
        if newest is not None:
            line = line_of(snapshot, newest)
            found.append(Tried(indicator, line, _test(indicator, line)))
    return found


def table(rows: list[Tried]) -> str:
    """Return the table as Markdown, and what became of the indicators that are not in it."""
    tested = [(one, one.test) for one in rows if one.test is not None]
    lines = [_row(one, test) for one, test in tested]
    head = "| Indicator | Series | Values | Steps | Origins | Error | Naive | Ratio | Held | Shown |"
    rule = "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --- |"
    held, asked = sum(test.covered for _, test in tested), sum(test.origins for _, test in tested)
    shown = sum(test.beats for _, test in tested)
    left_out = Counter(_why(one) for one in rows if one.test is None)
    told = "; ".join(f"{count} {why}" for why, count in sorted(left_out.items()))
    return "\n".join(
        [
            "",
            f"{len(tested)} series tried, {shown} projected. The intervals held {held} of {asked} times "
            f"({100 * held / asked:.0f} %).",
            "",
            head,
            rule,
            *lines,
            "",
            f"Not tried: {told}.",
            "",
        ]
    )


def _row(one: Tried, test: BackTest) -> str:
    ratio = f"{test.error / test.naive_error:.2f}" if test.naive_error else "-"
    return (
        f"| {one.indicator.code} {one.indicator.name} | {one.origin} | {len(unbroken(one.line))} | {test.steps} "
        f"| {test.origins} | {test.error:.3g} | {test.naive_error:.3g} | {ratio} | {test.covered} "
        f"| {'yes' if test.beats else 'no'} |"
    )


def _why(one: Tried) -> str:
    newest = one.line[-1].period
    if newest.frequency in SEASONS:
        return "too short" if left_in_year(newest) else "of which the year is complete"
    return "of events" if one.indicator.frequency is Frequency.EVENT else "daily, weekly, half-yearly or yearly"


def _test(indicator: Indicator, line: tuple[Point, ...]) -> BackTest | None:
    newest = line[-1].period
    steps = left_in_year(newest) if newest.frequency in SEASONS else 0
    return back_test(indicator, unbroken(line), SEASONS[newest.frequency], steps, smoothed) if steps else None


def _collected(folder: Path) -> Snapshot:
    settings = folder / "config.toml"
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    settings.write_text(_INTERNET.sub(r"\1\nenabled = false", text), encoding="utf-8")
    config = load_config(settings, {"DATA_DIR": str(folder)})
    catalogue = load_catalogue(ROOT / "catalogue", demo_targets=ROOT / "demo" / "targets.csv")
    store = open_store(config.store_url)
    try:
        migrate(store)
        runner = Runner(config, store, catalogue, now=lambda: NOW)
        run_all(config.sources.values(), runner, trigger=Trigger.FIRST, tell=lambda _line: None)
        return ReadModel(store, catalogue, config).current()
    finally:
        store.close()


def main() -> None:
    """Write the table into the page."""
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BETWEEN.sub(lambda _: table(tried()), page), encoding="utf-8")


if __name__ == "__main__":
    main()
