"""The points behind a count: of the area and day, in the state of the layer that the run of the count knew."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
from reading import COUNCIL, NOON, NORTH, REGENCY, SOUTH, catalogue, config, indicator, run, source, view
from shapely.geometry import Point
from sqlalchemy import text

from core.collect.contract import Layout, Reading
from core.domain.indicator import Frequency
from core.domain.work import RunState
from core.errors import NotFoundError
from core.store import queries, way_back, writes

COLUMNS = ["key", "name", "kind", "observed_at", "geometry", "properties", "area", "place"]
SIX = datetime(2026, 3, 5, 22, 0, tzinfo=UTC)  # six in the morning of the sixth, in WITA


def point(key, area, at=SIX, row=2):
    return (key, "", "tinggi", at, Point(116.2, -1.9), {}, area, f"baris {row}")


def collect(store, points, counts, *, columns=COLUMNS, now=NOON):
    """Run a source that brings a layer and the counts of it; return the number of the run."""
    numbers = []

    def record(conn, number):
        numbers.append(number)
        frame = pd.DataFrame(points, columns=COLUMNS)[columns]
        writes.record_features(conn, number, "api", frame, layer="api", now=now)
        rows = [("A", area, "2026-03-06", float(n), str(n), "", "lapisan api", "", "") for area, n in counts.items()]
        names = ["indicator", "area", "period", "value", "text", "flag", "place", "citation", "note"]
        writes.record_observations(conn, number, "api", pd.DataFrame(rows, columns=names), now=now)

    run(store, "api", also=record, state=RunState.OK, now=now)
    return numbers[0]


@pytest.fixture
def connected(store):
    def connect():
        reading = Reading(Layout.FEATURES, layer="api", count_as="A")
        queries.connect(
            store, catalogue(indicator("A", frequency=Frequency.DAILY)), config(source("api", reading=reading))
        )

    return connect


def counted(area=REGENCY, **changed):
    asked = view(place=area, **changed)
    step = way_back.lineage(COUNCIL, "A", asked, "2026-03-06")
    [found] = way_back.counted_points(COUNCIL, step, asked)
    return found


def test_a_count_rests_on_the_points_of_its_area_and_day(store, connected):
    midnight = SIX.replace(hour=16)  # of WITA
    points = [
        point("a", NORTH), point("b", SOUTH), point("c", ""), point("d", NORTH, midnight - timedelta(seconds=1)),
        point("e", NORTH, midnight), point("f", NORTH, midnight + timedelta(days=1)), point("g", NORTH, None),
    ]  # fmt: skip
    collect(store, points, {REGENCY: 3, NORTH: 2, SOUTH: 1})
    connected()
    assert [one.key for one in counted(NORTH).points] == ["a", "e"]
    assert [one.key for one in counted(SOUTH).points] == ["b"]
    assert [one.key for one in counted().points] == ["a", "b", "e"]
    assert counted().is_as_counted


def test_a_count_of_none_rests_on_no_point_and_says_so(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 1, NORTH: 1, SOUTH: 0})
    connected()
    found = counted(SOUTH)
    assert (found.points, found.total, found.is_told, found.is_as_counted) == ((), 0, True, True)


def test_what_came_later_changes_no_point_of_a_count_that_stands(store, connected):
    first = collect(store, [point("a", NORTH)], {REGENCY: 1})
    collect(store, [], {}, now=NOON + timedelta(days=1))  # the day left the window of the source
    connected()
    assert [one.key for one in counted().points] == ["a"]
    assert counted().provenance.run_id == first
    assert way_back.layer_records(COUNCIL, "api", view())[1][0].total == 0


def test_a_revised_count_rests_on_the_newer_points_and_a_past_day_on_the_older(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 1})
    collect(store, [point("a", NORTH), point("b", NORTH, row=3)], {REGENCY: 2}, now=NOON + timedelta(days=2))
    connected()
    assert [one.key for one in counted().points] == ["a", "b"]
    past = counted(known_at=(NOON + timedelta(days=1)).date())
    assert ([one.key for one in past.points], past.is_as_counted) == (["a"], True)


def test_a_layer_that_lies_as_before_is_told_by_the_run_that_stored_it(store, connected):
    first = collect(store, [point("a", NORTH), point("b", SOUTH)], {REGENCY: 2})
    collect(store, [point("b", SOUTH, row=9), point("a", NORTH, row=8)], {REGENCY: 2, NORTH: 1}, now=NOON)
    connected()
    found = counted(NORTH)  # of the second run, which stored no point: lines in another order are no other layer
    assert (found.provenance.run_id, [one.place for one in found.points]) == (first, ["baris 2"])


def test_points_that_lie_in_another_area_now_are_another_layer(store, connected):
    collect(store, [point("a", NORTH)], {NORTH: 1, SOUTH: 0})
    second = collect(store, [point("a", SOUTH)], {NORTH: 0, SOUTH: 1})  # the boundaries moved
    connected()
    assert [one.key for one in counted(SOUTH).points] == ["a"]
    assert (counted(NORTH).provenance.run_id, counted(NORTH).total) == (second, 0)


def test_of_points_stored_before_areas_were_noted_nobody_says_which_were_counted(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 1}, columns=COLUMNS[:-2])
    connected()
    found = counted()
    assert (found.is_told, found.points) == (False, ())
    collect(store, [point("a", NORTH)], {REGENCY: 1}, now=NOON + timedelta(days=1))
    connected()
    records = way_back.layer_records(COUNCIL, "api", view())[1][0]
    assert [one.place for one in records.points] == ["baris 2"]  # the next collection stores the same points anew


def test_another_number_of_points_than_the_count_says_is_seen(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 2})
    connected()
    assert not counted().is_as_counted


def test_a_layer_that_no_source_brings_is_not_found(store, connected):
    connected()
    with pytest.raises(NotFoundError, match="no layer"):
        way_back.layer_records(COUNCIL, "tidak_ada", view())


def test_the_database_refuses_to_change_where_a_point_stood(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 1})
    with pytest.raises(Exception, match="append-only"), store.begin_write() as conn:
        conn.execute(text("UPDATE feature SET place = 'baris 7'"))


def test_dates_of_the_view_do_not_matter_to_what_was_counted(store, connected):
    collect(store, [point("a", NORTH)], {REGENCY: 1})
    connected()
    assert counted(known_at=date(2026, 12, 31)).total == 1
