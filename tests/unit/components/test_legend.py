"""Words of a class and the rule that puts a value into it agree, for every value."""

import re

import pytest
from given_figures import area_map, figure, indicator
from html_tree import parse
from hypothesis import given
from hypothesis import strategies as st

from components import formats
from components.block import text_of
from components.legend import class_words, legend
from core.catalogue import load_catalogue
from core.config import ROOT
from core.domain.classes import class_of
from core.domain.status import Status

CLASSED = [one for one in load_catalogue(ROOT / "catalogue").indicators.values() if one.classes]


def number(text):
    return float(text.replace(".", "").replace(",", "."))


def means(words, value):
    """Return whether a value belongs to a class, by the words alone, as a reader takes them."""
    if words.startswith("lebih dari "):
        return value > number(words.removeprefix("lebih dari "))
    above = re.search(r"di atas ([\d.,-]+)", words)
    upto = re.search(r"sampai ([\d.,-]+)", words)
    if above or upto:
        return (not above or value > number(above.group(1))) and (not upto or value <= number(upto.group(1)))
    first, _, last = words.partition("–")
    return number(first) <= value <= number(last or first)


def which(one, value):
    told = [class_words(one, one.classes, klass) for klass in range(len(one.classes) + 1)]
    return [klass for klass, words in enumerate(told) if means(words, value)]


@pytest.mark.parametrize("one", CLASSED, ids=lambda one: one.code)
def test_every_whole_number_falls_into_exactly_the_class_whose_words_contain_it(one):
    lowest = int(one.minimum or 0)
    for value in (*range(lowest, 21), 99, 100, 101, 1000):
        assert which(one, value) == [class_of(value, one.classes)], (one.classes, value)


@pytest.mark.parametrize("one", [one for one in CLASSED if not one.integer], ids=lambda one: one.code)
@given(value=st.floats(0, 1000))
def test_every_value_falls_into_exactly_the_class_whose_words_contain_it(one, value):
    assert which(one, value) == [class_of(value, one.classes)]


@pytest.mark.parametrize("one", [one for one in CLASSED if not one.integer], ids=lambda one: one.code)
def test_a_value_on_a_limit_belongs_to_the_class_below(one):
    for klass, limit in enumerate(one.classes):
        assert which(one, limit) == [klass] == [class_of(limit, one.classes)]


@pytest.mark.parametrize("one", CLASSED, ids=lambda one: one.code)
def test_the_words_print_each_limit_whole(one):
    for limit in one.classes:
        assert number(formats.number(limit, 0 if one.integer else one.decimals)) == limit


@pytest.mark.parametrize("limits", [(0, 1, 3, 6), (1, 2), (0,), (5, 10, 20)])
def test_counts_are_told_without_overlap(limits):
    one = indicator(integer=True, decimals=0, unit="desa", classes=limits)
    for value in range(21):
        assert which(one, value) == [class_of(value, limits)]


def test_the_legend_counts_what_occurs_from_best_to_worst_and_missing_last():
    missing, none_due = figure(None), figure(None, status=Status.NOT_DUE)
    shown = area_map(
        figure(status=Status.LOW), figure(status=Status.HIGH), missing, none_due, figure(status=Status.LOW)
    )
    rows = [row.text() for row in parse(text_of(legend(shown))).all("li")]
    assert rows == ["Tinggi Tinggi 1", "Rendah Rendah 2", "Belum ada data 1", "Belum jatuh tempo 1"]


def test_the_legend_of_classes_counts_every_area_once():
    values = [0.5, 15.0, 99.0, 10.0]
    shown = area_map(
        *(figure(value) for value in values),
        limits=(10.0, 20.0),
        classes=[class_of(value, (10.0, 20.0)) for value in values],
    )
    rows = [row.text() for row in parse(text_of(legend(shown))).all("li")]
    assert rows == ["sampai 10,0 2", "di atas 10,0 sampai 20,0 1", "di atas 20,0 1"]
