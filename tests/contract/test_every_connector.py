"""What is asked of every connector, whoever writes it: samples, documents, honest answers, faults, silence on secrets.

A new connector is found by itself; tests/samples/<kind>/contract.toml says how to ask it.
"""

import logging
import re
import traceback
from pathlib import Path
from urllib.parse import quote, quote_plus

import misbehaving_server as server_
import pytest
from cases import LIMITS, SAMPLES, SECRET, Kept, asking_kinds, case_of, tools_of
from faults import FAULTS

from core.collect.connectors import HTTP_OPTIONS, connectors
from core.collect.contract import PLACE
from core.errors import SourceDownError, SourceError, SourceRefusedError
from core.reasons import Reason

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs" / "connectors.md"
KINDS = sorted(connectors())
ASKING = asking_kinds()


def fetch(kind, address, tmp_path, kept=None, *, secret=SECRET, **options):
    source = case_of(kind).source(address, **options)
    return connectors()[kind].fetch(source, tools_of(kept or Kept(), tmp_path, secret=secret))


def refusal(kind, address, tmp_path, kept=None, **options):
    with pytest.raises(SourceError) as caught:
        fetch(kind, address, tmp_path, kept, **options)
    return caught.value


def assert_silent(*texts):
    """No spelling of the secret stands anywhere."""
    for text in texts:
        for spelling in (SECRET, quote(SECRET, safe=""), quote(SECRET), quote_plus(SECRET)):
            assert spelling not in text


@pytest.mark.parametrize("kind", KINDS)
def test_has_a_folder_of_samples_that_says_where_they_are_from(kind):
    assert (SAMPLES / kind / "README.md").is_file()
    assert (SAMPLES / kind / "contract.toml").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_is_documented_with_every_option_and_an_example(kind):
    text = DOCS.read_text(encoding="utf-8")
    section = re.search(rf"^## {kind}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"docs/connectors.md has no heading '## {kind}'"
    known = connectors()[kind]
    missing = [
        option
        for option in sorted((known.required | known.optional | known.one_of) - HTTP_OPTIONS)
        if f"`{option}`" not in section.group(1)
    ]
    assert not missing
    assert f'connector = "{kind}"' in section.group(1)


def test_options_of_every_request_are_documented():
    text = DOCS.read_text(encoding="utf-8")
    assert not [option for option in sorted(HTTP_OPTIONS) if f"`{option}`" not in text]


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_code_is_explained_in_the_documents(reason):
    assert f"`{reason.value}`" in DOCS.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", ASKING)
def test_returns_the_records_of_an_honest_answer_each_with_its_place(kind, server, tmp_path):
    case, kept = case_of(kind), Kept()
    case.serve(server)
    records = fetch(kind, server.url, tmp_path, kept)
    assert len(records) == case.rows
    assert not set(case.columns) - set(records.columns)
    assert records[PLACE].is_unique
    assert records[PLACE].str.len().min() > 0
    assert len(kept.contents) == len(server.asked)


@pytest.mark.parametrize("kind", ASKING)
def test_says_who_asks(kind, server, tmp_path):
    case_of(kind).serve(server)
    fetch(kind, server.url, tmp_path)
    assert {asked.headers["User-Agent"] for asked in server.asked} == {"DasborPaser/uji (+https://example.test)"}


@pytest.mark.parametrize("kind", ASKING)
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_as_it_should_and_tells_no_secret(kind, name, server, tmp_path, caplog):
    server.fault, expected, reason = FAULTS[name]
    kept = Kept()
    caplog.set_level(logging.DEBUG)
    error = refusal(kind, server.url, tmp_path, kept)
    assert (type(error), error.reason) == (expected, reason)
    assert str(error).startswith(f"{kind}: ")
    chain = "".join(traceback.format_exception(error))
    assert error.__cause__ is None
    assert error.__context__ is None
    assert_silent(str(error), error.found, error.expected, chain, caplog.text, *kept.addresses)
    assert not [address for address in kept.addresses if "?" in address]


@pytest.mark.parametrize("kind", ASKING)
@pytest.mark.parametrize(("header", "seconds"), [("120", 120.0), ("soon", None)])
def test_passes_on_how_long_to_wait(kind, header, seconds, server, tmp_path):
    server.fault = server_.status(429, retry_after=header)
    error = refusal(kind, server.url, tmp_path)
    assert isinstance(error, SourceDownError)
    assert (error.reason, error.retry_after) == (Reason.SOURCE_THROTTLED, seconds)


@pytest.mark.parametrize("kind", ASKING)
def test_keeps_a_wrong_answer_before_it_reads_it(kind, server, tmp_path):
    server.fault, kept = server_.content(server_.HTML), Kept()
    refusal(kind, server.url, tmp_path, kept)
    assert kept.contents == [server_.HTML]


@pytest.mark.parametrize("kind", ASKING)
def test_a_port_that_nobody_listens_on_is_a_source_that_is_down(kind, tmp_path):
    error = refusal(kind, "http://127.0.0.1:1", tmp_path)
    assert (type(error), error.reason) == (SourceDownError, Reason.SOURCE_DOWN)
    assert_silent(str(error))


@pytest.mark.parametrize("kind", ASKING)
def test_never_follows_a_redirect_to_a_host_that_is_not_listed(kind, server, tmp_path):
    with server_.serving() as canary:
        server.fault = server_.redirect_to(f"{canary.url}/curi?kunci=1")
        error = refusal(kind, server.url, tmp_path)
        assert canary.asked == []
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SOURCE_MOVED)


@pytest.mark.parametrize("kind", ASKING)
def test_the_secret_reaches_the_source_and_nobody_else(kind, server, tmp_path, caplog):
    if SECRET_MARK not in (SAMPLES / kind / "contract.toml").read_text(encoding="utf-8"):
        pytest.skip("its samples need no secret")
    caplog.set_level(logging.DEBUG)
    case_of(kind).serve(server)
    kept = Kept()
    fetch(kind, server.url, tmp_path, kept)
    for asked in server.asked:
        sent = [asked.path, *asked.query.values(), *asked.headers.values()]
        assert any(SECRET in text or quote(SECRET, safe="") in text for text in sent)
    assert_silent(caplog.text, *kept.addresses)


@pytest.mark.parametrize("kind", ASKING)
def test_a_missing_secret_is_named_and_nothing_is_asked(kind, server, tmp_path):
    if SECRET_MARK not in (SAMPLES / kind / "contract.toml").read_text(encoding="utf-8"):
        pytest.skip("its samples need no secret")
    error = refusal(kind, server.url, tmp_path, secret="")
    assert (type(error), error.reason) == (SourceRefusedError, Reason.SECRET_MISSING)
    assert "KUNCI_UJI" in str(error)
    assert server.asked == []


@pytest.mark.parametrize("kind", ASKING)
def test_limits_of_the_source_win_over_those_of_the_installation(kind, server, tmp_path):
    case_of(kind).serve(server)
    assert refusal(kind, server.url, tmp_path, max_bytes=5).reason is Reason.FILE_TOO_LARGE
    server.fault = server_.silent
    error = refusal(kind, server.url, tmp_path, timeout=0.1)
    assert error.reason is Reason.SOURCE_TIMEOUT
    assert "0.1 s" in str(error)
    assert LIMITS.deadline != 0.1


SECRET_MARK = "{secret}"
