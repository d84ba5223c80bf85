"""The same figures under two visions; an indicator that ended and the one that took its place are never joined."""

from datetime import date

import pytest
from reading import COUNCIL, REGENCY, config, run, source, view

from core.catalogue import load_catalogue
from core.config import ROOT
from core.domain.indicator import Kind
from core.store import queries

DEFINITIONS = load_catalogue(ROOT / "catalogue", demo_targets=ROOT / "demo" / "targets.csv")
SETTLED = config(source("s", "TI-10", "TI-13", "SE-01", "PL-01"), floor=0.0)


@pytest.fixture(autouse=True)
def _connected(store):
    queries.connect(store, DEFINITIONS, SETTLED)


def index(frame, period="2024-12"):
    found = queries.overview(COUNCIL, view(period=period, frame=frame, today=date(2026, 11, 22)))
    parts = {part.figure.indicator.code: (part.figure.value, part.capped) for part in found.total.parts}
    return found.total, parts, [one.dimension.code for one in found.dimensions]


def test_the_same_figures_stand_under_both_visions(store):
    run(
        store,
        "s",
        ("TI-10", REGENCY, "2024", 3.27),
        ("SE-01", REGENCY, "2024", 8.63),
        ("PL-01", REGENCY, "2024-12", 82),
    )
    now, own, five = index("tuntas")
    before, same, three = index("mas")
    assert own == same
    assert (now.value, now.coverage) == (before.value, before.coverage)
    assert (len(five), three) == (5, ["mas-maju", "mas-adil", "mas-sejahtera"])


def test_dimensions_of_the_earlier_vision_take_their_indicators_by_a_proposal():
    pairs = {(one.dimension("tuntas"), one.dimension("mas")) for one in DEFINITIONS.shown()}
    assert pairs == {
        ("adil", "mas-adil"),
        ("sejahtera", "mas-sejahtera"),
        *((code, "mas-maju") for code in ("tangguh", "unggul", "transformatif")),
        *({("", "")} & pairs),
    }
    assert DEFINITIONS.frames["mas"].is_proposed


def test_visions_follow_one_another_without_a_gap_or_an_overlap():
    frames = DEFINITIONS.frames
    assert frames["tuntas"].predecessor == "mas"
    assert (frames["tuntas"].valid_from - frames["mas"].valid_to).days == 1
    assert frames["mas"].covers(date(2024, 12, 31))
    assert not frames["mas"].covers(date(2026, 1, 31))


def test_spbe_ends_and_its_successor_begins_the_next_day():
    spbe, pemdi = DEFINITIONS.indicators["TI-10"], DEFINITIONS.indicators["TI-13"]
    assert spbe.successor == pemdi.code
    assert (spbe.valid_to, pemdi.valid_from) == (date(2025, 12, 31), date(2026, 1, 1))
    assert pemdi.kind is Kind.INFORMATION
    assert not any(one.indicator == pemdi.code for one in DEFINITIONS.comparators)


def test_no_line_and_no_comparison_crosses_the_end_of_spbe(store):
    rows = [("TI-10", REGENCY, str(year), 3.0 + (year - 2020) / 10) for year in range(2022, 2028)]
    rows += [("TI-13", REGENCY, str(year), 60.0 + year - 2020) for year in range(2022, 2028)]
    run(store, "s", *rows)
    later = view(period="2027-12", today=date(2028, 6, 1))
    years = {}
    for code in ("TI-10", "TI-13"):
        seen = queries.indicator(COUNCIL, code, later)
        years[code] = [point.period.text for point in seen.series if point.value is not None]
        spoken = {point.period.text for point in seen.figure.spark if point.value is not None}
        assert spoken <= set(years[code])
        for one in seen.figure.comparisons:
            assert one.value is None or one.period.text in years[code]
    assert years == {"TI-10": ["2022", "2023", "2024", "2025"], "TI-13": ["2026", "2027"]}


def test_an_index_counts_spbe_until_its_end_and_no_longer(store):
    run(store, "s", ("TI-10", REGENCY, "2025", 3.4), ("TI-13", REGENCY, "2026", 70))
    assert "TI-10" in index("tuntas", "2025-12")[1]
    assert "TI-10" not in index("tuntas", "2026-01")[1]
    assert "TI-13" not in index("tuntas", "2026-12")[1]  # shown, not scored: its scale is not known
