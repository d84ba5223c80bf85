"""The form of an office, filled in as people do: read are exactly those values, refused exactly those cells."""

import pytest
from filled_forms import CATALOGUE, MADE, Filled, form, refusals_of, source_of, taken, values_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import data_sources as _connectors  # noqa: F401 - registers them
from core.collect.config_check import _of_source
from core.collect.contract import Layout
from core.collect.forms import form_id, forms_of
from core.errors import SourceChangedError
from core.reports.form_words import FLAGS

FORMS = forms_of(CATALOGUE, simulated=False)


@pytest.mark.parametrize("agency", [one.agency for one in FORMS.values()])
def test_an_empty_form_says_nothing_and_nothing_of_it_is_refused(agency):
    gathered = taken(form(agency), source_of(agency))
    assert gathered.read > 0
    assert len(gathered.observations) == 0
    assert gathered.rejected == []


@pytest.mark.parametrize("agency", [one.agency for one in FORMS.values()])
def test_every_row_of_every_form_can_be_filled_in(agency):
    filled, expected = Filled(agency), {}
    for number in range(5, filled.sheet.max_row + 1):
        code, area, period = (filled.sheet[f"{letter}{number}"].value for letter in "ADF")
        low = CATALOGUE.indicators[code].minimum or 0
        value = max(low, 1.0 if CATALOGUE.indicators[code].maximum == 1 else 2.0)
        filled.sheet[f"G{number}"] = value
        expected[code, area, period] = value
    gathered = taken(filled.saved(), source_of(agency))
    assert refusals_of(gathered) == set()
    assert values_of(gathered) == expected


def filled_by_staff():
    """Return a form with what people write, the values that are meant, and the cells that cannot be taken."""
    filled = Filled()
    filled.write("LH-06", value=61.5, flag="sementara", note="hasil ukur 3 titik")
    filled.write("LH-A", "64.01.01", value="1.234,5")
    filled.write("LH-A", "64.01.02", value=0)
    filled.write("LH-A", "64.01.03", value="-")
    filled.write("LH-05", value=88.25, period="2026-11-26")
    wrong = filled.write("LH-A", "64.01.04", value="belum dihitung semua")
    above = filled.write("LH-07", value=180)
    whole = filled.write("LH-10", value=3.5)
    future = filled.write("LH-11", value=70, period="2027")
    foreign = filled.append("TI-01", "64.01.01.2001", "2026-10", 1)
    nowhere = filled.append("LH-A", "64.99", "2026-10", 5)
    values = {
        ("LH-06", "64.01", "2026-10"): 61.5,
        ("LH-A", "64.01.01", "2026-10"): 1234.5,
        ("LH-A", "64.01.02", "2026-10"): 0.0,
        ("LH-05", "64.01", "2026-11-26"): 88.25,
    }
    refused = {
        (f"Isian!G{wrong}", "value_not_numeric"),
        (f"Isian!G{above}", "value_out_of_range"),
        (f"Isian!G{whole}", "value_not_integer"),
        (f"Isian!G{future}", "period_future"),
        (f"Isian!A{foreign}", "indicator_unknown"),
        (f"Isian!D{nowhere}", "area_unknown"),
    }
    return filled.saved(), values, refused


def test_exactly_what_was_meant_is_taken_and_exactly_the_wrong_cells_are_refused():
    content, values, refused = filled_by_staff()
    gathered = taken(content, source_of())
    assert values_of(gathered) == values
    assert refusals_of(gathered) == refused
    first = gathered.observations.set_index("indicator").loc["LH-06"]
    assert (first.flag, first.note) == ("p", "hasil ukur 3 titik")


@pytest.mark.parametrize(("flag", "word"), FLAGS.items())
def test_each_word_of_the_list_is_its_flag(flag, word):
    filled = Filled()
    filled.write("LH-06", value=50, flag=word)
    found = taken(filled.saved(), source_of()).observations.iloc[0]
    assert (found.flag, found.note) == (flag, "")


def test_the_form_of_one_office_brings_no_figure_of_another():
    filled = Filled()
    for code in ("TI-01", "PL-09", "LH-04"):
        filled.append(code, "64.01", "2026-10", 5)
    gathered = taken(filled.saved(), source_of())
    assert values_of(gathered) == {}
    assert {one.reason.value for one in gathered.rejected} == {"indicator_unknown"}


def test_the_form_of_another_office_is_refused_row_by_row():
    filled = Filled("DKISP")
    filled.write("TI-05", value=50)
    gathered = taken(filled.saved(), source_of("DLH"))
    assert values_of(gathered) == {}
    assert {one.found for one in gathered.rejected} == {"TI-05"}


def test_a_form_whose_sheet_is_gone_is_refused_as_a_whole():
    filled = Filled()
    filled.sheet.title = "Lain"
    with pytest.raises(SourceChangedError, match="Isian"):
        taken(filled.saved(), source_of())


def test_the_sources_of_the_forms_are_as_right_as_configured_ones():
    found = [one for source in FORMS.values() for one in _of_source(source, CATALOGUE, {}, MADE)]
    assert [one for one in found if one.is_fault] == []
    assert {one.reading.layout for one in FORMS.values()} == {Layout.LONG}
    assert form_id("SETDA-ORG") == "formulir_setda_org"


def test_made_up_figures_say_so_in_the_source():
    source = forms_of(CATALOGUE, simulated=True)["formulir_dlh"]
    assert source.simulated
    assert source.attribution.startswith("SIMULASI")


# What an XML file can hold; a sheet with anything else is no file that a spreadsheet wrote.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\n"), min_size=1, max_size=40)


@given(text=TEXTS)
@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_a_cell_is_a_figure_or_told_or_nothing(text):
    filled = Filled("DPUTR")
    number = filled.write("IN-01", value=text)
    gathered = taken(filled.saved(), source_of("DPUTR"))
    assert {one.place for one in gathered.rejected} <= {f"Isian!G{number}"}
    assert len(gathered.rejected) + len(gathered.observations) <= 1
