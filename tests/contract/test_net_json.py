"""Strict JSON: three ways in which lenient parsers fall (M17), and a few more."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SourceChangedError, SourceDownError, SourceError
from core.reasons import Reason
from data_sources._json import frame_of, parse_json, records_at

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def refusal(content):
    with pytest.raises(SourceError) as caught:
        parse_json("uji", content)
    return type(caught.value), caught.value.reason


@given(JSON)
def test_all_honest_json_is_read_as_it_is(value):
    assert parse_json("uji", json.dumps(value).encode()) == value
    assert parse_json("uji", b"\xef\xbb\xbf" + json.dumps(value, ensure_ascii=False).encode()) == value


@given(st.binary(max_size=200))
def test_whatever_comes_ends_in_a_value_or_one_of_our_errors(content):
    try:
        parse_json("uji", content)
    except SourceError as error:
        assert isinstance(error, (SourceDownError, SourceChangedError))


@pytest.mark.parametrize("cut", range(1, 58))
def test_every_cut_of_an_answer_is_noticed(cut):
    whole = b'{"data": [{"nama": "Kuaro \\u00e9", "nilai": true}, {"n": []}]}'
    kind, reason = refusal(whole[:cut])
    assert kind is SourceDownError or reason is Reason.JSON_INVALID


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"[" * 100_000, Reason.JSON_TOO_DEEP),
        (b'{"a":' * 100_000, Reason.JSON_TOO_DEEP),
        (b"[" * 100_000 + b"]" * 100_000, Reason.JSON_TOO_DEEP),
        (b"[1" + b"0" * 5000 + b"]", Reason.JSON_INVALID),
        (b"[1e999]", Reason.JSON_INVALID),
        (b"[-Infinity]", Reason.JSON_INVALID),
        (b"NaN", Reason.JSON_INVALID),
        (b'{"a": 1, "a": 1}', Reason.JSON_DUPLICATE_KEY),
        (b'["\xff"]', Reason.ENCODING_ERROR),
        (b"[1,]", Reason.JSON_INVALID),
        (b"{'a': 1}", Reason.JSON_INVALID),
        (b"[1] [2]", Reason.JSON_INVALID),
    ],
)
def test_what_lenient_parsers_take_or_fall_over_is_refused(content, reason):
    assert refusal(content) == (SourceChangedError, reason)


def test_brackets_in_texts_do_not_count_as_depth():
    assert parse_json("uji", json.dumps(["[" * 500 + '\\"{' * 500]).encode()) == ["[" * 500 + '\\"{' * 500]


def test_a_text_full_of_quotes_that_never_ends_is_told_at_once():
    assert refusal(b'["' + b'\\"[' * 300_000)[1] is Reason.TRUNCATED


@pytest.mark.parametrize("content", [b"Akses ditolak", b"<?xml version='1.0'?><x/>", b"upstream error", b"\x00\x01"])
def test_what_is_no_json_at_all_counts_as_down(content):
    assert refusal(content)[0] is SourceDownError


def test_whole_numbers_stay_whole_where_a_record_lacks_the_key():
    frame = frame_of(records_at("uji", [{"a": 9007199254740993}, {"b": 1}], ""))
    assert frame["a"][0] == 9007199254740993
    assert type(frame["a"][0]) is int
