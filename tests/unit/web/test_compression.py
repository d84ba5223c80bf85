"""What is compressed, how often, and what a browser may keep for how long."""

import gzip
import re

import brotli
import pytest
from flask import Flask
from html_tree import parse

from core.web.bundle import bundle
from core.web.compression import KeptCompression, compress

BR = {"Accept-Encoding": "gzip, deflate, br"}
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture
def counting(monkeypatch):
    """Return the list of all texts that brotli was asked to compress for files that are kept."""
    compressed, real = [], brotli.compress

    def count(content, **settings):
        compressed.append(content)
        return real(content, **settings)

    monkeypatch.setattr("core.web.compression.brotli.compress", count)
    return compressed


def scripts(client, address="/"):
    return [one.get("src") for one in parse(client.get(address).data).all("script", src=None)]


def main_of(content):
    return parse(content).one("main").text()


def test_a_script_is_compressed_at_its_first_request_and_then_kept(counting):
    server = Flask("uji")
    text = "var satu = 1;\n" * 200
    server.add_url_rule("/skrip/<name>", view_func=lambda name: (text, {"Content-Type": "text/javascript"}))
    compress(server)
    answers = [server.test_client().get("/skrip/aaa.js", headers=BR) for _ in range(3)]
    assert len(counting) == 1
    assert {answer.headers["Content-Encoding"] for answer in answers} == {"br"}
    assert brotli.decompress(answers[2].data).decode() == text
    assert answers[0].data == answers[2].data


def test_the_kept_object_itself_is_handed_out_again():
    kept, server = KeptCompression(), Flask("uji")
    with server.test_request_context("/skrip/aaa.js", headers=BR):
        first, again = (kept(server.response_class("var a;" * 99, mimetype="text/javascript")) for _ in range(2))
    assert first.response[0] is again.response[0]


def test_only_files_whose_name_holds_their_content_are_kept_for_ever(client):
    seen = {address: client.get(address, headers=BR).headers.get("Cache-Control", "") for address in scripts(client)}
    assert len(seen) > 3
    assert set(seen.values()) == {FOR_EVER}
    for address in ("/", "/sumber", "/layar", "/assets/img/lambang.svg", "/unduh/sumber.csv"):
        assert "immutable" not in client.get(address).headers.get("Cache-Control", ""), address


def test_every_script_of_every_kind_of_page_comes_compressed_by_brotli(client):
    wanted = {address for page in ("/", "/peta", "/layar", "/sumber") for address in scripts(client, page)}
    for address in wanted:
        answer = client.get(address, headers=BR)
        assert answer.status_code == 200, address
        assert answer.headers.get("Content-Encoding") == "br", address
        assert "Accept-Encoding" in answer.headers["Vary"], address
        assert brotli.decompress(answer.data), address


def test_a_browser_without_brotli_gets_what_it_understands(client):
    page = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert main_of(gzip.decompress(page.data)) == main_of(client.get("/").data)
    script = client.get(scripts(client)[0], headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in script.headers
    assert int(script.headers["Content-Length"]) == len(script.data)


def test_a_page_is_compressed_anew_each_time_and_never_kept(client):
    answer = client.get("/", headers=BR)
    assert answer.headers["Content-Encoding"] == "br"
    assert main_of(brotli.decompress(answer.data)) == main_of(client.get("/").data)


def test_an_answer_that_is_no_success_is_not_kept(counting):
    server = Flask("uji")
    server.add_url_rule("/skrip/<name>", view_func=lambda name: ("x" * 900, 404, {"Content-Type": "text/javascript"}))
    compress(server)
    answer = server.test_client().get("/skrip/aaa.js", headers=BR)
    assert (answer.status_code, counting) == (404, [])
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_bundle_is_named_by_its_content(tmp_path):
    (tmp_path / "20.js").write_text("dua")
    (tmp_path / "10.js").write_text("satu")
    first = bundle(tmp_path, "*.js")
    assert first.text == "satu\ndua"
    assert re.fullmatch(r"[0-9a-f]{12}", first.fingerprint)
    (tmp_path / "20.js").write_text("dva")
    assert bundle(tmp_path, "*.js").fingerprint != first.fingerprint
    assert bundle(tmp_path, "*.css").text == ""
