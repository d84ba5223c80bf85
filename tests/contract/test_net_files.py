"""Local files behind `path`: inside their folder, ordinary, of the agreed size and sum."""

import hashlib
import os

import pytest
from cases import Kept, tools_of

from core.collect.contract import Source
from core.errors import SourceChangedError, SourceRefusedError
from core.reasons import Reason
from data_sources import _files
from data_sources._http import read_path


def read(folder, path, kept=None, **options):
    return read_path(
        Source("uji", "DLH", "csv_file", options={"path": path, **options}), tools_of(kept or Kept(), folder)
    )


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "berkas"
    (inside / "dlh").mkdir(parents=True)
    (inside / "dlh" / "a.csv").write_bytes(b"a;b\n")
    (tmp_path / "rahasia.txt").write_bytes(b"rahasia")
    (inside / "keluar").symlink_to(tmp_path / "rahasia.txt")
    (inside / "dalam").symlink_to(inside / "dlh" / "a.csv")
    (inside / "putar").symlink_to(inside / "putar")
    os.mkfifo(inside / "pipa")
    return inside


@pytest.mark.parametrize("path", ["dlh/a.csv", "dalam", "./dlh/../dlh/a.csv"])
def test_a_file_inside_is_read_and_kept(path, folder):
    kept = Kept()
    assert read(folder, path, kept) == b"a;b\n"
    assert (kept.contents, kept.addresses) == ([b"a;b\n"], [path])


@pytest.mark.parametrize(
    "path",
    [
        "../rahasia.txt",
        "keluar",
        "putar",
        "pipa",
        "dlh",
        "",
        "tidak-ada.csv",
        "/etc/passwd",
        "/dev/zero",
        "a\0b",
        "a" * 5000,
        "published:../config.toml",
        "published:/etc/passwd",
        "published:",
    ],
)
def test_nothing_else_is_opened(path, folder):
    kept = Kept()
    with pytest.raises(SourceRefusedError) as caught:
        read(folder, path, kept)
    assert caught.value.reason is Reason.FILE_MISSING
    assert kept.contents == []


def test_figures_that_come_with_the_project_are_read_by_their_prefix(folder, tmp_path, monkeypatch):
    (tmp_path / "published").mkdir()
    (tmp_path / "published" / "spbe.csv").write_bytes(b"tahun\n")
    monkeypatch.setattr(_files, "PUBLISHED", tmp_path / "published")
    assert read(folder, "published:spbe.csv") == b"tahun\n"


def test_a_file_over_the_limit_is_refused(folder):
    with pytest.raises(SourceChangedError) as caught:
        read(folder, "dlh/a.csv", max_bytes=3)
    assert caught.value.reason is Reason.FILE_TOO_LARGE


def test_another_sum_than_agreed_is_refused(folder):
    assert read(folder, "dlh/a.csv", sha256=hashlib.sha256(b"a;b\n").hexdigest())
    with pytest.raises(SourceChangedError) as caught:
        read(folder, "dlh/a.csv", sha256="0" * 64)
    assert caught.value.reason is Reason.CHECKSUM_MISMATCH
