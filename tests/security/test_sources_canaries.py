"""No secret of a source is written anywhere: planted in every place, sent, then looked for in all there is (P48).

Each connector succeeds and fails in every way of the misbehaving server, with keys in headers, queries, paths and
database addresses; then every file, row, log line, message, page, download and line of a command is searched.
"""

import json
import logging
import os
import subprocess
import sys
from urllib.parse import quote, unquote, urlsplit

import misbehaving_server as server_
import pytest
import sqlalchemy as sa
from asking import registered
from html_tree import links, parse

import data_sources  # noqa: F401 - registers the connectors
from app import create_app
from core.collect.outcome import Trigger
from core.collect.runner import Order, Runner
from core.config import ROOT
from core.log import FORMAT, OneLine
from core.secrets import spellings
from tests.collecting import Installation
from tests.contract.cases import SECRET as SAMPLE_SECRET
from tests.contract.cases import asking_kinds, case_of
from tests.contract.faults import FAULTS
from tests.databases import read_only_address

KINDS = asking_kinds()
MARK = "kanari"  # in every secret, and in nothing else
STORE_PASSWORD = "kanari-sandi-toko"
READABLE = {"area": "kecamatan", "period": "periode", "value": "nilai"}
COLUMNS = {"csv_file": READABLE, "json_api": {**READABLE, "value": "nilai.ton"}}


def key_of(kind):
    return f"{MARK}/{kind}+A1&b='<>\""


def inline(value):
    """Return a value as TOML."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {inline(one)}" for key, one in value.items()) + " }"
    return json.dumps(value)


def section_of(kind, address):
    case = case_of(kind)
    options = dict(case.source(address).options)
    options.setdefault("secret_header", "X-Kunci: {secret}")
    if kind in {"csv_file", "geojson", "excel_file"}:
        options["url"] += "?kunci={secret}"
    shared = {
        "title": kind,
        "agency": "DLH",
        "connector": kind,
        "schedule": "0 6 * * *",
        "attribution": "uji",
        "secret": f"KUNCI_{kind.upper()}",
        "layout": case.layout.value,
        "numbers": "en",
        "layer": kind,
    }
    lines = [f"{key} = {inline(value)}" for key, value in {**shared, **options}.items()]
    columns = [f"{key} = {inline(value)}" for key, value in COLUMNS.get(kind, case.reading).items()]
    return "\n".join(
        [
            f"[sources.{kind}]",
            *lines,
            f"[sources.{kind}.columns]",
            *columns,
            f"[sources.{kind}.indicators]",
            '"LH-01" = {}',
            "",
        ]
    )


def database_of(name):
    return (
        f'[sources.{name.lower()}]\ntitle = "{name}"\nagency = "DLH"\nconnector = "sql_table"\nattribution = "uji"\n'
        f'schedule = ""\nsecret = "{name}"\nquery = "SELECT 1 AS a"\ncolumns = {{ period = "bulan" }}\n'
        f'[sources.{name.lower()}.indicators]\n"LH-01" = {{}}\n'
    )


@pytest.fixture
def server():
    with server_.serving() as running:
        yield running


@pytest.fixture
def log():
    """Return a list of all lines that would be written, at the most talkative level of everything."""
    lines, root = [], logging.getLogger()

    class Lines(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Lines()
    handler.setFormatter(OneLine(FORMAT))
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def planted(tmp_path, server, new_store_url, over_tcp, empty_postgres_url):
    """Return an installation of all connectors with their secrets, half of them in files."""
    plain = empty_postgres_url.replace("postgresql+psycopg://", "postgresql://")
    base = sa.make_url(read_only_address(plain, over_tcp(plain)))
    environment = {f"KUNCI_{kind.upper()}": key_of(kind) for kind in KINDS}
    environment |= {
        "ALAMAT_MATI": f"postgresql://dinas:{quote('kanari@sandi mati')}@127.0.0.1:1/izin",
        "ALAMAT_HIDUP": base.set(password="kanari@sandi hidup").render_as_string(hide_password=False),
        "ALAMAT_SALAH": f"bukan alamat kanari-salah {'x' * 20}",
        "ALAMAT_ASING": "mysql://dinas:kanari-asing@127.0.0.1/izin?opsi=kanari-opsi",
    }
    secrets = tmp_path / "rahasia"
    secrets.mkdir()
    for name in sorted(environment)[::2]:
        (secrets / name).write_text(environment[name] + "\n", encoding="utf-8")
        (secrets / name).chmod(0o600)
        environment[f"{name}_FILE"] = str(secrets / name)
    given = {name: value for name, value in environment.items() if f"{name}_FILE" not in environment}
    databases = [database_of(name) for name in sorted(environment) if name.startswith("ALAMAT") and "_FILE" not in name]
    store_url = new_store_url()
    if store_url.startswith("postgres"):
        store_url = sa.make_url(store_url).set(password=STORE_PASSWORD).render_as_string(hide_password=False)
    data = tmp_path / "data"
    data.mkdir()
    sections = [*(section_of(kind, server.url) for kind in KINDS), *databases]
    limits = {"deadline": 0.8, "read_timeout": 0.6, "connect_timeout": 0.6, "max_bytes": 200_000}
    made = Installation(data, *sections, store_url=store_url, **limits)
    made.environment |= given
    made.values = [*map(key_of, KINDS), *("kanari@sandi mati", "kanari@sandi hidup", STORE_PASSWORD)]
    made.values += ["kanari-salah", "kanari-asing", "kanari-opsi"]
    yield made
    made.store.close()


def collect(planted):
    runner = Runner(planted.config, planted.store, planted.catalogue, environment=planted.environment)
    return [runner.run(source, Order(Trigger.MANUAL)) for source in planted.config.sources.values()]


def honest(server):
    """Let the server answer as the samples do, to the keys that are planted."""
    answers = []
    for kind in KINDS:
        case_of(kind).serve(server)
        for one in server.answers:
            one.path = one.path.replace(quote(SAMPLE_SECRET, safe=""), quote(key_of(kind), safe=""))
            answers.append(one)
    server.answers, server.fault = answers, None


def echo_in_data(handler):
    """Answer 200 with a table, the key in a cell, a heading and a file name."""
    told = " ".join([handler.path, unquote(handler.path), *handler.headers.values()]).replace(
        '"', '""'
    )  # as CSV writes a quote
    handler.begin(200, content_type="text/csv", content_disposition=f"attachment; filename={handler.path[-60:]}")
    handler.whole(f'kecamatan,periode,nilai,"{told}"\n"{told}",2025-01,"{told}",x\nKuaro,2025-01,1,x\n'.encode())


def echo_in_json(handler):
    """Answer 200 with the key deep in JSON, as PHP and as Go write it."""
    told = [*handler.headers.values(), handler.path, unquote(handler.path)]
    text = json.dumps({"data": [{"kecamatan": told, "nilai": {"a": told}, told[-1]: 1}], "error": told})
    handler.begin(200, content_type="application/json")
    handler.whole(text.replace("/", "\\/").replace("&", "\\u0026").encode())


def echo_in_redirect(handler):
    """Lead to another host, the key in the address."""
    handler.begin(302, location=f"http://127.0.0.1:1{handler.path}&k={quote(' '.join(handler.headers.values()))}")
    handler.whole(b"")


def echo_in_link(handler):
    """Answer 200 with the address of the next page, the key in it, as some services do."""
    told = json.dumps({"data": [{"a": 1}], "links": [{"rel": "next", "href": f"http://127.0.0.1:1{handler.path}"}]})
    handler.begin(200, content_type="application/json")
    handler.whole(told.encode())


ECHOES = {
    "link": echo_in_link,
    "data": echo_in_data,
    "json": echo_in_json,
    "redirect": echo_in_redirect,
    "teapot": server_.echoing(418),
}


def found_in(text, values):
    return sorted({value for value in values for spelling in spellings(value) if spelling in text})


def assert_nowhere(planted, **texts):
    """No secret, nor what all of them have in common, stands in any of the texts."""
    for name, text in texts.items():
        both = [text] if isinstance(text, str) else [text.decode(one, "replace") for one in ("utf-8", "utf-16-le")]
        read = " ".join(both)
        assert not found_in(read, planted.values), name
        assert MARK not in read, f"{name}: …{read[max(0, read.find(MARK) - 200) :][:400]}…"


def assert_written_nowhere(planted):
    files = [one for one in planted.folder.rglob("*") if one.is_file()]
    assert [one for one in files if "raw" in one.parts]
    for one in files:
        assert_nowhere(planted, **{str(one.relative_to(planted.folder)): one.read_bytes()})
    with planted.store.read() as conn:
        tables = sa.inspect(conn).get_table_names()
        assert "run" in tables
        for table in tables:
            rows = conn.execute(sa.text(f'SELECT * FROM "{table}"')).fetchall()
            assert_nowhere(planted, **{table: repr([tuple(row) for row in rows])})


def test_the_keys_are_really_sent_and_the_good_answers_are_stored(planted, server, log):
    honest(server)
    outcomes = {one.source_id: one for one in collect(planted)}
    sent = "\n".join(" ".join([one.path, *one.query.values(), *one.headers.values()]) for one in server.asked)
    assert found_in(sent, map(key_of, KINDS)) == sorted(map(key_of, KINDS))
    stored = {name for name, one in outcomes.items() if one.failure is None}
    assert stored >= {"json_api", "geojson"}, outcomes
    assert "bulan" in str(outcomes["alamat_hidup"].failure)  # answered: the query brings no such column
    assert_written_nowhere(planted)
    assert_nowhere(planted, log="\n".join(log))


@pytest.mark.parametrize("name", [*sorted(FAULTS), *(f"echo in {name}" for name in ECHOES)])
@pytest.mark.parametrize("new_store_url", ["sqlite"], indirect=True)
def test_no_fault_of_a_server_makes_a_key_be_written(name, planted, server, log, capfd):
    server.fault = ECHOES[name.removeprefix("echo in ")] if name.startswith("echo") else FAULTS[name][0]
    told = repr([one.as_json() for one in collect(planted)])
    assert server.asked
    assert_written_nowhere(planted)
    out, err = capfd.readouterr()
    assert_nowhere(planted, outcomes=told, log="\n".join(log), out=out, err=err)


def typed(planted, *words):
    command = [sys.executable, "-m", "core", *words, "--config", str(planted.path)]
    environment = {**os.environ, **planted.environment}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=120, check=False)
    return done.stdout + done.stderr


def test_no_command_says_a_key(planted, server):
    server.fault = echo_in_data
    for words in (
        *(("check-config",), ("collect",), ("collect", "--json"), ("collect", "--dry-run"), ("verify",)),
        *(("export", "observations", "--format", form) for form in ("csv", "json")),
    ):
        told = typed(planted, *words)
        assert told
        assert_nowhere(planted, **{" ".join(words): told})
    assert_written_nowhere(planted)


def test_no_page_and_no_download_shows_a_key(planted, server, demonstration):
    for fault in (echo_in_data, echo_in_json, server_.echoing(500)):
        server.fault = fault
        collect(planted)
    visitor = registered(create_app(planted.config, planted.store, planted.catalogue).server, planted.store)
    waiting, seen = ["/sumber", "/konflik", "/rapor", *(f"/sumber/{name}" for name in planted.config.sources)], set()
    while waiting and len(seen) < 120:
        address = waiting.pop(0)
        path = urlsplit(address).path
        if path in seen:
            continue
        seen.add(path)
        answer = visitor.get(address)
        assert_nowhere(planted, **{address: answer.data, f"{address} headers": str(answer.headers)})
        if "html" in answer.content_type and path.startswith("/sumber"):
            waiting += links(parse(answer.data))
    assert {f"/sumber/{name}" for name in planted.config.sources} <= seen
    demonstration.connect()


def test_the_search_itself_finds_what_is_there(planted):
    with pytest.raises(AssertionError):
        assert_nowhere(planted, page=f"<p>{quote(key_of('bps'), safe='')}</p>")
    with pytest.raises(AssertionError):
        assert_nowhere(planted, page="kanari-opsi".encode("utf-16-le"))
