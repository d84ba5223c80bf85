"""/rapor: every office with its numbers, what they mean, and its row on the office's own page."""

from html_tree import parse

from components.labels import scorecard as said


def rows(client, address="/rapor"):
    table = next(one for one in parse(client.get(address).data).all("table") if "Kelengkapan" in one.text())
    return table.one("tbody").all("tr")


def test_every_office_that_owns_an_indicator_has_its_row(client, demonstration):
    owners = {one.agency for one in demonstration.catalogue.shown()}
    assert len(rows(client)) == len(owners)


def test_the_least_complete_comes_first(client):
    shares = [float(row.all("td")[0].text().split(" %")[0].replace(",", ".")) for row in rows(client)]
    assert shares == sorted(shares)


def test_each_column_is_defined_on_the_page(client):
    text = parse(client.get("/rapor").data).text()
    for name, meaning in said.DEFINITIONS:
        assert name in text
        assert meaning in text


def test_the_line_of_twelve_months_is_told_in_words_too(client):
    told = rows(client)[0].one("span", "sr").text()
    assert told.startswith("Kelengkapan per bulan jatuh tempo: ")
    assert told.count(",") == 11


def test_an_office_finds_its_own_row_on_its_page(client):
    (row,) = rows(client, "/opd/DLH")
    assert "Dinas Lingkungan Hidup" in row.text()
    leads_to = [one.get("href") for one in row.all("a")]
    assert any(one.startswith("/konflik?") and "opd=DLH" in one and "keadaan=terbuka" in one for one in leads_to)


def test_the_file_has_the_months_as_columns_and_the_meanings_above(client):
    text = client.get("/unduh/rapor.csv").get_data(as_text=True)
    assert text.count("Kelengkapan 20") == 12
    assert "Tepat waktu: Bagian angka" in text
    assert "SIMULASI" in text
