"""Each line of the table in docs/security.md names tests that exist, or says why there are none."""

import ast
import re

import pytest
from documents import read, rows, sections

from core.config import ROOT

NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
TABLE = rows(sections(read("docs/security.md"))["OWASP ASVS 5.0, level 2"])


def names_in(path):
    """Return the names of the tests in a file."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("line", TABLE, ids=lambda line: line[0])
def test_a_line_names_tests_that_exist_or_a_reason(line):
    section, done, shown = line
    assert re.match(r"V\d+", section)
    assert done
    assert shown
    for path, name in NAMED.findall(shown):
        assert name in names_in(path), f"{path} has no {name}"
    if "tests/" in shown and "::" in shown:
        assert NAMED.sub("", shown).strip(", ") == "", "a test that is not written as `file::name`"


def test_every_chapter_of_the_standard_has_a_line():
    told = {int(number) for line in TABLE for number in re.findall(r"V(\d+)", line[0])}
    assert told == set(range(1, 18))
