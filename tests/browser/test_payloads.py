"""Stored text that would be markup, in every place that shows stored text, in a real browser: nothing happens (P44)."""

from dataclasses import replace
from itertools import count

import pytest
from demonstration import opened, serving
from payloads import CORPUS
from sqlalchemy import text
from visitor import READY, Visitor

from app import create_app

pytestmark = pytest.mark.browser

PAGES = ("/", "/dimensi", "/dimensi/tangguh", "/dimensi/unggul", "/opd", "/opd/DLH", "/opd/DINKES",
         "/peta?lapisan=fasilitas_sampah", "/peta?indikator=TI-01&tingkat=desa&lapisan=hotspot", "/sumber",
         "/sumber/dinkes_dbd", "/layar")  # fmt: skip
HIT = "window.__kena"


def poisoned(one):
    """Return the installation with a payload wherever a text is shown that somebody else wrote."""
    numbers = count()

    def bad(was=""):
        return f"{was}{CORPUS[next(numbers) % len(CORPUS)]}"

    known = one.catalogue
    catalogue = replace(
        known,
        indicators={
            code: replace(
                each,
                name=bad(each.name),
                definition=bad(),
                formula_text=bad(),
                interpretation=bad(),
                unit=bad(each.unit),
            )
            for code, each in known.indicators.items()
        },
        areas={code: replace(each, name=bad(each.name)) for code, each in known.areas.items()},
        agencies={
            code: replace(each, name=bad(each.name), short=bad(each.short)) for code, each in known.agencies.items()
        },
        dimensions={code: replace(each, name=bad(each.name), meaning=bad()) for code, each in known.dimensions.items()},
        targets=tuple(replace(each, legal_source=bad()) for each in known.targets),
        comparators=tuple(replace(each, name=bad(), source=bad()) for each in known.comparators),
    )
    sources = {
        name: replace(each, title=bad(each.title), attribution=bad(each.attribution))
        for name, each in one.config.sources.items()
    }
    with one.store.begin_write() as conn:
        guards = conn.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
        for guard in guards:  # the store itself refuses to change what was reported
            conn.execute(text(f"DROP TRIGGER {guard}"))
        for table, columns in (
            ("observation", ("text", "place", "citation", "note")),
            ("rejection", ('"column"', "found", "place", "sentence", "mend")),
            ("run", ("sentence", "mend")),
            ("feature", ("name", "kind")),
        ):
            for column in columns:
                for at, payload in enumerate(CORPUS):
                    query = f"UPDATE {table} SET {column} = :payload WHERE id % {len(CORPUS)} = {at}"
                    conn.execute(text(query), {"payload": payload})
    return replace(one, catalogue=catalogue, config=one.config.model_copy(update={"sources": sources}))


@pytest.fixture
def poisoned_url(copy_of_collected, demonstration):
    own = opened(copy_of_collected)
    bad = poisoned(own)
    app = create_app(bad.config, bad.store, bad.catalogue)
    with serving(app.server) as url:
        yield url
    own.store.close()
    demonstration.connect()


def test_no_text_runs_asks_or_builds_anything_on_any_page(chromium, poisoned_url, demonstration):
    codes = [*[one.code for one in demonstration.catalogue.shown()][:6], "TI-10", "LH-01"]
    reader = Visitor(chromium, poisoned_url)
    dialogs = []
    reader.page.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    seen = 0
    for address in (*PAGES, *(f"/indikator/{code}" for code in codes)):
        reader.go(address, ready=not address.startswith("/layar"))
        assert reader.page.evaluate(HIT) is None, address
        assert reader.breaches() == [], f"{address}: only the policy kept a text from being more"
        content = reader.page.locator("body").inner_text()
        assert "__kena" in content, f"no payload is shown on {address}: this proves nothing"
        seen += content.count("__kena")
        built = reader.page.locator(
            "[onerror], [onload], [onclick], [onmouseover], [onfocus], [srcdoc], base, math, iframe"
        )
        assert built.count() == 0, address
        assert reader.page.locator("a[href^='javascript' i], a[href^='data:' i]").count() == 0, address
        assert reader.page.locator("#isi").count() == (0 if address == "/layar" else 1), address
    assert seen > 500
    assert dialogs == []
    assert reader.outside() == []
    assert [text for text in reader.errors if "kena" in text] == []
    reader.close()


def test_hovering_and_clicking_points_and_areas_of_a_map_runs_nothing(chromium, poisoned_url):
    reader = Visitor(chromium, poisoned_url)
    reader.go("/peta?lapisan=fasilitas_sampah,menara")
    reader.page.wait_for_selector(".leaflet-container path.area")
    for area in reader.page.locator("path.area").all()[:3]:
        area.dispatch_event("mouseover")
    for _ in range(6):
        if reader.page.locator("path.titik").count():
            break
        reader.page.locator(".gugus").first.click()
        reader.page.wait_for_timeout(500)
    reader.page.locator("path.titik").first.dispatch_event("click")
    reader.page.wait_for_selector(".leaflet-popup-content")
    assert "__kena" in reader.page.locator(".leaflet-popup-content").inner_text()
    assert reader.page.evaluate(HIT) is None
    assert reader.breaches() == []
    assert reader.page.evaluate(READY)
    reader.close()
