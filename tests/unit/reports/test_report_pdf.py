"""Documents for paper: text is text whatever it looks like, nothing is cut off, and a reader program can read them."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest
from paper_text import active_parts, opened, pages_of, squeezed, text_of
from payloads import CORPUS

from core.config import ROOT
from core.errors import DataError
from core.reports import pdf_file
from core.reports.paper import Chart, Facts, Paper, Section, Sheet, Spark, Words
from core.reports.pdf_file import (
    LAST_USUAL,
    MOST_ALTOGETHER,
    MOST_LETTERS,
    MOST_ODD,
    MOST_ROWS,
    TEMPLATES,
    file_stem,
    laid_out,
    to_pdf,
)
from core.reports.printable import REPLACED, pieces, shown

MARKUP = (
    '#read("/etc/passwd")',
    '#import "@preview/cetz:0.3.1": *',
    '#image("/etc/passwd")',
    '#sys.inputs #eval("1") #panic()',
    "$x^2$ *tebal* _miring_ `kode`",
    "= Judul <label> @ref @label",
    'https://jahat.example/ #link("https://jahat.example")[klik]',
    "\\u{41} \\ ~ -- --- ... 'satu' \"dua\" // bukan komentar /* juga */",
    "] } ) [ { ( ; #[",
    "{page} {pages} {shown}",
    "Ünïcödé ≥ ≤ – · − × ÷ ° ² ▲●◆ Ђ Ω",
)
WHOLE = tuple(one for one in (*MARKUP, *CORPUS) if not any(letter in one for letter in "\x00\x1b\u202e\u202c"))
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/></svg>'


def paper(**changed):
    usual = {
        "title": "Uji Coba 2026",
        "name": "Uji",
        "brand": "Paser TUNTAS",
        "made_at": datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
        "foot": ["Dicetak sekarang", "dasbor.test/indikator/X"],
        "page": "Halaman {page} dari {pages}",
        "drawings": {"high": DRAWING},
    }
    return Paper(**{**usual, **changed})


def everywhere(text):
    """Return a paper that says a text in each of its places; how often it is to be read."""
    sheet = Sheet(heads=["a", text], rows=[[text, Words(text, small=[text], tag=text, mark="high")]], widths=(1, 2))
    chart = Chart(told=text, points=[(0.1, 0.2), (0.9, None)], up=[(0.5, "1")], legend=[("line", text)])
    facts = Facts([(text, [text, Words(text, small=[text], strong=True, late=True)])])
    section = Section(text, [Words(text), facts, sheet, chart], note=text, tag=text)
    made = paper(
        name=text, brand=text, tag=text, trail=text, value=Words(text, small=[text]), state=[Words(text)], intro=[text],
        warning=text, stamp=text, notices=[text], sections=[section], foot=[text],
    )  # fmt: skip
    return made, 26


@pytest.mark.parametrize("text", WHOLE)
def test_text_comes_out_as_it_went_in(text):
    made, times = everywhere(text)
    content = to_pdf(made)
    assert text_of(content).count(squeezed(text)) >= times
    assert not active_parts(content)


@pytest.mark.parametrize("text", sorted(set(CORPUS) - set(WHOLE)))
def test_what_cannot_be_printed_is_shown_as_replaced(text):
    content = to_pdf(paper(name=text, sections=[Section("x", [Words(text)])]))
    shown = "".join(REPLACED if letter in "\x00\x1b\u202e\u202c" else letter for letter in text)
    assert text_of(content).count(squeezed(shown)) == 2
    assert not active_parts(content)


def test_invisible_letters_are_left_out_and_leave_all_others_as_they_are():
    text = text_of(to_pdf(paper(name="a\u200eb\u200fc\u200bd\u00ade\ufefff\u2764\ufe0f", brand="abacadabra")))
    assert "abcdef\u2764" in text
    assert "abacadabra" in text


def test_a_pile_of_marks_does_not_reach_into_other_lines():
    assert "".join(pieces("a" + "\u0300" * 40 + "b")) == "a\u0300\u0300b"
    assert pieces("e\u0301") == ["e\u0301"]


@pytest.mark.parametrize("letter", ["W", "kata "])
def test_a_text_of_ten_thousand_letters_is_printed_whole_and_within_the_page(letter):
    long = (letter * 10_000)[:10_000]
    content = to_pdf(paper(name=long, sections=[Section("x", [Sheet(["a", "b"], [[long, "b"]], widths=(1, 5))])]))
    assert text_of(content).count(letter.strip()) == 2 * long.count(letter.strip())
    places = []
    for page in opened(content).pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, *_: places.append(tm[4]) if text.strip() else None)
    assert max(places) < 595 - 40  # points: A4 is 595 wide


def test_text_without_end_is_cut_and_says_so():
    content = to_pdf(paper(sections=[Section("x", [Words("z" * (MOST_LETTERS + 1))])]))
    assert text_of(content).count("z") == MOST_LETTERS
    assert "z…" in text_of(content)


def test_a_paper_that_is_full_says_of_each_further_text_that_it_was_cut():
    rows = [["z" * MOST_LETTERS] for _ in range(MOST_ALTOGETHER // MOST_LETTERS + 5)]
    content = to_pdf(paper(sections=[Section("x", [Sheet(["a"], rows, widths=(1,))])]))
    assert text_of(content).count("z") < MOST_ALTOGETHER
    assert text_of(content).count("…") >= 5


def test_a_letter_that_no_font_has_is_shown_as_replaced_and_others_are_not():
    content = to_pdf(paper(name="Surat \u4e2d\u6587 \U0001f600 Ω ≥ Ж", sections=[Section("x", [Words("é\u0301")])]))
    assert f"Surat{REPLACED * 3}Ω≥Ж" in text_of(content)
    assert "<pdfuaid:part>1</pdfuaid:part>" in opened(content).trailer["/Root"]["/Metadata"].get_data().decode()


def test_a_text_of_thousands_of_letters_that_no_font_has_is_not_tried_letter_by_letter(monkeypatch):
    tried = []
    has_shape = pdf_file._has_shape
    monkeypatch.setattr(pdf_file, "_has_shape", lambda letter: tried.append(letter) or has_shape(letter))
    text = text_of(to_pdf(paper(sections=[Section("x", [Words("".join(map(chr, range(0x4E00, 0x5E00))))])])))
    assert text.count(REPLACED) == 0x1000
    assert len(tried) == MOST_ODD


def test_every_usual_letter_has_a_shape():
    usual = [one for one in map(chr, range(0x21, ord(LAST_USUAL) + 1)) if shown(one).strip() not in ("", REPLACED)]
    assert len(usual) > 300
    assert not [one for one in usual if not pdf_file._has_shape(one)]


@pytest.mark.parametrize(
    "template",
    [
        b'#read("/etc/passwd")',
        b'#read("../../../../../../../../etc/passwd")',
        b'#read("../pdf_file.py")',
        b'#import "@preview/cetz:0.3.1": *',
        b'#image("/../../../assets/img/lambang.svg")',
        b'#read("https://jahat.example/")',
    ],
)
def test_a_template_reads_nothing_but_its_own_folder_and_fetches_nothing(template):
    with pytest.raises(DataError, match="could not be laid out"):
        laid_out(template, {}, made_at=0)


def test_our_templates_import_nothing_from_elsewhere():
    for path in TEMPLATES.iterdir():
        assert "@" not in path.read_text(encoding="utf-8"), path.name


def test_it_can_be_kept_in_an_archive_and_read_aloud():
    reader = opened(to_pdf(paper(sections=[Section("Bagian", [Sheet(["a"], [["1"]], widths=(1,))])])))
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "id"
    assert catalog["/MarkInfo"]["/Marked"]
    assert reader.metadata.title == "Uji"
    assert reader.metadata.creation_date == datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
    about = catalog["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in about
    assert "<pdfaid:part>2</pdfaid:part>" in about
    kinds = _kinds(catalog["/StructTreeRoot"])
    assert {"/H1", "/H2", "/Table", "/TR", "/TH", "/TD"} <= kinds


def _kinds(node):
    """Return the kinds of all elements of the tree that a screen reader walks."""
    found = {node.get("/S")}
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        child = one.get_object()
        if isinstance(child, dict):
            found |= _kinds(child)
    return found


def test_a_long_table_is_cut_says_so_and_repeats_its_heads():
    rows = [[f"baris{number}x", "1"] for number in range(MOST_ROWS + 40)]
    tall = [[Words(name, small=["x"] * 3), value] for name, value in rows]
    sheet = Sheet(["Kepala", "Nilai"], tall, widths=(1, 1), more="Tercetak {shown} baris; semua di dasbor.test")
    pages = pages_of(to_pdf(paper(sections=[Section("x", [sheet])])))
    text = "".join(pages)
    assert f"baris{MOST_ROWS - 1}x" in text
    assert f"baris{MOST_ROWS}x" not in text
    assert squeezed(f"Tercetak {MOST_ROWS} baris; semua di dasbor.test") in text
    assert len(pages) > 2
    assert all("Kepala" in page for page in pages[1:] if "baris" in page.replace("baris;", ""))


def test_a_table_that_is_whole_says_nothing_of_a_cut():
    sheet = Sheet(["a"], [["1"]] * MOST_ROWS, widths=(1,), more="Tercetak {shown}")
    assert "Tercetak" not in text_of(to_pdf(paper(sections=[Section("x", [sheet])])))


def test_each_page_says_where_it_is_from_and_which_it_is():
    pages = pages_of(to_pdf(paper(stamp="memuat SIMULASI", sections=[Section("x", [Words("kata " * 2000)] * 3)])))
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Halaman{number}dari{len(pages)}" in page
        assert "dasbor.test/indikator/X" in page
        assert "memuatSIMULASI" in page


def test_gaps_lone_points_and_equal_values_are_drawn():
    sparks = [[], [None], [1.0], [None, 2.0, None], [3.0, 3.0], [1.0, None, 2.0, 5.0], [-1.0, 0.0]]
    rows = [[Spark(one, target)] for one in sparks for target in (None, 4.0)]
    chart = Chart(told="x", points=[(0, 0), (0.5, None), (1, 1)], steps=[(0, 0.5, 0.3)], others=[(1, 0.5)],
                  across=[(0, "Jan"), (1, "Feb")], up=[(0, "0"), (1, "10")],
                  legend=[("line", "a"), ("target", "b"), ("other", "c")])  # fmt: skip
    text = text_of(to_pdf(paper(sections=[Section("x", [chart, Sheet(["a"], rows, widths=(1,))])])))
    for word in ("Jan", "Feb", "10"):
        assert word in text


def test_the_same_paper_is_the_same_file():
    made, _ = everywhere("sama")
    assert to_pdf(made) == to_pdf(made)


def test_the_name_of_the_file_is_plain():
    assert file_stem(paper(title='Indikator "LH-01"\r\nX: ../Tanah Grogot é')) == "indikator-lh-01-x-tanah-grogot-e"


def test_rows_and_widths_fit_the_heads():
    with pytest.raises(DataError, match="2 cells for 1 heads"):
        Sheet(["a"], [["1", "2"]], widths=(1,))
    with pytest.raises(DataError, match="1 cells for 2 heads"):
        Sheet(["a", "b"], [], widths=(1,))


def test_only_who_prints_loads_the_printing():
    code = "import sys, core.reports.pdf_file; sys.exit('typst' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
