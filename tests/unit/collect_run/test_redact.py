"""Secrets do not come through, in no spelling that a server may echo."""

from urllib.parse import quote, quote_plus

import pandas as pd
import pytest

from core.collect.redact import MASK, Redactor

SECRET = 'k3y "with" a/b+c&d'


@pytest.mark.parametrize("spelled", [SECRET, quote(SECRET), quote(SECRET, safe=""), quote_plus(SECRET)])
def test_a_secret_is_taken_out_in_every_spelling(spelled):
    told = Redactor([SECRET]).text(f"GET /data?key={spelled} gave 403")
    assert told == f"GET /data?key={MASK} gave 403"


def test_raw_answers_lose_it_too():
    assert Redactor([SECRET]).content(b"<p>" + SECRET.encode() + b"</p>") == b"<p>***</p>"


def test_texts_in_rows_lose_it_and_numbers_stay():
    rows = pd.DataFrame({"nilai": [1.5, 2.0], "catatan": [f"kunci {SECRET}", None], "n": [1, "x"]})
    clean = Redactor([SECRET]).frame(rows)
    assert clean["catatan"][0] == f"kunci {MASK}"
    assert clean["nilai"].tolist() == [1.5, 2.0]
    assert clean["n"].tolist() == [1, "x"]
    assert SECRET in rows["catatan"][0]


def test_no_secret_changes_nothing():
    rows = pd.DataFrame({"a": ["x"]})
    assert Redactor([""]).frame(rows) is rows
    assert Redactor([]).text("abc") == "abc"


def test_what_a_cell_or_a_heading_holds_deeper_down_loses_it_too():
    rows = pd.DataFrame({f"a {SECRET}": [[{"b": [SECRET, 1]}, None]], "n": [{SECRET: "x"}]})
    clean = Redactor([SECRET]).frame(rows)
    assert clean.columns.tolist() == [f"a {MASK}", "n"]
    assert clean.iloc[0].tolist() == [[{"b": [MASK, 1]}, None], {MASK: "x"}]
