"""Flags and the mark of a conflict stand beside the figure: card, table, heat table, ranking, wall, file."""

import csv
import io

import pytest
from asking import entered
from html_tree import parse
from reading import NORTH, REGENCY, SOUTH, catalogue, config, indicator, run, source

from app import create_app
from components import labels
from core.config import Slide, Wall
from core.store.engine import migrate, open_store

FLAGS = ("p", "e", "b", "i")
MONTH = "2026-10"


@pytest.fixture
def marked(tmp_path):
    """Return the test client of an application with a flag on each of four figures and a conflict on a fifth."""
    store = open_store(f"sqlite:///{tmp_path / 'd.sqlite3'}")
    migrate(store)
    rows = [(f"F-{flag}", area, MONTH, 5, flag if area == NORTH else "") for flag in FLAGS for area in (NORTH, SOUTH)]
    run(store, "one", *rows, ("C", REGENCY, MONTH, 5))
    run(store, "two", ("C", REGENCY, MONTH, 9))
    codes = ("C", *(f"F-{flag}" for flag in FLAGS))
    definitions = catalogue(*(indicator(code) for code in codes))
    wall = Wall(slides=(Slide(title="Semua", indicators=codes),))
    settled = config(source("one", *codes), source("two", "C", rank=200)).model_copy(update={"wall": wall})
    yield entered(create_app(settled, store, definitions).server)
    store.close()


def rows_of(client, path, css):
    for table in parse(client.get(path).data).all("table", css):
        for row in table.one("tbody").all("tr"):
            yield row.one("th").all("a")[0].text(), row


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_stands_beside_the_figure_on_every_surface(marked, flag):
    name, word = f"Ukuran F-{flag}", labels.FLAG[flag]

    def is_said(tree):
        return any(one.text() == flag and one.get("title") == word for one in tree.all("abbr", "flag"))

    assert is_said(parse(marked.get(f"/indikator/F-{flag}?periode={MONTH}").data).one("p", "big"))
    assert is_said(dict(rows_of(marked, f"/opd/DLH?periode={MONTH}", "figures"))[name])
    assert is_said(dict(rows_of(marked, f"/dimensi/tangguh?periode={MONTH}", "heat"))[name])
    assert is_said(next(one for one in on_wall(marked) if one.one("span", "name").text() == name))
    assert f"({word})" in parse(marked.get(f"/indikator/F-{flag}?periode={MONTH}").data).text()  # ranking by area
    assert in_file(marked)[f"F-{flag}"]["Tanda"] == word


def test_the_mark_of_a_conflict_stands_beside_the_figure_on_every_surface(marked):
    said = "sumber lain berbeda"
    assert said in parse(marked.get(f"/indikator/C?periode={MONTH}").data).one("p", "big").text()
    assert said in dict(rows_of(marked, f"/opd/DLH?periode={MONTH}", "figures"))["Ukuran C"].text()
    assert said in next(one.text() for one in on_wall(marked) if one.one("span", "name").text() == "Ukuran C")
    assert [code for code, row in in_file(marked).items() if row["Pertentangan"] == said] == ["C"]


def on_wall(client):
    slides = parse(client.get(f"/layar?periode={MONTH}").data).all("section", "slide")
    return next(one for one in slides if one.one("h1").text() == "Semua").all("li")


def in_file(client):
    text = client.get(f"/unduh/angka-opd.csv?kode=DLH&periode={MONTH}").get_data(as_text=True).lstrip("\ufeff")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {row["Kode"]: row for row in csv.DictReader(io.StringIO("\n".join(lines)), delimiter=";")}
