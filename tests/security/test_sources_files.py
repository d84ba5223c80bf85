"""File sources stay in their folder: climbing, links, exchanges at the worst moment, pipes, devices, file:// (P46)."""

import contextlib
import os
import socket
from pathlib import Path

import pytest
import requests

from core.collect.connectors import connectors
from core.collect.contract import Limits, Source, Tools
from core.errors import SourceError, SourceRefusedError
from core.reasons import Reason
from data_sources import _confined
from data_sources._confined import NotOrdinaryError, OutsideError, opened_inside
from tests.contract.cases import LOOPBACK, Kept, tools_of

SECRET = b"rahasia di luar folder"
READING = {
    "csv_file": {},
    "excel_file": {},
    "geojson": {},
    "json_api": {},
    "sql_table": {"query": "SELECT 1 AS a"},
    "nasa_firms": {},
}


@pytest.fixture
def folder(tmp_path):
    """Return the folder of files, with a secret beside it."""
    inside = tmp_path / "berkas"
    (inside / "dlh").mkdir(parents=True)
    (inside / "dlh" / "a.csv").write_bytes(b"a;b\n1;2\n")
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "a.csv").write_bytes(SECRET)
    (tmp_path / "berkas-lain").mkdir()
    (tmp_path / "berkas-lain" / "a.csv").write_bytes(SECRET)
    return inside


def read(folder, name):
    with opened_inside(folder, name) as file:
        return file.read(1000)


@pytest.mark.parametrize(
    "name",
    [
        "../luar/a.csv",
        "dlh/../../luar/a.csv",
        "./../luar/a.csv",
        "../berkas-lain/a.csv",
        "{outside}/a.csv",
        "//{outside}/a.csv",
        "keluar/a.csv",
        "langsung.csv",
        "rantai1.csv",
        "/proc/self/environ",
        "/dev/stdin",
        "file://{outside}/a.csv",
        "file:///etc/passwd",
        "..\\luar\\a.csv",
        "%2e%2e/luar/a.csv",
        "dlh/a.csv\x00.txt",
    ],
)
def test_no_spelling_and_no_link_leads_out(name, folder, tmp_path):
    (folder / "keluar").symlink_to(tmp_path / "luar")
    (folder / "langsung.csv").symlink_to("../luar/a.csv")
    (folder / "rantai1.csv").symlink_to("rantai2.csv")
    (folder / "rantai2.csv").symlink_to(tmp_path / "luar" / "a.csv")
    with pytest.raises(OSError):
        read(folder, name.replace("{outside}", str(tmp_path / "luar")))


@pytest.mark.parametrize("kind", sorted(READING))
@pytest.mark.parametrize(
    "path", ["../luar/a.csv", "langsung", "/etc/passwd", "file:///etc/passwd", "pipa", "/dev/zero"]
)
def test_no_connector_of_files_reads_outside_its_folder_or_waits(kind, path, folder, tmp_path):
    if "path" not in connectors()[kind].optional | connectors()[kind].one_of | connectors()[kind].required:
        pytest.skip("reads no files")
    (folder / "langsung").symlink_to(tmp_path / "luar" / "a.csv")
    os.mkfifo(folder / "pipa")
    kept = Kept()
    source = Source("uji", "DLH", kind, options={"path": path, **READING[kind]}, secret="K")
    with pytest.raises(SourceRefusedError) as caught:
        connectors()[kind].fetch(source, tools_of(kept, folder))
    assert caught.value.reason is Reason.FILE_MISSING
    assert kept.contents == []


def test_every_connector_that_has_a_path_is_in_the_list_above():
    having = {
        kind
        for kind, one in connectors().items()
        if "path" in one.optional | one.one_of | one.required and kind != "wfs"
    }
    assert having <= set(READING)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "file://localhost/etc/passwd", "FILE:///etc/passwd", "/etc/passwd"]
)
def test_an_address_of_a_file_is_no_address_of_a_source(address, folder):
    source = Source("uji", "DLH", "csv_file", options={"url": address})
    with pytest.raises(SourceError) as caught:
        connectors()["csv_file"].fetch(source, tools_of(Kept(), folder))
    assert caught.value.reason is Reason.SOURCE_MOVED


@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_is_exchanged_for_a_link_between_the_look_and_the_opening_is_not_followed(
    what, folder, tmp_path, monkeypatch
):
    resolve = Path.resolve

    def swapped(path, **more):
        found = resolve(path, **more)
        if found.name == "a.csv" and not (folder / "asli").exists():
            target = folder / "dlh" / "a.csv" if what == "file" else folder / "dlh"
            target.rename(folder / "asli")
            target.symlink_to(tmp_path / "luar" / "a.csv" if what == "file" else tmp_path / "luar")
        return found

    assert read(folder, "dlh/a.csv") == b"a;b\n1;2\n"
    monkeypatch.setattr(Path, "resolve", swapped)
    with pytest.raises(OSError):
        read(folder, "dlh/a.csv")


def test_what_becomes_a_pipe_between_the_look_and_the_opening_is_neither_waited_for_nor_read(folder, monkeypatch):
    look = _confined._need_ordinary

    def swapped(found, name):
        look(found, name)
        if not (folder / "asli").exists():
            (folder / "dlh" / "a.csv").rename(folder / "asli")
            os.mkfifo(folder / "dlh" / "a.csv")

    monkeypatch.setattr(_confined, "_need_ordinary", swapped)
    with pytest.raises(NotOrdinaryError):
        read(folder, "dlh/a.csv")


def test_pipes_sockets_folders_and_devices_are_not_opened(folder):
    os.mkfifo(folder / "pipa")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "soket"))
    (folder / "nol").symlink_to("/dev/zero")
    for name in ("pipa", "soket", "dlh", ".", ""):
        with pytest.raises(NotOrdinaryError):
            read(folder, name)
    with pytest.raises(OutsideError):
        read(folder, "nol")


def test_a_device_inside_the_folder_is_not_opened(folder):
    try:
        os.mknod(folder / "alat", 0o600 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("this account may make no devices")
    with pytest.raises(NotOrdinaryError):
        read(folder, "alat")


def test_links_that_stay_inside_and_a_folder_that_is_a_link_itself_are_followed(folder, tmp_path):
    (folder / "terbaru.csv").symlink_to("dlh/a.csv")
    (tmp_path / "jalan").symlink_to(folder)
    assert read(folder, "terbaru.csv") == read(tmp_path / "jalan", "dlh/a.csv") == b"a;b\n1;2\n"


def test_no_descriptor_stays_open(folder, tmp_path):
    (folder / "keluar").symlink_to(tmp_path / "luar")
    os.mkfifo(folder / "pipa")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for name in ("dlh/a.csv", "dlh/tidak-ada", "tidak/ada", "pipa", "keluar/a.csv", "dlh", "a\x00b"):
        with contextlib.suppress(OSError):
            read(folder, name)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


@pytest.mark.parametrize("name", ["../luar/ca.pem", "{outside}/ca.pem", "keluar.pem", "pipa"])
def test_certificates_come_from_the_folder_too(name, folder, tmp_path):
    (tmp_path / "luar" / "ca.pem").write_bytes(SECRET)
    (folder / "keluar.pem").symlink_to(tmp_path / "luar" / "ca.pem")
    os.mkfifo(folder / "pipa")
    source = Source(
        "uji",
        "DLH",
        "csv_file",
        options={"url": "https://127.0.0.1:1/a", "ca_file": name.replace("{outside}", str(tmp_path / "luar"))},
    )
    with pytest.raises(SourceRefusedError) as caught:
        connectors()["csv_file"].fetch(
            source, Tools(requests.Session(), Kept(), folder, limits=Limits(), internal=LOOPBACK)
        )
    assert caught.value.reason is Reason.TLS_UNTRUSTED
    assert SECRET.decode() not in str(caught.value)
