"""The simulated feeds: written anew before their sources are collected, while [demo] is enabled."""

import logging

from core.clock import in_city
from core.collect.runner import Clock
from core.config import Config

log = logging.getLogger(__name__)


def write_simulated_feeds(config: Config, now: Clock) -> None:
    """Write the files that the simulated sources read, up to the city's day; nothing outside demo mode.

    A fault is logged and otherwise ignored: the simulated sources then say themselves what they miss.
    """
    if not config.demo.enabled:
        return
    from demo.feeds import write_feeds  # noqa: PLC0415 - outside demo mode this package may be missing

    try:
        written = write_feeds(config.files_dir, in_city(now()).date())
    except Exception:
        log.exception("simulated feeds: could not be written to %s", config.files_dir)
    else:
        log.debug("simulated feeds: %d file(s) written", len(written))
