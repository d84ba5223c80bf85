"""/verifikasi: who sees the queue, what walidata does there, and what the office and everybody else then read."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from asking import entered
from demonstration import opened
from html_tree import parse
from paper_text import squeezed, text_of

from app import create_app

SOURCE, KEY, WHY = "dlh_timbulan", "LH-A", "jembatan timbang rusak sejak tanggal 12"
ALL = ("dewan", "opd", "walidata", "auditor", "operator")


class Site:
    """An installation of its own, with somebody of every role."""

    def __init__(self, folder):
        self.parts = opened(folder)
        self.server = create_app(self.parts.config, self.parts.store, self.parts.catalogue).server
        self.who = {role: entered(self.server, f"contoh-{role}") for role in ALL}

    def page(self, role="walidata", query=f"?sumber={SOURCE}"):
        return parse(self.who[role].get(f"/verifikasi{query}").data)

    def rows(self, role="walidata"):
        return [one.get("value") for one in self.page(role).all("input", name="baris")]

    def do(self, what, role="walidata", source=SOURCE, **form):
        return self.who[role].post(f"/verifikasi/{source}/{what}", data=form)

    def count(self):
        with self.parts.store.read() as conn:
            return conn.exec_driver_sql("SELECT count(*) FROM verification").scalar_one()


@pytest.fixture
def site(copy_of_collected, demonstration):
    made = Site(copy_of_collected)
    yield made
    made.parts.store.close()
    demonstration.connect()


@pytest.mark.parametrize(
    ("role", "status"), [("dewan", 403), ("opd", 200), ("walidata", 200), ("auditor", 200), ("operator", 200)]
)
def test_the_queue_is_read_by_those_whose_work_it_is(site, role, status):
    client = site.who[role]
    answer = client.get("/verifikasi")
    assert answer.status_code == status
    assert ("hubungi operator DKISP" in answer.text) == (status == 403)
    for page in ("/sumber", "/rapor"):
        assert ("/verifikasi" in client.get(page).text) == (status == 200)


@pytest.mark.parametrize("role", [one for one in ALL if one != "walidata"])
def test_nobody_else_verifies_nor_is_offered_to(site, role):
    rows = site.rows()
    page = site.page(role)
    assert not page.all("form", "check")
    assert not page.all("input", name="baris")
    for what in ("tandai", "kembalikan", "batalkan"):
        answer = site.do(what, role, baris=rows[:1], alasan=WHY, sampai="1")
        assert answer.status_code == 403, (role, what)
    assert site.count() == 0


def test_whoever_is_nobody_is_led_to_the_way_in_and_verifies_nothing(site):
    nobody = site.server.test_client()
    assert nobody.get("/verifikasi").headers["Location"].startswith("/masuk")
    assert nobody.post(f"/verifikasi/{SOURCE}/tandai", data={"sampai": "1"}).status_code in (303, 401)
    assert site.count() == 0


def test_an_operator_who_looks_as_walidata_verifies_nothing(site):
    client = site.who["operator"]
    rows = site.rows()
    assert client.post("/sebagai", data={"sebagai": "walidata"}).status_code == 303
    assert client.post(f"/verifikasi/{SOURCE}/kembalikan", data={"baris": rows[:1], "alasan": WHY}).status_code == 403
    assert not parse(client.get(f"/verifikasi?sumber={SOURCE}").data).all("form", "check")
    assert site.count() == 0


def test_an_office_sees_its_own_sources_and_no_others(site):
    own = site.page("opd", "").text()
    assert "hanya sumber data OPD Anda" in own
    assert "Timbulan sampah per bulan" in own
    assert "Insiden DBD per minggu" not in own
    assert "Insiden DBD per minggu" in site.page("auditor", "").text()
    assert site.who["opd"].get("/verifikasi?sumber=dinkes_dbd").status_code == 404
    assert not site.page("opd", "?opd=DINKES").all("td")


def test_the_queue_can_be_kept_to_one_office(site):
    text = site.page(query="?opd=DINKES").text()
    assert "Insiden DBD per minggu" in text
    assert "Timbulan sampah per bulan" not in text


def test_a_source_shows_its_values_page_by_page_each_with_its_origin(site):
    first, second = site.page(), site.page(query=f"?sumber={SOURCE}&halaman=2")
    assert "Nilai 1 sampai 100 dari 396" in first.text()
    assert "Nilai 101 sampai 200 dari 396" in second.text()
    names = [{one.get("value") for one in page.all("input", name="baris")} for page in (first, second)]
    assert [len(one) for one in names] == [100, 100]
    assert not names[0] & names[1]
    (link, *_) = [one.get("href") for one in first.all("a", "to-origin")]
    assert site.who["walidata"].get(link).status_code == 200
    beyond = site.page(query=f"?sumber={SOURCE}&halaman=99999")
    assert "Nilai 301 sampai 396 dari 396" in beyond.text()


def test_all_of_a_source_is_verified_at_once_and_says_by_whom(site):
    form = site.page().all("form", "check")[0]
    until = form.all("input", name="sampai")[0].get("value")
    answer = site.do("tandai", sampai=until)
    assert answer.status_code == 303
    landed = parse(site.who["walidata"].get(answer.headers["Location"]).data)
    assert "sudah ditandai terverifikasi" in landed.text()
    assert "Tidak ada nilai yang menunggu" in landed.text()
    again = next(one.get("href") for one in landed.all("a") if "lingkup=semua" in one.get("href"))
    everything = parse(site.who["walidata"].get(again).data)
    assert len(everything.all("input", name="baris")) == 100
    row = everything.all("input", name="baris")[0].get("value")
    assert "kabar=kembalikan" in site.do("kembalikan", baris=row, alasan=WHY).headers["Location"]
    for page in (f"/indikator/{KEY}", f"/asal/tempat?kode={KEY}&saat=2026-09&sumber={SOURCE}"):
        assert "diverifikasi Walidata (contoh), " in site.who["dewan"].get(page).text
    assert "belum diverifikasi" in site.who["dewan"].get("/indikator/KS-01").text
    assert "Data diverifikasi" in parse(site.who["auditor"].get("/jejak").data).text()


def test_a_returned_value_goes_back_to_its_office_and_leaves_every_other_page(site):
    row = next(one for one in site.rows() if one.startswith(f"{KEY}_64.01.04_"))
    period = row.split("_")[2]
    council = site.who["dewan"]
    here = f"wilayah=64.01.04&periode={period}"
    place = f"/asal/tempat?kode={KEY}&saat={period}&sumber={SOURCE}&wilayah=64.01.04"
    before = parse(council.get(f"/indikator/{KEY}?{here}").data).one("p", "big").text()
    value = re.match(r"[\d.,]+", before)[0]
    answer = site.do("kembalikan", baris=row, alasan=WHY)
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["kabar"] == ["kembalikan"]
    after = parse(council.get(f"/indikator/{KEY}?{here}").data).one("p", "big").text()
    assert value not in after
    assert "dikembalikan ke DLH oleh Walidata (contoh)" in after
    assert WHY in after
    assert council.get(place).status_code == 404
    assert value not in council.get(f"/unduh/baris.csv?kode={KEY}&{here}").get_data(as_text=True)
    office = site.who["opd"]
    papers = [text_of(who.get(f"/unduh/indikator.pdf?kode={KEY}&{here}").data) for who in (council, office)]
    assert all(squeezed("dikembalikan ke DLH oleh Walidata (contoh)") in one for one in papers)
    assert papers[0].count(value) == papers[1].count(value) - 1  # the office reads its own row
    for page in ("/opd/DLH", "/verifikasi"):
        listed = parse(office.get(page).data).all("section", id="dikembalikan")[0].text()
        assert WHY in listed
        assert value in listed
        assert not parse(council.get(page).data).all("section", id="dikembalikan")
    assert "dikembalikan oleh Walidata (contoh)" in parse(office.get(place).data).text()
    rapor = parse(council.get("/opd/DLH").data).all("table")[0].one("tbody").one("tr").all("td")
    assert rapor[3].text() == "1"
    log = parse(site.who["auditor"].get("/jejak").data).text()
    assert "Data dikembalikan ke OPD" in log
    assert row in log


def test_a_return_is_taken_back_and_the_value_is_shown_again(site):
    row = site.rows()[0]
    shown = site.who["dewan"].get(f"/indikator/{KEY}").data
    site.do("kembalikan", baris=row, alasan=WHY)
    form = next(one for one in site.page().all("form", "check") if one.get("action").endswith("/batalkan"))
    assert [one.get("value") for one in form.all("input", name="baris")] == [row]
    assert site.do("batalkan", baris=row).status_code == 303
    big = [parse(page).one("p", "big").text() for page in (shown, site.who["dewan"].get(f"/indikator/{KEY}").data)]
    assert big[0] == big[1]


@pytest.mark.parametrize(
    ("what", "form", "sentence"),
    [
        ("kembalikan", {"alasan": "salah"}, "10 sampai 1.000 huruf"),
        ("kembalikan", {"alasan": "x" * 1001}, "10 sampai 1.000 huruf"),
        ("kembalikan", {"alasan": WHY, "baris": []}, "Pilih dulu nilainya"),
        ("kembalikan", {"alasan": WHY, "baris": ["<b>", "LH-A_64.01_2026-09_1"]}, "Pilih dulu nilainya"),
        ("kembalikan", {"alasan": WHY, "baris": ["LH-A_64.01_2026-09_999"]}, "Angkanya sudah berubah"),
        ("batalkan", {}, "Angkanya sudah berubah"),
        ("tandai", {"sampai": "999999"}, "Angkanya sudah berubah"),
        ("tandai", {"sampai": "٣"}, "Angkanya sudah berubah"),
    ],
)
def test_what_cannot_be_kept_leads_back_with_a_sentence_and_stores_nothing(site, what, form, sentence):
    form.setdefault("baris", site.rows()[:2])
    answer = site.do(what, **form)
    assert answer.status_code == 303
    landed = parse(site.who["walidata"].get(answer.headers["Location"]).data).text()
    assert "Belum ada yang disimpan" in landed
    assert sentence in landed
    assert site.count() == 0


def test_who_comes_back_stays_on_the_page_of_the_values(site):
    answer = site.do("kembalikan", baris=[], alasan=WHY, halaman="3")
    assert "halaman=3" in answer.headers["Location"]


def test_an_unknown_source_is_not_found(site):
    assert site.who["walidata"].get("/verifikasi?sumber=xx").status_code == 404
    assert site.do("tandai", source="xx", sampai="1").status_code == 404


def test_another_site_verifies_nothing(site):
    client = site.who["walidata"]
    answer = client.post(f"/verifikasi/{SOURCE}/tandai", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert site.count() == 0


def test_what_was_typed_never_becomes_markup(site):
    site.do("kembalikan", baris=site.rows()[:1], alasan="<script>alert(1)</script> karena begitu")
    for role, page in (("walidata", f"/verifikasi?sumber={SOURCE}"), ("opd", "/opd/DLH"), ("auditor", "/jejak")):
        assert "<script>alert(1)" not in site.who[role].get(page).text


def test_looking_back_verifies_nothing(site):
    page = site.page(query=f"?sumber={SOURCE}&diketahui=2020-01-01")
    assert not page.all("form", "check")
