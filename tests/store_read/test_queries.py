"""What pages ask for, on real rows."""

import pytest
from reading import (
    COUNCIL,
    NORTH,
    REGENCY,
    SOUTH,
    TODAY,
    VILLAGES,
    catalogue,
    config,
    indicator,
    run,
    source,
    target,
    view,
)

from core.domain.area import Level
from core.domain.figure import Absence
from core.domain.indicator import Kind
from core.errors import NotFoundError, StoreError
from core.store import queries


@pytest.fixture
def city(store):
    """Return a store with two indicators, one of them red, connected to the queries."""
    run(store, "s", *(("A", place, f"2026-{m:02d}", 10 + m) for place in (NORTH, SOUTH) for m in range(1, 11)))
    run(store, "t", ("B", REGENCY, "2026-10", 3, "p", "Rekap!C7"))
    definitions = catalogue(
        indicator("A", is_core=True),
        indicator("B", finest=Level.REGENCY, additive=False, agency="DKISP"),
        targets=[target("A", 40), target("B", 10)],
        comparators=[("B", "Nasional", "2024", 5.0, "laporan")],
    )
    queries.connect(store, definitions, config(source("s", "A"), source("t", "B", agency="DKISP")))
    return store


def test_the_first_page_comes_in_one_answer(city):
    seen = queries.overview(COUNCIL, view())
    assert [one.dimension.code for one in seen.dimensions] == ["tangguh", "unggul"]
    # A: 40 of 40, B: 3 of 10, equal weights.
    assert seen.total.value == pytest.approx(65.0)
    assert [one.indicator.code for one in seen.attention] == ["B"]
    assert (seen.below_target, seen.indicators, seen.simulated) == (1, 2, 0)
    assert (seen.map.indicator.code, len(seen.map.cells)) == ("A", 2)
    assert [state.agency.code for state in seen.agencies] == ["DKISP", "DLH"]


def test_a_dimension_has_its_figures_by_kecamatan(city):
    seen = queries.dimension(COUNCIL, "tangguh", view())
    assert [one.indicator.code for one in seen.figures] == ["B", "A"]  # worst first
    assert list(seen.heat) == ["A"]
    assert seen.heat["A"][NORTH].value == 20.0


def test_an_indicator_comes_with_series_ranking_comparators_and_rows(city):
    seen = queries.indicator(COUNCIL, "A", view())
    assert [point.value for point in seen.series] == [2.0 * (10 + m) for m in range(1, 11)]
    assert [cell.area.code for cell in seen.ranking] == [NORTH, SOUTH]
    assert seen.observations == ()
    other = queries.indicator(COUNCIL, "B", view())
    assert [one.name for one in other.comparators] == ["Nasional"]
    assert [(row.value, row.flag, row.provenance.place) for row in other.observations] == [(3.0, "p", "Rekap!C7")]
    assert (other.ranking, other.map) == ((), None)


def test_an_office_sees_its_figures_and_sources(city):
    seen = queries.agency(COUNCIL, "DKISP", view())
    assert (seen.state.total, seen.state.measured, seen.state.low) == (1, 1, 1)
    assert [one.source_id for one in seen.sources] == ["t"]


def test_the_months_go_back_to_the_first_with_figures(city):
    months = [one.text for one in queries.periods(COUNCIL)]
    assert queries.default_period(COUNCIL, TODAY).text == "2026-10"
    assert months == sorted(months, reverse=True)
    assert "2025-12" not in months[1:]


@pytest.mark.parametrize(
    "ask",
    [
        lambda: queries.indicator(COUNCIL, "X-9", view()),
        lambda: queries.indicator(COUNCIL, "A", view(place="99")),
        lambda: queries.dimension(COUNCIL, "smart-living", view()),
        lambda: queries.dimension(COUNCIL, "lain", view()),
        lambda: queries.agency(COUNCIL, "X", view()),
        lambda: queries.area_map(COUNCIL, "X-9", view(), Level.DISTRICT),
        lambda: queries.area_map(COUNCIL, "A", view(), Level.VILLAGE, parent="99"),
        lambda: queries.layer_points(COUNCIL, "x"),
        lambda: queries.observations(COUNCIL, "X-9", REGENCY),
        lambda: queries.overview(None, view()),
    ],
)
def test_what_does_not_exist_is_not_found(city, ask):
    with pytest.raises(NotFoundError):
        ask()


def test_an_empty_store_shows_what_is_missing_instead_of_failing(store):
    definitions = catalogue(indicator("A", kind=Kind.LOWER))
    queries.connect(store, definitions, config(source("s", "A")))
    seen = queries.overview(COUNCIL, view())
    assert seen.total.value is None
    assert seen.newest_at is None
    assert queries.indicator(COUNCIL, "A", view(place=VILLAGES[0])).figure.absence is Absence.NOT_COVERED
    assert queries.indicator(COUNCIL, "A", view()).figure.absence is Absence.NOT_DUE
    assert queries.boundaries(COUNCIL, Level.DISTRICT).features["features"] == []
    assert queries.layers(COUNCIL) == ()


def test_without_a_store_queries_say_so(monkeypatch):
    monkeypatch.setattr(queries, "_connected", [])
    with pytest.raises(StoreError, match="connect"):
        queries.catalogue(COUNCIL)
