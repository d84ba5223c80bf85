"""Reads the documents as people read them: sections, tables, links."""

import re
import subprocess
from pathlib import Path

from core.config import ROOT

_CELL = re.compile(r"(?<!\\)\|")


def read(name):
    """Return the text of a document by its path in the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def sections(text):
    """Return the text below each heading, by heading; what stands above the first one is left out."""
    parts = re.split(r"^#{1,4} +(.+)$", _without_fences(text), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text):
    """Return the tables of a text as lists of cells, without heads and rules."""
    found = []
    lines = text.splitlines()
    for at, line in enumerate(lines):
        is_head = at + 1 < len(lines) and re.fullmatch(r"\|[\s:|-]+\|", lines[at + 1])
        if line.startswith("|") and not is_head and not re.fullmatch(r"\|[\s:|-]+\|", line):
            found.append([cell.strip().replace(r"\|", "|") for cell in _CELL.split(line)[1:-1]])
    return found


def tracked():
    """Return the files of the project that git knows."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def documents():
    """Return all documents that git knows."""
    return [path for path in tracked() if path.suffix == ".md"]


def links(text):
    """Return the targets of links and pictures outside code."""
    return re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", _without_fences(text)))


def anchor(heading):
    """Return the anchor that readers of Markdown give a heading."""
    plain = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return plain.replace(" ", "-")


def anchors(path: Path):
    """Return all anchors of a document."""
    return {anchor(one) for one in re.findall(r"^#{1,6} +(.+)$", _without_fences(path.read_text("utf-8")), re.M)}


def _without_fences(text):
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
