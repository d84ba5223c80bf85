"""Answers that are kept: who gets the bytes of an earlier answer, and who has a page drawn anew."""

from datetime import UTC, datetime, timedelta

import brotli
import pytest
from flask import Flask, g, request

from core.domain.viewer import Role, Viewer
from core.errors import StoreError
from core.store import queries
from core.store.snapshot import Memo
from core.web import kept_answers
from core.web.compression import compress
from core.web.kept_answers import keep_answers

PATH = "/_dash-update-component"
NOW = datetime(2026, 11, 22, 4, 0, 10, tzinfo=UTC)


class Site:
    """A server that counts how often it draws."""

    def __init__(self):
        self.drawn, self.viewer, self.kept, self.now = 0, Viewer(Role.COUNCIL), Memo(10), NOW
        self.status = self.page_status = 200
        self.server = Flask("uji")
        keep_answers(self.server, viewer=lambda: self.viewer, kept=lambda _viewer: self.kept, live=("/sumber",))
        compress(self.server)
        self.server.add_url_rule(PATH, view_func=self._draw, methods=["POST"])
        self.server.add_url_rule(f"{kept_answers.PARTS}<path:path>", view_func=self._parts)

    def _draw(self):
        self.drawn += 1
        g.status_of_page = self.page_status
        return {"number": self.drawn, "asked": request.get_json(), "long": "x" * 900}, self.status

    def _parts(self, path):
        self.drawn += 1
        g.status_of_page = self.page_status
        return {"number": self.drawn, "path": path}, self.status

    def parts(self, address):
        return self.server.test_client().get(f"/bagian{address}")

    def ask(self, path="/", output=".._pages_content.children..._pages_store.data..", encoding="br"):
        inputs = [{"id": "_pages_location", "property": "pathname", "value": path}]
        body = {"output": output, "inputs": inputs}
        return self.server.test_client().post(PATH, json=body, headers={"Accept-Encoding": encoding})


@pytest.fixture
def site(monkeypatch):
    one = Site()
    monkeypatch.setattr(kept_answers, "now_utc", lambda: one.now)
    return one


def test_the_same_call_gets_the_same_bytes_without_drawing_again(site):
    first, second = site.ask(), site.ask()
    assert site.drawn == 1
    assert second.data == first.data
    assert dict(second.headers) == dict(first.headers)
    assert b'"number":1' in brotli.decompress(second.data).replace(b" ", b"")


def test_each_address_is_drawn_for_itself(site):
    assert site.ask("/").data != site.ask("/opd").data
    assert site.drawn == 2


def test_a_new_state_of_the_store_is_drawn_anew(site):
    site.ask()
    site.kept = Memo(10)
    site.ask()
    assert site.drawn == 2


def test_what_came_while_drawing_belongs_to_the_next_state(site):
    before, after = Memo(10), Memo(10)
    site.kept = before
    draw = site.server.view_functions[Site._draw.__name__]

    def draw_while_the_store_changes():
        site.kept = after
        return draw()

    site.server.view_functions[Site._draw.__name__] = draw_while_the_store_changes
    site.ask()
    assert (len(before.entries), len(after.entries)) == (1, 0)


def test_another_viewer_never_gets_what_was_drawn_for_someone_else(site):
    site.ask()
    site.viewer = Viewer(Role.AGENCY, agency="DLH")
    site.ask()
    assert site.drawn == 2


def test_the_next_minute_is_drawn_anew(site):
    site.ask()
    site.now = NOW + timedelta(minutes=1)
    site.ask()
    assert site.drawn == 2


def test_a_browser_without_brotli_gets_what_it_understands(site):
    site.ask()
    plain = site.ask(encoding="identity")
    assert "Content-Encoding" not in plain.headers
    assert b'"number"' in plain.data


@pytest.mark.parametrize("path", ["/sumber", "/sumber/dlh_sampah"])
def test_pages_that_show_runs_under_way_are_always_drawn_anew(site, path):
    site.ask(path)
    site.ask(path)
    assert site.drawn == 2


def test_other_calls_are_always_answered_anew(site):
    site.ask(output="map-box.children")
    site.ask(output="map-box.children")
    assert site.drawn == 2


@pytest.mark.parametrize(("status", "page_status"), [(500, 200), (200, 500), (200, 404)])
def test_a_failure_is_not_kept(site, status, page_status):
    site.status, site.page_status = status, page_status
    site.ask()
    site.status = site.page_status = 200
    assert site.ask().status_code == 200
    assert site.drawn == 2


def test_while_the_store_cannot_be_read_the_page_itself_says_so(site):
    def unreadable(_viewer):
        raise StoreError("gone")

    server = Flask("uji")
    keep_answers(server, viewer=lambda: site.viewer, kept=unreadable, live=())
    server.add_url_rule(PATH, view_func=lambda: "notice", methods=["POST"])
    body = {"output": ".._pages_content.children..", "inputs": []}
    assert server.test_client().post(PATH, json=body).data == b"notice"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"output": 1}', b'{"output": "..", "inputs": 3}', b"x" * 3_000])
def test_a_malformed_call_is_left_to_dash(site, body):
    site.server.view_functions[Site._draw.__name__] = lambda: ("refused", 400)
    answer = site.server.test_client().post(PATH, data=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert not site.kept.entries


def test_the_dashboard_keeps_its_pages_and_never_the_health_of_the_sources(client, demonstration):
    demonstration.connect()
    kept = queries.kept_answers(Viewer(Role.COUNCIL)).entries
    outputs = [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}]
    for path in ("/opd", "/opd", "/sumber"):
        inputs = [("pathname", path), ("search", "")]
        body = {
            "output": ".._pages_content.children..._pages_store.data..",
            "outputs": outputs,
            "inputs": [{"id": "_pages_location", "property": name, "value": value} for name, value in inputs],
            "changedPropIds": ["_pages_location.pathname"],
        }
        assert client.post(PATH, json=body).status_code == 200
    calls = {key[-1] for key in kept}  # a minute may end between the two
    assert len(calls) == 1
    assert b"/opd" in calls.pop()


def test_the_parts_of_a_page_are_kept_by_address_and_query(site):
    first = site.parts("/opd/DLH?periode=2026-09")
    assert site.parts("/opd/DLH?periode=2026-09").data == first.data
    assert site.drawn == 1
    assert site.parts("/opd/DLH?periode=2026-08").data != first.data
    assert site.drawn == 2


def test_the_parts_of_a_page_that_shows_runs_under_way_are_drawn_anew(site):
    site.parts("/sumber")
    site.parts("/sumber")
    assert site.drawn == 2


def test_the_parts_of_a_page_that_was_refused_are_not_kept(site):
    site.page_status = 404
    site.parts("/opd/XX")
    site.parts("/opd/XX")
    assert site.drawn == 2
