"""Looking back, sources are told and ranked as they were then; what has turned out to be made up never looks real."""

from datetime import UTC, date, datetime, timedelta

import pytest
from reading import COUNCIL, NOON, REGENCY, catalogue, config, indicator, run, source, view

from core.domain.viewer import Role, Viewer
from core.store import queries
from core.store.source_states import keep_sources

TUESDAY = date(2026, 3, 31)
THEN = datetime(2026, 3, 31, 4, 0, tzinfo=UTC)
DEFINITIONS = catalogue(indicator("A"), indicator("B"), indicator("C", formula="A + B", additive=False))
CODES = ("A", "B")


def told(store, day, code="A"):
    known = {"today": day, "known_at": day} if day else {}
    return queries.figure(COUNCIL, code, view(period="2026-02", **known))


def settled(store, before, after, **of):
    """Keep two states of the sources, the second one of today, and read under that one."""
    keep_sources(store, {one.id: one for one in before}, now=THEN - timedelta(days=1))
    keep_sources(store, {one.id: one for one in after}, now=NOON)
    queries.connect(store, DEFINITIONS, config(*after, **of))


def both(store, s=5, t=7, **started):
    run(store, "s", ("A", REGENCY, "2026-02", s), now=THEN)
    run(store, "t", ("A", REGENCY, "2026-02", t), now=THEN, **started)


def test_the_rank_of_then_decides_which_of_two_sources_is_shown(store):
    both(store)
    settled(
        store,
        [source("s", *CODES, rank=9), source("t", *CODES, rank=1)],
        [source("s", *CODES, rank=1), source("t", *CODES, rank=9)],
    )
    assert [told(store, day).value for day in (TUESDAY, None)] == [7.0, 5.0]


def test_title_attribution_and_office_are_those_of_then(store):
    both(store)
    old = source("s", *CODES, rank=1, title="Judul lama", attribution="Dinas lama", agency="DKISP")
    settled(store, [old, source("t", *CODES)], [source("s", *CODES, rank=1), source("t", *CODES)])
    past, now = (told(store, day).provenance for day in (TUESDAY, None))
    assert (past.source_title, past.attribution, past.agency) == ("Judul lama", "Dinas lama", "DKISP")
    assert (now.source_title, now.attribution, now.agency) == ("Data s", "Dinas, s", "DLH")
    health = [{one.source_id: one.title for one in queries.sources(COUNCIL, day)}["s"] for day in (TUESDAY, None)]
    assert health == ["Judul lama", "Data s"]


def test_before_the_first_kept_state_the_earliest_one_speaks(store):
    both(store)
    keep_sources(store, {"s": source("s", *CODES, rank=1, title="Pertama"), "t": source("t", *CODES)}, now=NOON)
    queries.connect(store, DEFINITIONS, config(source("s", *CODES, title="Hari ini"), source("t", *CODES, rank=1)))
    assert told(store, TUESDAY).provenance.source_title == "Pertama"


@pytest.mark.parametrize("way", ["configuration", "run"])
def test_a_source_that_turned_out_to_be_made_up_is_shown_as_then_but_marked(store, way):
    both(store)
    if way == "run":
        run(store, "t", now=NOON, simulated=True)
    now = source("t", *CODES, rank=1, simulated=way == "configuration")
    settled(store, [source("s", *CODES), source("t", *CODES, rank=1)], [source("s", *CODES), now])
    past, present = told(store, TUESDAY), told(store, None)
    assert (past.value, past.simulated, past.provenance.simulated) == (7.0, True, True)
    assert (present.value, present.simulated) == (5.0, False)
    assert past.conflict and not present.conflict  # then two sources contradicted each other


def test_a_sum_that_rests_on_what_turned_out_to_be_made_up_is_marked(store):
    run(store, "t", ("B", REGENCY, "2026-02", 2), now=THEN)
    run(store, "s", ("A", REGENCY, "2026-02", 1), now=THEN - timedelta(days=1))
    settled(
        store,
        [source("s", *CODES), source("t", *CODES)],
        [source("s", *CODES), source("t", *CODES, simulated=True)],
    )
    assert told(store, TUESDAY, "C").simulated


def test_outside_the_demonstration_what_turned_out_to_be_made_up_is_hidden_in_the_past_too(store):
    both(store)
    settled(
        store,
        [source("s", *CODES), source("t", *CODES, rank=1)],
        [source("s", *CODES), source("t", *CODES, rank=1, simulated=True)],
        demo=False,
    )
    assert told(store, TUESDAY).value == 5.0


def test_a_source_marked_then_stays_marked_though_the_configuration_takes_the_mark_away(store):
    run(store, "t", ("A", REGENCY, "2026-02", 7), now=THEN)
    settled(store, [source("t", *CODES, simulated=True)], [source("t", *CODES)])
    assert told(store, TUESDAY).simulated


def test_a_source_that_has_left_is_told_as_it_was_and_one_that_came_later_is_not_listed(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    settled(store, [source("s", *CODES, title="Dulu ada")], [source("t", *CODES)])
    assert [one.title for one in queries.sources(COUNCIL, TUESDAY)] == ["Dulu ada"]
    assert [told(store, day).provenance.source_title for day in (TUESDAY, None)] == ["Dulu ada", "s"]
    assert told(store, TUESDAY, "B").gap.sources == ("Dulu ada",)


def test_what_an_office_may_read_is_decided_by_the_office_of_today(store):
    run(store, "s", ("A", REGENCY, "2026-02", 5), now=THEN)
    settled(store, [source("s", *CODES, agency="DKISP")], [source("s", *CODES, agency="DLH")])
    read = [len(queries.runs(Viewer(Role.AGENCY, agency=code), "s", TUESDAY)) for code in ("DKISP", "DLH")]
    seen = [queries.sources(Viewer(Role.AGENCY, agency=code), TUESDAY)[0].last_run for code in ("DKISP", "DLH")]
    assert read == [0, 1]
    assert [one is not None for one in seen] == [False, True]
