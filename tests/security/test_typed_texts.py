"""What people type, through every form that keeps it: names, reasons, codes. Text everywhere it comes out again."""

import csv
import io

import pytest
from asking import entered
from html_tree import parse
from screens import House
from test_web_texts import is_text

from core.reports.csv_file import neutralise
from tests.payloads import CORPUS

SOURCE = "dlh_timbulan"
READERS = {
    "contoh-operator": ("/", "/pengguna", "/perangkat", "/jejak", "/konflik", "/akun", "/sumber", f"/sumber/{SOURCE}"),
    "contoh-walidata": ("/verifikasi", f"/verifikasi?sumber={SOURCE}", f"/verifikasi?sumber={SOURCE}&lihat=kembali"),
    "contoh-auditor": ("/jejak", "/pengguna", "/perangkat", "/verifikasi"),
    "contoh-opd": ("/opd/DLH", "/verifikasi", "/indikator/LH-A", "/asal?kode=LH-A"),
    "contoh-dewan": ("/", "/opd/DLH", "/indikator/LH-A", "/asal?kode=LH-A", "/peta"),
}


@pytest.fixture
def house(copy_of_collected, demonstration, monkeypatch):
    made = House(copy_of_collected, monkeypatch)
    yield made
    made.parts.store.close()
    demonstration.connect()


def accounts(house):
    for at, text in enumerate(CORPUS):
        form = {"nama": f"teks{at}", "orang": text, "peran": "opd", "opd": "DLH"}
        yield house.operator.post("/pengguna/baru", data=form)
        yield house.operator.post("/pengguna/baru", data={**form, "nama": text})


def screens(house):
    for text in CORPUS:
        yield house.add(house.browser().post("/layar/-/kode").json["kode"], text)
        yield house.add(text, "Lobi")


def returns(house):
    walidata = entered(house.server, "contoh-walidata")
    for text in CORPUS:
        rows = parse(walidata.get(f"/verifikasi?sumber={SOURCE}").data).all("input", name="baris")
        form = {"baris": rows[0].get("value"), "alasan": f"{text} dan seterusnya"}
        yield walidata.post(f"/verifikasi/{SOURCE}/kembalikan", data=form)
        yield walidata.post(f"/verifikasi/{SOURCE}/kembalikan", data={"baris": text, "alasan": text})


def locks(house):
    walidata = entered(house.server, "contoh-walidata")
    for at, text in enumerate(CORPUS):
        day = f"2025-{at // 28 + 1:02d}-{at % 28 + 1:02d}"
        form = {"opd": "DLH", "periode": day, "alasan": f"{text} dan seterusnya"}
        yield walidata.post("/verifikasi/kunci", data=form)
        if at % 3 == 0:
            yield walidata.post("/verifikasi/buka", data=form)
        for refused in ({**form, "periode": text}, {**form, "opd": text}):
            answer = walidata.post("/verifikasi/kunci", data=refused)
            yield answer
            yield walidata.get(answer.headers["Location"])
        yield walidata.post("/verifikasi/buka", data={"opd": text, "periode": text, "alasan": text})


def ways_in(house):
    for text in CORPUS[:4]:  # the fifth waits
        yield house.browser().post("/masuk", data={"nama": text, "sandi": text, "lanjut": text})
    for text in CORPUS:
        yield house.browser().post("/masuk/contoh", data={"akun": text, "lanjut": text})
        yield house.operator.post("/sebagai", data={"sebagai": text})


@pytest.mark.parametrize(("door", "least"), [(accounts, 20), (screens, 20), (returns, 20), (locks, 20), (ways_in, 0)])
def test_what_was_typed_comes_out_as_text(house, door, least):
    for answer in door(house):
        assert answer.status_code in (200, 303, 400, 401, 404, 429)
        assert "X-Kena" not in answer.headers
        if answer.mimetype == "text/html" and answer.status_code != 303:
            is_text(door.__name__, parse(answer.data))
    shown = set()
    for login, addresses in READERS.items():
        client = entered(house.server, login)
        for address in addresses:
            answer = client.get(address)
            assert answer.status_code == 200, address
            tree = parse(answer.data)
            is_text(address, tree)
            shown |= {text for text in CORPUS if " ".join(text.split()) in tree.text()}
    assert len(shown) >= least, "too few texts are shown: this proves nothing"
    log = house.operator.get("/unduh/jejak.csv").data.decode("utf-8-sig")
    for row in csv.reader(io.StringIO(log), delimiter=";"):
        assert all(neutralise(cell) == cell for cell in row), row
