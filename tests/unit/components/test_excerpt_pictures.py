"""Text from files stays text in the picture of a place, and formulas are written as they are taught."""

from datetime import UTC, datetime

import pytest

from components.excerpt import cell_text, excerpt_picture
from components.markup import to_html
from components.origin import Links, exact, how_made, origin_parts
from core.domain.figure import Provenance
from core.domain.lineage import Fact, KeptFile, Line, Making, NoPicture, Picture, RecordExcerpt, Step, TableExcerpt
from core.domain.lineage_place import parse_place
from core.domain.period import parse_period
from tests.payloads import PAYLOADS
from tests.store_read.reading import AREAS, REGENCY, indicator

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def fact(text="12", place="Rekap!B3", **changed):
    origin = {
        "source_id": "satu", "source_title": "Satu", "agency": "DLH", "attribution": "Satu", "simulated": False,
        "revision": 0, "place": place, "citation": "", "run_id": 7, "stored_at": NOW,
    }  # fmt: skip
    files = (KeptFile("a" * 64, 10, "text/csv", "a.csv"),)
    usual = {"value": 12.0, "text": text, "flag": "", "note": "", "files": files}
    told = Provenance(**{name: changed.pop(name, value) for name, value in origin.items()})
    return Fact(told, **{**usual, **changed})


def step(code="A-1", value=12.0, making=Making.REPORTED, parts=(), formula="", name="", **changed):
    one = indicator(code, formula=formula, decimals=2, **({"name": name} if name else {}))
    return Step(one, AREAS[REGENCY], parse_period("2026-10"), value, making, parts, **changed)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_cell_of_a_file_never_becomes_markup(payload):
    place = parse_place("Rekap!B3")
    table = TableExcerpt(
        (payload, "B"), (Line(payload, (payload, 1.0)),), ((0, 0),), (place,), sheet=payload, notices=(payload,)
    )
    record = RecordExcerpt(payload, (payload, "}"), (0,), (place,))
    given = step(name=payload, fact=fact(text=payload, note=payload, source_id=payload))
    for excerpt in (table, record):
        drawn = str(to_html(excerpt_picture(Picture((given,), excerpt, None))))
        for sign in ("<script", "<img", "<svg/", "<iframe", "<a href=j", "<form", "<math", "<base"):
            assert sign not in drawn


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_a_source_said_becomes_markup_in_the_chain(payload):
    said = fact(
        text=payload, place=payload, note=payload, citation=payload, attribution=payload, source_title=payload,
        files=(KeptFile("a" * 64, 10, payload, payload),),
    )  # fmt: skip
    links = Links(page=str, place=lambda *_: "/asal/tempat?kode=A-1")
    parts = origin_parts(step(fact=said), links)
    drawn = str(to_html(parts))
    for sign in ("<script", "<img", "<svg/", "<iframe", "<a href=j", 'href="javascript', "<form", "<math", "<base"):
        assert sign not in drawn


@pytest.mark.parametrize("why", NoPicture)
def test_every_reason_for_no_picture_has_its_sentence(why):
    text = str(to_html(excerpt_picture(Picture((step(fact=fact()),), None, why))))
    assert len(text) > 60


def test_a_formula_is_written_with_its_numbers():
    parts = (step("A-1", 2639.1), step("B-1", 4360.9))
    whole = step("C-1", 60.517324, Making.FORMULA, parts, formula="A_1 / B_1 * 100 ** 0.5 - min(A_1, 2)")
    assert how_made(whole) == (
        "dihitung: A-1 ÷ B-1 × 100 pangkat 0,5 - min(A-1, 2) = "
        "2.639,1 ÷ 4.360,9 × 100 pangkat 0,5 - min(2.639,1, 2) = 60,52 unit"
    )


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (2639.1, "2.639,1"), (1e6, "1.000.000"), (0.1 + 0.2, "0,3"), (-3.25, "-3,25"), (None, "–")],
)
def test_numbers_are_written_with_all_digits_that_matter(value, text):
    assert exact(value) == text


def test_cells_are_written_as_people_read_them():
    shown = [cell_text(value) for value in (None, True, 12, 3.5, "x", NOW)]
    assert shown == ["", "BENAR", "12", "3,5", "x", "22 Nov 2026"]


def test_a_year_in_a_sheet_is_written_as_a_year():
    assert [cell_text(value) for value in (2026, 2026.0, 2026.5, 4464)] == ["2026", "2026", "2.026,5", "4.464"]
