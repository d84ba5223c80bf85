"""The real, published figures are seen with the address they were read at."""

import csv

import pytest
from html_tree import parse

from components import formats
from core.config import ROOT
from core.domain.period import parse_period

YEARLY = list(csv.DictReader((ROOT / "published" / "tahunan.csv").open(encoding="utf-8")))
MONTHLY = list(csv.DictReader((ROOT / "published" / "bulanan.csv").open(encoding="utf-8")))
DAILY = list(csv.DictReader((ROOT / "published" / "harian.csv").open(encoding="utf-8")))


def of(code, rows=YEARLY):
    return [row for row in rows if row["kode"] == code]


def page(client, row):
    return parse(client.get(f"/indikator/{row['kode']}?wilayah={row['kode_wilayah']}&periode={row['periode']}").data)


@pytest.mark.parametrize(
    "row", YEARLY + MONTHLY + DAILY, ids=lambda row: f"{row['kode']}-{row['kode_wilayah']}-{row['periode']}"
)
def test_each_published_figure_is_the_figure_of_its_period_with_its_source(client, demonstration, row):
    tree = page(client, row)
    indicator = demonstration.catalogue.indicators[row["kode"]]
    shown = tree.one("p", "big").text()
    assert shown.startswith(formats.number(float(row["nilai"]), indicator.decimals)), shown
    assert "SIMULASI" not in tree.one("h1").text()
    facts = tree.all("dl", "facts")[0]
    assert facts.all("a", href=row["sumber"]), "the publication is not linked beside the figure"
    assert "Angka terbitan publik" in facts.text()
    if row["tanda"]:
        assert tree.one("p", "big").one("abbr").text() == row["tanda"]


def test_spbe_2018_to_2024_stand_in_one_series_each_with_its_address(client):
    tree = parse(client.get("/indikator/TI-10").data)
    rows = of("TI-10")
    assert [row["periode"] for row in rows] == [str(year) for year in range(2018, 2025)]
    text = tree.text()
    for row in rows:
        assert f"{row['periode']} {formats.number(float(row['nilai']), 2)}" in text
        assert tree.all("a", href=row["sumber"])
    assert "Nasional" in text
    assert "3,12" in text


def test_burnt_area_2023_stands_on_the_map_for_every_kecamatan(client, demonstration):
    rows = [row for row in of("BN-02") if row["kode_wilayah"] != "64.01"]
    assert len(rows) == 10
    tree = parse(client.get("/indikator/BN-02?periode=2023").data)
    drawn = [one.text() for one in tree.all("svg", "map")[0].all("text")]
    decimals = demonstration.catalogue.indicators["BN-02"].decimals
    for row in rows:
        name = demonstration.catalogue.areas[row["kode_wilayah"]].name
        assert f"{name} {formats.number(float(row['nilai']), decimals)} {row['tanda']}".strip() in drawn
    assert not tree.all("svg", "map")[0].all("path", "st-no-data")


@pytest.mark.parametrize("code", ["LH-11", "LH-12", "SE-01", "SE-02", "SE-04", "SE-05", "DM-01"])
def test_the_series_of_real_figures_is_whole(client, demonstration, code):
    tree = parse(client.get(f"/indikator/{code}?periode=2025").data)
    rows = [row for row in of(code) if row["kode_wilayah"] == "64.01"]
    text = tree.text()
    for row in rows:
        assert formats.period(parse_period(row["periode"])) in text
        assert formats.number(float(row["nilai"]), demonstration.catalogue.indicators[code].decimals) in text


def test_without_the_demonstration_the_published_figures_are_all_there(real_only, demonstration):
    for row in YEARLY + MONTHLY + DAILY:
        indicator = demonstration.catalogue.indicators[row["kode"]]
        shown = page(real_only, row).one("p", "big").text()
        assert shown.startswith(formats.number(float(row["nilai"]), indicator.decimals)), (row, shown)
