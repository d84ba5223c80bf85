"""Tables of spellings, written one word a line: "kg: kilogram, kilo" reads kilogram and kilo as kg."""

from collections.abc import Mapping
from types import MappingProxyType


def spellings(table: str) -> Mapping[str, str]:
    """Return each spelling with the word it stands for.

    >>> dict(spellings("kg: kilogram, kilo"))
    {'kilogram': 'kg', 'kilo': 'kg'}
    """
    pairs = (line.partition(":") for line in table.strip().splitlines())
    return MappingProxyType(
        {one.strip(): word.strip() for word, _, several in pairs for one in several.split(",") if one.strip()}
    )


def words(table: str) -> frozenset[str]:
    """Return the words of a list separated by commas and line ends."""
    return frozenset(word.strip() for line in table.splitlines() for word in line.split(",") if word.strip())
