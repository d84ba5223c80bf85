"""Flags that stand beside a value: p provisional, i imputed, e estimated, b break in the series, r revised."""

from collections.abc import Iterable

# What makes a value least to be relied on comes first: it may still change, it was filled in, it was estimated.
# Source: the letters are Eurostat's (ec.europa.eu/eurostat, "Flags"); their order is ours.
WORST_FIRST = ("p", "i", "e", "b", "r")


def worst(flags: Iterable[str]) -> str:
    """Return the flag that a value made of several carries; "" when none has one."""
    found = {letter for flag in flags for letter in flag}
    return next((one for one in WORST_FIRST if one in found), min(found, default=""))
