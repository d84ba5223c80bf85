"""Made-up but plausible figures: the same for an indicator, area and period whenever they are asked for.

A value depends on nothing but its key, so a later day adds periods and never revises one.
"""

import hashlib
import math
from dataclasses import dataclass

from core.domain.period import Period

SEED = "paser-simulasi-1"


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the figures of one indicator behave.

    Attributes:
        base: Level at the beginning of 2024, in the indicator's unit.
        slope: Change a year.
        season: Height of the yearly wave; `peak` is its month (1 to 12).
        spread: How far the areas lie apart (one standard deviation).
        noise: Scatter from one period to the next (one standard deviation).
        low, high: Limits that are never passed.
        decimals: Of the figures that the agency sends.
    """

    base: float
    slope: float = 0.0
    season: float = 0.0
    peak: int = 1
    spread: float = 0.0
    noise: float = 0.0
    low: float = 0.0
    high: float = math.inf
    decimals: int = 1


def figure(key: str, pattern: Pattern, area: str, period: Period) -> float:
    """Return the figure of an area for a period, within the pattern's limits and rounded as it is sent."""
    middle = (period.start.toordinal() + period.end.toordinal()) / 2
    years = (middle - 738_886) / 365.25  # 1 January 2024
    wave = math.cos(2 * math.pi * (years - (pattern.peak - 0.5) / 12))
    value = (
        pattern.base
        + pattern.slope * years
        + pattern.season * wave
        + pattern.spread * scatter(key, area)
        + pattern.noise * scatter(key, area, period.text)
    )
    return round(min(max(value, pattern.low), pattern.high), pattern.decimals)


def share(*key: str) -> float:
    """Return a number from 0 to 1 that belongs to a key."""
    digest = hashlib.blake2b("|".join((SEED, *key)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def scatter(*key: str) -> float:
    """Return a normally distributed number (mean 0, deviation 1, cut at 2.5) that belongs to a key."""
    # Box and Muller's transformation of two even numbers.
    radius = math.sqrt(-2 * math.log(max(share(*key, "r"), 1e-9)))
    return max(-2.5, min(2.5, radius * math.cos(2 * math.pi * share(*key, "a"))))


def chance(probability: float, *key: str) -> bool:
    """Return whether something that happens with a probability happens for this key."""
    return share(*key, "p") < probability
