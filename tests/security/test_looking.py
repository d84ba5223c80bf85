"""Reading without an account, through another's eyes, and what is written down of who read what."""

import json

import pytest
from house import House
from html_tree import parse
from test_every_role import AGENCY, SOURCE

from core.domain.open_pages import OPENABLE
from core.domain.viewer import LOOKED_AT


@pytest.fixture
def house(copy_of_collected, demonstration):
    made = House(copy_of_collected, open_pages=("/", "/dimensi"))
    yield made
    made.parts.store.close()
    demonstration.connect()


def test_an_open_page_is_read_without_an_account_and_offers_the_way_in(house):
    nobody = house.client()
    page = parse(nobody.get("/").data)
    assert "SIMULASI" in page.text()
    assert [one.text() for one in page.all("a") if one.get("href") == "/masuk"] == ["Masuk"]
    assert not page.all("form", action="/keluar")
    assert nobody.get("/bagian/dimensi/tangguh").status_code == 200
    assert "Tangguh" in house.called(nobody, "/dimensi/tangguh")


@pytest.mark.parametrize("path", ["/opd", "/sumber", "/jejak", "/konflik", "/unduh/opd.csv", "/bagian/opd"])
def test_a_page_that_is_not_named_stays_closed(house, path):
    answer = house.client().get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/masuk")


def test_a_call_that_names_an_open_page_gets_no_other_one(house):
    nobody = house.client()
    assert house.called(nobody, "/opd", refused=True).find("Petugas") == -1
    [sources] = [(out, known) for out, known in house.app.callback_map.items() if "sources-list" in out]
    [council] = [(out, known) for out, known in house.app.callback_map.items() if "council-figures" in out]
    assert "Masuk lebih dulu" in house.call(nobody, *sources, {"n_intervals": 1, "pathname": "/"})
    shown = json.loads(house.call(nobody, *council, {"n_intervals": 1, "data": [-1, {}]}))
    assert "TUNTAS" in shown["response"]["council-figures"]["html"]


def test_an_operator_sees_what_another_sees_is_told_so_and_comes_back(house):
    client = house.entered("operator")
    assert client.post("/sebagai", data={"sebagai": "opd:DLH"}).headers["Location"] == "/"
    page = parse(client.get("/").data)
    assert "Anda melihat sebagai OPD DLH" in page.text()
    assert client.get("/jejak").status_code == 403
    assert client.post("/sebagai", data={"sebagai": ""}).status_code == 303
    assert "Anda melihat sebagai" not in parse(client.get("/").data).text()
    assert client.get("/jejak").status_code == 200
    looked = [(actor, subject) for action, actor, subject in house.log() if action == "lihat sebagai"]
    assert looked == [("Petugas DKISP", "opd:DLH"), ("Petugas DKISP", "operator")]


def test_who_only_looks_changes_nothing_and_is_told_why(house):
    client = house.entered("operator")
    client.post("/sebagai", data={"sebagai": f"opd:{AGENCY}"})
    assert f"/sumber/{SOURCE}/jalankan" in client.get(f"/sumber/{SOURCE}").text, "the button is theirs"
    answer = client.post(f"/sumber/{SOURCE}/jalankan")
    assert answer.status_code == 403
    assert "tidak ada yang diubah" in parse(answer.data).text()
    assert house.asked == []


@pytest.mark.parametrize("name", ["dewan", "dlh", "walidata", "auditor"])
def test_nobody_but_an_operator_looks_as_another(house, name):
    client = house.entered(name)
    assert client.post("/sebagai", data={"sebagai": "auditor"}).status_code == 403
    with client.session_transaction() as session:
        session["as"] = ["operator", ""]
    assert client.get("/").status_code == 200
    assert "Anda melihat sebagai" not in client.get("/").text


@pytest.mark.parametrize("chosen", ["operator", "layar", "opd", "opd:", "opd:TIDAK-ADA", "dewan:DLH", "x", ":"])
def test_nobody_looks_as_somebody_who_is_not_there(house, chosen):
    client = house.entered("operator")
    assert client.post("/sebagai", data={"sebagai": chosen}).status_code == 400
    assert client.get("/jejak").status_code == 200
    assert "operator" not in {one.value for one in LOOKED_AT}


def test_who_read_what_is_not_for_everybody_is_written_down_once_a_day(house):
    client = house.entered("dinkes")
    for _ in range(3):
        client.get(f"/sumber/{SOURCE}")
        house.called(client, f"/sumber/{SOURCE}")
    read = [(actor, subject) for action, actor, subject in house.log() if action == "melihat"]
    assert len(read) == len(set(read))
    assert {("Petugas Dinkes", f"baris ditolak {SOURCE}"), ("Petugas Dinkes", f"riwayat pengambilan {SOURCE}")} <= set(
        read
    )
    auditor = house.entered("auditor")
    auditor.get("/jejak")
    auditor.get("/asal?kode=KS-06&wilayah=64.01.04&periode=2026-09")
    read = {(actor, subject) for action, actor, subject in house.log() if action == "melihat"}
    assert {("Inspektorat", "jejak audit"), ("Inspektorat", f"berkas asli {SOURCE}")} <= read


def test_what_everybody_may_read_is_written_down_for_nobody(house):
    for client in (house.client(), house.entered("dewan")):
        client.get("/")
        client.get("/dimensi/tangguh")
    assert not [one for one in house.log() if one[0] == "melihat"]
    assert set(OPENABLE) >= {"/", "/dimensi"}
