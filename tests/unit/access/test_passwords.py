"""Passwords are kept as Argon2id and looked for among breached ones; the session key is nobody else's."""

import multiprocessing
import stat

import pytest

from core.access.passwords import breached_passwords, hashed, is_right
from core.access.secret_key import FILE, secret_key
from core.errors import ConfigError


def test_only_the_password_itself_is_right():
    kept = hashed("ikan patin di muara")
    assert kept.startswith("$argon2id$v=19$")
    assert "patin" not in kept
    assert is_right("ikan patin di muara", kept)
    assert not is_right("ikan patin di muara ", kept)
    assert hashed("ikan patin di muara") != kept, "each has a salt of its own"


@pytest.mark.parametrize("kept", ["", "$argon2id$", "bukan hash"])
@pytest.mark.parametrize("password", ["", "ikan patin di muara"])
def test_nothing_is_right_where_there_is_no_hash(kept, password):
    assert not is_right(password, kept)


def test_the_breached_ones_are_there_offline():
    assert {"password", "12345678", "qwertyuiop"} <= breached_passwords()
    assert len(breached_passwords()) == 30_000


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    key = secret_key(tmp_path / "data", {})
    assert len(key) == 64
    assert secret_key(tmp_path / "data", {}) == key
    assert stat.S_IMODE((tmp_path / "data" / FILE).stat().st_mode) == 0o600
    assert [one.name for one in (tmp_path / "data").iterdir()] == [FILE]


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.starmap(secret_key, [(tmp_path, {})] * 4)
    assert len(set(keys)) == 1


def test_the_environment_comes_first(tmp_path):
    assert secret_key(tmp_path, {"SECRET_KEY": "k" * 32}) == "k" * 32
    (tmp_path / "key").write_text("f" * 32 + "\n")
    assert secret_key(tmp_path, {"SECRET_KEY_FILE": str(tmp_path / "key")}) == "f" * 32
    assert not (tmp_path / FILE).exists()


def test_a_short_key_or_one_that_others_read_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="at least 32") as refused:
        secret_key(tmp_path, {"SECRET_KEY": "pendek"})
    assert "pendek" not in str(refused.value)
    secret_key(tmp_path, {})
    (tmp_path / FILE).chmod(0o644)
    with pytest.raises(ConfigError, match="chmod 600"):
        secret_key(tmp_path, {})
