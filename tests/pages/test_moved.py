"""What moved an index, the band of its weights, signal and projection: as the pages of the demonstration say them."""

import csv
import io
import re

import pytest
from html_tree import parse
from python_calamine import CalamineWorkbook

from components import formats, words_movement
from core.access import current_viewer
from core.store import analyses, outlooks, queries
from core.store.views import view_of

PAGES = [
    ("/", "", {}),
    ("/", "", {"dari": "2025-10", "periode": "2026-10"}),
    ("/", "", {"kerangka": "nasional", "banding": "tahun-lalu"}),
    ("/dimensi/tangguh", "tangguh", {}),
    ("/dimensi/sejahtera", "sejahtera", {"dari": "2025", "periode": "2026-10"}),
    ("/dimensi/adil", "adil", {"wilayah": "64.01.04", "dari": "2026-01"}),
    ("/dimensi/unggul", "unggul", {"periode": "2023-06"}),
]


def asked(path, query):
    return path + ("?" + "&".join(f"{name}={value}" for name, value in query.items()) if query else "")


def section(client, path, query):
    return parse(client.get(asked(path, query)).data).one("section", "movement")


def movement_of(code, query):
    view = view_of(**query)
    return analyses.movement(current_viewer(), code, view, analyses.since_of(query.get("dari", ""), view))


@pytest.mark.parametrize(("path", "code", "query"), PAGES)
def test_the_printed_parts_sum_to_the_printed_change(client, path, code, query):
    shown, found = section(client, path, query), movement_of(code, query)
    assert words_movement.moved(found) in shown.text()
    if found.movement is None or not found.movement.parts:
        assert not shown.all("table")
        return
    first, *parts, last = [row.all("td")[-1].text().strip() for row in shown.one("tbody").all("tr")]
    assert hundredths(first) + sum(map(hundredths, parts)) == hundredths(last)
    assert (hundredths(first), hundredths(last)) == (found.movement.start_hundredths, found.movement.end_hundredths)


def hundredths(text):
    return int(text.replace("−", "-").replace(".", "").replace(",", ""))


def test_the_last_level_is_the_index_in_the_head_of_the_page(client):
    """The head cuts to one decimal, the waterfall to two: both cut, so one begins with the other."""
    tree = parse(client.get("/dimensi/adil?periode=2026-10").data)
    level = tree.one("section", "movement").one("tbody").all("tr")[-1].all("td")[-1].text().strip()
    assert level[:-1] == tree.one("h1").one("strong").text()


def test_another_period_can_be_chosen_and_stands_in_the_address(client):
    shown = section(client, "/dimensi/tangguh", {"periode": "2026-10"})
    choices = shown.one("p", "choices").all("a")
    assert [one.text() for one in choices if one.get("aria-current")] == ["September 2026"]
    other = next(one for one in choices if one.text() == "Oktober 2025")
    assert "dari=2025-10" in other.get("href")
    assert "Oktober 2025 → Oktober 2026" in parse(client.get(other.get("href")).data).one("section", "movement").text()


def test_simulated_parts_are_marked_and_real_ones_are_not(client):
    shown, found = section(client, *PAGES[4][::2]), movement_of(*PAGES[4][1:])
    for row in shown.one("tbody").all("tr"):
        for link in row.one("th").all("a"):
            code = re.search(r"/indikator/([\w-]+)", link.get("href"))[1]
            assert ("SIMULASI" in row.one("th").text()) == (code in found.simulated), code


def test_a_withheld_index_says_why_and_has_neither_parts_nor_band(real_only):
    tree = parse(real_only.get("/?periode=2026-10").data)
    text = tree.one("section", "movement").text()
    assert "Tidak dapat dibandingkan: indeks September 2026 ditahan, cakupan" in text
    assert "variasi bobot" not in tree.text()


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_parts_can_be_taken_away_whole_and_add_up(client, kind):
    query = {"kode": "sejahtera", "periode": "2026-10", "dari": "2025-10"}
    heads, rows = table(client.get(asked(f"/unduh/penggerak.{kind}", query)).data, kind)
    found = movement_of("sejahtera", query).movement
    assert len(rows) == len(found.parts) + 2
    points = [row[heads.index("Poin")] for row in rows]
    assert points[0] + sum(points[1:-1]) == pytest.approx(points[-1], abs=1e-9)
    printed = [row[heads.index("Indeks sesudahnya")] for row in rows]
    assert (printed[0], printed[-1]) == (found.start_hundredths / 100, found.end_hundredths / 100)
    remarks = [row[-1] for row in rows]
    assert "SIMULASI" in remarks and not remarks[0]


def table(content, kind):
    if kind == "xlsx":
        heads, *rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        return heads, rows
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    heads, *rows = [line for line in lines if line and not line[0].startswith("# ")]
    at = [heads.index(name) for name in ("Poin", "Indeks sesudahnya")]
    return heads, [[float(cell.replace(",", ".")) if n in at else cell for n, cell in enumerate(row)] for row in rows]


def test_the_band_of_the_weights_stands_beside_the_index(client):
    view = view_of(periode="2026-10")
    found = analyses.sensitivity(current_viewer(), view)
    text = parse(client.get("/?periode=2026-10").data).text()
    assert words_movement.band(found.total, found.draws) in text
    assert f"urutan dimensi sama pada {formats.number(found.same_order, 0)} dari 1.000" in text
    band = found.dimensions["tangguh"]
    assert words_movement.band(band, 1000) in parse(client.get("/dimensi/tangguh?periode=2026-10").data).text()


@pytest.mark.parametrize("code", ["LH-03", "PL-02", "KS-01", "TI-10", "BN-03", "LH-09"])
def test_the_card_says_signal_or_noise_where_the_series_is_long_enough(client, code):
    found = analyses.outlook(current_viewer(), code, view_of())
    lines = parse(client.get(f"/indikator/{code}").data).all("p", "variation")
    assert len(lines) == (found.variation is not None)
    for line in lines:
        assert line.all("svg", "signal")
        assert re.search("perubahan nyata|dalam variasi biasa", line.text())


def test_a_projection_is_shown_where_it_won_and_elsewhere_says_that_it_did_not(client):
    for code in ("LH-03", "PL-02"):
        analyses.outlook(current_viewer(), code, view_of())
    assert outlooks.PROJECTIONS.wait(120)
    won, lost = (facts(client, code) for code in ("LH-03", "PL-02"))
    newest = queries.figure(current_viewer(), "LH-03", view_of()).period
    if newest.end.month == 12:
        assert "Proyeksi akhir tahun" not in won + lost
        return
    assert re.search(r"Proyeksi akhir tahun\W*[\d.,]+ % pada Desember \d{4} \(rentang 90 %: .* sampai .*\)", won)
    assert "SIMULASI" in won
    assert "tidak ditampilkan karena tidak lebih baik dari pola tahun lalu" in lost


def facts(client, code):
    return parse(client.get(f"/indikator/{code}").data).one("section", "figure-card").one("dl", "facts").text()


def test_what_the_target_still_takes_is_said_in_words(client):
    text = facts(client, "LH-03")
    assert re.search(r"perlu naik rata-rata [\d,]+ poin per bulan sampai 31 Des \d{4}", text)
