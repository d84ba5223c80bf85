"""Text is text everywhere: the corpus comes in by every door, and is looked at in every output, in a real browser."""

import csv
import io
import re

import dash
import pytest
from collecting import feeds
from demonstration import serving
from html_tree import links, parse
from only_text import MARK, are_lines, is_plain_workbook, is_text
from paper_text import active_parts, text_of
from payloads import CORPUS
from rogue_provider import SECRET, rogue
from town import FORM, LAYER, TABLE, TEXTS, Town, fill_every_form, hand_everything_in, table
from visitor import READY, Visitor, until

from core.reports.csv_file import neutralise
from pages.downloads import TABLES
from pages.papers import PAPERS

pytestmark = pytest.mark.browser

# Run in each page before any script of ours: what is wrong with the page as it first came, and whenever asked again.
LOOK = """window.__lihat = () => [
  ...[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].filter((a) =>
    /^on|^srcdoc$|[^\\w:.-]/i.test(a.name) || (/__kena/.test(a.value) &&
      /^(style|class|id|src|name|formaction|xlink:href)$/.test(a.name))).map((a) => `${one.tagName} ${a.name}`)),
  ...[...document.querySelectorAll('[name=attributes], form#isi')].map(() => 'a form of theirs'),
  ...[...document.querySelectorAll('iframe, object, embed, base, math, frame, applet, foreignObject, animate, set')]
    .map((one) => one.tagName),
  ...['href', 'src', 'action'].flatMap((name) => [...document.querySelectorAll(`[${name}]`)].filter((one) =>
    !/^(\\/(?!\\/)|#|\\?|$|https?:\\/\\/(?!jahat)|data:image\\/)/.test(one.getAttribute(name).trim()))
    .map((one) => `${one.tagName} ${name}=${one.getAttribute(name)}`)),
  ...[...document.scripts].filter((one) => !one.src && one.type !== 'application/json' && /__kena/.test(one.text))
    .map(() => 'script'),
];
document.addEventListener('readystatechange', () => {
  if (document.readyState === 'interactive') window.__awal = window.__lihat();
});"""
SHOWN = """[document.body.innerText, ...[...document.querySelectorAll('input:not([type=hidden]), textarea')]
  .map((one) => one.value)].join(' ')"""
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
PERIOD = "periode=2026-10"
AT = f"kode=LH-A&wilayah=64.01.01&{PERIOD}"
PLACE = f"/asal/tempat?{AT}&saat=2026-08&sumber={TABLE}"
BY_ROLE = {
    "operator": (
        "/", "/dimensi", "/dimensi/tangguh", "/opd", "/opd/DLH", "/opd/DINKES", "/katalog", "/katalog/LH-01", "/rapor",
        "/indikator/LH-01", "/indikator/TI-10", f"/indikator/LH-A?{PERIOD}", "/konflik", "/pengguna", "/perangkat",
        "/akun", "/unggah", "/verifikasi", "/sumber", f"/sumber/{FORM}", f"/sumber/{TABLE}", f"/sumber/{LAYER}",
        "/sumber/galat_500", "/sumber/galat_xlsx", "/sumber/pintu_xlsx", f"/asal?{AT}", "/asal?lapisan=bank_sampah",
        PLACE, "/peta?lapisan=bank_sampah", "/layar", "/404",
    ),
    "opd": ("/unggah", f"/opd/DLH?{PERIOD}", f"/sumber/{TABLE}", "/verifikasi", f"/asal?{AT}"),
    "walidata": ("/verifikasi", f"/verifikasi?sumber={FORM}", f"/verifikasi?sumber={TABLE}", "/unggah"),
    "auditor": ("/pengguna",),
    "dewan": ("/", f"/opd/DLH?{PERIOD}", f"/asal?{AT}", "/konflik"),
}  # fmt: skip
# How many different texts of the corpus a page shows at least, so that none of these doors is left shut.
LEAST = {"/unggah": 18, "/pengguna": 25, "/perangkat": 25, "/verifikasi": 25, "/konflik": 25, "/jejak": 15, PLACE: 1,
         f"/sumber/{TABLE}": 25, f"/sumber/{LAYER}": 1, "/sumber/galat_xlsx": 1}  # fmt: skip
SILENT = ("/404", "/masuk?lanjut=")  # pages that show nobody's text


@pytest.fixture(scope="module")
def town(tmp_path_factory, dashboard):
    """Return the installation; `dashboard` was asked first, so that Dash's callbacks are where other tests ask."""
    with feeds() as server, rogue() as provider, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSO_UJI", SECRET)
        made = Town(tmp_path_factory.mktemp("kota"), server, provider)
        hand_everything_in(made)
        fill_every_form(made)
        yield made
        made.close()


@pytest.fixture(scope="module")
def url(town):
    """Return its address, as browsers reach it."""
    with serving(town.server) as address:
        yield address


class Tour:
    """Somebody who looks at pages, and at what became of the texts there."""

    def __init__(self, chromium, url, client=None):
        self.reader = Visitor(chromium, url, login="")
        self.page, self.seen, self.dialogs = self.reader.page, set(), []
        self.reader.context.add_init_script(LOOK)
        self.page.on("dialog", lambda one: (self.dialogs.append(one.message), one.dismiss()))
        if client:
            cookie = client.get_cookie("sesi").value
            self.reader.context.add_cookies([{"name": "sesi", "value": cookie, "url": url}])

    def go(self, address):
        plain = address.startswith(("/layar", "/masuk", "/akun"))
        answer = self.reader.go(address, ready=False)
        assert self.page.evaluate("window.__awal") == [], f"{address}, as it first came"
        if not plain:
            until(self.page, READY)
        assert answer.status == (404 if address == "/404" else 200), address
        assert MARK not in str(answer.headers), address
        self.look(address)

    def look(self, address):
        """Fail where a text is more than text on the page as it stands, or nothing of it is shown."""
        self.page.evaluate(OPEN)
        assert self.page.evaluate("window.__lihat()") == [], address
        assert self.page.evaluate("window.__kena") is None, address
        assert self.reader.breaches() == [], f"{address}: only the policy kept a text from being more"
        text = " ".join(self.page.evaluate(SHOWN).split())
        assert MARK in text or address.startswith(SILENT), f"no text is shown on {address}: this proves nothing"
        shown = {one for one in TEXTS if " ".join(one.split()) in text}
        assert len(shown) >= LEAST.get(address, 0), f"{address} shows only {len(shown)} texts"
        self.seen |= shown

    def end(self):
        assert self.dialogs == []
        assert self.reader.outside() == []
        assert [one for one in self.reader.errors if "kena" in one] == []
        self.reader.close()
        return self.seen


def test_no_text_is_more_than_text_on_any_page(chromium, town, url):
    tours = {role: [*addresses, *further(town, role)] for role, addresses in BY_ROLE.items()}
    toured = set().union(*tours.values())
    for one in dash.page_registry.values():
        pattern = re.sub("<.*?>", "[^/?]+", one.get("path_template") or one["path"])
        assert [address for address in toured if re.fullmatch(f"{pattern}([?].*)?", address)], f"nobody looks at {one}"
    seen = set()
    for role, addresses in tours.items():
        tour = Tour(chromium, url, town.people[role])
        for address in addresses:
            tour.go(address)
        if role == "opd":
            hand_in_by_hand(tour)
        seen |= tour.end()
    seen |= ways_in(Tour(chromium, url))
    assert set(TEXTS) - seen == set()


def further(town, role):
    """Return the addresses that come of it: each file, places of values, what was typed in vain, the whole log."""
    again = {address.partition("?")[0]: address for who, address in town.refused if who == role and MARK in address}
    if role == "operator":
        numbers = [number for kept in town.uploads.values() for number in kept]
        return [*(f"/unggah?nomor={number}" for number in numbers), *again.values()]
    if role == "opd":
        return [f"/unggah?nomor={kept[0]}" for kept in town.uploads.values()]
    if role == "walidata":
        found = links(town.tree(role, f"/verifikasi?sumber={FORM}"))
        return [*[one for one in found if one.startswith("/asal/tempat?")][:2], *again.values()]
    return list(log_pages(town)) if role == "auditor" else []


def log_pages(town):
    """Yield the addresses of the audit log, from the newest entries to the first."""
    older = ["/jejak"]
    while older:
        yield older[-1]
        older = [one for one in links(town.tree("auditor", older[-1])) if "sebelum=" in one]


def test_hovering_and_clicking_points_and_areas_of_a_map_runs_nothing(chromium, town, url):
    tour = Tour(chromium, url, town.people["operator"])
    tour.go("/peta?lapisan=bank_sampah")
    tour.page.wait_for_selector(".leaflet-container path.area")
    for area in tour.page.locator("path.area").all()[:3]:
        area.dispatch_event("mouseover")
    for _ in range(6):
        if tour.page.locator("path.titik").count():
            break
        tour.page.locator(".gugus").first.click()
        tour.page.wait_for_timeout(500)
    for point in tour.page.locator("path.titik").all()[:12]:
        point.dispatch_event("click")
        tour.page.wait_for_selector(".leaflet-popup-content")
        assert MARK in tour.page.locator(".leaflet-popup-content").last.inner_text()
    tour.look("/peta, points opened")
    tour.end()


def hand_in_by_hand(tour):
    """Choose a file with a text for its name in the browser's own form."""
    tour.go("/unggah")
    tour.page.set_input_files("input[type=file]", {"name": f"{TEXTS[5]}.csv", "mimeType": TEXTS[0], "buffer": table()})
    tour.page.get_by_role("button", name="Periksa berkas").click()
    tour.page.get_by_role("heading", name="Unggahan").wait_for()
    until(tour.page, READY)
    tour.look("/unggah, a file just handed in")


def ways_in(tour):
    """Type texts where nobody has got in yet."""
    for text in (CORPUS[0], CORPUS[3]):
        tour.go("/masuk?lanjut=/%22%3E%3Cscript%3Ewindow.__kena=1%3C/script%3E")
        tour.page.fill("[name=nama]", text)
        tour.page.fill("[name=sandi]", text)
        tour.page.press("[name=sandi]", "Enter")
        until(tour.page, "document.querySelector('[name=nama]')?.value.includes('__kena')")
        tour.look("/masuk, refused")
    return tour.end()


def test_no_file_that_is_saved_holds_a_formula_or_leads_anywhere(town):
    told = dict.fromkeys(TABLES, 0)
    for name in TABLES:
        for code in ("LH-01", "LH-A", "DLH", "tangguh", FORM, TABLE, "galat_500"):
            query = f"kode={code}&{PERIOD}" + ("" if name == "wilayah" else "&wilayah=64.01.01")
            answer = town.people["operator"].get(f"/unduh/{name}.csv?{query}")
            if answer.status_code == 404:
                continue
            is_harmless_head(answer)
            told[name] += answer.text.count(MARK)
            for row in csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"):
                assert [neutralise(cell) for cell in row] == row
            answer = town.people["operator"].get(f"/unduh/{name}.xlsx?{query}")
            is_harmless_head(answer)
            is_plain_workbook(answer.data)
    for name in PAPERS:
        answer = town.people["operator"].get(f"/unduh/{name}.pdf?kode={'DLH' if 'opd' in name else 'LH-01'}&{PERIOD}")
        is_harmless_head(answer)
        assert not active_parts(answer.data)
        told[name] = text_of(answer.data).count(MARK)
    assert [name for name, count in told.items() if not count] == []


def test_what_offices_get_back_is_what_they_gave_and_its_notes_are_text(town):
    told = 0
    for number, content in town.given.items():
        for role in ("opd", "walidata"):
            original = town.people[role].get(f"/unggah/{number}/berkas")
            is_harmless_head(original)
            assert original.data == content or (original.status_code == 404 and number in town.uploads["ditolak"])
        marked = town.people["opd"].get(f"/unggah/{number}/catatan.xlsx")
        is_harmless_head(marked)
        assert marked.status_code == original.status_code
        told += is_plain_workbook(marked.data) if marked.status_code == 200 else 0
    assert told > 100
    form = town.people["opd"].get(f"/unggah/{FORM}/formulir.xlsx")
    is_harmless_head(form)
    assert is_plain_workbook(form.data) > 20


def is_harmless_head(answer):
    """Fail where a header is none of ours."""
    assert answer.status_code in (200, 404)
    assert MARK not in str(answer.headers)
    assert "X-Kena" not in answer.headers
    if answer.status_code == 200:
        assert re.fullmatch(r'attachment; filename="[\w .,()-]+\.\w+"', answer.headers["Content-Disposition"])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_no_answer_and_no_line_of_the_log_holds_a_text_as_anything_but_text(town):
    again = [town.people[role].get(address) for role, address in town.refused if MARK in address]
    assert len(again) > 2 * len(CORPUS)
    for answer in [*town.answers, *again]:
        assert answer.status_code in (200, 303, 400, 401, 403, 404, 429, 502)
        assert "X-Kena" not in answer.headers
        if answer.mimetype == "text/html" and answer.status_code != 303:
            is_text(answer.request.path, parse(answer.data))
    are_lines(town.log.getvalue())
