"""Text is text everywhere: the corpus goes in by every door, and is looked for in every output (P44)."""

import csv
import io
import json
import logging
import re
from itertools import chain, product
from urllib.parse import quote

import doors
import pytest
from asking import registered
from collecting import Installation, feeds
from html_tree import links, parse
from only_text import MARK, are_lines, is_plain_workbook, is_text
from paper_text import active_parts, text_of
from payloads import CORPUS

import data_sources  # noqa: F401 - registers the connectors
from app import create_app
from core.catalogue import load_catalogue
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.log import FORMAT, OneLine
from core.reports.csv_file import neutralise
from pages.downloads import TABLES
from pages.papers import PAPERS

FIRST = ("/", "/dimensi", "/dimensi/tangguh", "/opd", "/opd/DLH", "/indikator/LH-01", "/peta?lapisan=menara", "/sumber",
         "/konflik", "/jejak", "/katalog", "/katalog/LH-01", "/rapor", "/layar", "/asal?kode=LH-01")  # fmt: skip
FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")


class Site:
    """The installation behind all doors: its pages, its log."""

    def __init__(self, folder, server):
        self.log = io.StringIO()
        handler = logging.StreamHandler(self.log)
        handler.setFormatter(OneLine(FORMAT))
        logging.getLogger().addHandler(handler)
        self.one = Installation(folder, *doors.sections(server))
        doors.files(folder / "files")
        catalogue = load_catalogue(doors.catalogue(folder))
        runner = Runner(self.one.config, self.one.store, catalogue)
        for source in self.one.config.sources.values():
            runner.run(source, Order(Trigger.MANUAL))
        self.app = create_app(self.one.config, self.one.store, catalogue)
        self.client = registered(self.app.server, self.one.store)
        self.close = lambda: (logging.getLogger().removeHandler(handler), self.one.store.close())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with feeds() as server:
        one = Site(tmp_path_factory.mktemp("pintu"), server)
        yield one
        one.close()


@pytest.fixture(scope="module")
def pages(site):
    """Return address -> tree, for the pages above and what they link to of every kind."""
    found, waiting = {}, list(FIRST)
    while waiting and len(found) < 160:
        address = waiting.pop(0)
        if address in found or address.startswith("/unduh"):
            continue
        answer = site.client.get(address)
        assert answer.status_code == 200, address
        found[address] = parse(answer.data)
        waiting += [one for one in links(found[address]) if one.startswith(("/sumber/", "/asal", "/katalog/", "/opd/"))]
    return found


def test_every_door_let_texts_in(site):
    states = dict(site.one.rows("SELECT source, state FROM run"))
    assert {name for name in site.one.config.sources if name.startswith("pintu")} <= states.keys()
    assert {state for name, state in states.items() if name.startswith("pintu")} == {"partial"}
    assert {state for name, state in states.items() if name.startswith("galat")} == {"failed"}
    for table, column, least in (
        ("observation", "note", 20),
        ("observation", "citation", 20),
        ("rejection", "found", 20),
        ("feature", "name", 20),
        ("feature", "kind", 20),
    ):
        query = f"SELECT COUNT(DISTINCT {column}) FROM {table} WHERE {column} LIKE '%{MARK}%'"
        assert site.one.one(query) >= least, (table, column)


def test_no_page_holds_a_text_as_anything_but_text(pages):
    shown = 0
    for address, tree in pages.items():
        is_text(address, tree)
        shown += tree.text().count(MARK)
    assert len(pages) > 60
    assert shown > 1000, "too few texts are shown: this proves nothing"


def test_names_that_look_like_trouble_come_out_as_they_went_in(pages):
    texts = " ".join(tree.text() for tree in pages.values())
    for name in ("Ma'ruf Nu'man", "Sa'diyah \"Ibu\" O'Neil"):
        assert name in texts


def test_the_form_of_a_conflict_keeps_texts_as_texts(site):
    tree = parse(site.client.get("/konflik").data)
    forms = [one for one in tree.all("form") if one.get("action").startswith("/konflik/")]
    assert len(forms) >= len(CORPUS) // 2
    kept = 0
    for form, payload in zip(forms, CORPUS, strict=False):
        fields = {"dasar": form.all("input", name="dasar")[0].get("value"), "sumber": "pintu_csv"}
        answer = site.client.post(form.get("action"), data={**fields, "alasan": payload * 2, "nama": payload})
        assert answer.status_code == 303
        kept += "galat" not in answer.headers["Location"]
        assert re.match(r"/konflik(\?galat=\w+)?#[\w.%-]+$", answer.headers["Location"])
        assert site.client.post(form.get("action"), data={"dasar": payload, "sumber": payload}).status_code == 303
    after = parse(site.client.get("/konflik").data)
    is_text("/konflik", after)
    assert kept >= 10
    assert after.text().count(MARK) > tree.text().count(MARK)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_no_download_holds_a_formula(site, name):
    told = 0
    for text in CORPUS:  # what is asked for stands in the audit log
        site.client.get("/unduh/opd.csv", query_string={"periode": text})
    for code, area in product(("LH-01", "DLH", "tangguh", "pintu_csv", "pintu_xlsx", "pintu_json"), ("", "64.01.01")):
        query = f"kode={code}&wilayah={area}"
        answer = site.client.get(f"/unduh/{name}.csv?{query}")
        if answer.status_code == 404:
            continue
        for cell in chain.from_iterable(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")):
            assert neutralise(cell) == cell, cell
            assert not FORMULA.match(cell) or re.fullmatch(r"[+-]?[\d.,]+", cell), cell
            told += MARK in cell
        is_plain_workbook(site.client.get(f"/unduh/{name}.xlsx?{query}").data)
    assert told or name in ("penggerak", "opd", "rapor"), "no text is in this table: this proves nothing"


def test_a_paper_holds_texts_as_texts_and_does_nothing(site):
    told = 0
    for name, code in product(PAPERS, ("LH-01", "LH-03", "DLH", "DINKES")):
        answer = site.client.get(f"/unduh/{name}.pdf?kode={code}&wilayah=64.01.01")
        if answer.status_code == 200:
            assert not active_parts(answer.data)
            told += text_of(answer.data).count(MARK)
    assert told > 20, "too few texts are printed: this proves nothing"


def test_the_parts_and_the_calls_of_a_page_are_json_whose_markup_is_text_too(site):
    seen = 0
    for address in ("/opd/DLH", "/indikator/LH-01", "/sumber/pintu_csv", "/katalog/LH-01"):
        answer = site.client.get(f"/bagian{address}")
        assert answer.mimetype == "application/json"
        for text in strings(json.loads(answer.data)):
            if text.startswith("<"):
                tree = parse(f"<main>{text}</main>")
                is_text(address, tree)
                seen += tree.text().count(MARK)
    assert seen > 20


def strings(node):
    """Yield the values of `html` anywhere in an answer."""
    if isinstance(node, dict):
        yield from (value for name, value in node.items() if name == "html" and isinstance(value, str))
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def test_what_stands_in_an_address_is_text_too(site):
    names = (
        "periode",
        "wilayah",
        "kerangka",
        "banding",
        "diketahui",
        "dari",
        "kode",
        "lapisan",
        "indikator",
        "galat",
        "x",
    )
    for payload in CORPUS:
        word = quote(payload.encode(), safe="")
        for path in FIRST:
            query = "&".join(f"{name}={word}" for name in names)
            answer = site.client.get(f"{path.partition('?')[0]}?{query}")
            assert answer.status_code in (200, 400, 404), (path, payload)
            is_text(path, parse(answer.data))
        for path in ("/", "/indikator/", "/opd/", "/sumber/", "/katalog/", "/dimensi/", "/unduh/"):
            answer = site.client.get(f"{path}{quote(payload.encode())}")
            assert answer.status_code in (200, 400, 404), (path, payload)
            is_text(path, parse(answer.data))
            assert MARK not in str(answer.headers)


def test_each_message_of_the_log_is_one_line(site):
    are_lines(site.log.getvalue())
