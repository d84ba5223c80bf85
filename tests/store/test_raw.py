"""Raw answers on disk: once for each content, whole or not at all, verified, and without keys in the address."""

import hashlib
import os
from pathlib import Path

import pytest

from core.collect import raw as raw_module
from core.collect.raw import RawAnswers, RawStore, without_secrets
from core.errors import StoreError

CANARY = "kunci-rahasia-123"
BYTES = b"tahun;nilai\n2024;3,12\n"
SHA = hashlib.sha256(BYTES).hexdigest()


@pytest.fixture
def raw(tmp_path):
    return RawStore(tmp_path / "not" / "there" / "yet")


def keep(raw, content=BYTES):
    return raw.keep(content, address="https://paser.test/a", media_type="text/csv")


def files(raw):
    return sorted(path for path in raw.folder.rglob("*") if path.is_file())


def test_an_answer_lies_under_its_own_hash(raw):
    assert keep(raw) == SHA
    assert files(raw) == [raw.folder / SHA[:2] / SHA[2:]]
    assert raw.read(SHA) == BYTES


def test_the_same_answer_is_kept_once_and_not_written_again(raw):
    keep(raw)
    before = files(raw)[0].stat()
    assert keep(raw) == SHA
    after = files(raw)[0].stat()
    assert len(files(raw)) == 1 and (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_an_empty_answer_is_an_answer_too(raw):
    assert raw.read(keep(raw, b"")) == b""


def test_a_damaged_file_is_noticed_and_mended_by_the_next_same_answer(raw):
    keep(raw)
    raw.path(SHA).write_bytes(BYTES.replace(b"3", b"4"))
    with pytest.raises(StoreError, match="damaged"):
        raw.read(SHA)
    keep(raw)
    assert raw.read(SHA) == BYTES


@pytest.mark.parametrize("act", ["fsync", "replace", "write"])
def test_a_disk_that_refuses_leaves_nothing_behind(raw, act, monkeypatch):
    def refuse(*_, **__):
        raise OSError(28, "No space left on device")

    target = {"fsync": (os, "fsync"), "replace": (Path, "replace"), "write": (os, "fdopen")}[act]
    monkeypatch.setattr(*target, refuse)
    with pytest.raises(StoreError, match="No space left"):
        keep(raw)
    monkeypatch.undo()
    assert files(raw) == []
    assert keep(raw) == SHA


def test_a_disk_that_gives_back_other_bytes_is_not_trusted(raw, monkeypatch):
    real = raw_module._write
    monkeypatch.setattr(raw_module, "_write", lambda path, content: real(path, content[:-1]))
    with pytest.raises(StoreError, match="other bytes"):
        keep(raw)


def test_the_file_and_its_folders_are_synced_before_it_counts_as_kept(raw, monkeypatch):
    synced = []
    real = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (synced.append(Path(f"/proc/self/fd/{handle}").readlink()), real(handle))
    )
    keep(raw)
    assert any(path.name.startswith(".new-") for path in synced)
    assert {raw.folder, raw.folder / SHA[:2]} <= set(synced)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 62 + "/."])
def test_what_is_no_hash_never_becomes_a_path(raw, name):
    with pytest.raises(StoreError, match="64 hexadecimal"):
        raw.read(name)


def test_an_answer_that_was_never_kept_is_told(raw):
    with pytest.raises(StoreError, match="cannot be read"):
        raw.read("0" * 64)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"https://paser.test/a/b?key={CANARY}&x=1", "https://paser.test/a/b"),
        (f"https://paser.test:8443/a#{CANARY}", "https://paser.test:8443/a"),
        (f"https://user:{CANARY}@paser.test/a", "https://paser.test/a"),
        (f"https://us@er:{CANARY}@paser.test/a?{CANARY}", "https://paser.test/a"),
        (f"postgresql://opd:{CANARY}@db.test/simpeg?password={CANARY}", "postgresql://db.test/simpeg"),
        (f"laporan.xlsx?{CANARY}", "laporan.xlsx"),
        ("dlh/laporan 2026.xlsx", "dlh/laporan 2026.xlsx"),
    ],
)
def test_no_key_of_an_address_is_kept(raw, address, kept):
    answers = RawAnswers(raw)
    assert answers.keep(BYTES, address=address, media_type="text/csv") == SHA
    (one,) = answers.kept
    assert (one.sha256, one.size, one.media_type, one.address) == (SHA, len(BYTES), "text/csv", kept)
    assert CANARY not in without_secrets(address)
