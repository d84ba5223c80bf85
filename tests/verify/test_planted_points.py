"""A verification finds each planted change of points that are counted or shown, and of the counts, on both engines."""

import json

import pytest
from sqlalchemy import text

import data_sources  # noqa: F401 - registers the connectors
from core.catalogue.texts import packed
from core.clock import now_utc
from core.collect.raw import RawStore
from core.collect.verify import verify
from core.collect.verify_report import Kind
from core.domain.period import parse_period
from core.opening import Parts, catalogue_texts
from core.store.catalogues import keep_catalogue
from tests.collecting import Installation, feeds, run_source

PERIOD = parse_period("2026-10")
SQUARE = [[[116.0, -2.0], [116.4, -2.0], [116.4, -1.6], [116.0, -1.6], [116.0, -2.0]]]
SECTIONS = """
[sources.batas]
title = "batas"
agency = "BAPPEDALITBANG"
connector = "geojson"
url = "{url}batas"
schedule = "0 5 * * *"
attribution = "uji"
layout = "boundaries"
level = "kecamatan"
columns = {{ code = "kode" }}

[sources.titik]
title = "titik"
agency = "BPBD"
connector = "geojson"
url = "{url}titik"
schedule = "0 6 * * *"
attribution = "uji"
layout = "features"
layer = "hotspot"
count_as = "BN-01"
columns = {{ id = "id", name = "nama", observed_at = "pada" }}
"""


def collection(*features):
    made = [{"type": "Feature", "properties": about, "geometry": shape} for about, shape in features]
    return json.dumps({"type": "FeatureCollection", "features": made})


def hotspots(*days):
    return collection(
        *(
            (
                {"id": f"h{at}", "nama": f"Titik {at}", "pada": f"{day} 13:00"},
                {"type": "Point", "coordinates": [116.2, -1.8 - at / 1000]},
            )
            for at, day in enumerate(days)
        )
    )


@pytest.fixture
def parts(tmp_path, store):
    """Return an installation with boundaries and counted points, its database once on each engine."""
    with feeds() as server:
        server.give("batas", collection(({"kode": "64.01.04"}, {"type": "Polygon", "coordinates": SQUARE})))
        server.give("titik", hotspots("2026-10-29", "2026-10-30", "2026-10-31", "2026-10-31"))
        installed = Installation(tmp_path, SECTIONS.format(url=server.url("")))
        installed.store.close()
        made = Parts(installed.config, installed.catalogue, store)
        keep_catalogue(store, *packed(catalogue_texts()), now=now_utc())
        for name in ("batas", "titik", "titik"):
            run_source(
                made.config.sources[name], config=made.config, store=store, catalogue=made.catalogue, trigger="manual"
            )
        yield made


def change(parts, statement, table="feature"):
    """Change stored rows as somebody does who first drops the guards."""
    with parts.store.begin_write() as conn:
        if conn.dialect.name == "sqlite":
            for act in ("update", "delete"):
                conn.execute(text(f"DROP TRIGGER {table}_no_{act}"))
        else:
            conn.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        conn.execute(text(statement))


def found(report, kind):
    return [str(one) for one in report.differences if one.kind is kind]


def test_points_that_nobody_touched_are_verified(parts):
    with parts.store.read() as conn:
        counts = conn.execute(text("SELECT period, value FROM observation WHERE area = '64.01' ORDER BY 1")).all()
    assert [tuple(row) for row in counts] == [("2026-10-30", 1.0), ("2026-10-31", 2.0)]
    for every_run in (False, True):
        report = verify(parts, PERIOD, every_run=every_run)
        assert report.differences == report.unverified == []
        assert report.points == 4


def test_a_point_that_was_taken_out_of_the_kept_file_is_found(parts):
    with parts.store.read() as conn:
        query = "SELECT sha256 FROM raw_answer JOIN run ON run.id = run_id WHERE source = 'titik'"
        path = RawStore(parts.config.data_dir).path(conn.execute(text(query)).scalars().first())
    path.write_text(hotspots("2026-10-29", "2026-10-30", "2026-10-31"), encoding="utf-8")
    [one] = found(verify(parts, PERIOD), Kind.RAW)
    assert str(path) in one


def test_a_point_that_was_taken_out_of_the_database_is_missed(parts):
    change(parts, "DELETE FROM feature WHERE key = 'h3'")
    gone = found(verify(parts, PERIOD), Kind.GONE)
    assert any("point h3" in one and "/features/3" in one and "is not stored" in one for one in gone)
    assert any("it stored 4 point(s), 3 stand there" in one for one in gone)


@pytest.mark.parametrize(
    "changed",
    ["area = ''", "place = '/features/9'", "name = 'lain'", "observed_at = '2026-10-30 05:00:00'", "properties = '{}'"],
)
def test_what_is_noted_of_a_point_is_compared(parts, changed):
    change(parts, f"UPDATE feature SET {changed} WHERE key = 'h3'")
    [one] = found(verify(parts, PERIOD), Kind.ROW)
    assert f"point h3, run 2 (titik): {changed.partition(' ')[0]}: stored " in one


def test_a_point_that_no_answer_holds_is_found(parts):
    change(parts, "UPDATE feature SET key = 'lain' WHERE key = 'h3'")
    report = verify(parts, PERIOD)
    assert any("point lain" in one for one in found(report, Kind.EXTRA))
    assert any("point h3" in one for one in found(report, Kind.GONE))


def test_a_changed_count_is_found_at_its_layer(parts):
    change(parts, "UPDATE observation SET value = 9 WHERE area = '64.01' AND period = '2026-10-31'", "observation")
    assert any(
        "BN-01 64.01 2026-10-31" in one and "lapisan hotspot" in one for one in found(verify(parts, PERIOD), Kind.ROW)
    )


def test_points_from_before_places_were_noted_are_compared_in_all_else(parts):
    change(parts, "UPDATE feature SET area = NULL, place = NULL")
    report = verify(parts, PERIOD)
    assert [one for one in report.differences if one.kind is not Kind.GUARD] == []
