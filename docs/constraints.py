"""Writes constraints.txt: the version of every part that our own parts bring along, as it is installed here.

requirements.txt and requirements-dev.txt pin what this project uses itself; what those bring along is pinned there, so
that an installation next year is the one that was tested. After a change of requirements: python -m docs.constraints
"""

import importlib.metadata
import re

from core.config import ROOT

TARGET = ROOT / "constraints.txt"
HEAD = "# What our own parts bring along; written by python -m docs.constraints, read by every installation.\n"
FILES = ("requirements.txt", "requirements-dev.txt")
_LINE = re.compile(r"([A-Za-z0-9._-]+)(?:\[([\w,-]+)\])?==([^\s;]+)")
_NEED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([\w, -]+)\])?[^;]*(?:;(.*))?")


def plain(name: str) -> str:
    """Return a distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, str]:
    """Return plain name -> version of what the requirement files pin."""
    return {plain(name): version for name, _, version in _lines()}


def brought_along() -> dict[str, str]:
    """Return plain name -> installed version of all that the pinned parts need, themselves left out."""
    known: dict[str, str] = {}
    waiting = [(name, extras) for name, extras, _ in _lines()]
    while waiting:
        name, extras = waiting.pop()
        try:
            needs = importlib.metadata.requires(name) or []
        except importlib.metadata.PackageNotFoundError:
            continue  # a part of another system
        for need in needs:
            found = _NEED.match(need)
            marker = (found and found[3]) or ""
            asked = "extra" not in marker or any(f"'{one}'" in marker.replace('"', "'") for one in extras.split(","))
            if found and asked and plain(found[1]) not in (*known, "setuptools") and (version := _installed(found[1])):
                known[plain(found[1])] = version
                waiting.append((found[1], found[2] or ""))
    return {name: known[name] for name in sorted(known.keys() - pinned().keys())}


def text() -> str:
    """Return the file."""
    return HEAD + "".join(f"{name}=={version}\n" for name, version in brought_along().items())


def _lines() -> list[tuple[str, str, str]]:
    lines = [line for name in FILES for line in (ROOT / name).read_text("utf-8").splitlines()]
    return [(found[1], found[2] or "", found[3]) for found in map(_LINE.match, lines) if found]


def _installed(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")
