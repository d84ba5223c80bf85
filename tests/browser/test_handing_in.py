"""An office hands its form in: fetched, filled, checked, mended, sent; by keyboard, on a phone, without scripts."""

import io
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from demonstration import opened, serving
from visitor import READY, SIZES, Visitor, until

from app import create_app

pytestmark = pytest.mark.browser


@pytest.fixture
def office(chromium, copy_of_collected, demonstration):
    """Return a function that opens an address as DLH, in an installation of its own."""
    own = opened(copy_of_collected)
    app = create_app(own.config, own.store, own.catalogue)
    visitors = []
    with serving(app.server) as url:

        def visit(address="/unggah", *, ready=True, **how):
            visitors.append(Visitor(chromium, url, **{"login": "opd", **how}))
            visitors[-1].go(address, ready=ready and how.get("scripts", True))
            return visitors[-1]

        yield visit
        for one in visitors:
            one.close()
    own.store.close()
    demonstration.connect()


def saved(download):
    return openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))


def fetched(one):
    """Return the form as somebody fetches it from the page."""
    with one.page.expect_download() as download:
        one.page.get_by_role("link", name="Formulir DLH (XLSX)").click()
    return saved(download)


def file(book, name="isian.xlsx"):
    stream = io.BytesIO()
    book.save(stream)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": kind, "buffer": stream.getvalue()}


def checked(one, number, *, scripts=True):
    """Wait for the page of a checked file to stand."""
    one.page.get_by_role("heading", name=f"Unggahan {number}").first.wait_for()
    if scripts:
        until(one.page, READY)


def row_of(sheet, code):
    return next(row for row in range(5, sheet.max_row + 1) if sheet.cell(row, 1).value == code)


def test_a_form_is_fetched_filled_checked_mended_and_sent_by_keyboard(office):
    one = office()
    book = fetched(one)
    sheet = book["Isian"]
    good, bad = row_of(sheet, "LH-06"), row_of(sheet, "LH-07")
    sheet.cell(good, 7).value, sheet.cell(bad, 7).value = "61,5", "banyak"
    one.page.set_input_files("input[type=file]", file(book))
    one.page.get_by_role("button", name="Periksa berkas").press("Enter")
    checked(one, 1)
    told = one.main()
    assert "1 nilai dapat disimpan: 1 baru" in told
    assert f"Isian!G{bad}" in told
    assert "Isi sel ini bukan angka" in told
    assert "61,5 %" in told
    with one.page.expect_download() as download:
        one.page.get_by_role("link", name="Berkas dengan catatan").click()
    mended = saved(download)
    assert "bukan angka" in mended["Isian"].cell(bad, 7).comment.text
    mended["Isian"].cell(bad, 7).value = 55
    one.go("/unggah")
    one.page.set_input_files("input[type=file]", file(mended))
    one.page.get_by_role("button", name="Periksa berkas").press("Enter")
    checked(one, 2)
    assert "2 nilai dapat disimpan" in one.main()
    one.page.get_by_role("button", name="Kirim 2 nilai").press("Enter")
    until(one.page, "document.body.innerText.includes('Angkanya sudah tercatat')")
    one.go("/sumber/formulir_dlh")
    assert "2 baru" in one.main()
    assert one.errors == []
    assert one.breaches() == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_file_that_is_none_is_refused_in_words_with_the_way_to_mend_it(office, scripts):
    one = office(scripts=scripts)
    one.page.set_input_files("input[type=file]", {"name": "a.xlsx", "mimeType": "", "buffer": b"%PDF-1.7 surat"})
    one.page.get_by_role("button", name="Periksa berkas").click()
    checked(one, 1, scripts=scripts)
    told = one.main()
    assert "Berkas ditolak dan isinya tidak disimpan." in told
    assert "PDF" in told
    assert "Cara memperbaiki:" in told
    assert one.page.get_by_role("button", name="Kirim").count() == 0


def test_what_was_chosen_before_dash_stands_is_not_taken_away(office):
    one = office("/masuk", ready=False, size="telepon")
    held = []
    one.page.route("**/_dash-layout", lambda route: held.append(route))  # noqa: PLW0108 - it asks for a name
    one.go("/unggah", ready=False)
    one.page.set_input_files("input[type=file]", {"name": "a.xlsx", "mimeType": "", "buffer": b"PK"})
    until(one.page, "true")
    while not held:
        one.page.wait_for_timeout(20)
    held.pop().continue_()
    until(one.page, "document.querySelector('#dash [data-page] input[type=file]') !== null")
    one.page.wait_for_timeout(300)
    assert one.page.evaluate("document.querySelector('#lukisan-awal input[type=file]').files.length") == 1


@pytest.mark.parametrize("size", list(SIZES)[:2])
@pytest.mark.parametrize("login", ["opd", "walidata"])
def test_axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen(office, size, login):
    first = office()
    first.page.set_input_files("input[type=file]", file(fetched(first), "rekap " + "sangat-panjang-" * 7 + ".xlsx"))
    first.page.get_by_role("button", name="Periksa berkas").click()
    checked(first, 1)
    for address in ("/unggah", "/unggah?nomor=1"):
        one = office(address, size=size, login=login)
        found = [
            fault for fault in Axe().run(one.page).response["violations"] if fault["impact"] in ("serious", "critical")
        ]
        assert found == [], address
        assert one.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
