"""Definition cards: all fields of MS-Ind, defects shown and not filled by guessing, changes visible with their day."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from demonstration import opened
from html_tree import parse

from components.labels import definitions as said
from core.access import current_viewer
from core.catalogue.texts import packed
from core.opening import catalogue_texts
from core.store import queries
from core.store.catalogues import keep_catalogue

FIRST = datetime(2026, 3, 2, 1, tzinfo=UTC)
MS_IND = (
    said.NAME, said.CONCEPT, said.DEFINITION, said.INTERPRETATION, said.METHOD, said.MEASURE, said.UNIT,
    said.PRESENTATION, said.COMPOSITE, said.LEVEL, said.ACCESS, said.PRODUCER, said.REFERENCE, said.OWNER, said.DEPUTY,
)  # fmt: skip


def main(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return parse(answer.data).one("main")


def test_every_card_has_every_field_and_says_which_are_empty(client):
    for indicator in queries.catalogue(current_viewer()).shown():
        card = main(client, f"/katalog/{indicator.code}").one("dl", "definition-card")
        heads = [one.text() for one in card.all("dt")]
        assert [one for one in MS_IND if one not in heads] == [], indicator.code
        values = dict(zip(heads, [one.text() for one in card.all("dd")], strict=True))
        assert values[said.DEFINITION] == indicator.definition
        assert values[said.OWNER] == said.EMPTY  # nobody has been named, and nobody is made up
        assert values[said.ACCESS] == said.UNDECIDED


def test_a_formula_names_the_variables_and_indicators_it_is_built_of(client):
    card = main(client, "/katalog/LH-03").one("dl", "definition-card").text()
    assert "Timbulan sampah sebulan (LH-A)" in card
    assert "LH_C / LH_A * 100" in card


def test_an_indicator_that_ended_names_the_one_that_took_its_place(client):
    ended = [one for one in queries.catalogue(current_viewer()).shown() if one.successor]
    assert ended
    for indicator in ended:
        card = main(client, f"/katalog/{indicator.code}").one("dl", "definition-card").text()
        assert f"({indicator.successor})" in card
        assert "sampai 31 Des" in card


def test_the_list_names_every_indicator_with_its_office_and_its_defects(client):
    tree = main(client, "/katalog")
    catalogue = queries.catalogue(current_viewer())
    text = tree.text()
    count = len(catalogue.shown())
    assert f"{count} belum punya penanggung jawab bernama" in text
    links = {one.get("href").partition("?")[0] for one in tree.all("a")}
    for indicator in catalogue.indicators.values():
        assert f"/katalog/{indicator.code}" in links
        assert indicator.name in text
    assert text.count(said.LACKS_OWNER) == text.count(said.LACKS_DEPUTY) == count


def test_a_variable_has_a_card_without_defects(client):
    text = main(client, "/katalog/LH-A").text()
    assert "Timbulan sampah sebulan" in text
    assert said.DEFECTS not in text


def test_the_cards_can_be_taken_away_with_every_field(client):
    answer = client.get("/unduh/katalog.csv")
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    [head] = [row for row in rows if row and row[0] == said.CODE]
    codes = [row[0] for row in rows if len(row) == len(head) and row is not head]
    assert codes == list(queries.catalogue(current_viewer()).indicators)
    assert set(MS_IND) <= set(head)
    assert client.get("/unduh/katalog.xlsx?kode=LH-03").status_code == 200


def test_an_unknown_code_is_not_found(client):
    assert client.get("/katalog/TIDAK-ADA").status_code == 404


@pytest.fixture
def versioned(client, demonstration, copy_of_collected):
    """Return the client over a store that kept three states of the catalogue."""
    one = opened(copy_of_collected)
    texts = catalogue_texts()
    older = {**texts, "indicators.csv": _renamed(texts["indicators.csv"])}
    heavier = {**older, "weights.csv": texts["weights.csv"].replace("tuntas,LH-03,1,", "tuntas,LH-03,2,")}
    for days, state in enumerate((older, heavier, texts)):
        keep_catalogue(one.store, *packed(state), now=FIRST + timedelta(days=days))
    one.connect()
    yield client
    one.store.close()
    demonstration.connect()


def _renamed(text):
    """Return the catalogue as it was before its last columns came, with other words for one indicator."""
    rows = list(csv.reader(io.StringIO(text)))
    kept = [row[: rows[0].index("konsep")] for row in rows]
    for row in kept:
        if row[0] == "LH-03":
            row[2] = "<b>Bagian</b> sampah yang diangkut."
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(kept)
    return out.getvalue()


def test_a_change_shows_the_old_struck_through_the_new_underlined_and_when(versioned):
    tree = main(versioned, "/katalog/LH-03")
    changes = tree.all("article", "change")
    assert [one.one("h3").text() for one in changes] == [
        "Dikenal dasbor sejak 4 Mar 2026 09.00 WITA",
        "Dikenal dasbor sejak 3 Mar 2026 09.00 WITA",
    ]
    newest, older = changes
    assert "diangkut." in " ".join(one.text() for one in newest.all("del"))
    assert "dipilah," in " ".join(one.text() for one in newest.all("ins"))
    assert [one.text() for one in older.all("dt")] == [said.WEIGHTS]
    assert [one.text() for one in older.all("del")] == ["1"]
    assert [one.text() for one in older.all("ins")] == ["2"]


def test_markup_in_a_definition_stays_text(versioned):
    answer = versioned.get("/katalog/LH-03").get_data(as_text=True)
    assert "<b>Bagian</b>" not in answer
    assert "&lt;b&gt;Bagian&lt;/b&gt;" in answer


def test_the_list_says_which_cards_changed_last(versioned):
    items = main(versioned, "/katalog").all("ul", "plain")[-1].all("li")
    count = len(queries.catalogue(current_viewer()).shown())
    assert items[0].text().startswith(f"4 Mar 2026 09.00 WITA: {count} kartu berubah")  # the columns that came
    assert items[1].text() == "3 Mar 2026 09.00 WITA: 1 kartu berubah LH-03"


def test_looking_back_the_card_is_that_of_the_day(versioned):
    text = main(versioned, "/katalog/LH-03?diketahui=2026-03-02").one("dl", "definition-card").text()
    assert "Bagian</b> sampah yang diangkut." in text
    assert said.NEVER_CHANGED.partition(",")[0] in main(versioned, "/katalog/LH-03?diketahui=2026-03-02").text()


def test_nothing_was_kept_yet_and_that_is_said(client):
    assert said.NO_HISTORY in main(client, "/katalog/LH-03").text()
