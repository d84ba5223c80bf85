"""'Jalankan sekarang': only from our own pages, only what is configured, and a run appears."""

import pytest
import requests
from asking import cookie_of, entered, outsider
from demonstration import opened, serving
from html_tree import parse

from app import create_app
from core.access import current_viewer
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.store import queries

OURS = "/sumber/terbitan_bulanan/jalankan"


@pytest.fixture
def started(demonstration):
    """Return the test client of an application that only notes what it is asked to start."""
    asked = []
    app = create_app(
        demonstration.config, demonstration.store, demonstration.catalogue, start_source=lambda s: asked.append(s.id)
    )
    client = entered(app.server)
    client.asked = asked
    yield client
    demonstration.connect()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {},
    ],
)
def test_a_form_of_another_site_starts_nothing(started, headers):
    answer = outsider(started.application).post(OURS, headers=headers)
    assert answer.status_code == 403
    assert "Permintaan ditolak" in parse(answer.data).text()
    assert started.asked == []


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_a_form_of_ours_starts_the_source_and_leads_back_to_its_row(started, headers):
    answer = outsider(started.application).post(OURS, headers={**headers, "Cookie": cookie_of(started.application)})
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sumber#terbitan_bulanan"
    assert started.asked == ["terbitan_bulanan"]


@pytest.mark.parametrize("name", ["xx", "terbitan_bulanan%00", "batas_wilayah"])
def test_an_unknown_or_switched_off_source_is_not_found(started, name):
    assert started.post(f"/sumber/{name}/jalankan").status_code == 404
    assert started.asked == []


def test_looking_at_the_address_starts_nothing(started):
    assert started.get(OURS).status_code in (404, 405)
    assert started.asked == []


def test_where_nothing_may_be_started_nothing_is(client):
    assert client.post(OURS).status_code == 404


def test_over_http_a_run_appears(copy_of_collected, demonstration):
    own = opened(copy_of_collected)
    runner = Runner(own.config, own.store, own.catalogue)
    app = create_app(
        own.config, own.store, own.catalogue, start_source=lambda source: runner.run(source, Order(Trigger.MANUAL))
    )
    try:
        before = queries.runs(current_viewer(), "terbitan_bulanan")
        known = {"Sec-Fetch-Site": "same-origin", "Cookie": cookie_of(app.server)}
        with serving(app.server) as url:
            answer = requests.post(url + OURS, timeout=30, headers=known)
            assert answer.history[0].status_code == 303
            assert answer.status_code == 200
        after = queries.runs(current_viewer(), "terbitan_bulanan")
        assert len(after) == len(before) + 1
        assert (after[0].trigger, after[0].new, after[0].read) == ("manual", 0, before[0].read)
        page = parse(entered(app.server).get("/sumber/terbitan_bulanan").data)
        assert "(manual)" in page.one("p", "counts").text()
    finally:
        runner.stopping.set()
        own.store.close()
        demonstration.connect()
