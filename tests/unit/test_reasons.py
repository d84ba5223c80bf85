"""Every reason code has words for people: what is wrong, what stood there, what to do."""

import re

import pytest

from core.reasons import Reason, explain
from core.reasons_id import FOUND, TEXTS

ENGLISH = re.compile(r"\b(the|row|value|file|error|invalid|missing|unknown|not|found|expected|upload|timeout)\b", re.I)


def test_every_code_has_words_and_every_word_a_code():
    assert set(TEXTS) == set(FOUND) == {reason.value for reason in Reason}


@pytest.mark.parametrize("reason", Reason, ids=lambda r: r.value)
def test_a_reason_is_told_in_whole_indonesian_sentences(reason):
    told = explain(reason)
    for words in (told.sentence, told.mend):
        assert re.fullmatch(r"[A-Z].{10,}\.", words), words
        assert not ENGLISH.search(words), words
        assert not re.search(r"[{}]|  |None|\.\.", words), words
    assert told.sentence != told.mend


@pytest.mark.parametrize("reason", Reason, ids=lambda r: r.value)
def test_what_was_found_and_expected_is_filled_in(reason):
    told = explain(reason, found="12,5 kira-kira", expected="satu angka")
    assert "“12,5 kira-kira”." in told.sentence
    introduced = "Kuncinya" if reason is Reason.PERIOD_LOCKED else "Yang diharapkan"
    assert told.sentence.endswith(f"{introduced}: satu angka.")
    assert told.sentence.startswith(explain(reason).sentence)


def test_no_two_reasons_say_the_same():
    assert len({text.sentence for text in TEXTS.values()}) == len(TEXTS)


def test_a_forged_line_or_mark_does_not_get_through():
    told = explain(Reason.AREA_UNKNOWN, found="Kuaro\r\nINFO semua baik\x1b[31m\u202egnp.exe\x00")
    assert re.fullmatch(r"[^\x00-\x1f\u202e\x7f]+", told.sentence)
    assert "“Kuaro INFO semua baik [31m gnp.exe”" in told.sentence


def test_a_long_cell_is_shortened():
    told = explain(Reason.VALUE_NOT_NUMERIC, found="x" * 5000, expected="y" * 5000)
    assert len(told.sentence) < 300
    assert "x…”" in told.sentence


def test_white_space_alone_is_nothing_found():
    assert explain(Reason.VALUE_NOT_NUMERIC, found=" \u00a0\n", expected=" ") == explain(Reason.VALUE_NOT_NUMERIC)


def test_braces_in_a_cell_stay_as_they_are():
    assert "“{0} {found} %s”" in explain(Reason.WRONG_TYPE, found="{0} {found} %s").sentence
