"""JSON API: where records stand, how pages end, what is refused."""

import json

import misbehaving_server as server_
import pytest
from cases import SECRET, ask, refused, sample
from misbehaving_server import Answer

from core.collect.contract import PLACE
from core.errors import SourceChangedError, SourceDownError, SourceRefusedError
from core.reasons import Reason


def serve(server, *pages, param="page", first=1, path="/api"):
    """Answer numbered pages; all further ones are empty."""
    server.answers = [
        Answer(path, json.dumps(page).encode(), query={param: str(first + number)}) for number, page in enumerate(pages)
    ]
    server.answers.append(Answer(path, b'{"data": []}'))


def test_nested_objects_become_dotted_columns_and_values_stay_as_they_came(server, tmp_path):
    server.answers = [Answer("/api", sample("json_api/page1.json"))]
    records = ask("json_api", {"url": f"{server.url}/api", "records": "data"}, tmp_path)
    assert records["nilai.ton"].tolist() == [12.5, 9]
    assert type(records["nilai.ton"][1]) is int
    assert records[PLACE].tolist() == ["/data/0", "/data/1"]


def test_a_star_takes_every_entry_and_brings_the_names_above_along(server, tmp_path):
    server.answers = [Answer("/api", sample("json_api/nested.json"))]
    records = ask("json_api", {"url": f"{server.url}/api", "records": "kecamatan.*.data"}, tmp_path)
    assert records[["kecamatan.nama", "bulan", "nilai", "tahun", PLACE]].values.tolist() == [
        ["Kuaro", 1, 5, 2025, "/kecamatan/0/data/0"],
        ["Kuaro", 2, 6, 2025, "/kecamatan/0/data/1"],
        ["Long Ikis", 1, 7, 2025, "/kecamatan/1/data/0"],
    ]


def test_a_path_may_be_a_json_pointer_with_odd_keys(server, tmp_path):
    server.answers = [Answer("/api", b'{"a/b": {"c.d": [{"x": 1}]}}')]
    assert ask("json_api", {"url": f"{server.url}/api", "records": "/a~1b/c.d"}, tmp_path)["x"].tolist() == [1]


def test_a_local_file_is_read_like_an_answer(tmp_path):
    (tmp_path / "a.json").write_bytes(sample("json_api/nested.json"))
    records = ask("json_api", {"path": "a.json", "records": "kecamatan"}, tmp_path)
    assert records["nama"].tolist() == ["Kuaro", "Long Ikis"]


@pytest.mark.parametrize("paging", ["page", "offset", "cursor", "link"])
def test_all_pages_are_read_whatever_the_paging(paging, server, tmp_path):
    rows = [{"n": number} for number in range(5)]
    parts = [rows[:2], rows[2:4], rows[4:]]
    options = {"url": f"{server.url}/api", "records": "data", "paging": paging, "page_size": 2}
    if paging == "offset":
        server.answers = [
            Answer("/api", json.dumps({"data": part}).encode(), query={"offset": str(2 * number)})
            for number, part in enumerate(parts)
        ]
        server.answers.append(Answer("/api", b'{"data": []}'))
    elif paging == "page":
        serve(server, *({"data": part} for part in parts))
    elif paging == "cursor":
        last = [json.dumps({"data": part, "next": f"k{number + 1}"}).encode() for number, part in enumerate(parts)]
        server.answers = [Answer("/api", last[1], query={"cursor": "k1"})]
        server.answers.append(
            Answer("/api", json.dumps({"data": parts[2], "next": None}).encode(), query={"cursor": "k2"})
        )
        server.answers.append(Answer("/api", last[0]))
    else:
        server.answers = [
            Answer("/api/2", json.dumps({"data": parts[1], "next": f"{server.url}/api/3"}).encode()),
            Answer("/api/3", json.dumps({"data": parts[2], "next": ""}).encode()),
            Answer("/api", json.dumps({"data": parts[0], "next": "api/2"}).encode()),
        ]
    records = ask("json_api", options, tmp_path)
    assert records["n"].tolist() == [0, 1, 2, 3, 4]
    assert records[PLACE].tolist()[2] == "halaman 2: /data/0"
    assert server.asked[0].query["limit"] == "2"


@pytest.mark.parametrize("last_page", [2, "2"])
def test_the_number_of_the_last_page_ends_it(last_page, server, tmp_path):
    serve(server, {"data": [{"n": 1}], "meta": {"last_page": last_page}}, {"data": [{"n": 2}]}, {"data": [{"n": 3}]})
    options = {"url": f"{server.url}/api", "records": "data", "paging": "page", "last_page": "meta.last_page"}
    assert ask("json_api", options, tmp_path)["n"].tolist() == [1, 2]


@pytest.mark.parametrize("paging", ["page", "offset"])
def test_a_missing_last_page_is_noticed_by_the_total(paging, server, tmp_path):
    param, first = ("page", 1) if paging == "page" else ("offset", 0)
    serve(server, {"data": [{"n": 1}], "total": 3}, {"data": [{"n": 2}], "total": 3}, param=param, first=first)
    options = {"url": f"{server.url}/api", "records": "data", "paging": paging, "total": "total"}
    error = refused("json_api", options, tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.TRUNCATED)


@pytest.mark.parametrize("paging", ["page", "offset", "cursor", "link"])
def test_a_source_that_repeats_a_page_is_left(paging, server, tmp_path):
    page = json.dumps({"data": [{"n": 1}], "next": "/api" if paging == "link" else "k"}).encode()
    server.answers = [Answer("/api", page)]
    error = refused("json_api", {"url": f"{server.url}/api", "records": "data", "paging": paging}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.PAGE_LOOP)
    assert len(server.asked) == 2


def test_a_source_without_a_last_page_is_left_at_the_limit(server, tmp_path):
    def another(handler):
        handler.begin(200, content_type="application/json")
        handler.whole(json.dumps({"data": [{"n": len(server.asked)}]}).encode())

    server.fault = another
    error = refused("json_api", {"url": f"{server.url}/api", "records": "data", "paging": "page"}, tmp_path)
    assert (type(error), error.reason) == (SourceChangedError, Reason.PAGE_LOOP)
    assert len(server.asked) == 20


def test_a_link_to_another_host_is_not_followed_and_carries_no_secret(server, tmp_path):
    with server_.serving() as canary:
        page = {"data": [{"n": 1}], "next": f"{canary.url}/api"}
        server.answers = [Answer("/api", json.dumps(page).encode())]
        canary.answers = [Answer("/api", b'{"data": [{"n": 2}], "next": null}')]
        options = {"url": f"{server.url}/api", "records": "data", "paging": "link"}
        options["secret_header"] = "Authorization: Bearer {secret}"
        error = refused("json_api", options, tmp_path)
        assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_MOVED)
        assert canary.asked == []
        options["hosts"] = [canary.url.removeprefix("http://")]
        assert ask("json_api", options, tmp_path)["n"].tolist() == [1, 2]
        assert server.asked[-1].headers["Authorization"] == f"Bearer {SECRET}"
        assert "Authorization" not in canary.asked[0].headers


def test_a_source_never_gets_the_secret_by_writing_its_mark(server, tmp_path):
    page = {"data": [{"n": 1}], "next": "/api/{secret}"}
    server.answers = [Answer("/api", json.dumps(page).encode()), Answer("/api/*", b'{"data": [{"n": 2}]}')]
    ask("json_api", {"url": f"{server.url}/api", "records": "data", "paging": "link"}, tmp_path)
    assert server.asked[1].path in {"/api/{secret}", "/api/%7Bsecret%7D"}


@pytest.mark.parametrize(
    ("name", "kind", "reason"),
    [
        ("cut.json", SourceDownError, Reason.TRUNCATED),
        ("nan.json", SourceChangedError, Reason.JSON_INVALID),
        ("duplicate_key.json", SourceChangedError, Reason.JSON_DUPLICATE_KEY),
        ("maintenance.html", SourceDownError, Reason.FORMAT_MISMATCH),
    ],
)
def test_what_is_no_json_is_refused(name, kind, reason, server, tmp_path):
    server.answers = [Answer("/api", sample(f"json_api/{name}"))]
    error = refused("json_api", {"url": f"{server.url}/api", "records": "data"}, tmp_path)
    assert (type(error), error.reason) == (kind, reason)


@pytest.mark.parametrize(
    "body", [b'{"hasil": []}', b'{"data": [1, 2]}', b'{"data": "tidak ada"}', b'{"data": null}', b"[]x", b'"data"']
)
def test_another_shape_is_refused_and_names_what_was_found(body, server, tmp_path):
    server.answers = [Answer("/api", body)]
    error = refused("json_api", {"url": f"{server.url}/api", "records": "data"}, tmp_path)
    assert isinstance(error, SourceChangedError)
    assert error.reason in {Reason.SCHEMA_MISMATCH, Reason.JSON_INVALID}


def test_no_record_is_refused_unless_it_is_a_finding(server, tmp_path):
    server.answers = [Answer("/api", b'{"data": []}')]
    options = {"url": f"{server.url}/api", "records": "data"}
    assert refused("json_api", options, tmp_path).reason is Reason.NO_DATA
    assert len(ask("json_api", {**options, "may_be_empty": True}, tmp_path)) == 0


def test_an_unknown_paging_is_named(server, tmp_path):
    error = refused("json_api", {"url": f"{server.url}/api", "paging": "pages"}, tmp_path)
    assert "known: none, page, offset, link, cursor" in str(error)
