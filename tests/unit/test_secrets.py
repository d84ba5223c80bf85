"""Secrets come from the environment or a file, are known in every spelling, and are never shown by check-config."""

import html
import json
from urllib.parse import quote, quote_plus

import pytest

import data_sources  # noqa: F401 - registers the connectors
from core.collect.config_check import check_sources
from core.collect.redact import Redactor
from core.config import load_config
from core.errors import ConfigError
from core.secrets import is_secret_name, open_to_others, secret_of, spellings
from tests.collecting import section, write_config

CANARY = "s3cr3t/w<+A1&b'\"=é"


def test_a_value_comes_from_the_environment_or_from_the_file_it_names(tmp_path):
    (tmp_path / "kunci").write_text("dari berkas\n")
    assert secret_of("KUNCI", {"KUNCI": "langsung"}) == "langsung"
    assert secret_of("KUNCI", {"KUNCI_FILE": str(tmp_path / "kunci")}) == "dari berkas"
    assert secret_of("KUNCI", {}) == ""
    assert secret_of("", {"_FILE": str(tmp_path / "kunci")}) == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "No such file"),
        (b"", "one line of text"),
        (b"\n", "one line of text"),
        (b"rahasia-satu\nrahasia-dua\n", "one line of text"),
        (b"\xff\xfe", "no UTF-8 text"),
        (b"rahasia" * 20_000, "one line of text"),
    ],
)
def test_a_file_that_holds_no_secret_is_named_and_its_content_is_not_told(content, why, tmp_path):
    path = tmp_path / "kunci"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ConfigError, match=why) as caught:
        secret_of("KUNCI", {"KUNCI_FILE": str(path)})
    assert "rahasia" not in str(caught.value)
    assert "KUNCI_FILE" in str(caught.value)


def test_both_at_once_are_refused_without_telling_either(tmp_path):
    with pytest.raises(ConfigError, match="both set") as caught:
        secret_of("KUNCI", {"KUNCI": CANARY, "KUNCI_FILE": str(tmp_path)})
    assert CANARY not in str(caught.value)


def test_a_folder_or_a_pipe_is_no_secret(tmp_path):
    with pytest.raises(ConfigError, match="Is a directory"):
        secret_of("KUNCI", {"KUNCI_FILE": str(tmp_path)})


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, False), (0o644, True), (0o604, True)])
def test_a_file_that_others_may_read_is_told(mode, is_open, tmp_path):
    path = tmp_path / "kunci"
    path.write_text("x" * 20)
    path.chmod(mode)
    assert bool(open_to_others("KUNCI", {"KUNCI_FILE": str(path)})) is is_open


@pytest.mark.parametrize(
    "spelled",
    [
        CANARY,
        quote(CANARY),
        quote(CANARY, safe=""),
        quote_plus(CANARY),
        quote(CANARY, safe="")
        .replace("%2F", "%2f")
        .replace("%3C", "%3c")
        .replace("%2B", "%2b")
        .replace("%3D", "%3d")
        .replace("%C3%A9", "%c3%a9"),
        html.escape(CANARY),
        html.escape(CANARY).replace("&#x27;", "&#039;"),
        json.dumps(CANARY)[1:-1],
        json.dumps(CANARY, ensure_ascii=False)[1:-1],
        json.dumps(CANARY)[1:-1].replace("/", "\\/"),
        json.dumps(CANARY, ensure_ascii=False)[1:-1].replace("&", "\\u0026").replace("<", "\\u003c"),
    ],
)
def test_every_spelling_is_taken_out_of_texts_and_answers(spelled):
    redactor = Redactor([CANARY])
    assert redactor.text(f"a{spelled}b") == "a***b"
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        assert redactor.content(f"a{spelled}b".encode(encoding)) == "a***b".encode(encoding)


def test_longer_spellings_come_first():
    lengths = [len(one) for one in spellings(CANARY)]
    assert lengths == sorted(lengths, reverse=True)
    assert spellings("") == []


@pytest.mark.parametrize(
    ("name", "is_secret"),
    [
        *[
            (name, True)
            for name in ("password", "X-Api-Key", "apikey", "appkey", "key", "Authorization", "token", "Cookie")
        ],
        *[(name, True) for name in ("kata_sandi", "kunci", "api_key", "client_secret")],
        *[(name, False) for name in ("keyword", "author", "monkey", "tahun", "Accept", "page")],
    ],
)
def test_what_sounds_like_a_secret(name, is_secret):
    assert is_secret_name(name) is is_secret


def checked(folder, catalogue, *sections, environment=None, top=""):
    path = write_config(folder, *sections)
    path.write_text(path.read_text() + top)
    config = load_config(path, {"DATA_DIR": str(folder)})
    from core.clock import now_utc  # noqa: PLC0415

    return "\n".join(map(str, check_sources(config, catalogue, environment or {}, now=now_utc())))


@pytest.fixture(scope="module")
def catalogue():
    from core.catalogue import load_catalogue  # noqa: PLC0415
    from core.config import ROOT  # noqa: PLC0415

    return load_catalogue(ROOT / "catalogue")


def test_check_config_tells_of_keys_in_the_file_itself_and_shows_none(tmp_path, catalogue):
    sections = [
        section("satu", url=f"http://127.0.0.1/a?api_key={'x' * 9}canary"),
        section("dua", url="http://127.0.0.1/a", secret="canary-9f8e7d6c"),
        section("tiga", url="http://127.0.0.1/a", secret_header="X-Api-Key: canary-header"),
        section("empat", url="http://127.0.0.1/a", password="canary-password", token="canary-token"),
        section("lima", url="http://admin:canary-user@127.0.0.1/a"),
        section("enam", url="http://127.0.0.1/a?key={secret}", secret="ENAM", secret_header="X-Key: {secret}"),
    ]
    headers = '\n[sources.tujuh]\ntitle = "t"\nagency = "DLH"\nconnector = "csv_file"\nschedule = "0 6 * * *"\n'
    headers += 'attribution = "a"\nurl = "http://127.0.0.1/a"\nheaders = { Authorization = "Bearer canary-bearer" }\n'
    headers += '\n[store]\nurl = "postgresql+psycopg://a:canary-store@127.0.0.1/d"\n'
    told = checked(tmp_path, catalogue, *sections, environment={"ENAM": "nilai-canary-enam"}, top=headers)
    assert "canary" not in told
    for where in ("satu] url", "dua] secret", "tiga] secret_header", "empat] password", "empat] token", "lima] url"):
        assert f"[sources.{where} = '***'" in told, where
    assert "[sources.tujuh] headers.Authorization = '***'" in told
    assert "[store] url = '***'" in told
    assert "sources.enam" not in told


def test_check_config_tells_of_a_file_that_is_missing_or_open(tmp_path, catalogue):
    (tmp_path / "kunci").write_text("nilai-canary\n")
    (tmp_path / "kunci").chmod(0o644)
    sections = [section(name, url="http://127.0.0.1/a", secret=name.upper()) for name in ("terbuka", "hilang", "tanpa")]
    given = {"TERBUKA_FILE": str(tmp_path / "kunci"), "HILANG_FILE": str(tmp_path / "tidak-ada")}
    told = checked(tmp_path, catalogue, *sections, environment=given)
    assert "[sources.terbuka] secret = 'TERBUKA': others on this machine may read" in told
    assert "(mode 0644)" in told
    assert "[sources.hilang] secret = 'HILANG': HILANG_FILE" in told
    assert "nor TANPA_FILE" in told
    assert "canary" not in told


def test_a_fault_of_the_file_shows_no_value_of_a_key_that_sounds_like_a_secret(tmp_path):
    path = write_config(tmp_path, '[store]\nurl = 5\npassword = "canary-a"\n', '[server]\ntoken = "canary-b"\n')
    with pytest.raises(ConfigError) as caught:
        load_config(path, {"DATA_DIR": str(tmp_path)})
    assert "server.token" in str(caught.value)
    assert "canary" not in str(caught.value)


def test_the_address_of_the_database_may_stand_in_a_file(tmp_path):
    (tmp_path / "alamat").write_text("postgresql+psycopg://a:b@127.0.0.1/d\n")
    path = write_config(tmp_path)
    config = load_config(path, {"DATA_DIR": str(tmp_path), "STORE_URL_FILE": str(tmp_path / "alamat")})
    assert config.store_url == "postgresql+psycopg://a:b@127.0.0.1/d"
    assert "a:b" not in repr(config)
