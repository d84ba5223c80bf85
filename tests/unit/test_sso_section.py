"""[access.sso]: what cannot be used is named before anything is served, and no secret is ever shown."""

import pytest

from core.catalogue import load_catalogue
from core.collect.sso_check import check_sso
from core.config import ROOT, load_config
from core.errors import ConfigError

LINES = {
    "issuer": '"https://sso.example.go.id/realms/pemkab"',
    "client_id": '"dasbor"',
    "secret": '"SSO_SECRET"',
    "roles": '{ "dasbor-opd" = "opd" }',
}


def loaded(folder, **lines):
    """Return the configuration with these lines in [access.sso]; None leaves one out."""
    kept = {name: text for name, text in {**LINES, **lines}.items() if text is not None}
    path = folder / "config.toml"
    path.write_text("[access.sso]\n" + "\n".join(f"{name} = {text}" for name, text in kept.items()), encoding="utf-8")
    return load_config(path, {"DATA_DIR": str(folder)})


def told(config, **environment):
    return "\n".join(map(str, check_sso(config, load_catalogue(ROOT / "catalogue"), environment)))


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("issuer", '"http://sso.example.go.id"', "http only on this machine itself"),
        ("issuer", '"sso.example.go.id"', "issuer is an address"),
        ("issuer", '"https://siapa@sso.example.go.id"', "issuer is an address"),
        ("issuer", '"https://sso.example.go.id?x=1"', "issuer is an address"),
        ("issuer", None, "Field required"),
        ("client_id", '""', "at least 1 character"),
        ("roles", "{}", "nobody gets in"),
        ("roles", '{ "semua" = "umum" }', "roles are of dewan, opd, walidata, auditor, operator; not: umum"),
        ("scopes", '["profile"]', '"openid" among them'),
        ("scopes", '["openid profile"]', "scopes are words"),
        ("peran", '"x"', "Extra inputs are not permitted"),
    ],
)
def test_what_cannot_be_used_stops_the_start(tmp_path, line, text, why):
    with pytest.raises(ConfigError) as stopped:
        loaded(tmp_path, **{line: text})
    assert why in str(stopped.value)
    assert f"access.sso.{line}" in str(stopped.value)


def test_a_key_itself_in_place_of_its_name_stops_the_start_and_is_not_shown(tmp_path):
    with pytest.raises(ConfigError) as stopped:
        loaded(tmp_path, secret='"s3cr3t-kunci/klien"')
    assert "NAME of an environment variable" in str(stopped.value)
    assert "s3cr3t" not in str(stopped.value)


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:8080", "http://localhost:8080/realms/x", "http://[::1]:8080"])
def test_on_this_machine_itself_there_need_be_no_tls(tmp_path, issuer):
    assert loaded(tmp_path, issuer=f'"{issuer}"').access.sso.issuer == issuer


def test_a_secret_that_is_not_there_is_a_fault(tmp_path):
    config = loaded(tmp_path)
    assert "fault: [access.sso] secret = 'SSO_SECRET': the environment has no such variable" in told(config)
    assert told(config, SSO_SECRET="kunci klien") == ""
    kept = tmp_path / "kunci"
    kept.write_text("kunci klien\n")
    kept.chmod(0o644)
    assert "others on this machine may read" in told(config, SSO_SECRET_FILE=str(kept))
    assert "are both set" in told(config, SSO_SECRET="x", SSO_SECRET_FILE=str(kept))


def test_an_office_that_nobody_knows_is_a_fault(tmp_path):
    config = loaded(tmp_path, offices='{ "Lingkungan" = "DLHK" }')
    assert "fault: [access.sso] offices = 'DLHK': no agency has this code" in told(config, SSO_SECRET="kunci")
    without = loaded(tmp_path, roles='{ "a" = "dewan" }', offices='{ "Lingkungan" = "DLH" }')
    assert "warning: [access.sso]: offices are not asked for" in told(without, SSO_SECRET="kunci")


def test_without_the_section_there_is_nothing_to_check(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("", encoding="utf-8")
    assert told(load_config(path, {"DATA_DIR": str(tmp_path)})) == ""
