"""Locked periods: who locks and opens on /verifikasi, and where everybody reads that a figure stands still."""

from urllib.parse import parse_qs, urlsplit

import pytest
from asking import entered
from demonstration import opened
from html_tree import parse

from app import create_app

WHY = "salah ketik ditemukan Inspektorat"
ALL = ("dewan", "opd", "walidata", "auditor", "operator")
LOCK, OPEN = "/verifikasi/kunci", "/verifikasi/buka"


class Site:
    """An installation of its own, with somebody of every role."""

    def __init__(self, folder):
        self.parts = opened(folder)
        self.server = create_app(self.parts.config, self.parts.store, self.parts.catalogue).server
        self.who = {role: entered(self.server, f"contoh-{role}") for role in ALL}

    def section(self, role="walidata", page="/verifikasi"):
        found = parse(self.who[role].get(page).data).all("section", id="kunci")
        return found[0] if found else None

    def lock(self, role="walidata", **form):
        return self.who[role].post(LOCK, data={"opd": "DLH", "periode": "2025", **form})

    def open(self, role="walidata", **form):
        return self.who[role].post(OPEN, data={"opd": "DLH", "periode": "2025", "alasan": WHY, **form})

    def count(self):
        with self.parts.store.read() as conn:
            return conn.exec_driver_sql("SELECT count(*) FROM period_lock").scalar_one()

    def landed(self, answer):
        assert answer.status_code == 303
        assert answer.headers["Location"].endswith("#kunci")
        return parse(self.who["walidata"].get(answer.headers["Location"]).data).all("section", id="kunci")[0]


@pytest.fixture
def site(copy_of_collected, demonstration):
    made = Site(copy_of_collected)
    yield made
    made.parts.store.close()
    demonstration.connect()


@pytest.mark.parametrize("role", [one for one in ALL if one != "walidata"])
def test_nobody_else_locks_opens_or_is_offered_to(site, role):
    site.lock()
    assert site.lock(role, periode="2024").status_code == 403
    assert site.open(role).status_code == 403
    assert site.count() == 1
    section = site.section(role)
    assert section is None if role == "dewan" else not section.all("form")


def test_whoever_is_nobody_locks_nothing(site):
    nobody = site.server.test_client()
    for address in (LOCK, OPEN):
        assert nobody.post(address, data={"opd": "DLH", "periode": "2025", "alasan": WHY}).status_code in (303, 401)
        foreign = site.who["walidata"].post(address, headers={"Sec-Fetch-Site": "cross-site"})
        assert foreign.status_code == 403
        assert site.who["walidata"].get(address).status_code in (404, 405)
    assert site.count() == 0


def test_an_operator_who_looks_as_walidata_locks_nothing(site):
    client = site.who["operator"]
    assert client.post("/sebagai", data={"sebagai": "walidata"}).status_code == 303
    assert client.post(LOCK, data={"opd": "DLH", "periode": "2025"}).status_code == 403
    assert not site.section("operator").all("form")
    assert site.count() == 0


def test_a_period_is_locked_and_opened_with_a_reason(site):
    assert "Tidak ada periode yang terkunci" in site.section().text()
    landed = site.landed(site.lock(periode="Tahun 2025", alasan="LKjIP 2025 ditandatangani"))
    assert "sudah terkunci" in landed.text()
    row = landed.one("ul", "locks").text()
    for words in ("DLH", "2025", "oleh Walidata (contoh)", "LKjIP 2025 ditandatangani"):
        assert words in row
    form = next(one for one in landed.all("form") if one.get("action") == OPEN)
    given = {one.get("name"): one.get("value") for one in form.all("input")}
    assert given == {"opd": "DLH", "periode": "2025"}
    landed = site.landed(site.open(**given))
    assert "sudah dibuka" in landed.text()
    assert "Tidak ada periode yang terkunci" in landed.text()
    assert WHY in landed.one("details").text()
    log = parse(site.who["auditor"].get("/jejak").data).text()
    assert "Periode dikunci" in log
    assert "Kunci periode dibuka" in log
    assert WHY in log
    only = parse(site.who["auditor"].get("/jejak?tindakan=pembukaan kunci").data).one("tbody").text()
    assert "Kunci periode dibuka" in only
    assert "Periode dikunci" not in only


def test_everybody_reads_at_a_figure_that_its_period_is_locked(site):
    site.lock()
    place = "?periode=2025-06"
    for role in ALL:
        for page in (f"/indikator/LH-A{place}", "/asal?kode=LH-A&saat=2025-06"):
            line = parse(site.who[role].get(page).data).one("p", "locked").text()
            assert "dikunci Walidata (contoh)" in line
            assert "DLH 2025" in line
        assert "dikunci" in parse(site.who[role].get("/opd/DLH").data).all("section", id="kunci")[0].text().lower()
        for page in ("/indikator/LH-A?periode=2026-06", "/indikator/KS-01?periode=2025-06", "/asal?kode=LH-A"):
            assert not parse(site.who[role].get(page).data).all("p", "locked")
        assert not parse(site.who[role].get("/opd/DINKES").data).all("section", id="kunci")
        then = parse(site.who[role].get(f"/indikator/LH-A{place}&diketahui=2026-01-31").data)
        assert not then.all("p", "locked")
    site.open()
    assert not parse(site.who["dewan"].get(f"/indikator/LH-A{place}").data).all("p", "locked")
    assert WHY in parse(site.who["dewan"].get("/opd/DLH").data).all("section", id="kunci")[0].text()


def test_an_office_sees_only_its_own_locks_in_the_queue(site):
    site.lock()
    site.lock(opd="DINKES", periode="2024")
    rows = site.section("opd").one("ul", "locks").text()
    assert "DLH" in rows
    assert "2024" not in rows
    assert "2024" in site.section("auditor").one("ul", "locks").text()
    assert "2024" not in site.section("walidata", "/verifikasi?opd=DLH").one("ul", "locks").text()


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"opd": ""}, "Pilih OPD"),
        ({"opd": "<b>"}, "Pilih OPD"),
        ({"periode": ""}, "belum dapat dibaca"),
        ({"periode": "kapan-kapan"}, "belum dapat dibaca"),
        ({"periode": "2099"}, "belum berakhir"),
        ({"alasan": "x" * 1001}, "paling banyak 1.000 huruf"),
    ],
)
def test_what_cannot_be_locked_is_told_and_what_was_typed_is_kept(site, form, sentence):
    answer = site.lock(**form)
    section = site.landed(answer)
    assert "Belum ada yang disimpan" in section.text()
    assert sentence in section.text()
    given = {"opd": "DLH", "periode": "2025", **form}
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back.get("kunci_periode", [""])[0] == given["periode"]
    assert section.one("form").all("input", name="periode")[0].get("value") == given["periode"]
    chosen = [one.get("value") for one in section.all("option") if one.get("selected")]
    assert chosen == [given["opd"] if given["opd"] == "DLH" else ""] or given["opd"] == "<b>"
    assert site.count() == 0


def test_what_is_too_long_for_an_address_is_not_kept_in_it(site):
    answer = site.lock(periode="kapan", alasan="🔒" * 900)
    assert len(answer.headers["Location"]) < 2_100
    section = site.landed(answer)
    assert "belum dapat dibaca" in section.text()
    assert section.all("input", name="periode")[-1].get("value") == "kapan"


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"alasan": "salah"}, "10 sampai 1.000 huruf"),
        ({"alasan": ""}, "10 sampai 1.000 huruf"),
        ({"opd": "DINKES"}, "tidak terkunci lagi"),
        ({"periode": "2024"}, "tidak terkunci lagi"),
        ({"periode": "2025' OR 1=1"}, "tidak terkunci lagi"),
    ],
)
def test_what_cannot_be_opened_is_told_and_stays_locked(site, form, sentence):
    site.lock()
    assert sentence in site.landed(site.open(**form)).text()
    assert site.count() == 1


def test_what_was_typed_never_becomes_markup(site):
    evil = "<script>alert(1)</script> karena begitu"
    site.lock(alasan=evil)
    pages = [("walidata", "/verifikasi"), ("opd", "/opd/DLH"), ("auditor", "/jejak")]
    for _ in range(2):
        for role, page in pages:
            assert "<script>alert(1)" not in site.who[role].get(page).text
        site.open(alasan=evil)
    refused = site.lock(periode='"><script>alert(1)</script>', alasan="</textarea><script>alert(1)</script>")
    assert "<script>alert(1)" not in site.who["walidata"].get(refused.headers["Location"]).text


def test_a_locked_value_is_not_offered_for_return_and_a_forged_form_is_refused(site):
    page = parse(site.who["walidata"].get("/verifikasi?sumber=dlh_timbulan&halaman=3").data)
    before = [one.get("value") for one in page.all("input", name="baris")]
    assert any("_2025-" in one for one in before)
    site.lock()
    page = parse(site.who["walidata"].get("/verifikasi?sumber=dlh_timbulan&halaman=3").data)
    after = [one.get("value") for one in page.all("input", name="baris")]
    assert after == [one for one in before if "_2025-" not in one]
    assert "terkunci" in page.text()
    row = next(one for one in before if "_2025-" in one)
    answer = site.who["walidata"].post(
        "/verifikasi/dlh_timbulan/kembalikan", data={"baris": row, "alasan": WHY, "halaman": "3"}
    )
    assert "galat=dikunci" in answer.headers["Location"]
    assert "periode yang terkunci" in site.who["walidata"].get(answer.headers["Location"]).text


def test_looking_back_offers_no_forms(site):
    site.lock()
    assert not site.section(page="/verifikasi?diketahui=2026-01-31").all("form")
