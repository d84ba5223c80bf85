"""The package of words: each word is said somewhere, and a template has named gaps only."""

import ast
import re
import string

import pytest

from core.config import ROOT

LABELS = ROOT / "components" / "labels"
ROOMS = sorted(path.stem for path in LABELS.glob("*.py") if path.stem != "__init__")
CODE = [ROOT / "app.py", *(path for folder in ("components", "pages") for path in (ROOT / folder).rglob("*.py"))]


def said_by(path):
    """Return (room, constant) for each word that a module takes from the package, under whatever name of the room."""
    tree, rooms, found = ast.parse(path.read_text("utf-8")), {"labels": "states"}, set()
    for node in (one for one in ast.walk(tree) if isinstance(one, ast.ImportFrom)):
        if node.module == "components.labels":
            rooms |= {one.asname or one.name: one.name for one in node.names}
        elif (node.module or "").startswith("components.labels."):
            found |= {(node.module.rpartition(".")[2], one.name) for one in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in rooms:
            found.add((rooms[node.value.id], node.attr))
    return found


def constants(code):
    for node in ast.parse(code).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            yield from (one.id for one in ast.walk(target) if isinstance(one, ast.Name)) if target else ()


@pytest.fixture(scope="module")
def said():
    return {pair for path in CODE for pair in said_by(path)}


@pytest.mark.parametrize("room", ROOMS)
def test_each_word_is_said_somewhere(said, room):
    code = (LABELS / f"{room}.py").read_text("utf-8")
    names = list(constants(code))
    assert names
    idle = [name for name in names if (room, name) not in said and len(re.findall(rf"\b{name}\b", code)) < 2]
    assert idle == []


@pytest.mark.parametrize("room", ROOMS)
def test_gaps_have_names_so_that_a_translation_may_order_them_anew(room):
    tree = ast.parse((LABELS / f"{room}.py").read_text("utf-8"))
    texts = [one.value for one in ast.walk(tree) if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    gaps = [gap for text in texts if "{" in text for _, gap, _, _ in string.Formatter().parse(text) if gap is not None]
    assert all(gap.isidentifier() for gap in gaps), gaps


def test_an_idle_word_would_be_found():
    assert list(constants("A = 1\nB: int = 2\nC, D = 'c', 'd'\n")) == ["A", "B", "C", "D"]
