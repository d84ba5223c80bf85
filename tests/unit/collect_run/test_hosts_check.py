"""check-config says, before anything is asked, which source needs which entry of internal_hosts."""

import pytest

from core.collect.hosts_check import addresses_of, check_hosts
from core.config import load_config
from core.errors import ConfigError
from tests.collecting import section, write_config

NAMES = {
    "simpel.paserkab.go.id": ["10.12.3.4"],
    "portal.go.id": ["103.1.2.3"],
    "berkas.go.id": ["192.168.7.7"],
    "basis.paserkab.go.id": ["10.9.9.9"],
    "awan.go.id": ["169.254.169.254"],
}
DATABASE = 'connector = "sql_table"\nsecret = "IZIN_URL"'


def found(folder, *sections, environment=None, entries='["127.0.0.1"]'):
    path = write_config(folder, *sections)
    path.write_text(path.read_text().replace('["127.0.0.1"]', entries))
    config = load_config(path, {"DATA_DIR": str(folder)})
    return [str(one) for one in check_hosts(config, environment or {}, lambda host: NAMES.get(host, []))]


def test_each_source_inside_is_named_with_the_entry_it_needs(tmp_path):
    sections = [
        section("izin", url="http://simpel.paserkab.go.id:8080/a?kunci={secret}"),
        section("satu", url="https://portal.go.id/a"),
        section("angka", url="http://10.0.0.9/a"),
        section("sini", url="http://localhost/a"),
        section("berkas", path="a.csv"),
        section("antah", url="https://tidak-ada.go.id/a"),
        section("awan", url="http://awan.go.id/a"),
    ]
    assert found(tmp_path, *sections) == [
        "warning: [sources.izin] host = 'simpel.paserkab.go.id': leads to 10.12.3.4, an internal network, so every run "
        'is refused; add "simpel.paserkab.go.id" to internal_hosts in [collect]',
        "warning: [sources.angka] host = '10.0.0.9': leads to 10.0.0.9, an internal network, so every run is refused; "
        'add "10.0.0.9" to internal_hosts in [collect]',
        "warning: [sources.awan] host = 'awan.go.id': leads to 169.254.169.254, the metadata service of a cloud, so "
        "every run is refused; no entry opens it; correct the address",
    ]


def test_what_is_opened_is_no_finding(tmp_path):
    inside = section("izin", url="http://simpel.paserkab.go.id/a")
    assert found(tmp_path, inside, entries='["simpel.paserkab.go.id"]') == []
    assert found(tmp_path, inside, entries='["10.12.0.0/16"]') == []


def test_further_hosts_and_the_database_behind_a_secret_are_looked_at_and_its_password_is_not_shown(tmp_path):
    listed = section("satu", url="https://portal.go.id/a") + 'hosts = ["berkas.go.id", "*.lain.go.id"]\n'
    listed = listed.replace(
        'schedule = "0 6 * * *"', 'schedule = "0 6 * * *"\nhosts = ["berkas.go.id:81", "*.go.id"]', 1
    )
    listed = listed.replace('hosts = ["berkas.go.id", "*.lain.go.id"]\n', "")
    base = section("basis").replace('connector = "csv_file"', DATABASE)
    secret = {"IZIN_URL": "postgresql://pembaca:sandi-rahasia@basis.paserkab.go.id/izin"}
    one, other = found(tmp_path, listed, base, environment=secret)
    assert "[sources.satu] host = 'berkas.go.id': leads to 192.168.7.7" in one
    assert "[sources.basis] host = 'basis.paserkab.go.id': leads to 10.9.9.9" in other
    assert "sandi-rahasia" not in one + other


def test_a_proxy_that_is_not_used_is_told(tmp_path):
    (told,) = found(tmp_path, environment={"https_proxy": "http://pengguna:sandi@proxy:3128"})
    assert "HTTPS_PROXY" in told
    assert "not used" in told
    assert "sandi" not in told


def test_names_are_looked_up_on_this_machine():
    assert "127.0.0.1" in addresses_of("localhost")
    assert addresses_of("") == []
    assert addresses_of("a" * 70 + ".test") == []


def test_an_entry_that_opens_everything_stops_the_start(tmp_path):
    with pytest.raises(ConfigError, match=r"collect\.internal_hosts.*not within an internal range"):
        found(tmp_path, entries='["0.0.0.0/0"]')
