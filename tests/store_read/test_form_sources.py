"""A form that nobody has filled in is no source of a figure: what never had data says so."""

from core.collect.forms import form_source, with_forms
from core.store.standing import codes_of, serving_of


def test_a_form_is_waited_for_by_no_figure(demonstration):
    forms = [one for one in demonstration.config.sources.values() if one.is_form]
    assert len(forms) > 10
    assert {code for one in forms for code in codes_of(one)} == set()
    assert set().union(*serving_of(demonstration.config.sources.values()).values()).isdisjoint(one.id for one in forms)


def test_a_form_still_knows_what_it_may_bring(demonstration):
    office = demonstration.catalogue.agencies["DLH"]
    form = form_source(office, demonstration.catalogue, simulated=False)
    assert {"LH-A", "LH-06"} <= set(form.reading.indicators)


def test_what_no_office_ever_sent_has_no_data_with_and_without_forms(demonstration, client):
    told = " ".join(client.get("/opd/DLH").text.split())
    assert "sumbernya belum pernah diambil" not in told
    without = demonstration.config.model_copy(
        update={"upload": demonstration.config.upload.model_copy(update={"forms": False})}
    )
    assert with_forms(without, demonstration.catalogue).sources == without.sources
