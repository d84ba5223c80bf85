"""The small Plotly stands where Dash asks for the large one, and does what our charts need."""

import re

import pytest
from flask import Flask

from core.config import ROOT
from core.web.plotly_bundle import FULL, serve_small_plotly

SMALL = ROOT / "assets" / "vendor" / "plotly-basic.min.js"
needs_small = pytest.mark.skipif(not SMALL.is_file(), reason="the set-up could not fetch the small bundle")


@needs_small
def test_dash_is_given_the_small_bundle_at_its_own_address(client):
    answer = client.get(FULL)
    assert answer.status_code == 200
    assert answer.data == SMALL.read_bytes()
    assert answer.mimetype == "text/javascript"


@needs_small
def test_it_is_the_basic_bundle_of_the_same_version_as_dashs_own():
    first = SMALL.read_bytes()[:200].decode()
    assert "plotly.js (basic" in first
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"v([\d.]+)", first).group(1) == re.search(r"PLOTLY_JS := (\S+)", makefile).group(1)


@needs_small
def test_a_browser_that_has_it_is_told_so(client):
    tag = client.get(FULL).headers["ETag"]
    assert client.get(FULL, headers={"If-None-Match": tag}).status_code == 304


def test_without_the_small_one_dash_serves_its_own(tmp_path):
    server = Flask("uji")
    server.add_url_rule(FULL, view_func=lambda: "yang besar")
    serve_small_plotly(server, tmp_path / "tidak-ada.js")
    assert server.test_client().get(FULL).data == b"yang besar"


def test_other_addresses_are_left_alone(tmp_path):
    small, server = tmp_path / "kecil.js", Flask("uji")
    small.write_text("kecil")
    server.add_url_rule("/lain", view_func=lambda: "lain")
    serve_small_plotly(server, small)
    assert server.test_client().get("/lain").data == b"lain"
    assert server.test_client().get(FULL).data == b"kecil"
