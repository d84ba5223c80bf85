"""Writes the simulated feeds of all offices into the files folder, up to yesterday."""

from datetime import date
from pathlib import Path

from demo import health, network, public_works, safety, services, waste

OFFICES = (waste, network, services, health, safety, public_works)


def write_feeds(folder: Path, today: date) -> list[Path]:
    """Write every simulated file and return their paths.

    The same day gives the same bytes; a later day adds periods and revises none.

    Args:
        folder: Where `path` options lead ([collect] files).
        today: The city's day; only what ended before it is reported.
    """
    return [path for office in OFFICES for path in office.write(folder, today)]
