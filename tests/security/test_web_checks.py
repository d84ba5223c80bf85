"""The checks of `make check` find what they are for, and every part that is installed is the one that was tested."""

import importlib.metadata
import re
import subprocess
import sys

import pytest
import scan

from core.config import ROOT
from docs.constraints import FILES, TARGET, brought_along, pinned, plain

LINES = [line for name in FILES for line in (ROOT / name).read_text("utf-8").splitlines() if line[:1] not in ("", "#")]


def planted(tmp_path, monkeypatch, content):
    """Write a file into a project of its own; return its name."""
    monkeypatch.setattr(scan, "ROOT", tmp_path)
    (tmp_path / "a.py").write_text(content, encoding="utf-8")
    return "a.py"


@pytest.mark.parametrize(
    "content", ["import os\nos.system(input())\n", "eval(input())\n", "import yaml\nyaml.load(x)\n"]
)
def test_a_dangerous_call_is_found(tmp_path, monkeypatch, content):
    assert scan.dangerous([planted(tmp_path, monkeypatch, content)])


@pytest.mark.parametrize(
    "parts",
    [
        ("AWS Access Key", "key = 'AKIA", "IOSFODNN7EXAMPLF'"),
        ("Private Key", "-----BEGIN RSA ", "PRIVATE KEY-----"),
        ("Basic Auth Credentials", "url = 'postgresql://dasbor:geh", "eim123@localhost/dasbor'"),
        ("GitHub Token", "a = 'ghp_", "wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'"),
    ],
    ids=lambda parts: parts[0],
)
def test_a_secret_is_found(tmp_path, monkeypatch, parts):
    kind, first, second = parts
    found = scan.secrets([planted(tmp_path, monkeypatch, f"{first}{second}\n")])
    assert kind in [what for _, what, _ in found]


def test_what_is_not_known_is_told_and_so_is_an_exception_that_nothing_needs():
    known = [{"file": "tests/*", "what": "x"}, {"file": "b.py", "what": "x"}]
    told = scan.unknown([("tests/a.py", "x", 1), ("a.py", "x", 2), ("tests/a.py", "y", 3)], known)
    assert told == ["a.py:2: x", "tests/a.py:3: y", "known.toml: b.py has no x any more"]


@pytest.mark.parametrize("line", LINES)
def test_each_requirement_is_pinned_to_what_is_installed(line):
    found = re.fullmatch(r'([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)(?:; sys_platform == "(\w+)")?', line)
    assert found, line
    if found[3] in (None, sys.platform):
        assert importlib.metadata.version(found[1]) == found[2]


def test_what_the_parts_bring_along_is_pinned_too():
    held = dict(line.split("==") for line in TARGET.read_text("utf-8").splitlines() if not line.startswith("#"))
    assert held.items() >= brought_along().items(), "after a change of requirements: python -m docs.constraints"
    assert all(plain(name) == name for name in held)
    assert not held.keys() & pinned().keys()


def test_the_installed_parts_agree_with_each_other():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_installation_reads_the_pins():
    rules = (ROOT / "Makefile").read_text("utf-8")
    assert "install --quiet --disable-pip-version-check -c constraints.txt" in rules
    assert re.search(r"^check:.*\n(\t.*\n)*\t\$\(BIN\)/python tests/security/scan\.py\n", rules, flags=re.MULTILINE)
