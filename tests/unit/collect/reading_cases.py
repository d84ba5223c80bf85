"""What the tests of the reading rules share."""

from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TODAY = date(2026, 11, 22)


def values(batch):
    """Return {(indicator, area, period): value}."""
    rows = batch.observations
    return dict(zip(zip(rows["indicator"], rows["area"], rows["period"], strict=True), rows["value"], strict=True))


def reasons(batch):
    """Return [(place, found, reason word)] of what was refused."""
    return [(one.place, one.found, one.reason.value) for one in batch.rejected]
