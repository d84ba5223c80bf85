"""Calls that no page of ours makes are refused: always 4xx, never 500, and nothing of the inside is told."""

import copy
import json

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

CALL = "/_dash-update-component"
NAVIGATION = {
    "output": ".._pages_content.children..._pages_store.data..",
    "outputs": [{"id": "_pages_content", "property": "children"}, {"id": "_pages_store", "property": "data"}],
    "inputs": [
        {"id": "_pages_location", "property": "pathname", "value": "/opd"},
        {"id": "_pages_location", "property": "search", "value": ""},
    ],
    "changedPropIds": ["_pages_location.pathname"],
}
TICK = {
    "output": "sources-list.html",
    "outputs": {"id": "sources-list", "property": "html"},
    "inputs": [{"id": "sources-tick", "property": "n_intervals", "value": 3}],
    "changedPropIds": ["sources-tick.n_intervals"],
}
SCREENS = {
    "output": "screens-list.html",
    "outputs": {"id": "screens-list", "property": "html"},
    "inputs": [{"id": "screens-tick", "property": "n_intervals", "value": 3}],
    "changedPropIds": ["screens-tick.n_intervals"],
}
RENEWAL = {
    "output": "..council-figures.html...council-shown.data..",
    "outputs": [{"id": "council-figures", "property": "html"}, {"id": "council-shown", "property": "data"}],
    "inputs": [{"id": "council-tick", "property": "n_intervals", "value": 3}],
    "state": [{"id": "council-shown", "property": "data", "value": [-1, {"periode": "2026-09"}]}],
    "changedPropIds": ["council-tick.n_intervals"],
}
CALLS = [NAVIGATION, TICK, SCREENS, RENEWAL]
scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
)
LOOSE = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def places(node, path=()):
    """Return the path of every part of a body."""
    found = [path] if path else []
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        found += places(child, (*path, key))
    return found


def changed(body, path, value):
    one = copy.deepcopy(body)
    *above, last = path
    inner = one
    for key in above:
        inner = inner[key]
    inner[last] = value
    return one


def refused(answer):
    text = answer.get_data(as_text=True)
    assert 400 <= answer.status_code < 500, answer.status_code
    assert "Traceback" not in text


def test_every_call_that_our_pages_make_is_answered(client, dashboard):
    for body in CALLS:
        answer = client.post(CALL, json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert "response" in answer.get_json()
    by_server = {output for output, one in dashboard.callback_map.items() if "callback" in one}
    assert by_server - {"_pages_dummy.children"} == {body["output"] for body in CALLS}


@LOOSE
@given(anything)
@example([])
@example(None)
@example({"output": "sources-list.html", "inputs": None})
def test_any_json_that_is_no_call_of_ours_is_refused(client, body):
    refused(client.post(CALL, json=body))


@LOOSE
@given(st.sampled_from(CALLS), st.data())
def test_a_call_with_one_part_exchanged_is_refused_or_answered_but_never_breaks(client, body, data):
    path = data.draw(st.sampled_from(places(body)))
    answer = client.post(CALL, json=changed(body, path, data.draw(anything)))
    assert answer.status_code in (200, 204, 400), (path, answer.status_code)


@LOOSE
@given(st.binary(max_size=60), st.sampled_from(["application/json", "text/plain", ""]))
def test_bytes_that_are_no_json_are_refused(client, content, media):
    try:
        json.loads(content)
    except ValueError:
        refused(client.post(CALL, data=content, content_type=media))


@settings(parent=LOOSE, max_examples=100)
@given(st.text(max_size=60), st.text(max_size=60))
@example("indikator/../../etc/passwd", "?periode=%00")
@example("opd/" + "x" * 5000, "?" + "a=1&" * 2000)
def test_any_address_that_the_browser_may_hold_is_answered(client, path, search):
    body = changed(changed(NAVIGATION, ("inputs", 0, "value"), f"/{path}"), ("inputs", 1, "value"), search)
    assert client.post(CALL, json=body).status_code == 200


def test_a_call_of_an_internal_route_by_another_method_is_refused(client):
    refused(client.get(CALL))
