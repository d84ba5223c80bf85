"""Documents for paper (PDF): every figure is the one of the page, nothing more, and SIMULASI where it belongs."""

import csv
import io
import re
from dataclasses import fields, is_dataclass

import pytest
from html_tree import parse
from paper_text import active_parts, squeezed, text_of
from paper_text import opened as opened_pdf

from components import formats, labels, words, words_gap
from components.labels import known
from components.labels import papers as said
from core.access import current_viewer
from core.domain.indicator import Verification
from core.reports import pdf_file
from core.reports.paper import Chart, Sheet, Words
from core.store import queries
from core.store.views import view_of
from core.turns import Turns
from pages.papers import PAPERS

# Path of a page, name and query of its paper: a computed figure, one that ended, real and made-up ones in one series, a
# kecamatan, a past day, none at all, several sources.
VIEWS = (
    ("/", "ringkasan", ""),
    ("/", "ringkasan", "periode=2026-09&banding=tahun-lalu"),
    ("/", "ringkasan", "kerangka=nasional&periode=2024"),
    ("/", "ringkasan", "periode=2019"),
    ("/opd/DLH", "angka-opd", "kode=DLH&periode=2026-09"),
    ("/opd/DKISP", "angka-opd", "kode=DKISP"),
    ("/opd/BPBD", "angka-opd", "kode=BPBD&wilayah=64.01.04&periode=2025"),
    ("/indikator/LH-01", "indikator", "kode=LH-01&periode=2026-09"),
    ("/indikator/LH-03", "indikator", "kode=LH-03&wilayah=64.01.04"),
    ("/indikator/TI-10", "indikator", "kode=TI-10&periode=2024"),
    ("/indikator/TI-01", "indikator", "kode=TI-01&diketahui=2026-03-31"),
    ("/indikator/SP-01", "indikator", "kode=SP-01"),
    ("/indikator/DM-02", "indikator", "kode=DM-02&periode=2024"),
    ("/indikator/BN-01", "indikator", "kode=BN-01"),
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(params=VIEWS, ids=lambda view: f"{view[1]}?{view[2]}")
def view(request, client):
    """Return (answer of the page, answer of the paper, the paper before it is laid out)."""
    path, name, query = request.param
    page, answer = client.get(f"{path}?{query}"), client.get(f"/unduh/{name}.pdf?{query}")
    assert (page.status_code, answer.status_code) == (200, 200)
    return page, answer, made(client, name, query)


def made(client, name, query):
    """Return the paper of a query, as whoever stands at the machine is given it."""
    with client.application.test_request_context(f"/unduh/{name}.pdf?{query}"):
        return PAPERS[name](dict(pair.split("=") for pair in query.split("&") if pair))


def printed(one, *, charts=False):
    """Yield all words of a paper or a part of it; of charts none, since the places at their axes are no figures."""
    if isinstance(one, str):
        yield one
    elif isinstance(one, Chart):
        yield from (word for _, word in (*one.across, *one.up, *one.legend) if charts)
    elif is_dataclass(one):
        hidden = {"mark", "drawings", "title", "page", "foot", "most", "more", "heads"}
        for name in {field.name for field in fields(one)} - hidden:
            yield from printed(getattr(one, name), charts=charts)
    elif isinstance(one, list | tuple):
        for part in one:
            yield from printed(part, charts=charts)


def numbers(text):
    return set(NUMBER.findall(text))


def numbers_of_page(page):
    """Return the numbers of a page: of its text, of what a pointer over it tells, of where its links lead."""
    tree = parse(page.data)
    behind = [one.get(name) for one in tree.walk() for name in ("href", "title")]
    return numbers(" ".join([tree.text(), *behind]))


def test_it_is_a_pdf_that_is_saved_and_not_kept(view):
    _, answer, _ = view
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.pdf"', answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert not active_parts(answer.data)


def test_all_that_is_handed_over_is_printed(view):
    _, answer, paper = view
    text = text_of(answer.data)
    for word in printed(cut(paper), charts=True):
        assert squeezed(word) in text, word


def cut(paper):
    """Return the sections of a paper with tables as long as they are printed, and all that stands around them."""
    rows = [part.rows[: part.most] if isinstance(part, Sheet) else part for one in paper.sections for part in one.parts]
    return [paper.name, paper.trail, paper.value, paper.state, paper.intro, paper.notices, rows]


def test_no_number_is_printed_that_the_page_does_not_show(view, client):
    page, _, paper = view
    shown = numbers_of_page(page) | {"256"}  # of the word sha256
    if paper.foot[-1].startswith("localhost/?"):  # the page names five late offices, and leads to all
        shown |= numbers_of_page(client.get(f"/opd?{paper.foot[-1].partition('?')[2]}"))
    for section in paper.sections:
        for word in printed(section):
            if section.title != said.SOURCES_TITLE and not word.endswith(said.GAP.partition(" ")[2]):
                assert numbers(word) <= shown, (section.title, word)
    for word in printed([paper.value, paper.state, paper.intro]):
        assert numbers(word) <= shown, word


def test_sources_and_citations_are_those_of_the_other_files(client):
    rows = list(
        csv.reader(io.StringIO(client.get("/unduh/angka-opd.csv?kode=DLH").get_data(as_text=True)), delimiter=";")
    )
    heads = next(row for row in rows if "Rujukan" in row)
    held = {tuple(row[heads.index(name)] for name in ("Sumber", "Rujukan")) for row in rows if len(row) == len(heads)}
    printed_ = made(client, "angka-opd", "kode=DLH").sections[1].parts[0].rows
    assert {(row[0].text, "" if row[1] == formats.NOTHING else row[1]) for row in printed_} == held - {
        ("Sumber", "Rujukan"),
        ("", ""),
    }


def test_each_value_of_the_page_is_printed(view):
    page, answer, _ = view
    text = text_of(answer.data)
    tree = parse(page.data)
    tables = [one for one in tree.all("table", "figures") if one.one("caption").text()]
    values = [row.all("td", "n")[0].all("a", "to-origin") for table in tables for row in table.one("tbody").all("tr")]
    for one in [link for links in values for link in links] + [
        link for big in tree.all("p", "big") for link in big.all("a", "to-origin")
    ]:
        assert squeezed(one.text()) in text
    if tree.all("ul", "dims"):
        for one in tree.one("ul", "dims").all("a", "to-origin"):
            assert squeezed(one.text()) in text
    assert values or tree.all("p", "big")


def test_it_says_when_it_was_printed_of_which_address_and_how_new_it_is(view):
    _, answer, paper = view
    for page in opened_pdf(answer.data).pages:
        text = squeezed(page.extract_text())
        assert "Dicetak" in text
        assert "Angkaper" in text
        assert squeezed(paper.foot[-1]) in text
        assert paper.foot[-1].startswith("localhost/")


def test_the_address_at_its_foot_opens_the_same_view(client):
    for path, name, query in VIEWS:
        address = made(client, name, query).foot[-1].removeprefix("localhost")
        assert address.partition("?")[0] == path
        assert (
            parse(client.get(address).data).one("main").text()
            == parse(client.get(f"{path}?{query}").data).one("main").text()
        )


@pytest.mark.parametrize("period", ["2026-09", "2024"])
def test_each_figure_of_an_office_is_the_one_of_the_read_model_and_says_whether_it_is_made_up(client, period):
    told = 0
    for code in queries.catalogue(current_viewer()).agencies:
        query = f"kode={code}&periode={period}"
        seen = queries.agency(current_viewer(), code, view_of(periode=period))
        if not seen.figures:
            continue
        rows = made(client, "angka-opd", query).sections[0].parts[0].rows
        text = text_of(client.get(f"/unduh/angka-opd.pdf?{query}").data)
        for row, figure in zip(rows, seen.figures, strict=True):
            name, value, target, state = row[:4]
            assert name.text == figure.indicator.name
            assert state == Words(labels.STATUS[figure.status], mark=figure.status.value)
            assert value.text == (words_gap.measured(figure) if figure.value is not None else formats.NOTHING)
            assert (value.tag == "SIMULASI") == figure.simulated
            made_up = figure.target is not None and figure.target.verification is Verification.SIMULATED
            assert (target.tag == "SIMULASI") == made_up
            line = f"{value.text}{value.tag}{''.join(value.small)}{target.text}{target.tag}{state.text}"
            assert squeezed(line) in text, (code, name.text)
            assert squeezed(words.age(figure.freshness, figure.period)) in text
            told += 1
    assert told > 50


def test_what_is_missing_says_why_and_is_no_zero(client):
    paper, missing = made(client, "angka-opd", "kode=DLH"), 0
    for row in paper.sections[0].parts[0].rows:
        if row[1].text == formats.NOTHING:
            assert row[1].small[0]
            assert not numbers(row[1].text)
            missing += 1
    assert missing
    sheet = made(client, "indikator", "kode=LH-01").sections[2].parts[0]
    gaps = [row for row in sheet.rows if "tanpa data" in str(row[1]) or "belum ada data" in str(row[1])]
    assert gaps


def test_every_indicator_and_every_variable_has_its_paper(client):
    catalogue = queries.catalogue(current_viewer())
    for code in catalogue.indicators:
        paper = made(client, "indikator", f"kode={code}")
        assert paper.name
        tags = {getattr(one, "tag", "") for one in [paper, paper.value]}
        assert paper.warning or tags == {""}


def test_a_paper_with_a_made_up_figure_says_so_on_top_and_one_without_does_not(client):
    made_up = client.get("/unduh/indikator.pdf?kode=LH-01&periode=2026-09").data
    first = opened_pdf(made_up).pages[0].extract_text()
    assert squeezed(said.WARNING) in squeezed(first)[:300]
    for page in opened_pdf(made_up).pages:
        assert squeezed(said.STAMP) in squeezed(page.extract_text())
    assert "SIMULASI" not in text_of(client.get("/unduh/indikator.pdf?kode=TI-10&periode=2024").data)


def test_without_the_demonstration_no_paper_speaks_of_it(real_only):
    for _, name, query in VIEWS:
        if "diketahui" not in query:
            answer = real_only.get(f"/unduh/{name}.pdf?{query}")
            assert answer.status_code == 200
            assert "SIMULASI" not in text_of(answer.data), (name, query)


def test_a_paper_of_a_past_day_says_so_and_is_named_so(client):
    answer = client.get("/unduh/indikator.pdf?kode=TI-01&diketahui=2026-03-31")
    assert squeezed(known.AS_KNOWN_AT.format(day="31 Mar 2026")) in text_of(answer.data)
    assert "diketahui-2026-03-31.pdf" in answer.headers["Content-Disposition"]
    assert "diketahui=2026-03-31" in text_of(answer.data)


def test_a_long_table_is_cut_and_names_the_file_with_all_rows(client):
    text = text_of(client.get("/unduh/indikator.pdf?kode=LH-05&periode=2026-09").data)
    for place in re.findall(r"localhost(/unduh/(?:deret|baris)\.xlsx\?[\w=&.-]*?kode=LH-05)", text):
        assert client.get(place).status_code == 200
    assert squeezed(said.MORE.partition("{address}")[0].replace("{shown}", "60")) in text
    assert squeezed(said.MORE.partition("{address}")[0].replace("{shown}", "24")) in text


@pytest.mark.parametrize(
    "address", ["indikator.pdf?kode=TIDAK-ADA", "indikator.pdf", "angka-opd.pdf?kode=X", "dimensi.pdf"]
)
def test_what_there_is_no_paper_of_is_not_found(client, address):
    assert client.get(f"/unduh/{address}").status_code == 404


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/?periode=2026-09", "/unduh/ringkasan.pdf?periode=2026-09"),
        ("/opd/DLH?periode=2026-09", "/unduh/angka-opd.pdf?periode=2026-09&kode=DLH"),
        (
            "/indikator/LH-01?periode=2026-09&wilayah=64.01.04",
            "/unduh/indikator.pdf?periode=2026-09&wilayah=64.01.04&kode=LH-01",
        ),
    ],
)
def test_the_page_has_a_link_to_its_paper(client, path, link):
    found = [one for one in parse(client.get(path).data).all("a") if one.get("href") == link]
    assert found
    assert {one.text() for one in found} == {"PDF"}
    assert client.get(link).status_code == 200


def test_who_asks_while_others_wait_is_told_to_come_again(client, monkeypatch):
    turns = Turns(1, 0, patience=0.01)
    monkeypatch.setattr(pdf_file, "_TURNS", turns)
    with turns.one():
        answer = client.get("/unduh/ringkasan.pdf")
    assert answer.status_code == 503
    assert "Tunggu sebentar" in parse(answer.data).text()
    assert client.get("/unduh/ringkasan.pdf").status_code == 200
