"""/jejak: every file that is handed out stands there, readable by filter, and nobody else's eyes see it."""

import pytest
from asking import entered
from demonstration import opened
from html_tree import parse
from sqlalchemy import text
from test_downloads import TABLES, read_csv

import core.store.audits
from app import create_app
from core.clock import now_utc
from core.domain.audit import Action, Event, breaks
from core.domain.viewer import Role, Viewer
from core.errors import NotAllowedError
from core.store import audits
from core.store.audit_log import AuditFilter, all_entries, record_alone


@pytest.fixture
def own(copy_of_collected, demonstration):
    """Return an installation of its own with the test client of its application."""
    one = opened(copy_of_collected)
    yield one, entered(create_app(one.config, one.store, one.catalogue).server)
    one.store.close()
    demonstration.connect()


def told(installation):
    with installation.store.read() as conn:
        found = [(one.role, one.action, one.subject, one.details) for one in all_entries(conn)]
    return [one for one in found if one[1] not in ("masuk", "melihat")]  # of who asks here


def rows_of(page):
    return [[cell.text() for cell in row.all("td")] for row in page.one("tbody").all("tr")]


def test_every_table_that_is_taken_away_is_written_down_with_its_filter(own):
    installation, client = own
    for name, query in TABLES.items():
        for kind in ("csv", "xlsx"):
            assert client.get(f"/unduh/{name}.{kind}?{query}").status_code == 200
    found = told(installation)
    assert [subject for *_, subject, _ in found] == [
        f"/unduh/{name}.{kind}" for name in TABLES for kind in ("csv", "xlsx")
    ]
    assert found[0] == ("operator", "ekspor", "/unduh/dimensi.csv", '{"kode": "tangguh", "periode": "2026-09"}')
    with installation.store.read() as conn:
        assert list(breaks(all_entries(conn))) == []


def test_a_document_for_paper_is_written_down_with_its_filter_too(own):
    installation, client = own
    assert client.get("/unduh/indikator.pdf?kode=LH-01&periode=2026-09").status_code == 200
    assert client.get("/unduh/indikator.pdf?kode=XX").status_code == 404
    found = ("operator", "ekspor", "/unduh/indikator.pdf", '{"kode": "LH-01", "periode": "2026-09"}')
    assert told(installation) == [found]


def test_no_address_fills_the_log(own):
    installation, client = own
    assert client.get("/unduh/opd.csv?" + "&".join(f"{'n' * 150}{n}={'x' * 150}" for n in range(40))).status_code == 200
    [(*_, details)] = told(installation)
    assert len(details) < 300


def test_what_hands_nothing_out_is_not_written_down(own):
    installation, client = own
    assert client.get("/").status_code == 200
    assert client.get("/unduh/tidak-ada.csv").status_code == 404
    assert client.head("/unduh/opd.csv").status_code == 200
    assert told(installation) == []


def test_a_file_that_cannot_be_written_down_is_not_handed_out(own):
    installation, client = own
    with installation.store.begin_write() as conn:
        conn.execute(text("DROP TABLE audit_entry"))
    answer = client.get("/unduh/opd.csv")
    assert answer.status_code == 503
    assert "Content-Disposition" not in answer.headers
    assert "belum dapat dicatat di jejak audit" in parse(answer.data).text()


def test_the_page_shows_who_did_what_newest_first_and_filters(own):
    installation, client = own
    client.get("/unduh/opd.csv?periode=2026-09")
    event = Event(
        "Sekda", Role.OPERATOR, Action.DECISION, "sumber_DM-02_64.01_2024", {"alasan": "<b>dasar</b>", "oleh": "x"}
    )
    record_alone(installation.store, event, now=now_utc())
    decision, export, *_ = rows_of(parse(client.get("/jejak").data))
    assert decision[1:3] == ["Keputusan atas angka bertentangan", "sumber_DM-02_64.01_2024"]
    assert decision[0] == "Sekda · operator"
    assert decision[3] == "alasan: <b>dasar</b>; diputuskan oleh: x"
    assert export == [
        "Operator DKISP (contoh) · operator",
        "Berkas diunduh",
        "/unduh/opd.csv",
        "periode: 2026-09",
        "2",
    ]
    assert rows_of(parse(client.get("/jejak?tindakan=keputusan").data)) == [decision]
    assert rows_of(parse(client.get("/jejak?pelaku=Sekda&sejak=2020-01-01").data)) == [decision]
    assert "Tidak ada catatan untuk pilihan ini" in parse(client.get("/jejak?sampai=2020-01-01").data).text()
    strange = rows_of(parse(client.get("/jejak?tindakan=lain&sejak=besok&sebelum=-1").data))
    assert [decision, export] == [one for one in strange if one[1] in (decision[1], export[1])]


def test_a_long_log_is_read_page_by_page(own, monkeypatch):
    monkeypatch.setattr(core.store.audits, "PAGE", 3)
    _, client = own
    for _ in range(7):
        client.get("/unduh/opd.csv")
    address, numbers = "/jejak?tindakan=ekspor", []
    while address:
        page = parse(client.get(address).data)
        numbers.append([row[-1] for row in rows_of(page)])
        older = [link for link in page.all("a") if link.text() == "Catatan sebelumnya"]
        address = older[0].attributes["href"] if older else ""
    assert [len(one) for one in numbers] == [3, 3, 1]
    told = [int(one) for page in numbers for one in page]
    assert told == sorted(told, reverse=True)


def test_the_log_itself_is_taken_away_with_its_digests_and_that_is_written_down(own):
    installation, client = own
    client.get("/unduh/opd.csv")
    _, heads, rows = read_csv(client.get("/unduh/jejak.csv?tindakan=ekspor").data)
    entry = dict(zip(heads, rows[0], strict=True))
    with installation.store.read() as conn:
        first, second = [one for one in all_entries(conn) if one.action == "ekspor"]
    assert (entry["Sidik"], entry["Sidik sebelumnya"]) == (first.digest, first.previous)
    assert second.subject == "/unduh/jejak.csv"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OPERATOR, Role.AUDITOR)])
def test_whoever_neither_looks_after_nor_examines_the_dashboard_reads_no_log(own, role):
    for ask in (audits.page, audits.entries):
        with pytest.raises(NotAllowedError):
            ask(Viewer(role), AuditFilter())
    assert not audits.may_read(Viewer(role))
