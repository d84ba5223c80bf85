"""What viewers read stands in components/labels and components/words*.py (decision 0021): the tests read the code.

A literal is for people when it reads like words: several of them, a capital first letter, or a lone word that is put
straight into a tree. What stays out: docstrings, messages of errors (they are for the log), classes, ids, addresses.
"""

import ast
import re

import pytest

from core.config import ROOT

PLACES = (ROOT / "components" / "labels", *(ROOT / "components").glob("words*.py"))
CODE = sorted(
    path for folder in ("components", "pages") for path in (ROOT / folder).rglob("*.py")
    if not any(path == place or place in path.parents for place in PLACES)
)  # fmt: skip
# Names of arguments and keys whose text no viewer reads.
NOT_READ = frozenset({
    "className", "class_name", "css", "id", "href", "action", "rel", "family", "path", "path_template", "style", "type",
})  # fmt: skip
NOT_READ_FROM = frozenset({"compile", "strftime", "startswith", "endswith", "split", "partition", "join", "get"})
# Names that others have given: Dash its components, GeoJSON its shapes, HTTP its headers.
NAMES = frozenset({
    "Store", "Interval", "Location", "Download", "Purify", "Graph", "Div", "Section", "Main", "Polygon",
    'attachment; filename="x.x"',
})  # fmt: skip
GIVEN = frozenset({"title", "placeholder", "alt", "aria-label", "children", "caption"})

_MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<[^<>]*>?", re.DOTALL)
_PATTERN = re.compile(r"[EMdyHm ,.:]+")  # of a date, as Babel wants it
_SENTENCE = re.compile(r"[^\W\d_]{2,}['’)%]*[ \u00a0]+\W*\w|\w\W*[ \u00a0]+[^\W\d_]{2,}")
_CAPITAL = re.compile(r"\W*[A-Z][^\W\d_]")
_GAP = "\0"


def reads_like_words(text):
    """Return whether a text reads like something that is said to people; a gap of a template counts as a word."""
    plain = _MARKUP.sub("", text).replace(_GAP, "x").strip("\n")
    if not re.search(r"[^\W\d_]{2}", plain) or _PATTERN.fullmatch(plain) or plain.strip() in NAMES:
        return False
    return bool(_SENTENCE.search(plain) or _CAPITAL.match(plain) or re.search(r"[a-z]{2}[.!?…]$", plain))


class Reader(ast.NodeVisitor):
    """Collects the literals of a module that read like words, each with its line."""

    def __init__(self):
        self.found = []

    def visit_Module(self, node):
        for one in node.body if not is_text(node.body[0]) else node.body[1:]:
            self.visit(one)

    visit_FunctionDef = visit_ClassDef = lambda self, node: [
        self.visit(one) for one in (*getattr(node, "decorator_list", ()), *getattr(node, "bases", ()), *node.body)
        if not is_text(one)
    ]  # fmt: skip

    def visit_Raise(self, node):
        """Messages of errors go to the log; a viewer reads the notice of a status."""

    def visit_keyword(self, node):
        if node.arg not in NOT_READ:
            self.said(node.value, given=node.arg in GIVEN)

    def visit_Assign(self, node):
        names = {getattr(one, "attr", getattr(one, "id", None)) for one in node.targets}
        if not names <= NOT_READ:
            self.visit(node.value)

    def visit_Dict(self, node):
        for key, value in zip(node.keys, node.values, strict=True):
            name = key.value if isinstance(key, ast.Constant) else None
            if name not in NOT_READ:
                self.said(value, given=name in GIVEN)

    def visit_Subscript(self, node):
        self.visit(node.value)

    def visit_Call(self, node):
        called = node.func
        name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        element = isinstance(called, ast.Attribute) and getattr(called.value, "id", "") == "html"
        if not isinstance(called, ast.Name):
            self.visit(called)
        if name not in NOT_READ_FROM:
            for one in node.args:
                self.said(one, given=element)
        for one in node.keywords:
            self.visit(one)

    def said(self, node, *, given):
        """Visit a value; one that is given to a tree as it is may be a lone word in small letters."""
        for one in node.elts if given and isinstance(node, (ast.List, ast.Tuple)) else [node]:
            if given and isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value[:1].isalpha():
                self.found.append((one.lineno, one.value))
            else:
                self.visit(one)

    def visit_JoinedStr(self, node):
        parts = [part.value if isinstance(part, ast.Constant) else _GAP for part in node.values]
        self.judge(node, "".join(parts))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_Constant(self, node):
        if isinstance(node.value, str):
            self.judge(node, node.value)

    def judge(self, node, text):
        if reads_like_words(text):
            self.found.append((node.lineno, text.replace(_GAP, "{}")))


def is_text(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def words_in(code):
    reader = Reader()
    reader.visit(ast.parse(code))
    return reader.found


def test_words_are_looked_for_in_every_room_of_the_screen():
    assert len(CODE) > 40
    assert {path.name for path in CODE} >= {"council.py", "indicator.py", "shell.py", "charts.py", "notice.py"}
    assert all(place.exists() for place in PLACES)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_page_and_no_component_holds_words_itself(path):
    assert words_in(path.read_text("utf-8")) == [], "what viewers read stands in components/labels"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('html.P("Belum ada data")', "Belum ada data"),
        ('html.Small("terburuk")', "terburuk"),
        ('html.H2(["terburuk", simulated])', "terburuk"),
        ('html.P(className="empty", title="lihat")', "lihat"),
        ('html.P(f"{count} hari")', "{} hari"),
        ('word = "Ditahan" if withheld else state', "Ditahan"),
        ('HEADS = ("Kode", code)', "Kode"),
        ('html.Nav(links, **{"aria-label": "jejak"})', "jejak"),
        ('dict(state="SIMULASI")', "SIMULASI"),
        ("Markup('<p class=\"empty\">Batas belum ada.</p>')", "Batas belum ada."),
        ('f"per {level}"', "per {}"),
        ('register_page(__name__, path="/a", title="Peta")', "Peta"),
    ],
)
def test_words_that_are_planted_are_found(code, words):
    assert [words in found for _, found in words_in(f'"""A module."""\n\nX = {code}')] == [True]


@pytest.mark.parametrize(
    "code",
    [
        'html.P(said.EMPTY, className="late row", id="Kepala")',
        'raise NotFoundError(f"no indicator {code!r} in the catalogue")',
        'html.A(name, href="/indikator/LH-03?periode=2026", rel="noopener noreferrer")',
        'Markup(\'<svg class="mark big" viewBox="0 0 16 16">{}</svg>\').format(shape)',
        '_date(day, "EEEE, d MMM y")',
        'address("/peta", view, indikator=code)',
        'css = "age late"',
        'def area(one):\n    """Return "Kabupaten Paser"."""\n    return one',
    ],
)
def test_what_no_viewer_reads_may_stand_in_the_code(code):
    assert words_in(f'"""A module."""\n\n{code}') == []


# Scripts get their words from the page. What they hold are names: of the language, of Dash, of keys.
SCRIPT_NAMES = frozenset({"use strict", "Loading...", "Escape", "ArrowRight", "ArrowLeft", "Asia/Makassar", "Accept"})
_SCRIPT_TEXT = re.compile(
    r"""/\*.*?\*/|//[^\n]*|/(?=[^/*\s])(?:\\.|\[[^]]*\]|[^/\\\n])+/\w*[.,;)]|"([^"\n]*)"|'([^'\n]*)'""", re.DOTALL
)
# Messages of errors, selectors, classes and keys of storage are read by nobody.
_NOT_READ_IN_SCRIPT = re.compile(
    r"(?:\b(?:querySelector(?:All)?|closest|Error|any)\([\w, ]*|classList\.\w+\(|className[:=]\s*)"
    r"""(?:"[^"\n]*"|'[^'\n]*')"""
)


def words_of_script(code):
    texts = (
        found.group(1) or found.group(2) or "" for found in _SCRIPT_TEXT.finditer(_NOT_READ_IN_SCRIPT.sub("", code))
    )
    return [text for text in texts if text not in SCRIPT_NAMES and reads_like_words(with_gaps(text))]


def with_gaps(text):
    """Return the text of a script with a gap where something else is joined to it: at a blank."""
    return f"{_GAP if text.startswith(' ') else ''}{text}{_GAP if text.endswith(' ') else ''}"


@pytest.mark.parametrize("path", sorted((ROOT / "assets" / "js").glob("*.js")), ids=lambda path: path.name)
def test_no_script_holds_words_itself(path):
    assert words_of_script(path.read_text("utf-8")) == [], "words come with the page, as data- attributes"


def test_words_that_are_planted_in_a_script_are_found():
    assert words_of_script('text("x", "TERPUTUS sejak " + time); // "Kata lain"') == ["TERPUTUS sejak "]
    assert words_of_script('one.title = count + " titik";') == [" titik"]


def test_no_style_sheet_holds_words_itself():
    for path in (ROOT / "assets" / "css").glob("*.css"):
        said = re.findall(r"content:\s*[\"']([^\"']*)[\"']", path.read_text("utf-8"))
        assert [text for text in said if re.search(r"[^\W\d_]", text)] == [], path.name
